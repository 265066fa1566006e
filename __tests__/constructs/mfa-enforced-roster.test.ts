import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import {
  defineRoster,
  type InvalidInputError,
  MfaEnforcedRoster,
  type MfaEnforcedRosterProps,
  mfaPolicyDocument,
  type Roster,
} from "../../modules";
import { serializePolicy } from "../../modules/policy";
import { errorOf, evaluateTemplate, synth, type Synthesized } from "../helpers/synth";

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

const withUser = (user: object): Synthesized => rosterWith({ groups: {}, users: [{ name: "john", groups: [], ...user }] });

/** The members of each group by name, whichever way they are in it; each group's references are followed. */
function membersOf(stack: Synthesized): Readonly<Record<string, readonly string[]>> {
  const nameOf = (reference: unknown): string => String(stack.referred(reference, "name").properties.name);
  return Object.fromEntries(
    stack
      .resources("aws_iam_group_membership")
      .map(({ properties }) => [nameOf(properties.group), (properties.users as string[]).map(nameOf)]),
  );
}

describe("makes", () => {
  test("the article's account of a minimal roster", () => {
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
    expect(evaluateTemplate(stack.resource("aws_iam_policy", { name: "EnforceMfa", path: "/" }).properties.policy as string)).toBe(
      serializePolicy(mfaPolicyDocument()),
    );
    expect(stack.resource("aws_iam_group").properties).toEqual({ name: "PowerConsultants", path: "/" });
    expect(stack.resource("aws_iam_user").properties).toEqual({ name: "john", path: "/", force_destroy: true });
    expect(membersOf(stack)).toEqual({ PowerConsultants: ["john"] });
  });

  test("all that a maximal roster and its props say", () => {
    const document = { getSessionTokenWithoutMfa: true, exemptActions: ["codecommit:GitPull"] } as const;
    const stack = rosterWith(maximal, { document, policyName: "NoMfaNoWork", policyDescription: "no work", policyPath: "/security/" });
    const { properties: policy } = stack.resource("aws_iam_policy");
    expect(policy).toMatchObject({ name: "NoMfaNoWork", description: "no work", path: "/security/" });
    expect(evaluateTemplate(policy.policy as string)).toBe(
      serializePolicy(mfaPolicyDocument({ ...document, userPaths: ["/", "/people/"] })),
    );
    expect(stack.resource("aws_iam_group", { name: "PowerConsultants" }).properties.path).toBe("/consultants/");
    expect(stack.resource("aws_iam_user", { name: "john" }).properties).toEqual({
      name: "john",
      path: "/people/",
      force_destroy: false,
      tags: { team: "platform", "cost centre": "4711" },
    });
    expect(membersOf(stack)).toEqual({
      Auditors: ["john"],
      Nobody: [],
      PowerConsultants: ["first.colleague", "john"],
    });
  });

  test("users who are in no group, and nothing for them but the user", () => {
    const stack = withUser({});
    expect(stack.addresses().filter((address) => !address.startsWith("aws_iam_policy."))).toEqual([stack.resource("aws_iam_user").address]);
  });

  test("groups that keep strangers out when the roster may be empty", () => {
    const stack = rosterWith({ groups: { A: { managedPolicies: ["PowerUserAccess"] } }, users: [], allowEmpty: true });
    expect(stack.resource("aws_iam_group_membership").properties.users).toEqual([]);
  });

  test("memberships that leave strangers alone when it is additive", () => {
    const stack = rosterWith(maximal, { membership: "additive" });
    expect(stack.resources("aws_iam_group_membership")).toEqual([]);
    const pairs = stack
      .resources("aws_iam_user_group_membership")
      .map(({ properties: { user, groups } }) => [
        stack.referred(user, "name").properties.name,
        (groups as string[]).map((group) => stack.referred(group, "name").properties.name),
      ]);
    expect(pairs).toHaveLength(3);
    expect(pairs).toEqual(
      expect.arrayContaining([
        ["john", ["Auditors"]],
        ["john", ["PowerConsultants"]],
        ["first.colleague", ["PowerConsultants"]],
      ]),
    );
  });

  test("grants that are policies of the same stack, by reference", () => {
    const stack = synth((scope) => {
      const own = new IamPolicy(scope, "own", { policy: "{}" });
      const roster = defineRoster({ groups: { A: { managedPolicies: [own] } }, users: [{ name: "john", groups: ["A"] }] });
      new MfaEnforcedRoster(scope, "identity", { roster });
    });
    expect(
      stack.resource("aws_iam_group_policy_attachment", { policy_arn: "${aws_iam_policy.own.arn}" }).properties.depends_on,
    ).toHaveLength(1);
  });

  test("groups and users that are there by name", () => {
    const stack = synth((scope) => {
      const { groups, users, mfaPolicy } = new MfaEnforcedRoster(scope, "identity", { roster: defineRoster(maximal) });
      expect([Object.keys(groups).sort(), Object.keys(users).sort()]).toEqual([
        ["Auditors", "Nobody", "PowerConsultants"],
        ["build-server", "first.colleague", "john"],
      ]);
      expect(users).not.toHaveProperty("constructor");
      new TerraformOutput(scope, "john", { value: users.john!.name });
      new TerraformOutput(scope, "auditors", { value: groups.Auditors!.group.name });
      new TerraformOutput(scope, "policy", { value: mfaPolicy.arn });
    });
    expect(stack.referred(stack.output("john"), "name").properties.name).toBe("john");
    expect(stack.referred(stack.output("auditors"), "name").properties.name).toBe("Auditors");
    expect(stack.referred(stack.output("policy"), "arn")).toEqual(stack.resource("aws_iam_policy"));
  });
});

describe("a user's force_destroy", () => {
  test.each([
    [{}, true],
    [{ forceDestroy: true }, true],
    [{ forceDestroy: false }, false],
  ])("of %j is %j", (user, expected) => {
    expect(withUser(user).resource("aws_iam_user").properties.force_destroy).toBe(expected);
  });
});

describe("a first password for the console", () => {
  test.each(["keybase:john", publicKey])("is made for a key, must be changed, and is left alone afterwards: %.20s", (pgpKey) => {
    const stack = withUser({ loginProfile: { pgpKey } });
    const { properties } = stack.resource("aws_iam_user_login_profile");
    expect(properties).toEqual({
      user: `\${${stack.resource("aws_iam_user").address}.name}`,
      pgp_key: pgpKey,
      password_reset_required: true,
      lifecycle: { ignore_changes: ["password_length", "password_reset_required", "pgp_key"] },
    });
  });

  test("is put out encrypted, by name, and only where there is one", () => {
    const stack = rosterWith(maximal);
    const passwords = stack.output("identity_encrypted_passwords") as Record<string, string>;
    expect(Object.keys(passwords)).toEqual(["first.colleague", "john"]);
    for (const [name, reference] of Object.entries(passwords)) {
      const profile = stack.referred(reference, "encrypted_password");
      expect(stack.referred(profile.properties.user, "name").properties.name).toBe(name);
    }
    expect(stack.resources("aws_iam_user_login_profile")).toHaveLength(2);
    expect(rosterWith(minimal).json.output).not.toHaveProperty("identity_encrypted_passwords");
  });

  test("is not made without loginProfile", () => {
    expect(rosterWith(minimal).resources("aws_iam_user_login_profile")).toEqual([]);
  });
});

describe("outputs", () => {
  test("the policy's ARN and the groups' ARNs by name", () => {
    const stack = rosterWith(maximal);
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

  test.each([
    [undefined, "signin.aws.amazon.com"],
    ["aws", "signin.aws.amazon.com"],
    ["aws-cn", "signin.amazonaws.cn"],
    ["aws-us-gov", "signin.amazonaws-us-gov.com"],
  ] as const)("the sign-in page of the account, in the partition %s at %s", (partition, host) => {
    const stack = rosterWith(minimal, { document: { partition } });
    const { address } = stack.resource("aws_iam_policy");
    expect(stack.output("identity_sign_in_url")).toBe(`https://\${element(split(":", ${address}.arn), 4)}.${host}/console`);
  });

  test("a description each", () => {
    for (const { description } of Object.values(rosterWith(maximal).json.output ?? {})) {
      expect(description).toMatch(/^\S.+[^.]$/);
    }
  });

  test("no secret, in outputs or anywhere else: no clear password, no access key", () => {
    const stack = rosterWith(maximal);
    expect(Object.keys(stack.json.resource ?? {})).not.toContain("aws_iam_access_key");
    expect(stack.text).not.toMatch(/\.(password|secret|ses_smtp_password_v4)\b/);
    expect(stack.resources("aws_iam_user_login_profile").every(({ properties }) => Boolean(properties.pgp_key))).toBe(true);
  });
});

describe("the same input gives the same bytes", () => {
  test("each time", () => {
    expect(rosterWith(maximal).text).toBe(rosterWith(maximal).text);
  });

  test.each(["exclusive", "additive"] as const)("with groups, users, memberships and tags in another order: %s", (membership) => {
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
  });

  test("with exemptions in another order", () => {
    const text = (...exemptActions: readonly `${string}:${string}`[]): string => rosterWith(minimal, { document: { exemptActions } }).text;
    expect(text("s3:GetObject", "codecommit:GitPull")).toBe(text("codecommit:GitPull", "s3:GetObject"));
  });
});

describe("addresses come from names", () => {
  test("a new colleague changes the address of nobody else", () => {
    const before = rosterWith(minimal);
    const after = rosterWith({ ...minimal, users: [{ name: "alice", groups: ["PowerConsultants"] }, ...minimal.users] });
    expect(after.addresses()).toEqual(expect.arrayContaining([...before.addresses()]));
    expect(after.addresses()).toHaveLength(before.addresses().length + 1);
  });

  test("a colleague who leaves changes the address of nobody else", () => {
    const before = rosterWith(maximal);
    const after = rosterWith({ ...maximal, users: maximal.users.filter(({ name }) => name !== "first.colleague") });
    const gone = before.addresses().filter((address) => !after.addresses().includes(address));
    expect(gone).toEqual([
      before.resource("aws_iam_user", { name: "first.colleague" }).address,
      before.resource("aws_iam_user_login_profile", { pgp_key: "keybase:colleague" }).address,
    ]);
    expect(before.addresses()).toEqual(expect.arrayContaining([...after.addresses()]));
  });

  test("a grant that goes changes the address of no other", () => {
    const before = rosterWith(maximal);
    const { PowerConsultants, ...others } = maximal.groups;
    const after = rosterWith({
      ...maximal,
      groups: { ...others, PowerConsultants: { ...PowerConsultants!, managedPolicies: ["job-function/Billing"] } },
    });
    const gone = before.addresses().filter((address) => !after.addresses().includes(address));
    expect(gone.map((address) => before.at(address).properties.policy_arn)).toEqual(["arn:aws:iam::aws:policy/PowerUserAccess"]);
  });

  test("a grant has the same address by name and by ARN", () => {
    const byArn = { ...minimal, groups: { PowerConsultants: { managedPolicies: ["arn:aws:iam::aws:policy/PowerUserAccess"] } } };
    expect(rosterWith(byArn).text).toBe(rosterWith(minimal).text);
  });
});

test("two rosters in one stack have their own resources and outputs", () => {
  const stack = synth((scope) => {
    for (const id of ["consultants", "auditors"]) {
      const roster = { groups: { [id]: { managedPolicies: [] } }, users: [{ name: `${id}-john`, groups: [id] }] };
      new MfaEnforcedRoster(scope, id, { roster, policyName: `EnforceMfa-${id}` });
    }
  });
  expect(stack.resources("aws_iam_policy").map(({ properties }) => properties.name)).toEqual([
    "EnforceMfa-auditors",
    "EnforceMfa-consultants",
  ]);
  expect(membersOf(stack)).toEqual({ auditors: ["auditors-john"], consultants: ["consultants-john"] });
  expect(Object.keys(stack.json.output ?? {})).toEqual(
    ["auditors", "consultants"].flatMap((id) => [`${id}_group_arns`, `${id}_mfa_policy_arn`, `${id}_sign_in_url`]),
  );
  const arns = (id: string): string[] => Object.keys(stack.output(`${id}_group_arns`) as object);
  expect([arns("auditors"), arns("consultants")]).toEqual([["auditors"], ["consultants"]]);
});

test("a roster in a construct has outputs of its own", () => {
  const stack = synth((scope) => {
    for (const id of ["one", "two"]) {
      const roster = { groups: {}, users: [{ name: id, groups: [] }] };
      new MfaEnforcedRoster(new Construct(scope, id), "identity", { roster, policyName: id });
    }
  });
  expect(Object.keys(stack.json.output ?? {})).toHaveLength(6);
});

describe("refuses, with the construct's path,", () => {
  const refusal = (props: object): InvalidInputError =>
    errorOf(() =>
      synth((stack) => new MfaEnforcedRoster(new Construct(stack, "team"), "identity", { roster: minimal, ...props })),
    ) as InvalidInputError;

  test.each<[props: object, problem: string]>([
    [{ roster: undefined }, "roster: nothing is no roster; write { groups: { … }, users: [ … ] }"],
    [{ roster: [] }, "roster: [] is no roster; write { groups: { … }, users: [ … ] }"],
    [
      { roster: { groups: {}, users: [{ name: "john", groups: ["A"] }] } },
      'roster.users[0].groups[0]: unknown group "A"; known groups: none',
    ],
    [
      { roster: { groups: {}, users: [] } },
      "roster.users: nobody is in the roster, so every member would be removed from every group; add a user, or write allowEmpty: true beside users if that is meant",
    ],
    [{ membership: "some" }, 'membership: "some" is not known; allowed are "exclusive", "additive"'],
    [
      { policyName: "a b" },
      'policyName: the policy name "a b" has a character that IAM does not allow; allowed are 1 to 128 letters, digits and +=,.@_-; choose another name',
    ],
    [{ document: { partition: "moon" } }, 'document.partition: "moon" is not known; allowed are "aws", "aws-cn", "aws-us-gov"'],
  ])("%j", (props, problem) => {
    const { message, stack } = refusal(props);
    expect(message).toBe(`stack/team/identity has 1 problem:\n  ${problem}`);
    expect(stack).not.toContain("    at ");
  });

  test("all problems at once", () => {
    const { problems } = refusal({ roster: { groups: {}, users: [] }, policyPath: "x", document: { getSessionTokenWithoutMfa: 1 }, membership: "some" });
    expect(problems.map(({ path }) => path)).toEqual(["roster.users", "document.getSessionTokenWithoutMfa", "policyPath", "membership"]);
  });
});
