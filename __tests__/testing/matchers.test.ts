import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { TerraformStack, Testing } from "cdktf";
import { defineRoster, type MfaDocumentOptions, MfaEnforcedRoster, mfaPolicyDocument } from "../../modules";
import { escapeForTerraform } from "../../modules/terraform";
import { mfaMatchers } from "../../modules/testing";
import { errorOf, refusalsOf } from "../helpers/synth";

const ARTICLE = [
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
  "iam:ListUsers",
  "iam:ListVirtualMFADevices",
] as const;

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";

/** A synthesized stack. */
function synth(build: (stack: TerraformStack) => void): string {
  const stack = new TerraformStack(Testing.app(), "account");
  build(stack);
  return Testing.synth(stack);
}

/** The stack of a roster with a group of two people, and a person in no group. */
function rosterStack(document: MfaDocumentOptions = {}, membership: "exclusive" | "additive" = "exclusive"): string {
  const roster = defineRoster({
    groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
    users: [
      { name: "john", groups: ["PowerConsultants"] },
      { name: "first.colleague", groups: ["PowerConsultants"] },
      { name: "auditor", groups: [] },
    ],
  });
  return synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, document, membership }));
}

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A stack in which the group admins has AdministratorAccess, and john is in it. */
function adminStack(others: Resources = {}): object {
  const base: Resources = {
    aws_iam_group: { admins: { name: "admins" } },
    aws_iam_user: { john: { name: "john" } },
    aws_iam_group_policy_attachment: {
      admin: { group: "${aws_iam_group.admins.name}", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
    aws_iam_group_membership: { admins: { group: "${aws_iam_group.admins.name}", users: ["${aws_iam_user.john.name}"] } },
  };
  const types = new Set([...Object.keys(base), ...Object.keys(others)]);
  return { terraform: {}, resource: Object.fromEntries([...types].map((type) => [type, { ...base[type], ...others[type] }])) };
}

/** The resources that attach a policy to the group admins. */
function attachedToAdmins(policy: unknown, attachment: object = {}, resource: object = {}): Resources {
  return {
    aws_iam_policy: { mfa: { name: "EnforceMfa", policy, ...resource } },
    aws_iam_group_policy_attachment: {
      admin: { group: "${aws_iam_group.admins.name}", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      mfa: { group: "${aws_iam_group.admins.name}", policy_arn: "${aws_iam_policy.mfa.arn}", ...attachment },
    },
  };
}

/** The article's document, escaped for Terraform. */
const DOCUMENT = escapeForTerraform(JSON.stringify(mfaPolicyDocument()));

const DENY_WITH_BOOL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Sid: "AllowAll", Effect: "Allow", Action: "*", Resource: "*" },
    {
      Sid: "DenyAll",
      Effect: "Deny",
      NotAction: ["iam:EnableMFADevice"],
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
});

/** The message of toEnforceMfa, which must not pass. */
function enforceMessage(stack: unknown, options?: { except?: string[] }): string {
  const { pass, message } = mfaMatchers.toEnforceMfa(stack, options);
  expect(pass).toBe(false);
  return message();
}

const NO_DENY =
  "no statement denies everything except a list of exemptions; add a Deny with NotAction, like the one that mfaPolicyDocument returns";

describe("toEnforceMfa", () => {
  test.each(["exclusive", "additive"] as const)("passes for a roster with %s membership", (membership) => {
    expect(rosterStack({}, membership)).toEnforceMfa();
    expect(JSON.parse(rosterStack({}, membership))).toEnforceMfa();
  });

  test("passes for groups, policies and users that are named, and for those that are referred to", () => {
    const stack = synth((scope) => {
      const mfa = new IamPolicy(scope, "mfa", { name: "EnforceMfa", policy: DOCUMENT });
      const group = new IamGroup(scope, "group", { name: "consultants" });
      new IamGroupPolicyAttachment(scope, "deny", { group: "consultants", policyArn: mfa.arn });
      new IamGroupPolicyAttachment(scope, "power", { group: group.name, policyArn: POWER_USER });
      const user = new IamUser(scope, "user", { name: "john" });
      new IamUserGroupMembership(scope, "membership", { user: user.name, groups: [group.id] });
    });
    expect(stack).toEnforceMfa();
  });

  test.each<[string, Resources]>([
    ["a policy attached to the group", attachedToAdmins(DOCUMENT)],
    ["a policy attached by its id", attachedToAdmins(DOCUMENT, { policy_arn: "${aws_iam_policy.mfa.id}" })],
    ["a policy written into the group", { aws_iam_group_policy: { mfa: { group: "admins", policy: DOCUMENT } } }],
    [
      "a policy attached to groups and users in one resource",
      {
        aws_iam_policy: { mfa: { policy: DOCUMENT } },
        aws_iam_policy_attachment: { mfa: { groups: ["admins"], users: ["john"], policy_arn: "${aws_iam_policy.mfa.arn}" } },
      },
    ],
    [
      "an exclusive list of the group's attached policies",
      {
        aws_iam_policy: { mfa: { policy: DOCUMENT } },
        aws_iam_group_policy_attachments_exclusive: {
          admins: { group_name: "admins", policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess", "${aws_iam_policy.mfa.arn}"] },
        },
      },
    ],
    [
      "an exclusive list of the policies written into the group",
      {
        aws_iam_group_policy: { mfa: { name: "mfa", group: "admins", policy: DOCUMENT } },
        aws_iam_group_policies_exclusive: { admins: { group_name: "admins", policy_names: ["${aws_iam_group_policy.mfa.name}"] } },
      },
    ],
    [
      "a policy that has references only in what it allows",
      attachedToAdmins(DOCUMENT.replace("arn:aws:iam::*:mfa/*", 'arn:aws:iam::${element(split(":", aws_iam_user.john.arn), 4)}:mfa/*')),
    ],
  ])("passes with %s", (_, resources) => {
    expect(adminStack(resources)).toEnforceMfa();
    expect(adminStack()).not.toEnforceMfa();
  });

  test("passes for a user with a policy of their own, if the user's group carries the Deny", () => {
    const direct = { aws_iam_user_policy_attachment: { power: { user: "john", policy_arn: POWER_USER } } };
    expect(adminStack({ ...attachedToAdmins(DOCUMENT), ...direct })).toEnforceMfa();
  });

  test("passes for a user in no group who carries the Deny", () => {
    const own = {
      aws_iam_user_policy: { mfa: { user: "${aws_iam_user.ops.name}", policy: DOCUMENT } },
      aws_iam_user: { ops: { name: "ops" } },
    };
    expect(adminStack({ ...attachedToAdmins(DOCUMENT), ...own })).toEnforceMfa();
  });

  test("reports a group that has a policy but not the Deny, and the user in it", () => {
    expect(enforceMessage(adminStack())).toBe(
      [
        "MFA is not enforced for everyone: 2 problems",
        '  aws_iam_group.admins "admins" has AdministratorAccess, but it is not certain that MFA is enforced:',
        `    ${NO_DENY}`,
        '  aws_iam_user.john "john" is only in groups that may not enforce MFA (aws_iam_group.admins "admins"); add the user to one that does, or list a service user as an exception: { except: ["john"] }',
      ].join("\n"),
    );
  });

  test("reports the statement that does not enforce MFA", () => {
    const stack = adminStack(attachedToAdmins(DENY_WITH_BOOL));
    expect(enforceMessage(stack, { except: ["john"] })).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_group.admins "admins" has AdministratorAccess, aws_iam_policy.mfa, but it is not certain that MFA is enforced:',
        '    aws_iam_policy.mfa Statement[1] "DenyAll": its condition Bool aws:MultiFactorAuthPresent false does not hold for a request with a long-term key, which has no aws:MultiFactorAuthPresent at all; write BoolIfExists',
      ].join("\n"),
    );
  });

  test("reports a user in no group, unless the user is excepted by name or address", () => {
    const stack = adminStack({ ...attachedToAdmins(DOCUMENT), aws_iam_user: { ci: { name: "ci" } } });
    expect(enforceMessage(stack)).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user.ci "ci" is in no group that enforces MFA; add the user to one that does, or list a service user as an exception: { except: ["ci"] }',
      ].join("\n"),
    );
    expect(stack).toEnforceMfa({ except: ["ci"] });
    expect(stack).toEnforceMfa({ except: ["aws_iam_user.ci"] });
  });

  test("reports a user with policies of their own whose group is excepted", () => {
    const direct = { aws_iam_user_policy_attachment: { power: { user: "john", policy_arn: POWER_USER } } };
    const inline = {
      aws_iam_user_policy: { own: { user: "john", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' } },
    };
    expect(enforceMessage(adminStack({ ...direct, ...inline }), { except: ["admins"] })).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user.john "john" has PowerUserAccess, aws_iam_user_policy.own, but it is not certain that MFA is enforced:',
        `    ${NO_DENY}`,
      ].join("\n"),
    );
  });

  test("reports groups and users that are not resources of the stack", () => {
    const stack = {
      resource: {
        aws_iam_group_policy_attachment: { power: { group: "ops", policy_arn: POWER_USER } },
        aws_iam_user_group_membership: { membership: { user: "second.colleague", groups: ["ops"] } },
      },
    };
    expect(enforceMessage(stack)).toBe(
      [
        "MFA is not enforced for everyone: 2 problems",
        '  group "ops" has PowerUserAccess, but it is not certain that MFA is enforced:',
        `    ${NO_DENY}`,
        '  user "second.colleague" is only in groups that may not enforce MFA (group "ops"); add the user to one that does, or list a service user as an exception: { except: ["second.colleague"] }',
      ].join("\n"),
    );
  });

  test.each<[string, Resources, string]>([
    [
      "the policy's document is an expression",
      attachedToAdmins("${jsonencode(local.document)}"),
      'aws_iam_policy.mfa: only Terraform knows its policy "${jsonencode(local.document)}"; write the document as a JSON string',
    ],
    [
      "the policy's document is missing",
      attachedToAdmins(undefined),
      "aws_iam_policy.mfa: its policy is missing; write the document as a JSON string",
    ],
    [
      "the policy's document is not JSON",
      attachedToAdmins("EnforceMfa"),
      'aws_iam_policy.mfa: its policy "EnforceMfa" is not JSON; write the document as a JSON string',
    ],
    [
      "the policy's document has a reference in the Deny",
      attachedToAdmins(DOCUMENT.replace('"iam:ListUsers","iam:ListV', '"${local.action}","iam:ListV')),
      'aws_iam_policy.mfa Statement[2] "BlockEverythingUnlessSignedInWithMFA": "${…}" is not a valid NotAction; use "service:Action" or "*", or a list of them',
    ],
    [
      "Terraform ignores changes of the policy's document",
      attachedToAdmins(DOCUMENT, {}, { lifecycle: { ignore_changes: ["policy"] } }),
      "aws_iam_policy.mfa: because of its ignore_changes, it is not certain which policy AWS gets; remove it",
    ],
    [
      "Terraform ignores all changes of the policy",
      attachedToAdmins(DOCUMENT, {}, { lifecycle: { ignore_changes: "all" } }),
      "aws_iam_policy.mfa: because of its ignore_changes, it is not certain which policy AWS gets; remove it",
    ],
    [
      "the attachment has a count",
      attachedToAdmins(DOCUMENT, { count: "${var.count}" }),
      "aws_iam_policy.mfa: because of the count of aws_iam_group_policy_attachment.mfa, it is not certain that the policy is attached; remove it",
    ],
    [
      "the attachment's policy is in another stack",
      attachedToAdmins(DOCUMENT, { policy_arn: "arn:aws:iam::123456789012:policy/EnforceMfa" }),
      "arn:aws:iam::123456789012:policy/EnforceMfa: this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack",
    ],
    [
      "only Terraform knows the attachment's policy",
      attachedToAdmins(DOCUMENT, { policy_arn: "${var.policy}" }),
      "${var.policy}: this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack",
    ],
    [
      "an exclusive list of the group's attached policies does not have it",
      {
        ...attachedToAdmins(DOCUMENT),
        aws_iam_group_policy_attachments_exclusive: { only: { group_name: "admins", policy_arns: [POWER_USER] } },
      },
      "aws_iam_policy.mfa: aws_iam_group_policy_attachments_exclusive.only detaches every policy that it does not list, and this one may not be listed; add it there",
    ],
    [
      "an exclusive list of the policies written into the group does not have it",
      {
        aws_iam_group_policy: { mfa: { name: "mfa", group: "admins", policy: DOCUMENT } },
        aws_iam_group_policies_exclusive: { only: { group_name: "admins", policy_names: [] } },
      },
      "aws_iam_group_policy.mfa: aws_iam_group_policies_exclusive.only detaches every policy that it does not list, and this one may not be listed; add it there",
    ],
  ])("does not count on a Deny if %s", (_, resources, reason) => {
    const lines = enforceMessage(adminStack(resources), { except: ["john"] }).split("\n");
    expect(lines).toContain(`    ${reason}`);
  });

  test("does not count on a membership that has for_each", () => {
    const users = {
      aws_iam_group_membership: { admins: { group: "admins", users: ["${aws_iam_user.john.name}"], for_each: "${var.all}" } },
    };
    expect(enforceMessage(adminStack({ ...attachedToAdmins(DOCUMENT), ...users }))).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user.john "john" is in no group that enforces MFA; add the user to one that does, or list a service user as an exception: { except: ["john"] }',
        '    aws_iam_group.admins "admins": because of the for_each of aws_iam_group_membership.admins, it is not certain that the user is in the group; remove it',
      ].join("\n"),
    );
  });

  test("reports a policy that is attached to someone whom only Terraform knows", () => {
    const loop = { aws_iam_user_policy_attachment: { all: { for_each: "${var.users}", user: "${each.value}", policy_arn: POWER_USER } } };
    expect(enforceMessage(adminStack({ ...attachedToAdmins(DOCUMENT), ...loop }))).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user_policy_attachment.all could not be examined: it attaches PowerUserAccess to ${each.value}, which only Terraform knows; name a group or user, or refer to one in the stack; check it another way, and list it as an exception: { except: ["aws_iam_user_policy_attachment.all"] }',
      ].join("\n"),
    );
  });

  test("does not expect a Deny of a group whose policies allow nothing", () => {
    const boundary = {
      aws_iam_group_policy: { no: { group: "guests", policy: '{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}' } },
    };
    expect(adminStack({ ...attachedToAdmins(DOCUMENT), ...boundary })).toEnforceMfa();
  });

  test("lists for whom MFA is enforced, with .not", () => {
    const { pass, message } = mfaMatchers.toEnforceMfa(rosterStack());
    expect(pass).toBe(true);
    expect(message().replace(/\.identity_\S+/g, "")).toBe(
      'expected MFA not to be enforced, but it is, for aws_iam_group "PowerConsultants", aws_iam_user "auditor", aws_iam_user "first.colleague", aws_iam_user "john"',
    );
  });
});

describe("toAllowWithoutMfa", () => {
  test("passes for exactly the exempt actions, in any order and ignoring case", () => {
    expect(rosterStack()).toAllowWithoutMfa([...ARTICLE].reverse());
    expect(rosterStack()).toAllowWithoutMfa(ARTICLE.map((action) => action.toLowerCase() as (typeof ARTICLE)[number]));
    expect(rosterStack({ getSessionTokenWithoutMfa: true })).toAllowWithoutMfa([...ARTICLE, "sts:GetSessionToken"]);
    expect(rosterStack({ getSessionTokenWithoutMfa: true })).not.toAllowWithoutMfa(ARTICLE);
  });

  test("reports an exempt action that is not expected, and an expected one that is not exempt", () => {
    const document = escapeForTerraform(JSON.stringify(mfaPolicyDocument({ exemptActions: ["codecommit:GitPull"] })));
    const { pass, message } = mfaMatchers.toAllowWithoutMfa(adminStack(attachedToAdmins(document)), [...ARTICLE, "sts:GetSessionToken"]);
    expect(pass).toBe(false);
    expect(message()).toBe(
      [
        "other actions work without MFA than expected: 2 problems",
        '  codecommit:GitPull is exempt in aws_iam_policy.mfa Statement[2] "BlockEverythingUnlessSignedInWithMFA", but not expected',
        "  sts:GetSessionToken is expected, but nobody is exempt from the Deny for it; add it to the exemptions, or remove it from the list",
      ].join("\n"),
    );
  });

  test("fails with the message of toEnforceMfa if MFA is not enforced", () => {
    const { pass, message } = mfaMatchers.toAllowWithoutMfa(adminStack(), ARTICLE);
    expect(pass).toBe(false);
    expect(message()).toBe(enforceMessage(adminStack()));
  });

  test("expects calls that an AWS service makes for a user to be denied, unless the options say otherwise", () => {
    const document = {
      Version: "2012-10-17",
      Statement: {
        Effect: "Deny",
        NotAction: "iam:EnableMFADevice",
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false" } },
      },
    };
    const stack = adminStack(attachedToAdmins(JSON.stringify(document)));
    expect(stack).toAllowWithoutMfa(["iam:EnableMFADevice"], { viaAwsService: "allow" });
    expect(mfaMatchers.toAllowWithoutMfa(stack, ["iam:EnableMFADevice"]).message()).toBe(
      [
        "other actions work without MFA than expected: 1 problem",
        '  calls that an AWS service makes for a user are not denied without MFA, by aws_iam_policy.mfa Statement[0]; deny them, or expect them: { viaAwsService: "allow" }',
      ].join("\n"),
    );
    expect(mfaMatchers.toAllowWithoutMfa(rosterStack(), ARTICLE, { viaAwsService: "allow" }).message()).toBe(
      [
        "other actions work without MFA than expected: 1 problem",
        '  calls that an AWS service makes for a user are denied without MFA; remove viaAwsService: "allow"',
      ].join("\n"),
    );
  });

  test("lists the exempt actions, with .not", () => {
    const { pass, message } = mfaMatchers.toAllowWithoutMfa(rosterStack(), ARTICLE);
    expect(pass).toBe(true);
    expect(message()).toBe(`expected the actions that work without MFA not to be exactly these, but they are: ${ARTICLE.join(", ")}`);
  });
});

describe("both matchers refuse, even with .not,", () => {
  const NOBODY =
    "apart from exceptions it has no user, and no group with a policy that allows something, so there is nobody to enforce MFA for; pass another stack";
  const PASS = "pass what Testing.synth(stack) returns";

  test.each<[what: string, given: unknown, code: string, message: string]>([
    ["a text that is not JSON", "stack", "not-json", `"stack" is not JSON; ${PASS}`],
    ["a list", [], "not-a-stack", `[] is not a synthesized stack; ${PASS}`],
    ["another object", { name: "account" }, "not-a-stack", `{"name":"account"} is not a synthesized stack; ${PASS}`],
    [
      "a stack that is not synthesized",
      new TerraformStack(Testing.app(), "account"),
      "not-a-stack",
      `an object is not a synthesized stack; ${PASS}`,
    ],
    ["null", null, "not-a-stack", `null is not a synthesized stack; ${PASS}`],
    ["undefined", undefined, "not-a-stack", `there is no stack; ${PASS}`],
    ["a stack without people", { terraform: {}, resource: { aws_s3_bucket: { bucket: {} } } }, "nobody-to-check", NOBODY],
    ["a stack without resources", { terraform: {} }, "nobody-to-check", NOBODY],
  ])("%s", (_, given, code, message) => {
    const refused = [[code, message]];
    expect(refusalsOf(() => mfaMatchers.toEnforceMfa(given))).toEqual(refused);
    expect(refusalsOf(() => mfaMatchers.toAllowWithoutMfa(given, ARTICLE))).toEqual(refused);
    expect(
      refusalsOf(() => {
        expect(given as object).not.toEnforceMfa();
      }),
    ).toEqual(refused);
  });

  test("exceptions that leave nobody to check", () => {
    expect(refusalsOf(() => mfaMatchers.toEnforceMfa(adminStack(), { except: ["john", "admins"] }))).toEqual([["nobody-to-check", NOBODY]]);
  });

  test("exceptions that the stack does not have, all in one error", () => {
    const error = errorOf(() => mfaMatchers.toEnforceMfa(adminStack(), { except: ["john", "jhon", "aws_iam_user.ci"] })) as Error;
    expect(error.stack).toBe(
      [
        "InvalidInputError: the matcher call has 2 problems:",
        '  except[1]: the stack has no user or group "jhon"; did you mean "john"?',
        '  except[2]: the stack has no user or group "aws_iam_user.ci"; known names: admins, john',
      ].join("\n"),
    );
  });

  test.each<[options: unknown, code: string, line: string]>([
    [null, "wrong-type", "options: null is not an object of options"],
    ["ci", "wrong-type", 'options: "ci" is not an object of options'],
    [["ci"], "wrong-type", 'options: ["ci"] is not an object of options'],
    [{ excpet: ["ci"] }, "unknown-key", 'excpet: unknown key "excpet"; did you mean "except"?'],
    [{ except: "ci" }, "wrong-type", 'except: "ci" is not a list of names'],
    [{ except: null }, "wrong-type", "except: null is not a list of names"],
    [{ except: [undefined] }, "missing", "except[0]: missing; expected a name"],
    [{ except: ["john", 5] }, "wrong-type", "except[1]: 5 is not a name"],
  ])("the options %j", (options, code, line) => {
    expect(refusalsOf(() => mfaMatchers.toEnforceMfa(adminStack(), options as object))).toEqual([[code, line]]);
    expect(refusalsOf(() => mfaMatchers.toAllowWithoutMfa(adminStack(), ARTICLE, options as object))).toEqual([[code, line]]);
  });
});

describe("toAllowWithoutMfa alone refuses", () => {
  test.each<[actions: unknown, options: unknown, code: string, line: string]>([
    [undefined, {}, "missing", "actions: missing; expected a list of actions"],
    ["iam:ListUsers", {}, "wrong-type", 'actions: "iam:ListUsers" is not a list of actions'],
    [["iam:ListUsers", 5], {}, "wrong-type", "actions[1]: 5 is not an action"],
    [[], { viaAwsService: "allowed" }, "invalid-value", 'viaAwsService: "allowed" is not a valid value; use "deny" or "allow"'],
    [[], { viaAWS: "allow" }, "unknown-key", 'viaAWS: unknown key "viaAWS"; known keys: except, viaAwsService'],
  ])("the actions %j with the options %j", (actions, options, code, line) => {
    expect(refusalsOf(() => mfaMatchers.toAllowWithoutMfa(rosterStack(), actions as [], options as object))).toEqual([[code, line]]);
  });
});

test("toEnforceMfa does not have the option viaAwsService", () => {
  const line = 'viaAwsService: unknown key "viaAwsService"; known keys: except';
  expect(refusalsOf(() => mfaMatchers.toEnforceMfa(adminStack(), { viaAwsService: "deny" } as object))).toEqual([["unknown-key", line]]);
});
