/** Stacks of which the matchers must not say "enforced": an enforced one, and what makes it open. */
import { mfaPolicyDocument } from "../../../modules/policy";
import { escapeForTerraform } from "../../../modules/terraform";

export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Stack {
  readonly resource: object;
  readonly [section: string]: unknown;
}

/** A stack, and the exceptions that the matcher is called with. */
export interface Case {
  readonly name: string;
  readonly stack: Stack;
  readonly except?: readonly string[];
}

function cases(...list: readonly (readonly [name: string, stack: Stack, except?: readonly string[]])[]): readonly Case[] {
  return list.map(([name, stack, except]) => ({ name, stack, except }));
}

export const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
export const MFA = "${aws_iam_policy.mfa.arn}";
export const TEXT = escapeForTerraform(JSON.stringify(mfaPolicyDocument()));

const ADMINS = "${aws_iam_group.admins.name}";
const JOHN = "${aws_iam_user.john.name}";
const COMMAND = { "local-exec": { command: "./people" } };
const TOO_LONG = Array.from({ length: 130 }, (_, index) => `arn:aws:iam::123456789012:user/somebody-with-a-long-name-${index}`);

/** An enforced group of administrators with john in it, and other resources, which replace those of the same address. */
export function enforced(others: Resources = {}, sections: object = {}): Stack & { readonly resource: Resources } {
  const base: Resources = {
    aws_iam_policy: { mfa: { name: "EnforceMfa", policy: TEXT } },
    aws_iam_group: { admins: { name: "admins" } },
    aws_iam_user: { john: { name: "john" } },
    aws_iam_group_policy_attachment: { mfa: { group: ADMINS, policy_arn: MFA }, admin: { group: ADMINS, policy_arn: ADMINISTRATOR } },
    aws_iam_user_group_membership: { john: { user: JOHN, groups: [ADMINS] } },
  };
  const types = new Set([...Object.keys(base), ...Object.keys(others)]);
  const resource = Object.fromEntries([...types].map((type) => [type, { ...base[type], ...others[type] }]));
  return { ...sections, resource };
}

/** The enforced stack, with a type of resources in another notation. */
function enforcedWith(types: object): Stack {
  return { resource: { ...enforced().resource, ...types } };
}

/** The enforced stack, in which john may also do everything by a policy of his own, so that he needs the group's Deny. */
export function john(others: Resources = {}): Stack {
  return enforced({ aws_iam_user_policy_attachment: { john: { user: JOHN, policy_arn: ADMINISTRATOR } }, ...others });
}

/** The enforced stack with another text of its document. */
export function withText(change: (text: string) => string): Stack {
  return enforced({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy: change(TEXT) } } });
}

/** The enforced stack with another statement in its document. */
export function withStatement(statement: object): Stack {
  return withText((text) => text.replace(/\]\}$/, () => `,${JSON.stringify(statement)}]}`));
}

export function exempting(action: string): Stack {
  return withText((text) => text.replace('"NotAction":[', () => `"NotAction":["${action}",`));
}

function policies(kind: "user" | "group", holder: string, count: number): Readonly<Record<string, object>> {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  return Object.fromEntries(names.map((name) => [name, { [kind]: holder, policy_arn: `arn:aws:iam::aws:policy/${name}` }]));
}

const get = { Effect: "Allow", Action: "iam:GetUser" };

export const DOCUMENTS = cases(
  ["AWS refuses an ARN that is too short", withStatement({ ...get, Resource: "arn:aws:s3" })],
  ["AWS refuses an ARN without a resource", withStatement({ ...get, Resource: "arn:aws:iam::123456789012:" })],
  ["AWS refuses an IAM ARN of an unknown kind", withStatement({ ...get, Resource: "arn:aws:iam::123456789012:people/john" })],
  [
    "AWS refuses an operator that does not exist",
    withStatement({ ...get, Resource: "*", Condition: { StringEqual: { "aws:username": "john" } } }),
  ],
  ["AWS refuses more than 6,144 characters", withStatement({ ...get, Resource: TOO_LONG })],
  ["a key is there twice", withText((text) => text.replace('{"Version"', () => '{"Statement":[],"Version"'))],
  ["a key of the Deny is there twice", withText((text) => text.replace('"Effect":"Deny"', () => '"Effect":"Allow","Effect":"Deny"'))],
  [
    "Terraform ignores changes of the document, by a block in a list",
    enforced({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy: TEXT, lifecycle: [{ ignore_changes: ["policy"] }] } } }),
  ],
  [
    "an inline policy is too long for a user",
    {
      resource: {
        aws_iam_user: { ops: { name: "ops" } },
        aws_iam_user_policy: {
          ops: {
            name: "EnforceMfa",
            user: "ops",
            policy: escapeForTerraform(JSON.stringify(mfaPolicyDocument({ kind: "selfManage", exemptOwnUserOnly: true }))),
          },
        },
        aws_iam_user_policy_attachment: { ops: { user: "ops", policy_arn: ADMINISTRATOR } },
      },
    },
  ],
);

export const ATTACHMENTS = cases(
  [
    "the MFA policy is in another account",
    enforced({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy: TEXT, provider: "aws.other" } } }),
  ],
  [
    "the Deny's attachment is in another account",
    enforced({ aws_iam_group_policy_attachment: { mfa: { group: ADMINS, policy_arn: MFA, provider: "aws.other" } } }),
  ],
  [
    "a list claims the MFA policy for somebody else, by id",
    enforced({ aws_iam_policy_attachment: { only: { name: "only", policy_arn: "${aws_iam_policy.mfa.id}", roles: ["deploy"] } } }),
  ],
  [
    "a list claims the MFA policy for somebody else",
    enforced({ aws_iam_policy_attachment: { only: { name: "only", policy_arn: MFA, roles: ["deploy"] } } }),
  ],
  [
    "a list claims the MFA policy for somebody else, by a literal ARN",
    enforced({
      aws_iam_policy_attachment: { only: { name: "only", policy_arn: "arn:aws:iam::123456789012:policy/EnforceMfa", roles: ["deploy"] } },
    }),
  ],
  ["a second policy takes the MFA policy's name", enforced({ aws_iam_policy: { second: { name: "enforcemfa", policy: TEXT } } })],
  ["a group has eleven policies", enforced({ aws_iam_group_policy_attachment: policies("group", ADMINS, 9) })],
  [
    "a user has eleven policies",
    enforced({
      aws_iam_user: { ops: { name: "ops" } },
      aws_iam_user_policy_attachment: { mfa: { user: "ops", policy_arn: MFA }, ...policies("user", "ops", 10) },
    }),
  ],
  [
    "two inline policies have one name",
    {
      resource: {
        aws_iam_group: { ops: { name: "ops" } },
        aws_iam_group_policy: {
          mfa: { name: "same", group: "ops", policy: TEXT },
          other: {
            name: "same",
            group: "ops",
            policy: JSON.stringify({ Version: "2012-10-17", Statement: { ...get, Action: "*", Resource: "*" } }),
          },
        },
      },
    },
  ],
  [
    "an exclusive list of inline policies of somebody unknown",
    {
      resource: {
        aws_iam_group: { ops: { name: "ops" } },
        aws_iam_group_policy: { mfa: { name: "mfa", group: "ops", policy: TEXT } },
        aws_iam_group_policy_attachment: { admin: { group: "ops", policy_arn: ADMINISTRATOR } },
        aws_iam_group_policies_exclusive: { only: { group_name: "${var.group}", policy_names: [] } },
      },
    },
  ],
);

const open = { group: "${aws_iam_group.open.name}", policy_arn: ADMINISTRATOR };
const openGroup = { open: { name: "open" } };

const openUser = { user: "open", policy_arn: ADMINISTRATOR };

export const NOTATION = cases(
  [
    "an open group has an attachment whose body is a list",
    enforced({ aws_iam_group: openGroup, aws_iam_group_policy_attachment: { open: [open] } }),
  ],
  [
    "an open user is in a body that is a list",
    enforced({ aws_iam_user: { open: [{ name: "open" }] }, aws_iam_user_policy_attachment: { open: [openUser] } }),
  ],
  ["an open user has an attachment in a type that is a list", enforcedWith({ aws_iam_user_policy_attachment: [{ open: openUser }] })],
  [
    "an open user is in a section that is a list",
    { resource: [enforced().resource, { aws_iam_user_policy_attachment: { open: openUser } }] },
  ],
);

export const MEMBERSHIPS = cases(
  [
    "a membership is in another account",
    john({ aws_iam_user_group_membership: { john: { user: JOHN, groups: [ADMINS], provider: "aws.other" } } }),
  ],
  [
    "an exclusive membership removes an additive one",
    john({ aws_iam_group_membership: { others: { name: "others", group: ADMINS, users: [] } } }),
  ],
  [
    "an exclusive membership removes an additive one, in another notation",
    john({ aws_iam_group_membership: { others: { name: "others", group: "${ aws_iam_group.admins.id }", users: [] } } }),
  ],
  [
    "an exclusive membership of somebody unknown removes an additive one",
    john({ aws_iam_group_membership: { others: { name: "others", group: "${var.group}", users: [] } } }),
  ],
  [
    "an exclusive membership in another case removes an additive one",
    john({ aws_iam_group_membership: { others: { name: "others", group: "ADMINS", users: [] } } }),
  ],
  [
    "two exclusive memberships of one group",
    john({
      aws_iam_user_group_membership: { john: { user: "jane", groups: ["guests"] } },
      aws_iam_user: { jane: { name: "jane" } },
      aws_iam_group_membership: {
        one: { name: "one", group: ADMINS, users: [JOHN, "jane"] },
        two: { name: "two", group: ADMINS, users: ["jane"] },
      },
    }),
  ],
  ["a second group takes the name of an enforced one", john({ aws_iam_group: { rival: { name: "Admins" } } })],
  [
    "a user is in eleven groups",
    john({ aws_iam_user_group_membership: { many: { user: JOHN, groups: Array.from({ length: 10 }, (_, index) => `team-${index}`) } } }),
  ],
);

export const PEOPLE = cases(
  ["a user whom the stack does not create gets a password", enforced({ aws_iam_user_login_profile: { legacy: { user: "legacy" } } })],
  ["a user whom the stack does not create gets an access key", enforced({ aws_iam_access_key: { legacy: { user: "legacy" } } })],
  ["a user whom only Terraform knows gets an SSH key", enforced({ aws_iam_user_ssh_key: { legacy: { username: "${var.user}" } } })],
  [
    "a user from a data source gets an access key",
    enforced(
      { aws_iam_access_key: { legacy: { user: "${data.aws_iam_user.legacy.user_name}" } } },
      { data: { aws_iam_user: { legacy: { user_name: "legacy" } } } },
    ),
  ],
  [
    "a person's namesake in another account gets an access key",
    enforced({ aws_iam_access_key: { john: { user: "john", provider: "aws.other" } } }),
  ],
  [
    "an exception's name is also that of an open group",
    enforced({ aws_iam_user: { open: { name: "open" } }, aws_iam_group: openGroup, aws_iam_group_policy_attachment: { open } }),
    ["open"],
  ],
  [
    "an exception's name is also that of an open group which the stack only names",
    enforced({
      aws_iam_user: { open: { name: "open" } },
      aws_iam_group_policy_attachment: { open: { group: "open", policy_arn: ADMINISTRATOR } },
    }),
    ["open"],
  ],
);

export const HIDDEN = cases(
  ["a module", enforced({}, { module: { legacy: { source: "./legacy" } } })],
  ["a group of another provider", enforced({ awscc_iam_group: { open: { group_name: "open" } } })],
  ["a user of another provider", enforced({ awscc_iam_user: { open: { user_name: "open" } } })],
  ["a user's policy of another provider", enforced({ awscc_iam_user_policy: { open: { user_name: "john" } } })],
  ["a CloudFormation stack", enforced({ aws_cloudformation_stack: { people: { name: "people" } } })],
  ["a CloudFormation stack set", enforced({ aws_cloudformation_stack_set: { people: { name: "people" } } })],
  ["a resource of Cloud Control", enforced({ aws_cloudcontrolapi_resource: { open: { type_name: "AWS::IAM::Group" } } })],
  ["a provisioner of a null_resource", enforced({ null_resource: { people: { provisioner: [COMMAND] } } })],
  ["a provisioner of terraform_data", enforced({ terraform_data: { people: { provisioner: COMMAND } } })],
  ["a provisioner of a bucket", enforced({ aws_s3_bucket: { reports: { provisioner: [COMMAND] } } })],
  ["a provisioner of a policy", enforced({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy: TEXT, provisioner: [COMMAND] } } })],
  ["a program as a data source", enforced({}, { data: { external: { people: { program: ["./people"] } } } })],
);
