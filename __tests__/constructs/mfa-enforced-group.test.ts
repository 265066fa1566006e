import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { type InvalidInputError, MfaEnforcedGroup, type MfaEnforcedGroupProps, MfaPolicy, type Partition } from "../../modules";
import { errorOf, synth, type Synthesized } from "../helpers/synth";

const ATTACHMENT = "aws_iam_group_policy_attachment";

type Props = Omit<MfaEnforcedGroupProps, "mfaPolicy">;

const minimal: Props = { groupName: "PowerConsultants", managedPolicies: [], members: ["john"] };

function groupWith(props: Partial<Props> | ((scope: Construct) => Partial<Props>), partition: Partition = "aws"): Synthesized {
  return synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy", { document: { partition } });
    new MfaEnforcedGroup(stack, "group", { ...minimal, mfaPolicy, ...(typeof props === "function" ? props(stack) : props) });
  });
}

const messageOf = (props: object | ((scope: Construct) => object)): string =>
  (errorOf(() => groupWith(props)) as InvalidInputError).message;

/** The addresses of the group's attachments: of the Deny, of IAMUserChangePassword, and of the grants. */
function attachmentsOf(stack: Synthesized): { readonly deny: string; readonly changePassword: string; readonly grants: readonly string[] } {
  const { address: policy } = stack.resource("aws_iam_policy", { name: "EnforceMfa" });
  const { address: deny } = stack.resource(ATTACHMENT, { policy_arn: `\${${policy}.arn}` });
  const changePassword = stack
    .resources(ATTACHMENT)
    .filter(({ properties }) => String(properties.policy_arn).endsWith(":iam::aws:policy/IAMUserChangePassword"));
  expect(changePassword).toHaveLength(1);
  const grants = stack.addresses(ATTACHMENT).filter((address) => ![deny, changePassword[0]!.address].includes(address));
  return { deny, changePassword: changePassword[0]!.address, grants };
}

describe("makes", () => {
  test("without grants: the group, the Deny, IAMUserChangePassword and the membership", () => {
    const stack = groupWith({});
    const group = stack.resource("aws_iam_group");
    expect(group.properties).toEqual({ name: "PowerConsultants", path: "/" });
    expect(attachmentsOf(stack).managedPolicies).toEqual([]);
    expect(stack.addresses(ATTACHMENT)).toHaveLength(2);
    for (const { properties } of stack.resources(ATTACHMENT)) {
      expect(stack.referred(properties.group, "name")).toEqual(group);
    }
    const { properties: membership } = stack.resource("aws_iam_group_membership");
    expect(stack.referred(membership.group, "name")).toEqual(group);
    expect(membership).toMatchObject({ name: "PowerConsultants", users: ["john"] });
    expect(Object.keys(stack.json.resource ?? {})).toEqual(["aws_iam_group", "aws_iam_group_membership", ATTACHMENT, "aws_iam_policy"]);
  });

  test("with all props: a path, eight grants of all kinds, and members made elsewhere", () => {
    const stack = groupWith((scope) => ({
      groupName: "Auditors+=,.@_-",
      path: "/audit/",
      managedPolicies: [
        "SecurityAudit",
        "job-function/ViewOnlyAccess",
        "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
        "arn:aws:iam::123456789012:policy/team/Own",
        new IamPolicy(scope, "own", { policy: "{}" }),
        new MfaPolicy(scope, "second", { policyName: "Second" }),
        { arn: "arn:aws:iam::123456789012:policy/Other" },
        "aws-service-role/X",
      ],
      members: ["first.colleague", new IamUser(scope, "john", { name: "john" })],
      membership: "exclusive",
      allowEmpty: true,
    }));
    expect(stack.resource("aws_iam_group").properties).toEqual({ name: "Auditors+=,.@_-", path: "/audit/" });
    const { managedPolicies } = attachmentsOf(stack);
    expect(grants.map((address) => stack.at(address).properties.policy_arn).sort()).toEqual(
      [
        `\${${stack.resource("aws_iam_policy", { policy: "{}" }).address}.arn}`,
        `\${${stack.resource("aws_iam_policy", { name: "Second" }).address}.arn}`,
        "arn:aws:iam::123456789012:policy/Other",
        "arn:aws:iam::123456789012:policy/team/Own",
        "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
        "arn:aws:iam::aws:policy/SecurityAudit",
        "arn:aws:iam::aws:policy/aws-service-role/X",
        "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
      ].sort(),
    );
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual(["first.colleague", "${aws_iam_user.john.name}"]);
  });

  test.each(["aws", "aws-cn", "aws-us-gov"] as const)("ARNs of AWS managed policies in the MFA policy's partition: %s", (partition) => {
    const stack = groupWith({ managedPolicies: ["PowerUserAccess"] }, partition);
    const { changePassword, grants } = attachmentsOf(stack);
    expect([changePassword, ...managedPolicies].map((address) => stack.at(address).properties.policy_arn)).toEqual([
      `arn:${partition}:iam::aws:policy/IAMUserChangePassword`,
      `arn:${partition}:iam::aws:policy/PowerUserAccess`,
    ]);
  });

  test("the group's resource, for use elsewhere", () => {
    synth((stack) => {
      const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
      expect(new MfaEnforcedGroup(stack, "group", { ...minimal, mfaPolicy }).group.nameInput).toBe("PowerConsultants");
    });
  });
});

describe.each(["exclusive", "additive"] as const)("no un-enforced window: with %s membership,", (membership) => {
  const stack = groupWith((scope) => ({
    managedPolicies: ["PowerUserAccess", "arn:aws:iam::123456789012:policy/Own", new IamPolicy(scope, "own", { policy: "{}" })],
    members: ["john", "first.colleague"],
    membership,
  }));
  const { deny, changePassword, grants } = attachmentsOf(stack);

  test("the Deny waits for nothing", () => {
    expect(stack.at(deny).properties).not.toHaveProperty("depends_on");
  });

  test("the Deny is attached anew before it is detached", () => {
    expect(stack.at(deny).properties.lifecycle).toEqual({ create_before_destroy: true });
  });

  test("all grants and IAMUserChangePassword wait for the Deny", () => {
    expect(grants).toHaveLength(3);
    for (const address of [changePassword, ...managedPolicies]) {
      expect(stack.at(address).properties.depends_on).toEqual([deny]);
    }
  });

  test("every membership waits for all attachments", () => {
    const memberships = [...stack.resources("aws_iam_group_membership"), ...stack.resources("aws_iam_user_group_membership")];
    expect(memberships).toHaveLength(membership === "exclusive" ? 1 : 2);
    for (const { properties } of memberships) {
      expect(new Set(properties.depends_on as string[])).toEqual(new Set([deny, changePassword, ...managedPolicies]));
    }
  });

  test("nothing but the membership puts anyone into the group", () => {
    const types = Object.keys(stack.json.resource ?? {}).filter((type) => type.includes("membership"));
    expect(types).toEqual([membership === "exclusive" ? "aws_iam_group_membership" : "aws_iam_user_group_membership"]);
  });
});

describe("members", () => {
  const people = (scope: Construct): Partial<Props> => ({
    members: [
      new IamUser(scope, "user-john", { name: "john" }),
      "alice",
      new IamUser(scope, "user-colleague", { name: "first.colleague" }),
    ],
  });

  test("are in one list, by name, with the references of those made elsewhere", () => {
    const stack = groupWith(people);
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual([
      "alice",
      "${aws_iam_user.user-colleague.name}",
      "${aws_iam_user.user-john.name}",
    ]);
    expect(stack.resources("aws_iam_user_group_membership")).toEqual([]);
  });

  test("are one resource each where strangers stay", () => {
    const stack = groupWith((scope) => ({ ...people(scope), membership: "additive" }));
    const group = `\${${stack.resource("aws_iam_group").address}.name}`;
    expect(stack.resources("aws_iam_user_group_membership").map(({ properties }) => [properties.user, properties.groups])).toEqual(
      expect.arrayContaining([
        ["alice", [group]],
        ["${aws_iam_user.user-colleague.name}", [group]],
        ["${aws_iam_user.user-john.name}", [group]],
      ]),
    );
    expect(stack.resources("aws_iam_user_group_membership")).toHaveLength(3);
    expect(stack.resources("aws_iam_group_membership")).toEqual([]);
  });

  test("keep their addresses when the list is written in another order", () => {
    const additive = { membership: "additive" } as const;
    expect(groupWith({ members: ["a", "b", "c"] }).text).toBe(groupWith({ members: ["c", "a", "b"] }).text);
    expect(groupWith({ ...additive, members: ["a", "b"] }).text).toBe(groupWith({ ...additive, members: ["b", "a"] }).text);
  });

  test("made elsewhere whose names are known only to Terraform are told apart by their constructs", () => {
    const stack = groupWith((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      return { members: [new IamUser(scope, "one", { name }), new IamUser(scope, "two", { name: `${name}2` })], membership: "additive" };
    });
    expect(stack.resources("aws_iam_user_group_membership").map(({ properties }) => properties.user)).toEqual([
      "${aws_iam_user.one.name}",
      "${aws_iam_user.two.name}",
    ]);
  });

  test("may be none when the props say so: the group is then kept empty", () => {
    const stack = groupWith({ members: [], allowEmpty: true });
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual([]);
    expect(stack.forgotten).toEqual([]);
  });

  test("may be none where strangers stay: nothing is said about anyone", () => {
    const stack = groupWith({ members: [], allowEmpty: true, membership: "additive" });
    expect(stack.resources("aws_iam_user_group_membership")).toEqual([]);
    expect(stack.resources("aws_iam_group_membership")).toEqual([]);
  });
});

describe("refuses, with the construct's path,", () => {
  const EMPTY =
    "members: nobody is in the group, so all its members would be removed; add a member, or write allowEmpty: true if that is meant";
  const grants = Array.from({ length: 9 }, (_, index) => `Policy${index}`);

  test.each<[props: object, problem: string]>([
    [{ groupName: "" }, "groupName: the group name is empty; allowed are 1 to 128 letters, digits and +=,.@_-; write a name"],
    [
      { groupName: "Power Consultants" },
      'groupName: the group name "Power Consultants" has a character that IAM does not allow; allowed are 1 to 128 letters, digits and +=,.@_-; choose another name',
    ],
    [
      { path: "team" },
      'path: "team" is no IAM path; allowed are "/" or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
    ],
    [
      { managedPolicies: ["Power User"] },
      'grants[0]: "Power User" is no grant; allowed are the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), a policy\'s ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy',
    ],
    [
      { managedPolicies },
      "grants: 9 grants; IAM allows a group 10 managed policies, of which the MFA policy and IAMUserChangePassword take 2; remove 1 or merge some into one customer managed policy",
    ],
    [
      { managedPolicies: ["PowerUserAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] },
      'grants[1]: the grant "arn:aws:iam::aws:policy/PowerUserAccess" is there already; remove one of them',
    ],
    [
      { managedPolicies: ["IAMUserChangePassword"] },
      'grants[0]: "IAMUserChangePassword" is attached to every enforced group without being asked for; remove it',
    ],
    [{ members: [] }, EMPTY],
    [{ members: [], allowEmpty: false }, EMPTY],
    [{ members: ["john", "JOHN"] }, 'members[1]: the member "JOHN" is there already; remove one of them'],
    [{ membership: "exlusive" }, 'membership: "exlusive" is not known; allowed are "exclusive", "additive"'],
    [{ membership: null }, 'membership: null is not known; allowed are "exclusive", "additive"'],
  ])("%j", (props, problem) => {
    expect(messageOf(props)).toBe(`stack/group has 1 problem:\n  ${problem}`);
  });

  test("a member by name who is one made elsewhere too", () => {
    expect(messageOf((scope) => ({ members: ["john", new IamUser(scope, "john", { name: "John" })] }))).toBe(
      'stack/group has 1 problem:\n  members[1]: the member "John" is there already; remove one of them',
    );
  });

  test("the same IamPolicy twice", () => {
    const message = messageOf((scope) => {
      const own = new IamPolicy(scope, "own", { policy: "{}" });
      return { managedPolicies: [own, own] };
    });
    expect(message).toBe("stack/group has 1 problem:\n  grants[1]: the grant of this policy is there already; remove one of them");
  });

  test("a reference that is no construct, since no address could be made from it", () => {
    const message = messageOf((scope) => ({ managedPolicies: [{ arn: new IamPolicy(scope, "own", { policy: "{}" }).arn }] }));
    expect(message).toMatch(
      /^stack\/group has 1 problem:\n {2}grants\[0\]: \{"arn":"\$\{TfToken\[.+\]\}"\} is no grant; allowed are the name of an AWS managed policy/,
    );
  });

  test("all problems at once, without a stack trace", () => {
    const { problems, stack } = errorOf(() =>
      groupWith({ groupName: "a b", path: "x", managedPolicies: ["x y"], members: [], membership: "some" as never }),
    ) as InvalidInputError;
    expect(problems.map(({ path }) => path)).toEqual(["groupName", "path", "grants[0]", "members", "membership"]);
    expect(stack).not.toContain("    at ");
  });
});
