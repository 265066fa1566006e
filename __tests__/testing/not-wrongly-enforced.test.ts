import { mfaPolicyDocument } from "../../modules";
import { escapeForTerraform } from "../../modules/terraform";
import { mfaMatchers } from "../../modules/testing";
import { refusalsOf } from "../helpers/synth";

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";
const DOCUMENT = escapeForTerraform(JSON.stringify(mfaPolicyDocument()));
const ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
const MFA = "${aws_iam_policy.mfa.arn}";

/** john is in the group power, which has PowerUserAccess and the Deny. */
const BASE: Resources = {
  aws_iam_group: { power: { name: "power" } },
  aws_iam_user: { john: { name: "john" } },
  aws_iam_policy: { mfa: { name: "EnforceMfa", policy: DOCUMENT } },
  aws_iam_group_policy_attachment: {
    mfa: { group: "${aws_iam_group.power.name}", policy_arn: MFA },
    power: { group: "${aws_iam_group.power.name}", policy_arn: POWER_USER },
  },
  aws_iam_group_membership: { power: { group: "${aws_iam_group.power.name}", users: ["${aws_iam_user.john.name}"] } },
};

function stackWith(changes: Resources, blocks: object = {}): object {
  const types = new Set([...Object.keys(BASE), ...Object.keys(changes)]);
  return { terraform: {}, resource: Object.fromEntries([...types].map((type) => [type, { ...BASE[type], ...changes[type] }])), ...blocks };
}

function messageOf(stack: object, except: readonly string[] = []): string {
  const { pass, message } = mfaMatchers.toEnforceMfa(stack, { except });
  expect(pass).toBe(false);
  return message();
}

test("the stack that the tests change is enforced", () => {
  expect(stackWith({})).toEnforceMfa();
});

describe("an exclusive resource takes the Deny away:", () => {
  test.each<[what: string, changes: Resources, reason: string]>([
    [
      "an attachment of the policy to somebody else",
      { aws_iam_policy_attachment: { only: { users: ["ops"], policy_arn: MFA } } },
      "aws_iam_policy.mfa: aws_iam_policy_attachment.only detaches the policy from everybody whom it does not list, and this one may not be listed; add it there, or attach the policy there only",
    ],
    [
      "an attachment of the policy by its ARN",
      { aws_iam_policy_attachment: { only: { groups: [], policy_arn: "arn:aws:iam::123456789012:policy/team/enforcemfa" } } },
      "aws_iam_policy.mfa: aws_iam_policy_attachment.only detaches the policy from everybody whom it does not list, and this one may not be listed; add it there, or attach the policy there only",
    ],
    [
      "an attachment of a policy that only Terraform knows",
      { aws_iam_policy_attachment: { only: { groups: [], policy_arn: "${var.policy}" } } },
      "aws_iam_policy.mfa: aws_iam_policy_attachment.only detaches the policy from everybody whom it does not list, and this one may not be listed; add it there, or attach the policy there only",
    ],
    [
      "two of them that list different groups",
      {
        aws_iam_group_policy_attachment: { mfa: { group: "others", policy_arn: POWER_USER } },
        aws_iam_policy_attachment: {
          a: { groups: ["${aws_iam_group.power.name}"], policy_arn: MFA },
          b: { groups: ["others"], policy_arn: MFA },
        },
      },
      "aws_iam_policy.mfa: aws_iam_policy_attachment.b detaches the policy from everybody whom it does not list, and this one may not be listed; add it there, or attach the policy there only",
    ],
    [
      "a list of the attachments of a group that only Terraform knows",
      { aws_iam_group_policy_attachments_exclusive: { only: { group_name: "${var.group}", policy_arns: [POWER_USER] } } },
      "aws_iam_policy.mfa: aws_iam_group_policy_attachments_exclusive.only detaches every policy that it does not list, and this one may not be listed; add it there",
    ],
    [
      "several lists for one group",
      {
        aws_iam_group_policy_attachments_exclusive: {
          a: { group_name: "power", policy_arns: [MFA, POWER_USER] },
          b: { group_name: "${aws_iam_group.power.id}", policy_arns: [POWER_USER] },
        },
      },
      "aws_iam_policy.mfa: aws_iam_group_policy_attachments_exclusive.b detaches every policy that it does not list, and this one may not be listed; add it there",
    ],
  ])("%s", (_, changes, reason) => {
    expect(messageOf(stackWith(changes), ["john"]).split("\n")).toContain(`    ${reason}`);
  });

  test.each<[what: string, changes: Resources]>([
    ["an attachment that lists the group", { aws_iam_policy_attachment: { all: { groups: ["power"], policy_arn: MFA } } }],
    [
      "a list of the attachments of another group",
      { aws_iam_group_policy_attachments_exclusive: { other: { group_name: "ops", policy_arns: [] } } },
    ],
    [
      "a list of the inline policies of the group",
      { aws_iam_group_policies_exclusive: { none: { group_name: "power", policy_names: [] } } },
    ],
  ])("but not %s", (_, changes) => {
    expect(stackWith(changes)).toEnforceMfa();
  });
});

describe("an exclusive membership takes a user out of the group:", () => {
  test.each<[what: string, changes: Resources]>([
    ["another one of the same group", { aws_iam_group_membership: { other: { group: "power", users: [] } } }],
    ["another one of a group that only Terraform knows", { aws_iam_group_membership: { other: { group: "${var.group}", users: [] } } }],
    [
      "one beside the user's own membership",
      {
        aws_iam_group_membership: { power: { group: "power", users: ["ops"] }, ops: { group: "power", users: ["ops"] } },
        aws_iam_user_group_membership: { john: { user: "john", groups: ["power"] } },
      },
    ],
  ])("%s", (_, changes) => {
    expect(
      messageOf(
        stackWith(changes),
        ["ops"].filter(() => JSON.stringify(changes).includes("ops")),
      ),
    ).toMatch(
      /^ {2}aws_iam_user.john "john" is in no group that enforces MFA;.*\n.* takes everybody out of the group whom it does not list/m,
    );
  });
});

describe("other forms of Terraform's JSON are read:", () => {
  test.each<[what: string, changes: Resources]>([
    ["a list of blocks", { aws_iam_policy: { mfa: [{ name: "EnforceMfa", policy: DOCUMENT }] } }],
    [
      "spaces in a reference",
      { aws_iam_group_policy_attachment: { mfa: { group: "${ aws_iam_group.power.name }", policy_arn: "${ aws_iam_policy.mfa.arn }" } } },
    ],
    [
      "a reference by index",
      {
        aws_iam_policy: { mfa: { name: "EnforceMfa", policy: DOCUMENT, count: 1 } },
        aws_iam_group_policy_attachment: { mfa: { group: "power", policy_arn: "${aws_iam_policy.mfa[0].arn}" } },
      },
    ],
    ["a resource that is not made", { aws_iam_group_membership: { other: { group: "power", users: [], count: 0 } } }],
  ])("%s", (_, changes) => {
    expect(stackWith(changes)).toEnforceMfa();
  });

  test("blocks of a type in a list", () => {
    const { aws_iam_user: users, ...others } = BASE;
    expect({ resource: [others, { aws_iam_user: [users] }] }).toEnforceMfa();
    expect({ resource: [others, { aws_iam_user: [users, { ops: { name: "ops" } }] }] }).not.toEnforceMfa();
  });

  test.each<[what: string, policy: string]>([
    ["a directive in a document", DOCUMENT.replace('"iam:ListUsers"', '"iam:ListUsers"%{ if var.open },"s3:GetObject"%{ endif }')],
    ["a directive around a document", `%{ if var.on }${DOCUMENT}%{ endif }`],
    ["a key twice in one object of a document", DOCUMENT.replace('"Effect":"Deny"', '"Effect":"Allow","Effect":"Deny"')],
  ])("%s is not taken for certain", (_, policy) => {
    expect(stackWith({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy } } })).not.toEnforceMfa();
  });

  test("one of several groups is not taken for another", () => {
    const changes = {
      aws_iam_group: { power: { name: "${each.key}", for_each: ["a", "b"] } },
      aws_iam_group_policy_attachment: {
        mfa: { group: '${aws_iam_group.power["a"].name}', policy_arn: MFA },
        power: { group: '${aws_iam_group.power["b"].name}', policy_arn: POWER_USER },
      },
      aws_iam_group_membership: { power: { group: '${aws_iam_group.power["b"].name}', users: ["john"] } },
    };
    expect(stackWith(changes)).not.toEnforceMfa();
  });
});

test("what another provider makes is in another account, even under the same name", () => {
  const other = {
    aws_iam_group_policy_attachment: {
      mfa: { group: "power", policy_arn: MFA, provider: "aws.other" },
    },
  };
  expect(messageOf(stackWith(other), ["john"])).toContain('aws_iam_group.power "power" has PowerUserAccess');
  const everything = {
    ...BASE,
    aws_iam_group: { power: { name: "power", provider: "aws.other" } },
  };
  expect({ resource: everything }).not.toEnforceMfa();
});

test("names that differ in case are the same, but a name is not taken for certain in another spelling", () => {
  const misspelt = { aws_iam_group_policy_attachment: { mfa: { group: "Power", policy_arn: MFA } } };
  expect(messageOf(stackWith(misspelt), ["john"])).toContain("spells a name with other capital letters");
  const twins = { aws_iam_user: { twin: { name: "John" } } };
  expect(messageOf(stackWith(twins))).toContain("another resource has the same name, ignoring case");
});

describe("what may never come to be proves nothing:", () => {
  test.each<[what: string, changes: Resources, why: string]>([
    [
      "an attachment that depends on a document that AWS refuses",
      {
        aws_iam_policy: { odd: { name: "odd", policy: "{}" } },
        aws_iam_group_policy_attachment: {
          mfa: { group: "power", policy_arn: MFA, depends_on: ["data.aws_iam_group.power"] },
        },
      },
      "aws_iam_group_policy_attachment.mfa depends on aws_iam_policy.odd; aws_iam_policy.odd may fail, because AWS refuses its document",
    ],
    [
      "one of eleven policies of a group",
      {
        aws_iam_group_policy_attachment: Object.fromEntries(
          Array.from({ length: 9 }, (_, index) => [`p${index}`, { group: "power", policy_arn: `arn:aws:iam::aws:policy/Policy${index}` }]),
        ),
      },
      "aws_iam_group_policy_attachment.mfa may fail, because together with others it is over a quota of IAM",
    ],
    [
      "an inline policy that is too long together with others",
      {
        aws_iam_group_policy_attachment: { mfa: { group: "power", policy_arn: POWER_USER } },
        aws_iam_group_policy: {
          mfa: { group: "power", policy: DOCUMENT },
          long: { group: "power", policy: ALLOW.replace("s3:*", `s3:${"a".repeat(5000)}`) },
        },
      },
      "aws_iam_group_policy.mfa may fail, because together with others it is over a quota of IAM",
    ],
    [
      "a policy that has the name of another",
      { aws_iam_policy: { twin: { name: "enforcemfa", policy: ALLOW } } },
      "aws_iam_policy.mfa may fail, because another resource has the same name, ignoring case",
    ],
  ])("%s", (_, changes, why) => {
    const data = { aws_iam_group: { power: { group_name: "power", depends_on: ["aws_iam_policy.odd"] } } };
    expect(messageOf(stackWith(changes, { data }), ["john"])).toContain(why);
  });

  test("a document that AWS refuses, though what is beside it is in force", () => {
    const refused = DOCUMENT.replace("BoolIfExists", "BoolIfExist");
    const message = messageOf(stackWith({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy: refused } } }), ["john"]);
    expect(message).toContain('AWS refuses the condition operator "BoolIfExist"; did you mean "BoolIfExists"?');
    expect(stackWith({ aws_iam_policy: { odd: { name: "odd", policy: refused } } })).toEnforceMfa();
  });
});

describe("users whom the stack does not create", () => {
  test.each<[type: string, argument: string]>([
    ["aws_iam_user_login_profile", "user"],
    ["aws_iam_access_key", "user"],
    ["aws_iam_service_specific_credential", "user_name"],
    ["aws_iam_signing_certificate", "user_name"],
    ["aws_iam_user_ssh_key", "username"],
  ])("must be enforced if they get credentials by %s", (type, argument) => {
    expect(messageOf(stackWith({ [type]: { ops: { [argument]: "ops" } } }))).toContain('user "ops" is in no group that enforces MFA');
    expect(messageOf(stackWith({ [type]: { ops: { [argument]: "${var.user}" } } }))).toContain(
      `${type}.ops could not be examined: it gives credentials to \${var.user}, which only Terraform knows`,
    );
    expect(stackWith({ [type]: { john: { [argument]: "${aws_iam_user.john.name}" } } })).toEnforceMfa();
  });
});

describe("a permissions boundary", () => {
  const own = { aws_iam_user_policy_attachment: { power: { user: "ops", policy_arn: POWER_USER } } };
  test("with the Deny enforces MFA", () => {
    const user = { name: "ops", permissions_boundary: MFA };
    expect(stackWith({ ...own, aws_iam_user: { ops: user } })).toEnforceMfa();
    expect(
      stackWith({ ...own, aws_iam_user: { ops: { ...user, lifecycle: { ignore_changes: ["permissions_boundary"] } } } }),
    ).not.toEnforceMfa();
    expect(stackWith({ ...own, aws_iam_user: { ops: { ...user, permissions_boundary: POWER_USER } } })).not.toEnforceMfa();
  });
});

describe("an exception", () => {
  test("by name spares a user, not a group of the same name", () => {
    const changes = {
      aws_iam_user: { ci: { name: "ci" } },
      aws_iam_group: { ci: { name: "ci" } },
      aws_iam_group_policy_attachment: { ci: { group: "ci", policy_arn: POWER_USER } },
    };
    expect(messageOf(stackWith(changes), ["ci"])).toContain('aws_iam_group.ci "ci" has PowerUserAccess');
    expect(stackWith(changes)).toEnforceMfa({ except: ["ci", "aws_iam_group.ci"] });
  });

  test("by a name that users of two accounts have is refused", () => {
    const changes = { aws_iam_user: { ci: { name: "ci" }, other: { name: "ci", provider: "aws.other" } } };
    expect(refusalsOf(() => mfaMatchers.toEnforceMfa(stackWith(changes), { except: ["ci"] }))).toEqual([
      ["ambiguous-exception", 'except[0]: several accounts have a user "ci"; use an address: aws_iam_user.ci, aws_iam_user.other'],
    ]);
    expect(stackWith(changes)).toEnforceMfa({ except: ["aws_iam_user.ci", "aws_iam_user.other"] });
  });
});

describe("what cannot be seen is reported, and fails unless it is excepted by address:", () => {
  test.each<[what: string, changes: Resources, blocks: object, address: string, reason: string]>([
    ["a module", {}, { module: { vpc: { source: "./vpc" } } }, "module.vpc", "what a module creates is not in this JSON"],
    [
      "a CloudFormation stack",
      { aws_cloudformation_stack: { s: {} } },
      {},
      "aws_cloudformation_stack.s",
      "it creates what a template says, and the template is not read",
    ],
    [
      "IAM in another provider",
      { awscc_iam_group: { g: {} } },
      {},
      "awscc_iam_group.g",
      "it may change IAM through another provider's resource, which is not read",
    ],
    [
      "IAM through Cloud Control",
      { aws_cloudcontrolapi_resource: { u: { type_name: "AWS::IAM::User" } } },
      {},
      "aws_cloudcontrolapi_resource.u",
      "it may change IAM through another provider's resource, which is not read",
    ],
    [
      "a type of IAM resource that is not known",
      { aws_iam_group_magic: { g: {} } },
      {},
      "aws_iam_group_magic.g",
      "this type of IAM resource is newer than this version, and is not read",
    ],
    [
      "a provisioner",
      { terraform_data: { x: { provisioner: [{ "local-exec": { command: "true" } }] } } },
      {},
      "terraform_data.x",
      "it runs a program, which may change IAM",
    ],
    ["a program as data", {}, { data: { external: { x: {} } } }, "data.external.x", "it runs a program, which may change IAM"],
    [
      "an action",
      {},
      { action: { aws_lambda_invoke: { x: {} } } },
      "action.aws_lambda_invoke.x",
      "Terraform may run this action, which may change IAM",
    ],
  ])("%s", (_, changes, blocks, address, reason) => {
    const stack = stackWith(changes, blocks);
    expect(messageOf(stack).split("\n")).toEqual([
      "MFA is not enforced for everyone: 1 problem",
      `  ${address} could not be examined: ${reason}; check it another way, and list it as an exception: { except: ["${address}"] }`,
    ]);
    expect(stack).toEnforceMfa({ except: [address] });
  });

  test.each<[what: string, changes: Resources]>([
    ["resources of other services", { aws_s3_bucket: { b: {} }, random_password: { p: {} }, terraform_data: { d: {} } }],
    ["roles", { aws_iam_role: { r: {} }, aws_iam_role_policy: { p: {} } }],
    ["other resources through Cloud Control", { aws_cloudcontrolapi_resource: { l: { type_name: "AWS::Logs::LogGroup" } } }],
  ])("but not %s", (_, changes) => {
    expect(stackWith(changes)).toEnforceMfa();
  });
});
