import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import {
  defineRoster,
  MfaEnforcedGroup,
  MfaEnforcedRoster,
  type MfaEnforcedRosterProps,
  MfaPolicy,
  mfaPolicyDocument,
  type Roster,
  type MfaDocumentOptions,
} from "../../modules";
import { serializePolicy } from "../../modules/policy";
import { errorOf, evaluateTemplate, refusalsOf, synth, type Synthesized } from "../helpers/synth";

const publicKey = readFileSync(join(__dirname, "../fixtures/public-key.base64"), "utf8");

const minimal: Roster = {
  groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
  users: [{ name: "john", groups: ["PowerConsultants"] }],
};

const maximal: Roster = {
  groups: {
    PowerConsultants: { managedPolicies: ["PowerUserAccess", "job-function/Billing"], path: "/consultants/" },
    Auditors: { managedPolicies: ["SecurityAudit"] },
    Nobody: { managedPolicies: [], allowEmpty: true },
  },
  users: [
    {
      name: "john",
      groups: ["PowerConsultants", "Auditors"],
      path: "/people/",
      tags: { team: "platform", "cost centre": "4711" },
      loginProfile: { pgpKey: publicKey },
      forceDestroy: false,
    },
    { name: "first.colleague", groups: ["PowerConsultants"], loginProfile: { pgpKey: "keybase:colleague" } },
    { name: "build-server", groups: [] },
  ],
};

const rosterWith = (roster: Roster, props: Partial<MfaEnforcedRosterProps> = {}): Synthesized =>
  synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));

const withUser = (user: object, document?: MfaDocumentOptions): Synthesized =>
  rosterWith({ groups: {}, users: [{ name: "john", groups: [], ...user }] }, { document });

const nameOf = (stack: Synthesized, reference: unknown): string => String(stack.referred(reference, "name").properties.name);

/** The members of each group by name, with exclusive membership. */
const membersOf = (stack: Synthesized): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    stack
      .resources("aws_iam_group_membership")
      .map(({ properties: { group, users } }) => [nameOf(stack, group), (users as string[]).map((user) => nameOf(stack, user))]),
  );

const documentOf = (stack: Synthesized): string => evaluateTemplate(stack.resource("aws_iam_policy").properties.policy as string);

describe("an MfaEnforcedRoster", () => {
  test("with a minimal roster is the article's account", () => {
    const stack = rosterWith(minimal);
    expect(stack.addresses().map((address) => address.split(".")[0])).toEqual([
      "aws_iam_group",
      "aws_iam_group_membership",
      "aws_iam_group_policy_attachment",
      "aws_iam_group_policy_attachment",
      "aws_iam_group_policy_attachment",
      "aws_iam_policy",
      "aws_iam_user",
    ]);
    expect(stack.resource("aws_iam_policy").properties).toMatchObject({ name: "EnforceMfa", path: "/" });
    expect(documentOf(stack)).toBe(serializePolicy(mfaPolicyDocument()));
    expect(stack.resource("aws_iam_group").properties).toEqual({ name: "PowerConsultants", path: "/" });
    expect(stack.resource("aws_iam_user").properties).toEqual({ name: "john", path: "/", force_destroy: true });
    expect(membersOf(stack)).toEqual({ PowerConsultants: ["john"] });
    expect(stack.json).not.toHaveProperty("removed");
  });

  test("with a maximal roster and all props has all that they say", () => {
    const document = { getSessionTokenWithoutMfa: true, exemptActions: ["codecommit:GitPull"] } as const;
    const policy = { policyName: "NoMfaNoWork", policyDescription: "no work", policyPath: "/security/" };
    const stack = rosterWith(maximal, { document, ...policy, membership: "exclusive", previousMembership: "exclusive" });
    expect(stack.resource("aws_iam_policy").properties).toMatchObject({ name: "NoMfaNoWork", description: "no work", path: "/security/" });
    expect(documentOf(stack)).toBe(serializePolicy(mfaPolicyDocument({ ...document, userPaths: ["/", "/people/"] })));
    expect(stack.resource("aws_iam_group", { name: "PowerConsultants" }).properties.path).toBe("/consultants/");
    expect(stack.resource("aws_iam_user", { name: "john" }).properties).toEqual({
      name: "john",
      path: "/people/",
      force_destroy: false,
      tags: { team: "platform", "cost centre": "4711" },
    });
    expect(membersOf(stack)).toEqual({ Auditors: ["john"], Nobody: [], PowerConsultants: ["first.colleague", "john"] });
    expect(stack.json).not.toHaveProperty("removed");
  });

  test("with additive membership has a membership for each user and group", () => {
    const stack = rosterWith(maximal, { membership: "additive" });
    expect(stack.resources("aws_iam_group_membership")).toEqual([]);
    const pairs = stack
      .resources("aws_iam_user_group_membership")
      .map(({ properties: { user, groups } }) => [user, ...(groups as string[])].map((reference) => nameOf(stack, reference)).join(" in "));
    expect(pairs.sort()).toEqual(["first.colleague in PowerConsultants", "john in Auditors", "john in PowerConsultants"]);
  });

  test("that may be empty removes everyone from its groups", () => {
    const stack = rosterWith({ ...minimal, users: [], allowEmpty: true });
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual([]);
  });

  test("attaches a policy of the same stack by reference, after the MFA policy", () => {
    const stack = synth((scope) => {
      const own = new IamPolicy(scope, "own", { policy: "{}" });
      const roster = defineRoster({ groups: { A: { managedPolicies: [own] } }, users: [{ name: "john", groups: ["A"] }] });
      new MfaEnforcedRoster(scope, "identity", { roster });
    });
    const { properties } = stack.resource("aws_iam_group_policy_attachment", { policy_arn: "${aws_iam_policy.own.arn}" });
    expect(properties.depends_on).toHaveLength(1);
  });

  test("attaches the MFA policy and IAMUserChangePassword once, even where they are listed", () => {
    const listed = ["IAMUserChangePassword", "PowerUserAccess", "arn:aws:iam::123456789012:policy/EnforceMfa"];
    const groups = { PowerConsultants: { managedPolicies: listed } };
    expect(rosterWith({ ...minimal, groups }).text).toBe(rosterWith(minimal).text);
  });

  test("has its groups and users by name, and its MFA policy", () => {
    const stack = synth((scope) => {
      const { groups, users, mfaPolicy } = new MfaEnforcedRoster(scope, "identity", { roster: defineRoster(maximal) });
      expect(Object.keys(groups).sort()).toEqual(["Auditors", "Nobody", "PowerConsultants"]);
      expect(Object.keys(users).sort()).toEqual(["build-server", "first.colleague", "john"]);
      expect(users).not.toHaveProperty("constructor");
      new TerraformOutput(scope, "john", { value: users.john!.name });
      new TerraformOutput(scope, "auditors", { value: groups.Auditors!.group.name });
      new TerraformOutput(scope, "policy", { value: mfaPolicy.arn });
    });
    expect(nameOf(stack, stack.output("john"))).toBe("john");
    expect(nameOf(stack, stack.output("auditors"))).toBe("Auditors");
    expect(stack.referred(stack.output("policy"), "arn")).toEqual(stack.resource("aws_iam_policy"));
  });
});

describe("a user in no group", () => {
  test("carries the MFA policy, at an address made from the name", () => {
    const stack = withUser({});
    const { address, properties } = stack.resource("aws_iam_user_policy_attachment");
    expect(address).toMatch(/^aws_iam_user_policy_attachment\.identity_deny-john_[0-9A-F]{8}$/);
    expect(properties).toEqual({
      user: `\${${stack.resource("aws_iam_user").address}.name}`,
      policy_arn: `\${${stack.resource("aws_iam_policy").address}.arn}`,
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.addresses()).toHaveLength(3);
  });

  test("is the only one who does", () => {
    const stack = rosterWith(maximal);
    expect(nameOf(stack, stack.resource("aws_iam_user_policy_attachment").properties.user)).toBe("build-server");
    expect(rosterWith(minimal).resources("aws_iam_user_policy_attachment")).toEqual([]);
  });
});

describe("the MFA document follows from the roster:", () => {
  const admins: Roster = { ...minimal, groups: { PowerConsultants: { managedPolicies: ["AdministratorAccess"] } } };

  test.each<[what: string, roster: Roster, document: MfaEnforcedRosterProps["document"], expected: object]>([
    ["administrators are exempt for their own user only", admins, {}, { exemptOwnUserOnly: true }],
    ["unless the document says otherwise", admins, { exemptOwnUserOnly: false }, { exemptOwnUserOnly: false }],
    [
      "paths of users are added to those of the document",
      { ...minimal, users: [{ name: "john", groups: ["PowerConsultants"], path: "/b/" }] },
      { userPaths: ["/a/"] },
      { userPaths: ["/a/", "/", "/b/"] },
    ],
  ])("%s", (_, roster, document, expected) => {
    expect(documentOf(rosterWith(roster, { document }))).toBe(serializePolicy(mfaPolicyDocument(expected)));
  });

  test("and a roster with administrators has no warning, because the document protects the others", () => {
    synth((stack) => {
      const { groups } = new MfaEnforcedRoster(stack, "identity", { roster: admins });
      expect(groups.PowerConsultants!.node.metadata).toEqual([]);
    });
  });
});

test.each([
  [{}, true],
  [{ forceDestroy: true }, true],
  [{ forceDestroy: false }, false],
])("the user %j has force_destroy: %j", (user, expected) => {
  expect(withUser(user).resource("aws_iam_user").properties.force_destroy).toBe(expected);
});

describe("a login profile", () => {
  test.each(["keybase:john", publicKey])("has the PGP key and a password that must be changed, and is then left alone: %.20s", (pgpKey) => {
    const stack = withUser({ loginProfile: { pgpKey } }, { changePasswordWithoutMfa: true });
    const { address, properties } = stack.resource("aws_iam_user_login_profile");
    expect(address).toMatch(/^aws_iam_user_login_profile\.identity_login-profile-john_[0-9A-F]{8}$/);
    expect(properties).toEqual({
      user: `\${${stack.resource("aws_iam_user").address}.name}`,
      pgp_key: pgpKey,
      password_reset_required: true,
      lifecycle: { ignore_changes: ["password_length", "password_reset_required", "pgp_key"] },
    });
  });

  test("has an output with the encrypted password, by the user's name", () => {
    const stack = rosterWith(maximal);
    const passwords = stack.output("identity_encrypted_passwords") as Record<string, string>;
    expect(Object.keys(passwords)).toEqual(["first.colleague", "john"]);
    for (const [name, reference] of Object.entries(passwords)) {
      expect(nameOf(stack, stack.referred(reference, "encrypted_password").properties.user)).toBe(name);
    }
    expect(stack.resources("aws_iam_user_login_profile")).toHaveLength(2);
  });

  test("is made only for users who ask for it, and so is the output", () => {
    const stack = rosterWith(minimal);
    expect(stack.resources("aws_iam_user_login_profile")).toEqual([]);
    expect(stack.json.output).not.toHaveProperty("identity_encrypted_passwords");
  });
});

describe("the outputs of a roster", () => {
  const stack = rosterWith(maximal);

  test("are the ARNs of the policy and, by name, of the groups, the sign-in page and the passwords", () => {
    expect(Object.keys(stack.json.output ?? {})).toEqual([
      "identity_encrypted_passwords",
      "identity_group_arns",
      "identity_mfa_policy_arn",
      "identity_sign_in_url",
    ]);
    expect(stack.referred(stack.output("identity_mfa_policy_arn"), "arn")).toEqual(stack.resource("aws_iam_policy"));
    const arns = stack.output("identity_group_arns") as Record<string, string>;
    expect(Object.keys(arns)).toEqual(["Auditors", "Nobody", "PowerConsultants"]);
    for (const [name, reference] of Object.entries(arns)) {
      expect(stack.referred(reference, "arn").properties.name).toBe(name);
    }
  });

  test("have a description each", () => {
    expect.assertions(4);
    for (const { description } of Object.values(stack.json.output ?? {})) {
      expect(description).toMatch(/^\S.+[^.]$/);
    }
  });

  test("hold no secret, nor does anything else in the stack", () => {
    expect(Object.keys(stack.json.resource ?? {})).not.toContain("aws_iam_access_key");
    expect(stack.text).not.toMatch(/\.(password|secret|ses_smtp_password_v4)\b/);
  });

  test.each([
    [undefined, "signin.aws.amazon.com"],
    ["aws", "signin.aws.amazon.com"],
    ["aws-cn", "signin.amazonaws.cn"],
    ["aws-us-gov", "signin.amazonaws-us-gov.com"],
  ] as const)("include the account's sign-in page, which in the partition %s is at %s", (partition, host) => {
    const other = rosterWith(minimal, { document: { partition } });
    const { address } = other.resource("aws_iam_policy");
    expect(other.output("identity_sign_in_url")).toBe(`https://\${element(split(":", ${address}.arn), 4)}.${host}/console`);
  });

  test("begin with the ids of all constructs that the roster is in", () => {
    const other = synth((scope) => new MfaEnforcedRoster(new Construct(scope, "team"), "identity", { roster: minimal }));
    expect(Object.keys(other.json.output ?? {}).map((name) => name.replace(/_[0-9A-F]{8}/, ""))).toEqual([
      "team_identity_group_arns",
      "team_identity_mfa_policy_arn",
      "team_identity_sign_in_url",
    ]);
  });
});

describe("the same input gives the same bytes", () => {
  test.each(["exclusive", "additive"] as const)(
    "in any order of groups, users, groups of a user, and tags, with %s membership",
    (membership) => {
      const reversed = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).reverse());
      const other: Roster = {
        groups: reversed(maximal.groups),
        users: [...maximal.users].reverse().map((user) => ({
          ...user,
          groups: [...user.groups].reverse(),
          ...(user.tags && { tags: reversed(user.tags) }),
        })),
      };
      expect(rosterWith(other, { membership }).text).toBe(rosterWith(maximal, { membership }).text);
    },
  );

  test("in any order of a group's managed policies", () => {
    const text = (...managedPolicies: readonly string[]): string =>
      rosterWith({ ...minimal, groups: { PowerConsultants: { managedPolicies } } }).text;
    expect(text("X", "Y", "IAMUserChangePassword")).toBe(text("IAMUserChangePassword", "Y", "X"));
  });

  test("in any order of exempt actions", () => {
    const text = (...exemptActions: readonly `${string}:${string}`[]): string => rosterWith(minimal, { document: { exemptActions } }).text;
    expect(text("s3:GetObject", "codecommit:GitPull")).toBe(text("codecommit:GitPull", "s3:GetObject"));
  });

  test("with and without defineRoster", () => {
    expect(rosterWith(defineRoster(maximal)).text).toBe(rosterWith(maximal).text);
  });
});

describe("a stack can have one roster:", () => {
  const second: Roster = { groups: {}, users: [{ name: "alice", groups: [] }] };

  test("a second one is refused, in another construct too", () => {
    const build = (): unknown =>
      synth((stack) => {
        new MfaEnforcedRoster(stack, "identity", { roster: minimal });
        new MfaEnforcedRoster(new Construct(stack, "team"), "identity", { roster: second, policyName: "Second" });
      });
    const line = "the stack already has a roster, at stack/identity; merge the two, or use a stack for each account";
    expect(refusalsOf(build)).toEqual([["only-one-per-stack", line]]);
  });

  test("each stack of an app can have one", () => {
    const stack = synth((scope) => {
      new MfaEnforcedRoster(scope, "identity", { roster: minimal });
      new MfaEnforcedRoster(new TerraformStack(App.of(scope), "other"), "identity", { roster: minimal });
    });
    expect(stack.text).toBe(rosterWith(minimal).text);
  });

  test("a group next to it must have another name, ignoring case", () => {
    const build = (groupName: string) => (): unknown =>
      synth((stack) => {
        const { mfaPolicy } = new MfaEnforcedRoster(stack, "identity", { roster: minimal });
        new MfaEnforcedGroup(stack, "group", { groupName, mfaPolicy, managedPolicies: [], members: ["john"] });
      });
    const line =
      'groupName: the stack already has the group "powerconsultants", at stack/identity/group-PowerConsultants; IAM ignores case in names; rename or remove one of them';
    expect(refusalsOf(build("powerconsultants"))).toEqual([["duplicate-name", line]]);
    expect(build("Auditors")).not.toThrow();
  });

  test("a roster next to a group of the same name is refused", () => {
    const build = (): unknown =>
      synth((stack) => {
        const mfaPolicy = new MfaPolicy(stack, "mfa-policy", { policyName: "Other" });
        new MfaEnforcedGroup(stack, "group", { groupName: "powerconsultants", mfaPolicy, managedPolicies: [], members: ["alice"] });
        new MfaEnforcedRoster(stack, "identity", { roster: minimal });
      });
    const line =
      'groupName: the stack already has the group "PowerConsultants", at stack/group; IAM ignores case in names; rename or remove one of them';
    expect(refusalsOf(build)).toEqual([["duplicate-name", line]]);
  });
});

describe("an MfaEnforcedRoster refuses", () => {
  const NOT_A_ROSTER = "is not a roster; write { groups: { … }, users: [ … ] }";
  const EMPTY =
    "roster.users: the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it";
  const NAME_RULE = "has a character that IAM does not allow; use 1 to 128 letters, digits and +=,.@_-";
  const KEYBASE = { name: "john", groups: [], loginProfile: { pgpKey: "keybase:john" } };
  const GPG = "gpg --export KEY-ID | base64 -w0";
  const secretKey = (tag: number): string => Buffer.from([tag, ...Buffer.from(publicKey, "base64").subarray(1)]).toString("base64");
  const SECRET_KEY = `this is a secret PGP key, which would end up in the Terraform state in plain text; remove it from the repo, and use the public key: ${GPG}`;

  const build = (props: unknown) => (): unknown =>
    synth((stack) => new MfaEnforcedRoster(new Construct(stack, "team"), "identity", props as MfaEnforcedRosterProps));

  const withUsers = (...users: readonly unknown[]): object => ({ roster: { groups: {}, users } });

  test.each<[props: object, code: string, line: string]>([
    [{ roster: undefined }, "missing", "roster: missing; expected a roster"],
    [{ roster: null }, "not-a-roster", `roster: null ${NOT_A_ROSTER}`],
    [{ roster: [] }, "not-a-roster", `roster: [] ${NOT_A_ROSTER}`],
    [{ roster: "roster.yaml" }, "not-a-roster", `roster: "roster.yaml" ${NOT_A_ROSTER}`],
    [{ roster: () => minimal }, "not-a-roster", `roster: a function ${NOT_A_ROSTER}`],
    [
      { roster: { users: [{ name: "john", groups: [] }] } },
      "missing",
      "roster.groups: missing; expected an object of groups, such as { PowerConsultants: { managedPolicies: [] } }",
    ],
    [{ roster: { groups: {} } }, "missing", "roster.users: missing; expected a list of users"],
    [withUsers(), "empty-roster", EMPTY],
    [withUsers(undefined), "missing", "roster.users[0]: missing; expected a user, such as { name, groups: [] }"],
    // eslint-disable-next-line no-sparse-arrays
    [{ roster: { groups: {}, users: [, KEYBASE] } }, "missing", "roster.users[0]: missing; expected a user, such as { name, groups: [] }"],
    [
      withUsers({ name: "john", groups: ["A"] }),
      "unknown-group",
      'roster.users[0] "john".groups[0]: unknown group "A"; known groups: none',
    ],
    [
      withUsers({ name: "john", groups: [], loginProfile: { pgpKey: secretKey(0x94) } }),
      "secret-pgp-key",
      `roster.users[0] "john".loginProfile.pgpKey: ${SECRET_KEY}`,
    ],
    [
      withUsers({ name: "john", groups: [], loginProfile: { pgpKey: secretKey(0x95) } }),
      "secret-pgp-key",
      `roster.users[0] "john".loginProfile.pgpKey: ${SECRET_KEY}`,
    ],
    [
      withUsers({ name: "john", groups: [], loginProfile: { pgpKey: secretKey(0xc5) } }),
      "secret-pgp-key",
      `roster.users[0] "john".loginProfile.pgpKey: ${SECRET_KEY}`,
    ],
    [
      withUsers({ name: "john", groups: [], loginProfile: { pgpKey: "junk" } }),
      "invalid-pgp-key",
      `roster.users[0] "john".loginProfile.pgpKey: "junk" is not a PGP key; use "keybase:NAME", or a binary public key in base64 (${GPG})`,
    ],
    [
      { ...withUsers(KEYBASE), document: { changePasswordWithoutMfa: false } },
      "password-change-denied",
      'roster.users[0] "john".loginProfile: the first password must be changed at sign-in, but the policies of this user do not allow that before MFA; set document.changePasswordWithoutMfa: true, or remove loginProfile and set a password by other means',
    ],
    [
      withUsers({ name: "john", groups: [], loginProfile: { pgpKey: "keybase:john" } }),
      "password-change-denied",
      'roster.users[0] "john".loginProfile: the first password must be changed at sign-in, but the policies of this user do not allow that before MFA; set document.changePasswordWithoutMfa: true, or remove loginProfile and set a password by other means',
    ],
    [
      {
        roster: { ...minimal, groups: { PowerConsultants: { managedPolicies: ["arn:aws:iam::aws:policy/X"] } } },
        document: { partition: "aws-cn" },
      },
      "other-partition",
      'roster.groups.PowerConsultants.managedPolicies[0]: "arn:aws:iam::aws:policy/X" is in another partition than the MFA policy, which is in "aws-cn"; use an ARN of that partition, or set document.partition',
    ],
    [
      { roster: { ...minimal, groups: { PowerConsultants: { managedPolicies: "PowerUserAccess" } } } },
      "wrong-type",
      'roster.groups.PowerConsultants.managedPolicies: "PowerUserAccess" is not a list of managed policies',
    ],
    [{ roster: minimal, membership: "some" }, "invalid-value", 'membership: "some" is not a valid value; use "exclusive" or "additive"'],
    [
      { roster: minimal, previousMembership: null },
      "invalid-value",
      'previousMembership: null is not a valid value; use "exclusive" or "additive"',
    ],
    [{ roster: minimal, policyName: "a b" }, "invalid-name", `policyName: the policy name "a b" ${NAME_RULE}`],
    [
      { roster: minimal, document: { partition: "moon" } },
      "invalid-value",
      'document.partition: "moon" is not a valid value; use "aws", "aws-cn" or "aws-us-gov"',
    ],
    [{ roster: minimal, document: { userPaths: "/" } }, "wrong-type", 'document.userPaths: "/" is not a list of IAM paths'],
    [{ roster: minimal, document: null }, "wrong-type", "document: null is not an object of options"],
    [{ roster: minimal, documents: {} }, "unknown-key", 'documents: unknown key "documents"; did you mean "document"?'],
    [{ roster: minimal, membershipp: "additive" }, "unknown-key", 'membershipp: unknown key "membershipp"; did you mean "membership"?'],
    [
      { roster: minimal, provider: {} },
      "unknown-key",
      'provider: unknown key "provider"; known keys: document, enforcement, existingPolicyArn, membership, policyDescription, policyName, policyPath, previousMembership, roster, userBoundary',
    ],
  ])("the props %j", (props, code, line) => {
    expect(refusalsOf(build(props))).toEqual([[code, line]]);
  });

  test.each<[props: unknown, code: string, line: string]>([
    [undefined, "missing", "missing; expected an object of props"],
    [null, "wrong-type", "null is not an object of props"],
    [[], "wrong-type", "[] is not an object of props"],
  ])("%j in place of its props", (props, code, line) => {
    expect(refusalsOf(build(props))).toEqual([[code, line]]);
  });

  test("references as names", () => {
    const refused = (): unknown =>
      synth((stack) => {
        const name = new TerraformVariable(stack, "name", { type: "string" }).stringValue;
        const roster: Roster = { groups: { [name]: { managedPolicies: [] } }, users: [{ name, groups: [name] }] };
        new MfaEnforcedRoster(stack, "identity", { roster, policyName: name });
      });
    const why = "is a reference that only Terraform can resolve, so it cannot be checked; write it as text";
    expect(refusalsOf(refused).map(([code, line]) => [code, line.replace(/"\$\{TfToken.*?\}"/g, "TOKEN")])).toEqual([
      ["unresolved-token", `roster.groups[TOKEN]: the group name ${why}`],
      ["unresolved-token", `roster.users[0] TOKEN.name: the user name ${why}`],
      ["unresolved-token", `policyName: the policy name ${why}`],
    ]);
  });

  test("all problems in one error, with the construct's path and without a stack trace", () => {
    const props = { ...withUsers(), policyPath: "x", document: { getSessionTokenWithoutMfa: 1 }, membership: "some", provider: "aws" };
    expect((errorOf(build(props)) as Error).stack).toBe(
      [
        "InvalidInputError: stack/team/identity has 5 problems:",
        '  provider: unknown key "provider"; known keys: document, enforcement, existingPolicyArn, membership, policyDescription, policyName, policyPath, previousMembership, roster, userBoundary',
        `  ${EMPTY}`,
        "  document.getSessionTokenWithoutMfa: 1 is not true or false",
        '  policyPath: "x" is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
        '  membership: "some" is not a valid value; use "exclusive" or "additive"',
      ].join("\n"),
    );
  });
});
