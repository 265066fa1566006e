import { checkRoster } from "../../modules";

const granted = (...managedPolicies: readonly unknown[]): unknown => ({
  groups: { A: { managedPolicies } },
  users: [{ name: "john", groups: ["A"] }],
});

const badGrant = (shown: string): string =>
  `${shown} is no grant; allowed are the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), a policy's ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy`;

const policies = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `Policy${index}`);

describe("a grant", () => {
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
    { arn: "arn:aws:iam::123456789012:policy/Own" },
    { arn: "${TfToken[TOKEN.1]}", name: "own" },
  ])("may be %j", (grant) => {
    expect(checkRoster(granted(grant))).toEqual([]);
  });

  test.each<[grant: unknown, shown: string]>([
    ["", '""'],
    ["Power User", '"Power User"'],
    ["PowerUserAccess\n", '"PowerUserAccess\\n"'],
    ["/PowerUserAccess", '"/PowerUserAccess"'],
    ["job-function/", '"job-function/"'],
    ["job-function//ViewOnlyAccess", '"job-function//ViewOnlyAccess"'],
    ["*", '"*"'],
    ["${x}", '"${x}"'],
    ["x".repeat(129), `"${"x".repeat(79)}… (131 characters)`],
    ["arn:aws:iam::aws:policy/", '"arn:aws:iam::aws:policy/"'],
    ["arn:aws:iam::aws:policy/*", '"arn:aws:iam::aws:policy/*"'],
    ["arn:aws-iso:iam::aws:policy/X", '"arn:aws-iso:iam::aws:policy/X"'],
    ["arn:aws:iam::12345678901:policy/X", '"arn:aws:iam::12345678901:policy/X"'],
    ["arn:aws:iam::1234567890123:policy/X", '"arn:aws:iam::1234567890123:policy/X"'],
    ["arn:aws:iam::123456789012:role/X", '"arn:aws:iam::123456789012:role/X"'],
    ["arn:aws:iam::123456789012:user/X", '"arn:aws:iam::123456789012:user/X"'],
    ["arn:aws:s3:::bucket", '"arn:aws:s3:::bucket"'],
    [7, "7"],
    [null, "null"],
    [[], "[]"],
    [{}, "{}"],
    [{ arn: 7 }, '{"arn":7}'],
    [{ name: "PowerUserAccess" }, '{"name":"PowerUserAccess"}'],
  ])("may not be %j", (grant, shown) => {
    expect(checkRoster(granted("ReadOnlyAccess", grant))).toEqual([{ path: "groups.A.managedPolicies[1]", message: badGrant(shown) }]);
  });

  test.each(["IAMUserChangePassword", "arn:aws:iam::aws:policy/IAMUserChangePassword", "arn:aws-cn:iam::aws:policy/IAMUserChangePassword"])(
    "may not be what every enforced group has: %s",
    (grant) => {
      expect(checkRoster(granted(grant))).toEqual([
        {
          path: "groups.A.managedPolicies[0]",
          message: '"IAMUserChangePassword" is attached to every enforced group without being asked for; remove it',
        },
      ]);
    },
  );

  test.each([
    ["PowerUserAccess", "PowerUserAccess", '"PowerUserAccess"'],
    ["PowerUserAccess", "arn:aws:iam::aws:policy/PowerUserAccess", '"arn:aws:iam::aws:policy/PowerUserAccess"'],
    ["arn:aws:iam::aws:policy/job-function/Billing", "job-function/Billing", '"job-function/Billing"'],
    ["arn:aws:iam::123456789012:policy/Own", "arn:aws:iam::123456789012:policy/Own", '"arn:aws:iam::123456789012:policy/Own"'],
  ])("may not be there twice: %s and %s", (first, second, shown) => {
    expect(checkRoster(granted(first, second))).toEqual([
      { path: "groups.A.managedPolicies[1]", message: `the grant ${shown} is there already; remove one of them` },
    ]);
  });

  test("may not be there twice: the same policy made elsewhere", () => {
    const own = { arn: "${TfToken[TOKEN.1]}" };
    expect(checkRoster(granted(own, "PowerUserAccess", own))).toEqual([
      { path: "groups.A.managedPolicies[2]", message: "the grant of this policy is there already; remove one of them" },
    ]);
  });

  test("may be in two groups", () => {
    const group = { managedPolicies: ["PowerUserAccess"] };
    expect(checkRoster({ groups: { A: group, B: group }, users: [{ name: "john", groups: ["A", "B"] }] })).toEqual([]);
  });
});

describe("a group's grants", () => {
  test("may be none", () => {
    expect(checkRoster(granted())).toEqual([]);
  });

  test("may be 8, which fill AWS's ten places with the MFA policy and IAMUserChangePassword", () => {
    expect(checkRoster(granted(...policies(8)))).toEqual([]);
  });

  test.each([9, 11])("may not be %d", (count) => {
    expect(checkRoster(granted(...policies(count)))).toEqual([
      {
        path: "groups.A.managedPolicies",
        message: `${count} grants; IAM allows a group 10 managed policies, of which the MFA policy and IAMUserChangePassword take 2; remove ${count - 8} or merge some into one customer managed policy`,
      },
    ]);
  });
});
