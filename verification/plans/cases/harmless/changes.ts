import type { TerraformCase } from "../../model";
import {
  allow,
  attach,
  attachUser,
  deny,
  denyExcept,
  document,
  ENFORCED,
  enforcedBy,
  enforcedGroup,
  EXEMPTIONS,
  group,
  members,
  MFA,
  MFA_ARN,
  policy,
  POWER,
  resource,
  SELF_SERVICE,
  user,
} from "../parts";
import { rules } from "../weakens/credentials";

/** A change of the MFA document in an account in which John is enforced. */
function changed(name: string, why: string, before: string, after: string): TerraformCase {
  return { name, why, before, after };
}

export const STRICTER: readonly TerraformCase[] = [
  changed("An exemption is taken away", "the Deny covers more", enforcedBy(SELF_SERVICE, denyExcept("s3:GetObject")), ENFORCED),
  changed(
    "Calls that a service makes for John are denied, too",
    "the Deny covers more",
    enforcedBy(
      SELF_SERVICE,
      deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false" } } }),
    ),
    ENFORCED,
  ),
  changed(
    "Old sessions are denied, too",
    "a second Deny asks how long ago MFA was used",
    ENFORCED,
    enforcedBy(SELF_SERVICE, deny(), {
      ...deny({ Sid: "DenyOldMfa", Condition: { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "28800" } } }),
    }),
  ),
  changed(
    "The document is written in another order with another Sid",
    "neither Sids nor the order of statements and actions mean anything",
    ENFORCED,
    policy("mfa", reordered()) + POWER,
  ),
  changed(
    "The Sids change and a list of one becomes a text",
    "neither changes what is denied",
    ENFORCED,
    enforcedBy({ ...SELF_SERVICE, Sid: "Devices" }, deny({ Sid: "NoWork", Resource: ["*"] })),
  ),
  changed(
    "The document comes from a data source",
    "it says the same",
    ENFORCED,
    `data "aws_iam_policy_document" "mfa" {\n  statement {\n    sid = "DenyWithoutMfa"\n    effect = "Deny"\n    not_actions = ${JSON.stringify(EXEMPTIONS)}\n    resources = ["*"]\n    condition {\n      test = "BoolIfExists"\n      variable = "aws:MultiFactorAuthPresent"\n      values = ["false"]\n    }\n  }\n}\n` +
      policy("mfa", "data.aws_iam_policy_document.mfa.json") +
      POWER,
  ),
  changed(
    "The self-service allows less",
    "the Deny stays as it is",
    ENFORCED,
    enforcedBy({ ...SELF_SERVICE, Action: ["iam:EnableMFADevice", "iam:CreateVirtualMFADevice"] }, deny()),
  ),
  {
    name: "A user gets a boundary with the Deny",
    why: "the boundary only takes away",
    before: ENFORCED,
    after:
      policy("boundary", document(allow("*"), deny())) +
      ENFORCED.replace(`name = "john"`, `name = "john"\n  permissions_boundary = aws_iam_policy.boundary.arn`),
  },
  {
    name: "A user in an enforced group also gets the Deny directly",
    why: "John has it twice",
    before: ENFORCED,
    after: ENFORCED + attachUser("john_deny", "john", MFA_ARN),
  },
  {
    name: "Password rules become stronger",
    why: "every rule asks for as much as before or more",
    before: rules({ minimum_password_length: "8", require_symbols: "false", password_reuse_prevention: "5", max_password_age: "365" }),
    after: rules(),
  },
  {
    name: "A password policy is created",
    why: "its rules are stronger than AWS's default",
    before: ENFORCED,
    after: ENFORCED + rules(),
  },
];

const QUEUE = resource("aws_sqs_queue", "jobs", `name = "jobs"`);
const BUCKET = resource("aws_s3_bucket", "reports", `bucket = "reports"`);
const ROLE = resource(
  "aws_iam_role",
  "worker",
  `name = "worker"`,
  `assume_role_policy = ${document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } })}`,
);

export const UNRELATED: readonly TerraformCase[] = [
  {
    name: "A queue and a bucket are created",
    why: "neither lets anybody act",
    before: ENFORCED,
    after: ENFORCED + QUEUE + BUCKET,
  },
  {
    name: "A role for a service is created",
    why: "no user can assume it",
    before: ENFORCED,
    after:
      ENFORCED +
      ROLE +
      resource(
        "aws_iam_role_policy_attachment",
        "worker",
        "role = aws_iam_role.worker.name",
        `policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"`,
      ),
  },
  {
    name: "A policy that nobody carries is created",
    why: "a policy gives nothing until it is attached",
    before: ENFORCED,
    after: ENFORCED + policy("spare", document(allow("sqs:*"))),
  },
  {
    name: "Only an output is added",
    why: "outputs change nothing in AWS",
    before: ENFORCED,
    after: `${ENFORCED}output "group" {\n  value = aws_iam_group.power.arn\n}\n`,
  },
  {
    name: "A note in Terraform's state is forgotten",
    why: "it is no object of AWS",
    before: `${ENFORCED}resource "terraform_data" "note" {\n  input = "kept"\n}\n`,
    after: `${ENFORCED}removed {\n  from = terraform_data.note\n  lifecycle {\n    destroy = false\n  }\n}\n`,
  },
];

const BY_HAND: TerraformCase["steps"] = [
  { call: "CreateGroup", input: { GroupName: "Power" } },
  { call: "CreateUser", input: { UserName: "john" } },
];

function counted(count: number): string {
  return (
    MFA +
    `resource "aws_iam_group" "team" {\n  count = ${count}\n  name = "Team-\${count.index}"\n}\n` +
    `resource "aws_iam_group_policy_attachment" "deny" {\n  count = ${count}\n  group = aws_iam_group.team[count.index].name\n  policy_arn = ${MFA_ARN}\n}\n` +
    `resource "aws_iam_group_policy_attachment" "work" {\n  count = ${count}\n  group = aws_iam_group.team[count.index].name\n  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"\n  depends_on = [aws_iam_group_policy_attachment.deny]\n}\n` +
    user("john") +
    `resource "aws_iam_user_group_membership" "john" {\n  user = aws_iam_user.john.name\n  groups = aws_iam_group.team[*].name\n  depends_on = [aws_iam_group_policy_attachment.deny]\n}\n`
  );
}

function users(names: readonly string[]): string {
  return (
    MFA +
    group("power") +
    attach("power_deny", MFA_ARN) +
    attach("power_work", "PowerUserAccess") +
    `resource "aws_iam_user" "all" {\n  for_each = toset(${JSON.stringify(names)})\n  name = each.key\n}\n` +
    `resource "aws_iam_user_group_membership" "all" {\n  for_each = aws_iam_user.all\n  user = each.value.name\n  groups = [aws_iam_group.power.name]\n  depends_on = [aws_iam_group_policy_attachment.power_deny]\n}\n`
  );
}

const moved = (from: string, to: string): string => `moved {\n  from = ${from}\n  to = ${to}\n}\n`;

export const SHAPES: readonly TerraformCase[] = [
  {
    name: "A for_each gets another user",
    why: "the group already carries the Deny",
    before: users(["john"]),
    after: users(["first.colleague", "john"]),
  },
  {
    name: "A for_each loses a user",
    why: "nobody else loses the Deny",
    before: users(["first.colleague", "john"]),
    after: users(["john"]),
  },
  {
    name: "A count becomes larger",
    why: "the new group carries the Deny before it has work and John",
    before: counted(1),
    after: counted(2),
  },
  {
    name: "Labels of Terraform change and nothing else",
    why: "moved blocks say that the objects stay the same",
    before: ENFORCED,
    after:
      ENFORCED.replace(/(aws_iam_group_policy_attachment[". ]+)power_deny/g, "$1consultants_deny").replace(
        /(aws_iam_user[". ]+)john/g,
        "$1boss",
      ) +
      moved("aws_iam_group_policy_attachment.power_deny", "aws_iam_group_policy_attachment.consultants_deny") +
      moved("aws_iam_user.john", "aws_iam_user.boss"),
  },
  {
    name: "Everything moves into a module",
    why: "moved blocks say that the objects stay the same",
    before: ENFORCED,
    after: {
      "main.tf":
        `module "people" {\n  source = "./people"\n}\n` +
        [...ENFORCED.matchAll(/^resource "(\w+)" "(\w+)"/gm)]
          .map(([, type, label]) => moved(`${type}.${label}`, `module.people.${type}.${label}`))
          .join(""),
      "people/main.tf": ENFORCED,
    },
  },
  {
    name: "A group and a user made by hand are imported and enforced",
    why: "neither could do anything so far",
    steps: BY_HAND,
    after: `${ENFORCED}import {\n  to = aws_iam_group.power\n  id = "Power"\n}\nimport {\n  to = aws_iam_user.john\n  id = "john"\n}\n`,
  },
  {
    name: "A second account gets the same people",
    why: "the group of each account carries its own Deny first",
    aliases: ["second"],
    before: ENFORCED,
    after:
      ENFORCED +
      ENFORCED.replace(/^(resource "\w+" )"(\w+)" \{$/gm, `$1"second_$2" {\n  provider = aws.second`).replace(
        /(aws_iam_\w+)\.(mfa|power_deny|power|john)\b/g,
        "$1.second_$2",
      ),
  },
  {
    name: "A group goes with its work, its Deny and its people",
    why: "what the Deny protects goes before the Deny",
    before: ENFORCED + enforcedGroup("auditors", "ReadOnlyAccess", ["first_colleague"]),
    after: ENFORCED,
  },
  {
    name: "A group without members is made in no order",
    why: "nobody is in the group while it has no Deny",
    before: ENFORCED,
    after:
      ENFORCED + group("auditors") + attach("auditors_deny", MFA_ARN) + attach("auditors_read", "ReadOnlyAccess") + members("auditors", []),
  },
];

function reordered(): string {
  return document(deny({ Sid: "NoWorkWithoutMfa", NotAction: [...EXEMPTIONS].reverse() }), {
    Resource: SELF_SERVICE.Resource,
    Action: SELF_SERVICE.Action,
    Effect: "Allow",
    Sid: "OwnDevice",
  });
}
