import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { TerraformStack, Testing } from "cdktf";
import { defineRoster, type MfaDocumentOptions, MfaEnforcedRoster, mfaPolicyDocument } from "../../modules";
import { mfaMatchers } from "../../modules/testing";

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

/** The stack of a roster with one group of two people. */
function rosterStack(document: MfaDocumentOptions = {}, membership: "exclusive" | "additive" = "exclusive"): string {
  const roster = defineRoster({
    groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
    users: [
      { name: "john", groups: ["PowerConsultants"] },
      { name: "first.colleague", groups: ["PowerConsultants"] },
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

/** What gives the group admins a policy. */
function attachedToAdmins(policy: unknown, attachment: object = {}, resource: object = {}): Resources {
  return {
    aws_iam_policy: { mfa: { name: "EnforceMfa", policy, ...resource } },
    aws_iam_group_policy_attachment: {
      admin: { group: "${aws_iam_group.admins.name}", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      mfa: { group: "${aws_iam_group.admins.name}", policy_arn: "${aws_iam_policy.mfa.arn}", ...attachment },
    },
  };
}

/** The article's document as Terraform wants it. */
const DOCUMENT = JSON.stringify(mfaPolicyDocument()).replaceAll("${", "$${");

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

/** What a matcher says that does not pass. */
function enforceMessage(stack: unknown, options?: { except?: string[] }): string {
  const { pass, message } = mfaMatchers.toEnforceMfa(stack, options);
  expect(pass).toBe(false);
  return message();
}

const NO_DENY = "no statement denies everything but a list of exemptions; add a Deny with NotAction, such as mfaPolicyDocument makes";

describe("toEnforceMfa", () => {
  test.each(["exclusive", "additive"] as const)("passes for a roster with %s membership", (membership) => {
    expect(rosterStack({}, membership)).toEnforceMfa();
    expect(JSON.parse(rosterStack({}, membership))).toEnforceMfa();
  });

  test("passes for groups, policies and users that are named or referred to", () => {
    const stack = synth((scope) => {
      const mfa = new IamPolicy(scope, "mfa", { name: "EnforceMfa", policy: DOCUMENT });
      const group = new IamGroup(scope, "group", { name: "consultants" });
      new IamGroupPolicyAttachment(scope, "deny", { group: "consultants", policyArn: mfa.arn });
      new IamGroupPolicyAttachment(scope, "grant", { group: group.name, policyArn: POWER_USER });
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
      "an attachment to many",
      {
        aws_iam_policy: { mfa: { policy: DOCUMENT } },
        aws_iam_policy_attachment: { mfa: { groups: ["admins"], users: ["john"], policy_arn: "${aws_iam_policy.mfa.arn}" } },
      },
    ],
    [
      "a list of all its policies",
      {
        aws_iam_policy: { mfa: { policy: DOCUMENT } },
        aws_iam_group_policy_attachments_exclusive: {
          admins: { group_name: "admins", policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess", "${aws_iam_policy.mfa.arn}"] },
        },
      },
    ],
    [
      "a policy that a list of all policies written into the group names",
      {
        aws_iam_group_policy: { mfa: { name: "mfa", group: "admins", policy: DOCUMENT } },
        aws_iam_group_policies_exclusive: { admins: { group_name: "admins", policy_names: ["${aws_iam_group_policy.mfa.name}"] } },
      },
    ],
    [
      "a policy with references in what it allows",
      attachedToAdmins(DOCUMENT.replace("arn:aws:iam::*:mfa/*", 'arn:aws:iam::${element(split(":", aws_iam_user.john.arn), 4)}:mfa/*')),
    ],
  ])("passes by %s", (_, resources) => {
    expect(adminStack(resources)).toEnforceMfa();
    expect(adminStack()).not.toEnforceMfa();
  });

  test("passes for a user's own grant by the Deny of the user's group", () => {
    const direct = { aws_iam_user_policy_attachment: { grant: { user: "john", policy_arn: POWER_USER } } };
    expect(adminStack({ ...attachedToAdmins(DOCUMENT), ...direct })).toEnforceMfa();
  });

  test("passes by a Deny of the user's own", () => {
    const own = {
      aws_iam_user_policy: { mfa: { user: "${aws_iam_user.ops.name}", policy: DOCUMENT } },
      aws_iam_user: { ops: { name: "ops" } },
    };
    expect(adminStack({ ...attachedToAdmins(DOCUMENT), ...own })).toEnforceMfa();
  });

  test("names the group that holds a grant without the Deny, and the user in it", () => {
    expect(enforceMessage(adminStack())).toBe(
      [
        "MFA is not enforced for everyone: 2 problems",
        '  aws_iam_group.admins "admins" holds AdministratorAccess, and it is not proven that MFA is enforced:',
        `    ${NO_DENY}`,
        '  aws_iam_user.john "john" is in groups of which none is proven to enforce MFA (aws_iam_group.admins "admins"); add the user to one, or name it as a service user: { except: ["john"] }',
      ].join("\n"),
    );
  });

  test("names the statement that does not enforce", () => {
    const stack = adminStack(attachedToAdmins(DENY_WITH_BOOL));
    expect(enforceMessage(stack, { except: ["john"] })).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_group.admins "admins" holds AdministratorAccess, aws_iam_policy.mfa, and it is not proven that MFA is enforced:',
        '    aws_iam_policy.mfa Statement[1] "DenyAll": its condition Bool aws:MultiFactorAuthPresent false spares a request with a long-term key, which has no such key as aws:MultiFactorAuthPresent at all; write BoolIfExists',
      ].join("\n"),
    );
  });

  test("names the user who is in no group, unless it is a service user", () => {
    const stack = adminStack({ ...attachedToAdmins(DOCUMENT), aws_iam_user: { ci: { name: "ci" } } });
    expect(enforceMessage(stack)).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user.ci "ci" is in no group that enforces MFA; add the user to one, or name it as a service user: { except: ["ci"] }',
      ].join("\n"),
    );
    expect(stack).toEnforceMfa({ except: ["ci"] });
    expect(stack).toEnforceMfa({ except: ["aws_iam_user.ci"] });
  });

  test("names the user who holds a grant of their own", () => {
    const direct = { aws_iam_user_policy_attachment: { grant: { user: "john", policy_arn: POWER_USER } } };
    const inline = {
      aws_iam_user_policy: { own: { user: "john", policy: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' } },
    };
    expect(enforceMessage(adminStack({ ...direct, ...inline }), { except: ["admins"] })).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user.john "john" holds PowerUserAccess, aws_iam_user_policy.own, and it is not proven that MFA is enforced:',
        `    ${NO_DENY}`,
      ].join("\n"),
    );
  });

  test("names groups and users that are no resources of the stack", () => {
    const stack = {
      resource: {
        aws_iam_group_policy_attachment: { grant: { group: "ops", policy_arn: POWER_USER } },
        aws_iam_user_group_membership: { membership: { user: "second.colleague", groups: ["ops"] } },
      },
    };
    expect(enforceMessage(stack)).toBe(
      [
        "MFA is not enforced for everyone: 2 problems",
        '  group "ops" holds PowerUserAccess, and it is not proven that MFA is enforced:',
        `    ${NO_DENY}`,
        '  user "second.colleague" is in groups of which none is proven to enforce MFA (group "ops"); add the user to one, or name it as a service user: { except: ["second.colleague"] }',
      ].join("\n"),
    );
  });

  test.each<[string, Resources, string]>([
    [
      "the policy's document is an expression",
      attachedToAdmins("${jsonencode(local.document)}"),
      'aws_iam_policy.mfa: its policy "${jsonencode(local.document)}" is known to Terraform only; write the document as a JSON string',
    ],
    [
      "the policy's document is missing",
      attachedToAdmins(undefined),
      "aws_iam_policy.mfa: its policy nothing is known to Terraform only; write the document as a JSON string",
    ],
    [
      "the policy's document is no JSON",
      attachedToAdmins("EnforceMfa"),
      'aws_iam_policy.mfa: its policy "EnforceMfa" is no JSON; write the document as a JSON string',
    ],
    [
      "the policy's document has a reference in the Deny",
      attachedToAdmins(DOCUMENT.replace('"iam:ListUsers","iam:ListV', '"${local.action}","iam:ListV')),
      'aws_iam_policy.mfa Statement[2] "BlockEverythingUnlessSignedInWithMFA": "${…}" is no NotAction that AWS documents; allowed are "service:Action" or "*", one or a list of them',
    ],
    [
      "the policy's document may be an older one",
      attachedToAdmins(DOCUMENT, {}, { lifecycle: { ignore_changes: ["policy"] } }),
      "aws_iam_policy.mfa: its ignore_changes makes it uncertain which policy AWS gets; leave it out",
    ],
    [
      "all of the policy may be older",
      attachedToAdmins(DOCUMENT, {}, { lifecycle: { ignore_changes: "all" } }),
      "aws_iam_policy.mfa: its ignore_changes makes it uncertain which policy AWS gets; leave it out",
    ],
    [
      "the attachment may not be there",
      attachedToAdmins(DOCUMENT, { count: "${var.count}" }),
      "aws_iam_policy.mfa: the count of aws_iam_group_policy_attachment.mfa makes it uncertain whether the policy is attached; leave it out",
    ],
    [
      "the attachment's policy is in another stack",
      attachedToAdmins(DOCUMENT, { policy_arn: "arn:aws:iam::123456789012:policy/EnforceMfa" }),
      "arn:aws:iam::123456789012:policy/EnforceMfa: this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack",
    ],
    [
      "the attachment's policy is known to Terraform only",
      attachedToAdmins(DOCUMENT, { policy_arn: "${var.policy}" }),
      "${var.policy}: this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack",
    ],
    [
      "a list of all the group's policies leaves it out",
      {
        ...attachedToAdmins(DOCUMENT),
        aws_iam_group_policy_attachments_exclusive: { only: { group_name: "admins", policy_arns: [POWER_USER] } },
      },
      "aws_iam_policy.mfa: aws_iam_group_policy_attachments_exclusive.only has all policies that stay attached, and this one is not known to be among them; add it there",
    ],
    [
      "a list of all policies written into the group leaves it out",
      {
        aws_iam_group_policy: { mfa: { name: "mfa", group: "admins", policy: DOCUMENT } },
        aws_iam_group_policies_exclusive: { only: { group_name: "admins", policy_names: [] } },
      },
      "aws_iam_group_policy.mfa: aws_iam_group_policies_exclusive.only has all policies that stay attached, and this one is not known to be among them; add it there",
    ],
  ])("does not take the Deny for proven where %s", (_, resources, reason) => {
    const lines = enforceMessage(adminStack(resources), { except: ["john"] }).split("\n");
    expect(lines).toContain(`    ${reason}`);
  });

  test("does not take a membership for certain that Terraform may not make", () => {
    const users = {
      aws_iam_group_membership: { admins: { group: "admins", users: ["${aws_iam_user.john.name}"], for_each: "${var.all}" } },
    };
    expect(enforceMessage(adminStack({ ...attachedToAdmins(DOCUMENT), ...users }))).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        '  aws_iam_user.john "john" is in no group that enforces MFA; add the user to one, or name it as a service user: { except: ["john"] }',
      ].join("\n"),
    );
  });

  test("names a grant to someone whom only Terraform knows", () => {
    const loop = { aws_iam_user_policy_attachment: { all: { for_each: "${var.users}", user: "${each.value}", policy_arn: POWER_USER } } };
    expect(enforceMessage(adminStack({ ...attachedToAdmins(DOCUMENT), ...loop }))).toBe(
      [
        "MFA is not enforced for everyone: 1 problem",
        "  aws_iam_user_policy_attachment.all attaches PowerUserAccess to ${each.value}, which is known to Terraform only; name a group or user, or refer to one of the stack",
      ].join("\n"),
    );
  });

  test("takes a policy that only denies for no grant", () => {
    const boundary = {
      aws_iam_group_policy: { no: { group: "guests", policy: '{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}' } },
    };
    expect(adminStack({ ...attachedToAdmins(DOCUMENT), ...boundary })).toEnforceMfa();
  });

  test("says for whom MFA is enforced where that is not expected", () => {
    const { pass, message } = mfaMatchers.toEnforceMfa(rosterStack());
    expect(pass).toBe(true);
    expect(message()).toMatch(
      /^MFA is enforced, which was not expected, for aws_iam_group\.\S+ "PowerConsultants", aws_iam_user\.\S+ "first.colleague", aws_iam_user\.\S+ "john"$/,
    );
  });
});

describe("toAllowWithoutMfa", () => {
  test("passes for exactly the exempt actions, in any order and case", () => {
    expect(rosterStack()).toAllowWithoutMfa([...ARTICLE].reverse());
    expect(rosterStack()).toAllowWithoutMfa(ARTICLE.map((action) => action.toLowerCase() as (typeof ARTICLE)[number]));
    expect(rosterStack({ getSessionTokenWithoutMfa: true })).toAllowWithoutMfa([...ARTICLE, "sts:GetSessionToken"]);
    expect(rosterStack({ getSessionTokenWithoutMfa: true })).not.toAllowWithoutMfa(ARTICLE);
  });

  test("names what passes and is not expected, and what is expected and does not pass", () => {
    const stack = adminStack(
      attachedToAdmins(JSON.stringify(mfaPolicyDocument({ exemptActions: ["codecommit:GitPull"] })).replaceAll("${", "$${")),
    );
    const { pass, message } = mfaMatchers.toAllowWithoutMfa(stack, [...ARTICLE, "sts:GetSessionToken"]);
    expect(pass).toBe(false);
    expect(message()).toBe(
      [
        "other actions pass without MFA than expected: 2 problems",
        '  codecommit:GitPull passes without MFA, which was not expected: exempt in aws_iam_policy.mfa Statement[2] "BlockEverythingUnlessSignedInWithMFA"',
        "  sts:GetSessionToken does not pass without MFA for anyone; exempt it, or take it off the list",
      ].join("\n"),
    );
  });

  test("says the same as toEnforceMfa where MFA is not enforced", () => {
    const { pass, message } = mfaMatchers.toAllowWithoutMfa(adminStack(), ARTICLE);
    expect(pass).toBe(false);
    expect(message()).toBe(enforceMessage(adminStack()));
  });

  test("wants to be told of calls that AWS services make", () => {
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
        "other actions pass without MFA than expected: 1 problem",
        '  every call that an AWS service makes for the user passes without MFA, by aws_iam_policy.mfa Statement[0]; deny it, or expect it: { viaAwsService: "allow" }',
      ].join("\n"),
    );
    expect(mfaMatchers.toAllowWithoutMfa(rosterStack(), ARTICLE, { viaAwsService: "allow" }).message()).toBe(
      [
        "other actions pass without MFA than expected: 1 problem",
        '  calls that an AWS service makes for the user do not pass without MFA; leave out viaAwsService: "allow"',
      ].join("\n"),
    );
  });

  test("says what passes where that is not expected", () => {
    const { pass, message } = mfaMatchers.toAllowWithoutMfa(rosterStack(), ARTICLE);
    expect(pass).toBe(true);
    expect(message()).toBe(`exactly these actions pass without MFA, which was not expected: ${ARTICLE.join(", ")}`);
  });
});

describe("both matchers", () => {
  const empty = { terraform: {}, resource: { aws_s3_bucket: { bucket: {} } } };

  test.each<[string, unknown, string]>([
    ["no JSON", "stack", 'the synthesized stack has 1 problem:\n  "stack" is no JSON; pass what Testing.synth(stack) returns'],
    [
      "another object",
      { name: "account" },
      'the synthesized stack has 1 problem:\n  {"name":"account"} is no synthesized stack; pass what Testing.synth(stack) returns',
    ],
    [
      "nothing",
      undefined,
      "the synthesized stack has 1 problem:\n  nothing is no synthesized stack; pass what Testing.synth(stack) returns",
    ],
    [
      "a stack without people",
      empty,
      "the synthesized stack has 1 problem:\n  besides exceptions it has no user and no group with a grant, so there is nobody whom MFA could be enforced for; pass another stack",
    ],
    [
      "a stack without resources",
      { terraform: {} },
      "the synthesized stack has 1 problem:\n  besides exceptions it has no user and no group with a grant, so there is nobody whom MFA could be enforced for; pass another stack",
    ],
  ])("refuse %s, with .not too", (_, given, message) => {
    expect(() => mfaMatchers.toEnforceMfa(given)).toThrow(new Error(message));
    expect(() => mfaMatchers.toAllowWithoutMfa(given, ARTICLE)).toThrow(new Error(message));
    expect(() => {
      expect(given as object).not.toEnforceMfa();
    }).toThrow(new Error(message));
  });

  test("refuse exceptions that leave nobody", () => {
    expect(() => mfaMatchers.toEnforceMfa(adminStack(), { except: ["john", "admins"] })).toThrow("besides exceptions it has no user");
  });

  test("refuse an exception that names nobody", () => {
    expect(() => mfaMatchers.toEnforceMfa(adminStack(), { except: ["john", "jhon"] })).toThrow(
      new Error('the matcher\'s options has 1 problem:\n  except[1]: "jhon" is no user or group of the stack; known are admins, john'),
    );
  });
});
