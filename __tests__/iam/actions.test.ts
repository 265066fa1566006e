import { readFileSync } from "node:fs";
import { actionsOf, closestAction, findAction } from "../../modules/iam";
import type * as Policy from "../../modules/policy";
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
  ["a misspelled action that another service has", "ec2:DescribeInstance", "ec2:DescribeInstances"],
  ["a name with two mistakes in the service", "s3api:GetObject", "s3:GetObject"],
  ["a part of the name", "codecommit:Push", "codecommit:GitPush"],
  ["an action close to several", "iam:ListUser", "iam:ListUsers"],
])("the closest action is suggested for %s", (_, name, expected) => {
  expect(closestAction(name)).toBe(expected);
});

test("nothing is suggested for a name that is not close to any", () => {
  expect(closestAction("zzzzzzzzzzzzzzzzzzzz:qqqqqqqqqqqqqqqqqqqqqqq")).toBeUndefined();
});

test("the actions of a service are known by name, and a service that AWS does not have has none", () => {
  expect(actionsOf("codecommit")).toContain("GitPull");
  expect(["nosuchservice", "constructor"].map(actionsOf)).toEqual([[], []]);
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
