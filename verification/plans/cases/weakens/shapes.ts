import type { TerraformCase } from "../../model";
import {
  attach,
  block,
  document,
  ENFORCED,
  enforcedGroup,
  group,
  members,
  MFA,
  MFA_ARN,
  policy,
  POWER,
  SELF_SERVICE,
  user,
} from "../parts";

const DENY = attach("power_deny", MFA_ARN);
const WORKING = group("power") + attach("power_work", "PowerUserAccess") + user("john") + members("power", ["john"]);

/** A group of a module, with or without the Deny. */
function groupModule(denies: string): string {
  return (
    block("variable", ["mfa_policy_arn"]) +
    block("variable", ["users"]) +
    group("this").replace(`"This"`, `"Power"`) +
    denies +
    attach("this_work", "PowerUserAccess") +
    `resource "aws_iam_group_membership" "this" {\n  name = "power"\n  group = aws_iam_group.this.name\n  users = var.users\n}\n`
  );
}

const CALL = block("module", ["power"], `source = "./group"`, `mfa_policy_arn = ${MFA_ARN}`, "users = [aws_iam_user.john.name]");
const MODULE_DENY = attach("this_deny", "var.mfa_policy_arn");

/** One attachment of the Deny for each of the groups. */
function forEach(groups: readonly string[], enforced: readonly string[]): string {
  return (
    MFA +
    `resource "aws_iam_group" "all" {\n  for_each = toset(${JSON.stringify(groups)})\n  name = each.key\n}\n` +
    `resource "aws_iam_group_policy_attachment" "deny" {\n  for_each = toset(${JSON.stringify(enforced)})\n  group = aws_iam_group.all[each.key].name\n  policy_arn = ${MFA_ARN}\n}\n` +
    `resource "aws_iam_group_policy_attachment" "work" {\n  for_each = aws_iam_group.all\n  group = each.value.name\n  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"\n}\n` +
    user("john") +
    `resource "aws_iam_user_group_membership" "john" {\n  user = aws_iam_user.john.name\n  groups = [aws_iam_group.all["Power"].name]\n}\n`
  );
}

function counted(): string {
  return (
    block("variable", ["enforce"], "type = bool", "default = true") +
    MFA +
    WORKING +
    DENY.replace("{\n", "{\n  count = var.enforce ? 1 : 0\n")
  );
}

export const SHAPES: readonly TerraformCase[] = [
  {
    name: "A module loses the Deny",
    why: "the group of the module keeps PowerUserAccess and John",
    findings: ["mfa-lost"],
    before: { "main.tf": MFA + user("john") + CALL, "group/main.tf": groupModule(MODULE_DENY) },
    after: { "main.tf": MFA + user("john") + CALL, "group/main.tf": groupModule("") },
  },
  {
    name: "A module inside of a module loses the Deny",
    why: "the group keeps PowerUserAccess and John, two modules down",
    findings: ["mfa-lost"],
    before: nested(MODULE_DENY),
    after: nested(""),
  },
  {
    name: "A module is called for one more group without the Deny",
    why: "the module's own group has work and no Deny",
    findings: ["unenforced-access"],
    before: { "main.tf": ENFORCED, "group/main.tf": groupModule("") },
    after: {
      "main.tf": ENFORCED + user("ci") + CALL.replace("aws_iam_user.john", "aws_iam_user.ci").replace(`module "power"`, `module "robots"`),
      "group/main.tf": groupModule("").replace(`"Power"`, `"Robots"`),
    },
  },
  {
    name: "A for_each leaves one group out of the Deny",
    why: "Power is not among the groups that carry the Deny any more",
    findings: ["mfa-lost"],
    before: forEach(["Auditors", "Power"], ["Auditors", "Power"]),
    after: forEach(["Auditors", "Power"], ["Auditors"]),
  },
  {
    name: "A variable switches the Deny off",
    why: "the count of its attachment becomes 0",
    findings: ["mfa-lost"],
    before: counted(),
    after: counted(),
    options: ["-var=enforce=false"],
  },
  {
    name: "The Deny is forgotten",
    why: "the attachment stays for now, and Terraform does not look after it any more",
    findings: ["forgotten"],
    before: MFA + WORKING + DENY,
    after: `${MFA + WORKING}removed {\n  from = aws_iam_group_policy_attachment.power_deny\n  lifecycle {\n    destroy = false\n  }\n}\n`,
  },
  {
    name: "The membership is forgotten",
    why: "John stays in the group for now, and who takes him out of it is not seen by Terraform",
    findings: ["forgotten"],
    before: MFA + WORKING + DENY,
    after: `${(MFA + WORKING + DENY).replace(members("power", ["john"]), "")}removed {\n  from = aws_iam_group_membership.power\n  lifecycle {\n    destroy = false\n  }\n}\n`,
  },
  {
    name: "The policy and its attachment are forgotten",
    why: "nobody can say from now on whether the Deny is still what it was",
    findings: ["forgotten"],
    before: MFA + WORKING + DENY,
    after: `${WORKING}${["aws_iam_group_policy_attachment.power_deny", "aws_iam_policy.mfa"].map((from) => `removed {\n  from = ${from}\n  lifecycle {\n    destroy = false\n  }\n}\n`).join("")}`,
  },
  {
    name: "Only a part of the configuration is planned",
    why: "a new user is planned with -target, and what else the configuration changes is left out",
    findings: ["incomplete-plan"],
    before: ENFORCED,
    after: MFA + enforcedGroup("power", "PowerUserAccess", ["john", "first_colleague"]),
    options: ["-target=aws_iam_user.first_colleague"],
  },
  {
    name: "Only the Deny is destroyed with a target",
    why: "the attachment goes and everything else stays",
    findings: ["incomplete-plan", "mfa-lost"],
    before: MFA + WORKING + DENY,
    options: ["-target=aws_iam_group_policy_attachment.power_deny"],
  },
  {
    name: "The Deny is left out of a plan with targets",
    why: "the new group gets its work and its member; the Deny is in the configuration and not in the plan",
    findings: ["incomplete-plan", "unenforced-access"],
    after: MFA + WORKING + DENY,
    options: ["-target=aws_iam_group_membership.power", "-target=aws_iam_group_policy_attachment.power_work"],
  },
  {
    name: "The Deny goes in one of two accounts",
    why: "both accounts have the same names; in the second, Power keeps PowerUserAccess and John",
    findings: ["mfa-lost"],
    aliases: ["second"],
    before: MFA + WORKING + DENY + inSecond(MFA + WORKING + DENY),
    after: MFA + WORKING + DENY + inSecond(MFA + WORKING),
  },
  {
    name: "A user comes in an account without the Deny",
    why: "the first account's Power carries the Deny, the second's does not",
    findings: ["unenforced-access"],
    aliases: ["second"],
    before: MFA + WORKING + DENY,
    after: MFA + WORKING + DENY + inSecond(WORKING),
  },
];

/** What only the apply decides, or Terraform cannot see. */
export const DOUBTS: readonly TerraformCase[] = [
  {
    name: "The group of a new policy is known only after the apply",
    why: "it may be any group, also one without the Deny",
    findings: ["unknown-holder"],
    before: ENFORCED,
    after:
      ENFORCED +
      laterKnown(`"Robots"`) +
      `resource "aws_iam_group_policy_attachment" "more" {\n  group = terraform_data.later.output\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"\n}\n`,
  },
  {
    name: "The user of a new policy is known only after the apply",
    why: "it may be any user, also one without the Deny",
    findings: ["unknown-holder"],
    before: ENFORCED + user("ci"),
    after:
      ENFORCED +
      user("ci") +
      laterKnown(`"ci"`) +
      `resource "aws_iam_user_policy_attachment" "more" {\n  user = terraform_data.later.output\n  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"\n}\n`,
  },
  {
    name: "The members of an enforced group are known only after the apply",
    why: "John may not be among them, and keeps a policy of his own",
    findings: ["unknown-holder"],
    before: ENFORCED + ownWork(),
    after: ENFORCED.replace("[aws_iam_user.john.name]", "[terraform_data.later.output]") + ownWork() + laterKnown(`"john"`),
  },
  {
    name: "The policy attached as the Deny is known only after the apply",
    why: "it may be any policy, also one without the Deny",
    before: ENFORCED,
    after: MFA + POWER.replace(MFA_ARN, "terraform_data.later.output") + laterKnown(MFA_ARN),
  },
  {
    name: "A document is read from data during the apply",
    why: "the plan does not show what the document will say",
    findings: ["unknown-document"],
    before: ENFORCED,
    after:
      laterKnown(`"sts:GetSessionToken"`) +
      `data "aws_iam_policy_document" "mfa" {\n  statement {\n    effect = "Deny"\n    not_actions = ["iam:EnableMFADevice", terraform_data.later.output]\n    resources = ["*"]\n    condition {\n      test = "BoolIfExists"\n      variable = "aws:MultiFactorAuthPresent"\n      values = ["false"]\n    }\n  }\n}\n` +
      policy("mfa", "data.aws_iam_policy_document.mfa.json") +
      POWER,
  },
  {
    name: "An inline policy of an unenforced user is known only after the apply",
    why: "it may allow anything",
    findings: ["unknown-document"],
    before: user("ci"),
    after:
      user("ci") +
      laterKnown(document(SELF_SERVICE)) +
      `resource "aws_iam_user_policy" "ci" {\n  name = "later"\n  user = aws_iam_user.ci.name\n  policy = terraform_data.later.output\n}\n`,
  },
  {
    name: "A CloudFormation stack may hold anything",
    why: "its template makes a user with AdministratorAccess",
    findings: ["unexamined"],
    before: ENFORCED,
    after:
      ENFORCED +
      `resource "aws_cloudformation_stack" "people" {\n  name = "people"\n  capabilities = ["CAPABILITY_NAMED_IAM"]\n  template_body = jsonencode({ Resources = { Robot = { Type = "AWS::IAM::User", Properties = { ManagedPolicyArns = ["arn:aws:iam::aws:policy/AdministratorAccess"] } } } })\n}\n`,
  },
  {
    name: "A provisioner detaches the Deny",
    why: "what a provisioner runs is not in the plan's changes",
    findings: ["unexamined"],
    before: ENFORCED,
    after:
      ENFORCED +
      `resource "terraform_data" "cleanup" {\n  provisioner "local-exec" {\n    command = "aws iam detach-group-policy --group-name Power --policy-arn arn:aws:iam::123456789012:policy/EnforceMfa"\n  }\n}\n`,
  },
];

function nested(denies: string): Readonly<Record<string, string>> {
  return {
    "main.tf":
      MFA +
      user("john") +
      block("module", ["people"], `source = "./people"`, `mfa_policy_arn = ${MFA_ARN}`, "users = [aws_iam_user.john.name]"),
    "people/main.tf":
      block("variable", ["mfa_policy_arn"]) +
      block("variable", ["users"]) +
      block("module", ["power"], `source = "../group"`, "mfa_policy_arn = var.mfa_policy_arn", "users = var.users"),
    "group/main.tf": groupModule(denies),
  };
}

/** The same resources in the second account. */
function inSecond(configuration: string): string {
  return configuration
    .replace(/^(resource "\w+" )"(\w+)" \{$/gm, `$1"second_$2" {\n  provider = aws.second`)
    .replace(/(aws_iam_\w+)\.(mfa|power|john)\b/g, "$1.second_$2");
}

function laterKnown(value: string): string {
  return `resource "terraform_data" "later" {\n  input = ${value}\n}\n`;
}

function ownWork(): string {
  return `resource "aws_iam_user_policy_attachment" "john_work" {\n  user = aws_iam_user.john.name\n  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"\n}\n`;
}
