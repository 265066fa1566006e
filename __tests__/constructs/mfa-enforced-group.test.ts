import { DataAwsIamPolicy } from "@cdktf/provider-aws/lib/data-aws-iam-policy";
import { DataAwsIamUser } from "@cdktf/provider-aws/lib/data-aws-iam-user";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { type MfaDocumentOptions, MfaEnforcedGroup, type MfaEnforcedGroupProps, MfaPolicy } from "../../modules";
import { errorOf, refusalsOf, synth, type Synthesized } from "../helpers/synth";

const ATTACHMENT = "aws_iam_group_policy_attachment";

/** Props in addition to the minimal ones. The function is for props that need constructs. */
type Props = object | ((scope: TerraformStack, mfaPolicy: MfaPolicy) => object);

function groupWith(props: Props, document: MfaDocumentOptions = {}): Synthesized {
  return synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy", { document });
    const minimal: MfaEnforcedGroupProps = { groupName: "PowerConsultants", mfaPolicy, managedPolicies: [], members: ["john"] };
    new MfaEnforcedGroup(stack, "group", {
      ...minimal,
      ...(typeof props === "function" ? (props as (scope: TerraformStack, mfaPolicy: MfaPolicy) => object)(stack, mfaPolicy) : props),
    });
    stack.prepareStack();
  });
}

/** The addresses of the group's attachments: of the MFA policy, of IAMUserChangePassword, and of its managed policies. */
function attachmentsOf(stack: Synthesized): { readonly deny: string; readonly changePassword: string; readonly others: readonly string[] } {
  const { address: policy } = stack.resource("aws_iam_policy", { name: "EnforceMfa" });
  const { address: deny } = stack.resource(ATTACHMENT, { policy_arn: `\${${policy}.arn}` });
  const changePasswords = stack
    .resources(ATTACHMENT)
    .filter(({ properties }) => String(properties.policy_arn).endsWith(":iam::aws:policy/IAMUserChangePassword"));
  expect(changePasswords).toHaveLength(1);
  const changePassword = changePasswords[0]!.address;
  return { deny, changePassword, others: stack.addresses(ATTACHMENT).filter((address) => ![deny, changePassword].includes(address)) };
}

/** The ARNs of the managed policies besides the MFA policy and IAMUserChangePassword. */
const arnsOf = (stack: Synthesized): readonly unknown[] =>
  attachmentsOf(stack).others.map((address) => stack.at(address).properties.policy_arn);

describe("an MfaEnforcedGroup", () => {
  test("is the group, the MFA policy, IAMUserChangePassword and the members, if it has no managed policies", () => {
    const stack = groupWith({});
    const group = stack.resource("aws_iam_group");
    expect(group.properties).toEqual({ name: "PowerConsultants", path: "/" });
    expect(arnsOf(stack)).toEqual([]);
    for (const { properties } of [...stack.resources(ATTACHMENT), stack.resource("aws_iam_group_membership")]) {
      expect(stack.referred(properties.group, "name")).toEqual(group);
    }
    expect(stack.resource("aws_iam_group_membership").properties).toMatchObject({ name: "PowerConsultants", users: ["john"] });
    expect(Object.keys(stack.json.resource ?? {})).toEqual(["aws_iam_group", "aws_iam_group_membership", ATTACHMENT, "aws_iam_policy"]);
    expect(stack.json).not.toHaveProperty("removed");
  });

  test("has all that its props say: a path, eight managed policies of all kinds, and users of the app as members", () => {
    const stack = groupWith((scope) => ({
      groupName: "Auditors+=,.@_-",
      path: "/audit/",
      managedPolicies: [
        "SecurityAudit",
        "job-function/ViewOnlyAccess",
        "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
        "arn:aws:iam::123456789012:policy/team/Own",
        new IamPolicy(scope, "own", { policy: "{}" }),
        new DataAwsIamPolicy(scope, "existing", { name: "Existing" }),
        new MfaPolicy(scope, "second", { policyName: "Second" }),
        "aws-service-role/X",
      ],
      members: ["first.colleague", new IamUser(scope, "john", { name: "john" })],
      membership: "exclusive",
      previousMembership: "exclusive",
      allowEmpty: true,
    }));
    expect(stack.resource("aws_iam_group").properties).toEqual({ name: "Auditors+=,.@_-", path: "/audit/" });
    expect([...arnsOf(stack)].sort()).toEqual([
      "${aws_iam_policy.own.arn}",
      `\${${stack.resource("aws_iam_policy", { name: "Second" }).address}.arn}`,
      "${data.aws_iam_policy.existing.arn}",
      "arn:aws:iam::123456789012:policy/team/Own",
      "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
      "arn:aws:iam::aws:policy/SecurityAudit",
      "arn:aws:iam::aws:policy/aws-service-role/X",
      "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    ]);
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual(["first.colleague", "${aws_iam_user.john.name}"]);
    expect(stack.json).not.toHaveProperty("removed");
  });

  test.each(["aws", "aws-cn", "aws-us-gov"] as const)("attaches AWS managed policies of the MFA policy's partition, %s", (partition) => {
    const stack = groupWith({ managedPolicies: ["PowerUserAccess"] }, { partition });
    const { changePassword, others } = attachmentsOf(stack);
    expect([changePassword, ...others].map((address) => stack.at(address).properties.policy_arn)).toEqual([
      `arn:${partition}:iam::aws:policy/IAMUserChangePassword`,
      `arn:${partition}:iam::aws:policy/PowerUserAccess`,
    ]);
  });

  test("gives access to the group's resource", () => {
    synth((stack) => {
      const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
      const { group } = new MfaEnforcedGroup(stack, "group", { groupName: "G", mfaPolicy, managedPolicies: [], members: ["john"] });
      expect(group.nameInput).toBe("G");
    });
  });
});

describe.each(["exclusive", "additive"] as const)("with %s membership, no member can act without MFA during an apply:", (membership) => {
  const stack = groupWith((scope) => ({
    managedPolicies: ["PowerUserAccess", "arn:aws:iam::123456789012:policy/Own", new IamPolicy(scope, "own", { policy: "{}" })],
    members: ["john", "first.colleague"],
    membership,
  }));
  const { deny, changePassword, others } = attachmentsOf(stack);

  test("the MFA policy is attached first, and a new one before the old one is detached", () => {
    expect(stack.at(deny).properties).not.toHaveProperty("depends_on");
    expect(stack.at(deny).properties.lifecycle).toEqual({ create_before_destroy: true });
  });

  test("every other policy waits for the MFA policy", () => {
    expect(others).toHaveLength(3);
    for (const address of [changePassword, ...others]) {
      expect(stack.at(address).properties.depends_on).toEqual([deny]);
    }
  });

  test("every membership waits for all policies, and nothing else adds members", () => {
    const type = membership === "exclusive" ? "aws_iam_group_membership" : "aws_iam_user_group_membership";
    expect(Object.keys(stack.json.resource ?? {}).filter((other) => other.includes("membership"))).toEqual([type]);
    expect(stack.resources(type)).toHaveLength(membership === "exclusive" ? 1 : 2);
    for (const { properties } of stack.resources(type)) {
      expect(new Set(properties.depends_on as string[])).toEqual(new Set([deny, changePassword, ...others]));
    }
  });
});

describe("the MFA policy and IAMUserChangePassword may be listed, and are attached once:", () => {
  const twice = ["arn:aws:iam::aws:policy/IAMUserChangePassword", "IAMUserChangePassword"];

  test.each<[kind: string, props: Props]>([
    ["the MfaPolicy", (_, mfaPolicy) => ({ managedPolicies: [mfaPolicy] })],
    ["the MfaPolicy's resource", (_, { policy }) => ({ managedPolicies: [policy] })],
    ["an ARN with the MfaPolicy's name", { managedPolicies: ["arn:aws:iam::123456789012:policy/EnforceMfa"] }],
    [
      "an ARN with the MfaPolicy's name, another path and another case",
      { managedPolicies: ["arn:aws:iam::123456789012:policy/a/b/enforcemfa"] },
    ],
    ["IAMUserChangePassword by name", { managedPolicies: ["IAMUserChangePassword"] }],
    ["IAMUserChangePassword by ARN", { managedPolicies: ["arn:aws:iam::aws:policy/IAMUserChangePassword"] }],
    ["all of them, each twice", (_, mfaPolicy) => ({ managedPolicies: [mfaPolicy, mfaPolicy.policy, mfaPolicy, ...twice, ...twice] })],
  ])("%s", (_, props) => {
    expect(groupWith(props).text).toBe(groupWith({}).text);
  });

  test("the ARN of a policy that is managed elsewhere", () => {
    const arn = "arn:aws:iam::123456789012:policy/EnforceMfa";
    const listed =
      (managedPolicies: (policy: object) => readonly unknown[]): Props =>
      (scope: TerraformStack) => {
        const mfaPolicy = MfaPolicy.fromArn(scope, "imported", arn);
        return { mfaPolicy, managedPolicies: managedPolicies(mfaPolicy) };
      };
    const stack = groupWith(listed((mfaPolicy) => [arn, mfaPolicy]));
    expect(stack.resources(ATTACHMENT, { policy_arn: arn })).toHaveLength(1);
    expect(stack.text).toBe(groupWith(listed(() => [])).text);
  });

  test("neither counts towards the eight managed policies of a group", () => {
    const eight = Array.from({ length: 8 }, (_, index) => `Policy${index}`);
    expect(arnsOf(groupWith((_, mfaPolicy) => ({ managedPolicies: [mfaPolicy, mfaPolicy.policy, ...twice, ...eight] })))).toHaveLength(8);
  });

  test("a policy whose name only begins or ends with the MFA policy's is another one", () => {
    const arns = [
      "arn:aws:iam::123456789012:policy/EnforceMfa2",
      "arn:aws:iam::123456789012:policy/NoEnforceMfa",
      "arn:aws:iam::aws:policy/EnforceMfa",
    ];
    expect([...arnsOf(groupWith({ managedPolicies: arns }))].sort()).toEqual(arns);
  });
});

describe("members", () => {
  const people = (scope: Construct): readonly (string | IamUser)[] => [
    new IamUser(scope, "user-john", { name: "john" }),
    "alice",
    new IamUser(scope, "user-colleague", { name: "first.colleague" }),
  ];

  test("are one resource, sorted by name, that refers to the users of the app", () => {
    const stack = groupWith((scope) => ({ members: people(scope) }));
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual([
      "alice",
      "${aws_iam_user.user-colleague.name}",
      "${aws_iam_user.user-john.name}",
    ]);
    expect(stack.resources("aws_iam_user_group_membership")).toEqual([]);
  });

  test("are a resource each with additive membership", () => {
    const stack = groupWith((scope) => ({ members: people(scope), membership: "additive" }));
    const group = `\${${stack.resource("aws_iam_group").address}.name}`;
    const pairs = stack.resources("aws_iam_user_group_membership").map(({ properties }) => [properties.user, properties.groups]);
    expect(pairs.sort()).toEqual([
      ["${aws_iam_user.user-colleague.name}", [group]],
      ["${aws_iam_user.user-john.name}", [group]],
      ["alice", [group]],
    ]);
    expect(stack.resources("aws_iam_group_membership")).toEqual([]);
  });

  test.each(["exclusive", "additive"] as const)("give the same bytes in any order, with %s membership", (membership) => {
    expect(groupWith({ members: ["c", "a", "b"], membership }).text).toBe(groupWith({ members: ["a", "b", "c"], membership }).text);
  });

  test("whose names only Terraform knows have addresses made from their places in the app", () => {
    const stack = groupWith((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      return { members: [new IamUser(scope, "one", { name }), new IamUser(scope, "two", { name })], membership: "additive" };
    });
    expect(stack.resources("aws_iam_user_group_membership").map(({ properties }) => properties.user)).toEqual([
      "${aws_iam_user.one.name}",
      "${aws_iam_user.two.name}",
    ]);
  });

  test("can be users of another stack of the app", () => {
    const stack = groupWith((scope) => ({
      members: [new IamUser(new TerraformStack(App.of(scope), "people"), "john", { name: "john" })],
    }));
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual([
      expect.stringMatching(/^\$\{data\.terraform_remote_state\..+\}$/),
    ]);
  });

  test("are removed from the group if there are none, with allowEmpty", () => {
    expect(groupWith({ members: [], allowEmpty: true }).resource("aws_iam_group_membership").properties.users).toEqual([]);
  });

  test("are not managed if there are none, with allowEmpty and additive membership", () => {
    const stack = groupWith({ members: [], allowEmpty: true, membership: "additive" });
    expect([...stack.resources("aws_iam_user_group_membership"), ...stack.resources("aws_iam_group_membership")]).toEqual([]);
  });
});

describe("a warning about administrator rights", () => {
  const warnings = (props: object, document: MfaDocumentOptions = {}): readonly unknown[] => {
    let found: readonly unknown[] = [];
    synth((stack) => {
      const mfaPolicy = new MfaPolicy(stack, "mfa-policy", { document });
      const minimal: MfaEnforcedGroupProps = { groupName: "Admins", mfaPolicy, managedPolicies: [], members: ["john"] };
      const group = new MfaEnforcedGroup(stack, "group", { ...minimal, ...props });
      found = group.node.metadata.map(({ type, data, trace }) => [type, data as unknown, trace]);
    });
    return found;
  };

  test.each(["AdministratorAccess", "IAMFullAccess", "arn:aws:iam::aws:policy/AdministratorAccess"])(
    "comes with %s, and has no stack trace",
    (policy) => {
      const message =
        'the group "Admins" has administrator rights, so before MFA the exempt actions of its MFA policy reach every user and device; set exemptOwnUserOnly: true in the policy\'s document, or exemptOwnUserOnly: false if you mean it';
      expect(warnings({ managedPolicies: [policy] })).toEqual([["@cdktf/warn", message, undefined]]);
    },
  );

  test.each<[managedPolicy: string, document: MfaDocumentOptions]>([
    ["PowerUserAccess", {}],
    ["AdministratorAccess", { exemptOwnUserOnly: true }],
    ["AdministratorAccess", { exemptOwnUserOnly: false }],
  ])("doesn't come with %s and the document %j", (managedPolicy, document) => {
    expect(warnings({ managedPolicies: [managedPolicy] }, document)).toEqual([]);
  });
});

const NAME_RULE = "use 1 to 128 letters, digits and +=,.@_-";
const USER_NAME_RULE = "use 1 to 64 letters, digits and +=,.@_-";
const POLICY_RULE =
  'is not a managed policy; use the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), an ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy';
const REFERENCE_RULE =
  "this reference to a policy has no construct to name its attachment after; pass the IamPolicy itself, or an ARN as text";
const MFA_POLICY_RULE = "pass an MfaPolicy, or MfaPolicy.fromArn(scope, id, arn) for one that is managed elsewhere";
const MEMBER_RULE = "is not a member; use a user's name, or the IamUser itself";
const EMPTY =
  "members: the group has no members, which would remove everyone from it; add a member, or set allowEmpty: true if you mean it";
const KNOWN_KEYS = "known keys: allowEmpty, groupName, managedPolicies, members, membership, mfaPolicy, path, previousMembership";

const nine = Array.from({ length: 9 }, (_, index) => `Policy${index}`);
const LONG_NAME = "x".repeat(65);

describe("an MfaEnforcedGroup refuses", () => {
  test.each<[props: object, code: string, line: string]>([
    [{ groupName: "" }, "invalid-name", `groupName: the group name is empty; ${NAME_RULE}`],
    [
      { groupName: "Power Consultants" },
      "invalid-name",
      `groupName: the group name "Power Consultants" has a character that IAM does not allow; ${NAME_RULE}`,
    ],
    [{ groupName: undefined }, "missing", "groupName: missing; expected a group name"],
    [{ groupName: null }, "wrong-type", "groupName: null is not a group name"],
    [
      { path: "team" },
      "invalid-path",
      'path: "team" is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
    ],
    [{ path: "/%{x}/" }, "invalid-path", 'path: "/%{x}/" contains "${" or "%{", which Terraform reads as a template; choose another path'],
    [{ mfaPolicy: undefined }, "missing", "mfaPolicy: missing; expected an MfaPolicy"],
    [{ mfaPolicy: null }, "not-an-mfa-policy", `mfaPolicy: null is not an MfaPolicy; ${MFA_POLICY_RULE}`],
    [
      { mfaPolicy: "arn:aws:iam::123456789012:policy/EnforceMfa" },
      "not-an-mfa-policy",
      `mfaPolicy: "arn:aws:iam::123456789012:policy/EnforceMfa" is not an MfaPolicy; ${MFA_POLICY_RULE}`,
    ],
    [{ mfaPolicy: {} }, "not-an-mfa-policy", `mfaPolicy: {} is not an MfaPolicy; ${MFA_POLICY_RULE}`],
    [{ managedPolicies: undefined }, "missing", "managedPolicies: missing; expected a list of managed policies"],
    [{ managedPolicies: null }, "wrong-type", "managedPolicies: null is not a list of managed policies"],
    [{ managedPolicies: {} }, "wrong-type", "managedPolicies: {} is not a list of managed policies"],
    [{ managedPolicies: "PowerUserAccess" }, "wrong-type", 'managedPolicies: "PowerUserAccess" is not a list of managed policies'],
    [{ managedPolicies: ["Power User"] }, "invalid-managed-policy", `managedPolicies[0]: "Power User" ${POLICY_RULE}`],
    [{ managedPolicies: [null] }, "invalid-managed-policy", `managedPolicies[0]: null ${POLICY_RULE}`],
    [
      { managedPolicies: ["arn:aws:iam::123456789012:role/X"] },
      "invalid-managed-policy",
      `managedPolicies[0]: "arn:aws:iam::123456789012:role/X" ${POLICY_RULE}`,
    ],
    [
      { managedPolicies: ["arn:aws:iam::123456789012:policy/${x}/Name"] },
      "invalid-managed-policy",
      `managedPolicies[0]: "arn:aws:iam::123456789012:policy/\${x}/Name" ${POLICY_RULE}`,
    ],
    [
      { managedPolicies: [{ arn: "arn:aws:iam::123456789012:policy/Own" }] },
      "invalid-managed-policy",
      `managedPolicies[0]: ${REFERENCE_RULE}`,
    ],
    [
      { managedPolicies: nine },
      "too-many-managed-policies",
      "managedPolicies: 9 managed policies, but a group can have 8 besides the MFA policy and IAMUserChangePassword (IAM allows 10); remove 1, or merge some into one customer managed policy",
    ],
    [
      { managedPolicies: ["PowerUserAccess", "arn:aws:iam::aws:policy/PowerUserAccess"] },
      "duplicate-managed-policy",
      'managedPolicies[1]: "arn:aws:iam::aws:policy/PowerUserAccess" is listed twice; remove one of them',
    ],
    [
      { managedPolicies: ["arn:aws-cn:iam::aws:policy/PowerUserAccess"] },
      "other-partition",
      'managedPolicies[0]: "arn:aws-cn:iam::aws:policy/PowerUserAccess" is in another partition than the MFA policy, which is in "aws"; use an ARN of that partition, or set document.partition',
    ],
    [{ members: undefined }, "missing", "members: missing; expected a list of names or IamUsers"],
    [{ members: null }, "wrong-type", "members: null is not a list of names or IamUsers"],
    [{ members: "john" }, "wrong-type", 'members: "john" is not a list of names or IamUsers'],
    [{ members: {} }, "wrong-type", "members: {} is not a list of names or IamUsers"],
    [{ members: [] }, "empty-group", EMPTY],
    [{ members: [], allowEmpty: false }, "empty-group", EMPTY],
    [{ members: [undefined] }, "missing", "members[0]: missing; expected a user's name or an IamUser"],
    // eslint-disable-next-line no-sparse-arrays
    [{ members: ["john", , "alice"] }, "missing", "members[1]: missing; expected a user's name or an IamUser"],
    [{ members: [null] }, "invalid-member", `members[0]: null ${MEMBER_RULE}`],
    [{ members: [3] }, "invalid-member", `members[0]: 3 ${MEMBER_RULE}`],
    [{ members: [{ name: "john" }] }, "invalid-member", `members[0]: {"name":"john"} ${MEMBER_RULE}`],
    [{ members: [["john"]] }, "invalid-member", `members[0]: ["john"] ${MEMBER_RULE}`],
    [{ members: [""] }, "invalid-name", `members[0]: the user name is empty; ${USER_NAME_RULE}`],
    [{ members: ["a b"] }, "invalid-name", `members[0]: the user name "a b" has a character that IAM does not allow; ${USER_NAME_RULE}`],
    [{ members: ["${x}"] }, "invalid-name", `members[0]: the user name "\${x}" has a character that IAM does not allow; ${USER_NAME_RULE}`],
    [{ members: ["a/b"] }, "invalid-name", `members[0]: the user name "a/b" has a character that IAM does not allow; ${USER_NAME_RULE}`],
    [{ members: [LONG_NAME] }, "invalid-name", `members[0]: the user name "${LONG_NAME}" has 65 characters; ${USER_NAME_RULE}`],
    [{ members: ["john", "JOHN"] }, "duplicate-member", 'members[1]: the member "JOHN" is listed twice; remove one of them'],
    [{ membership: "exlusive" }, "invalid-value", 'membership: "exlusive" is not a valid value; use "exclusive" or "additive"'],
    [{ membership: null }, "invalid-value", 'membership: null is not a valid value; use "exclusive" or "additive"'],
    [{ previousMembership: true }, "invalid-value", 'previousMembership: true is not a valid value; use "exclusive" or "additive"'],
    [{ allowEmpty: "yes" }, "wrong-type", 'allowEmpty: "yes" is not true or false'],
    [{ member: ["alice"] }, "unknown-key", 'member: unknown key "member"; did you mean "members"?'],
    [{ membershipp: "additive" }, "unknown-key", 'membershipp: unknown key "membershipp"; did you mean "membership"?'],
    [{ provider: "aws" }, "unknown-key", `provider: unknown key "provider"; ${KNOWN_KEYS}`],
  ])("the props %j", (props, code, line) => {
    expect(refusalsOf(() => groupWith(props))).toEqual([[code, line]]);
  });

  test.each<[what: string, props: Props, code: string, line: string]>([
    [
      "an IamPolicy as its MFA policy",
      (scope: Construct) => ({ mfaPolicy: new IamPolicy(scope, "own", { policy: "{}" }) }),
      "not-an-mfa-policy",
      `mfaPolicy: "stack/own" is an IamPolicy, which does not say whether it enforces MFA; ${MFA_POLICY_RULE}`,
    ],
    [
      "an IamRole as its MFA policy",
      (scope: Construct) => ({ mfaPolicy: new IamRole(scope, "role", { assumeRolePolicy: "{}" }) }),
      "not-an-mfa-policy",
      `mfaPolicy: "stack/role" is not an MfaPolicy; ${MFA_POLICY_RULE}`,
    ],
    [
      "a DataAwsIamUser as a member",
      (scope: Construct) => ({ members: [new DataAwsIamUser(scope, "john", { userName: "john" })] }),
      "data-source-member",
      "members[0]: a DataAwsIamUser only looks up a user; write the user's name as text",
    ],
    [
      "an IamRole as a member",
      (scope: Construct) => ({ members: [new IamRole(scope, "role", { assumeRolePolicy: "{}" })] }),
      "invalid-member",
      `members[0]: "stack/role" ${MEMBER_RULE}`,
    ],
    [
      "the name of an IamUser as a member",
      (scope: Construct) => ({ members: [new IamUser(scope, "john", { name: "john" }).name] }),
      "unresolved-token",
      "members[0]: this is a reference that only Terraform can resolve; pass the IamUser itself, or the user's name as text",
    ],
    [
      "a list of members that only Terraform knows",
      (scope: Construct) => ({ members: new TerraformVariable(scope, "members", { type: "list(string)" }).listValue }),
      "unresolved-token",
      "members[0]: this is a reference that only Terraform can resolve; pass the IamUser itself, or the user's name as text",
    ],
    [
      "a member by name who is also one of the app's users",
      (scope: Construct) => ({ members: ["john", new IamUser(scope, "john", { name: "John" })] }),
      "duplicate-member",
      'members[1]: the member "John" is listed twice; remove one of them',
    ],
    [
      "a reference as its name",
      (scope: Construct) => ({ groupName: new TerraformVariable(scope, "name", { type: "string" }).stringValue }),
      "unresolved-token",
      "groupName: the group name is a reference that only Terraform can resolve, so it cannot be checked; write it as text",
    ],
    [
      "the same IamPolicy twice",
      (scope: Construct) => {
        const own = new IamPolicy(scope, "own", { policy: "{}" });
        return { managedPolicies: [own, own] };
      },
      "duplicate-managed-policy",
      "managedPolicies[1]: the policy is listed twice; remove one of them",
    ],
    [
      "the ARN of an IamPolicy instead of the IamPolicy",
      (scope: Construct) => ({ managedPolicies: [new IamPolicy(scope, "own", { policy: "{}" }).arn] }),
      "invalid-managed-policy",
      `managedPolicies[0]: ${REFERENCE_RULE}`,
    ],
    [
      "an object with the ARN of an IamPolicy instead of the IamPolicy",
      (scope: Construct) => ({ managedPolicies: [{ arn: new IamPolicy(scope, "own", { policy: "{}" }).arn }] }),
      "invalid-managed-policy",
      `managedPolicies[0]: ${REFERENCE_RULE}`,
    ],
    [
      "an ARN with a reference in it",
      (scope: Construct) => ({
        managedPolicies: [`arn:aws:iam::${new TerraformVariable(scope, "account", { type: "string" }).stringValue}:policy/Own`],
      }),
      "invalid-managed-policy",
      `managedPolicies[0]: ${REFERENCE_RULE}`,
    ],
    [
      "a construct without an ARN as a managed policy",
      (scope: Construct) => ({ managedPolicies: [new Construct(scope, "construct")] }),
      "invalid-managed-policy",
      `managedPolicies[0]: an object ${POLICY_RULE}`,
    ],
  ])("%s", (_, props, code, line) => {
    expect(refusalsOf(() => groupWith(props))).toEqual([[code, line]]);
  });

  test.each<[props: unknown, code: string, line: string]>([
    [undefined, "missing", "missing; expected an object of props"],
    [null, "wrong-type", "null is not an object of props"],
    ["G", "wrong-type", '"G" is not an object of props'],
  ])("%j in place of its props", (props, code, line) => {
    expect(refusalsOf(() => synth((stack) => new MfaEnforcedGroup(stack, "group", props as MfaEnforcedGroupProps)))).toEqual([
      [code, line],
    ]);
  });

  test("all problems in one error, with the construct's path and without a stack trace", () => {
    const props = {
      groupName: "a b",
      path: "x",
      managedPolicies: ["x y"],
      members: [],
      membership: "some",
      mfaPolicy: undefined,
      polices: [],
    };
    expect((errorOf(() => groupWith(props)) as Error).stack).toBe(
      [
        "InvalidInputError: stack/group has 7 problems:",
        `  polices: unknown key "polices"; ${KNOWN_KEYS}`,
        `  groupName: the group name "a b" has a character that IAM does not allow; ${NAME_RULE}`,
        "  mfaPolicy: missing; expected an MfaPolicy",
        `  managedPolicies[0]: "x y" ${POLICY_RULE}`,
        `  ${EMPTY}`,
        '  membership: "some" is not a valid value; use "exclusive" or "additive"',
        '  path: "x" is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
      ].join("\n"),
    );
  });
});

describe("groups of the same name", () => {
  const build = (second: (scope: TerraformStack) => Construct, name: string) => (): unknown =>
    synth((stack) => {
      const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
      const others = { mfaPolicy, managedPolicies: [], members: ["john"] };
      new MfaEnforcedGroup(new Construct(stack, "one"), "group", { groupName: "Auditors", ...others });
      new MfaEnforcedGroup(second(stack), "group", { groupName: name, ...others });
    });

  test.each(["Auditors", "auditors"])("are refused in one stack, ignoring case: %s", (name) => {
    const line = `groupName: the stack already has the group "${name}", at stack/one/group; IAM ignores case in names; rename or remove one of them`;
    expect(refusalsOf(build((stack) => new Construct(stack, "two"), name))).toEqual([["duplicate-name", line]]);
  });

  test("are accepted in two stacks, which may be two accounts", () => {
    expect(build((stack) => new TerraformStack(App.of(stack), "other"), "Auditors")).not.toThrow();
  });
});
