import { DataAwsIamPolicy } from "@cdktf/provider-aws/lib/data-aws-iam-policy";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformStack, Testing } from "cdktf";
import { MfaPolicy } from "../../modules/constructs";
import { checkRoster } from "../../modules/roster";

/** A stack for constructs; nothing is synthesized. */
const stack = new TerraformStack(Testing.app(), "stack");

const groupWith = (...managedPolicies: readonly unknown[]): unknown => ({
  groups: { A: { managedPolicies } },
  users: [{ name: "john", groups: ["A"] }],
});

const POLICY_RULE =
  'is not a managed policy; use the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), an ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy';
const REFERENCE_RULE =
  "this reference to a policy has no construct to name its attachment after; pass the IamPolicy itself, or an ARN as text";

const policies = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `Policy${index}`);

describe("a group accepts the managed policy", () => {
  test.each([
    "PowerUserAccess",
    "job-function/ViewOnlyAccess",
    "aws-service-role/a/b",
    "x".repeat(128),
    "arn:aws:iam::aws:policy/PowerUserAccess",
    "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    "arn:aws-cn:iam::aws:policy/PowerUserAccess",
    "arn:aws-us-gov:iam::aws:policy/PowerUserAccess",
    "arn:aws:iam::123456789012:policy/Own",
    "arn:aws:iam::123456789012:policy/team/my+own=policy,v.1@x_y-z",
    { arn: "arn:aws:iam::123456789012:policy/Own", node: { path: "stack/own" } },
    { arn: "${TfToken[TOKEN.1]}", node: { path: "stack/own" }, name: "own" },
    { arn: "${TfToken[TOKEN.1]}", node: { path: "stack/own" }, terraformResourceType: "aws_iam_policy" },
  ])("%j", (policy) => {
    expect(checkRoster(groupWith(policy))).toEqual([]);
  });

  test.each([
    ["an IamPolicy", new IamPolicy(stack, "own", { policy: "{}" })],
    ["a DataAwsIamPolicy", new DataAwsIamPolicy(stack, "existing", { name: "Existing" })],
    ["an MfaPolicy", new MfaPolicy(stack, "mfa-policy")],
    ["an MfaPolicy that is managed elsewhere", MfaPolicy.fromArn(stack, "imported", "arn:aws:iam::123456789012:policy/EnforceMfa")],
  ])("that is %s", (_, policy) => {
    expect(checkRoster(groupWith(policy))).toEqual([]);
  });
});

describe("a group refuses the managed policy", () => {
  test.each<[policy: unknown, message: string]>([
    ["", `"" ${POLICY_RULE}`],
    ["Power User", `"Power User" ${POLICY_RULE}`],
    ["PowerUserAccess\n", `"PowerUserAccess\\n" ${POLICY_RULE}`],
    ["/PowerUserAccess", `"/PowerUserAccess" ${POLICY_RULE}`],
    ["job-function/", `"job-function/" ${POLICY_RULE}`],
    ["job-function//ViewOnlyAccess", `"job-function//ViewOnlyAccess" ${POLICY_RULE}`],
    ["*", `"*" ${POLICY_RULE}`],
    ["${x}", `"\${x}" ${POLICY_RULE}`],
    ["x".repeat(129), `"${"x".repeat(79)}… (131 characters) ${POLICY_RULE}`],
    ["arn:aws:iam::aws:policy/", `"arn:aws:iam::aws:policy/" ${POLICY_RULE}`],
    ["arn:aws:iam::aws:policy/*", `"arn:aws:iam::aws:policy/*" ${POLICY_RULE}`],
    ["arn:aws-iso:iam::aws:policy/X", `"arn:aws-iso:iam::aws:policy/X" ${POLICY_RULE}`],
    ["arn:aws:iam::12345678901:policy/X", `"arn:aws:iam::12345678901:policy/X" ${POLICY_RULE}`],
    ["arn:aws:iam::1234567890123:policy/X", `"arn:aws:iam::1234567890123:policy/X" ${POLICY_RULE}`],
    ["arn:aws:iam::123456789012:role/X", `"arn:aws:iam::123456789012:role/X" ${POLICY_RULE}`],
    ["arn:aws:iam::123456789012:user/X", `"arn:aws:iam::123456789012:user/X" ${POLICY_RULE}`],
    ["arn:aws:s3:::bucket", `"arn:aws:s3:::bucket" ${POLICY_RULE}`],
    [7, `7 ${POLICY_RULE}`],
    [null, `null ${POLICY_RULE}`],
    [[], `[] ${POLICY_RULE}`],
    [{}, `{} ${POLICY_RULE}`],
    [{ arn: 7 }, `{"arn":7} ${POLICY_RULE}`],
    [{ name: "PowerUserAccess" }, `{"name":"PowerUserAccess"} ${POLICY_RULE}`],
    [{ node: { path: "stack/own" } }, `{"node":{"path":"stack/own"}} ${POLICY_RULE}`],
    [{ arn: "arn:aws:iam::123456789012:policy/Own" }, REFERENCE_RULE],
    [{ arn: "${TfToken[TOKEN.1]}", node: null }, REFERENCE_RULE],
    [{ arn: "${TfToken[TOKEN.1]}", node: { path: 7 } }, REFERENCE_RULE],
    ["${TfToken[TOKEN.1]}", REFERENCE_RULE],
    ["#{TfToken[TOKEN.1]}", REFERENCE_RULE],
    ["arn:aws:iam::${TfToken[TOKEN.1]}:policy/Own", REFERENCE_RULE],
  ])("%j", (policy, message) => {
    expect(checkRoster(groupWith("ReadOnlyAccess", policy))).toEqual([
      { code: "invalid-managed-policy", path: "groups.A.managedPolicies[1]", message },
    ]);
  });

  test("that is missing", () => {
    expect(checkRoster(groupWith(undefined))).toEqual([
      { code: "missing", path: "groups.A.managedPolicies[0]", message: 'missing; expected a managed policy, such as "PowerUserAccess"' },
    ]);
  });

  test("that is another resource with an ARN, such as an IamRole", () => {
    expect(checkRoster(groupWith(new IamRole(stack, "role", { assumeRolePolicy: "{}" })))).toEqual([
      { code: "invalid-managed-policy", path: "groups.A.managedPolicies[0]", message: `"stack/role" ${POLICY_RULE}` },
    ]);
  });

  test.each([
    ["PowerUserAccess", "PowerUserAccess", '"PowerUserAccess"'],
    ["PowerUserAccess", "arn:aws:iam::aws:policy/PowerUserAccess", '"arn:aws:iam::aws:policy/PowerUserAccess"'],
    ["arn:aws:iam::aws:policy/job-function/Billing", "job-function/Billing", '"job-function/Billing"'],
    ["arn:aws:iam::123456789012:policy/Own", "arn:aws:iam::123456789012:policy/Own", '"arn:aws:iam::123456789012:policy/Own"'],
    ["arn:aws:iam::123456789012:policy/Own", { arn: "arn:aws:iam::123456789012:policy/Own", node: { path: "stack/own" } }, "the policy"],
  ])("%j if it is listed again as %j", (first, second, shown) => {
    expect(checkRoster(groupWith(first, second))).toEqual([
      {
        code: "duplicate-managed-policy",
        path: "groups.A.managedPolicies[1]",
        message: `${shown} is listed twice; remove one of them`,
      },
    ]);
  });

  test("that is a construct if it is listed again", () => {
    const own = { arn: "${TfToken[TOKEN.1]}", node: { path: "stack/own" } };
    expect(checkRoster(groupWith(own, "PowerUserAccess", own))).toEqual([
      {
        code: "duplicate-managed-policy",
        path: "groups.A.managedPolicies[2]",
        message: "the policy is listed twice; remove one of them",
      },
    ]);
  });
});

test("two groups can have the same managed policy", () => {
  const group = { managedPolicies: ["PowerUserAccess"] };
  expect(checkRoster({ groups: { A: group, B: group }, users: [{ name: "john", groups: ["A", "B"] }] })).toEqual([]);
});

describe("the number of a group's managed policies", () => {
  const listed = [
    "IAMUserChangePassword",
    "IAMUserChangePassword",
    "arn:aws:iam::aws:policy/IAMUserChangePassword",
    "arn:aws-cn:iam::aws:policy/IAMUserChangePassword",
  ];

  test.each<[name: string, policies: readonly string[]]>([
    ["0", []],
    ["8, which fill IAM's 10 with the MFA policy and IAMUserChangePassword", policies(8)],
    ["8 and IAMUserChangePassword, which doesn't count", [...listed, ...policies(8)]],
  ])("may be %s", (_, managedPolicies) => {
    expect(checkRoster(groupWith(...managedPolicies))).toEqual([]);
  });

  test.each([
    ["9", policies(9), 9],
    ["11", policies(11), 11],
    ["9, not counting IAMUserChangePassword", [...listed, ...policies(9)], 9],
  ])("may not be %s", (_, managedPolicies, count) => {
    expect(checkRoster(groupWith(...managedPolicies))).toEqual([
      {
        code: "too-many-managed-policies",
        path: "groups.A.managedPolicies",
        message: `${count} managed policies, but a group can have 8 besides the MFA policy and IAMUserChangePassword (IAM allows 10); remove ${count - 8}, or merge some into one customer managed policy`,
      },
    ]);
  });
});
