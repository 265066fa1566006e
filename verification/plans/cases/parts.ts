/** Pieces of Terraform configuration, as text. Each function makes one block; `more` is added inside of it. */

export type Statement = Readonly<Record<string, unknown>>;

/** What works before MFA in these accounts. */
export const EXEMPTIONS = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

const WITHOUT_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };

/** The Deny, with other elements where a case changes it. */
export function deny(changes: Statement = {}): Statement {
  return { Sid: "DenyWithoutMfa", Effect: "Deny", NotAction: EXEMPTIONS, Resource: "*", Condition: WITHOUT_MFA, ...changes };
}

/** The Deny with more exemptions. */
export function denyExcept(...actions: readonly string[]): Statement {
  return deny({ NotAction: [...EXEMPTIONS, ...actions] });
}

export const SELF_SERVICE: Statement = {
  Sid: "OwnDevice",
  Effect: "Allow",
  Action: EXEMPTIONS.filter((action) => action.startsWith("iam:")),
  Resource: ["arn:aws:iam::*:mfa/*", "arn:aws:iam::*:user/${aws:username}"],
};

/** An IAM policy document as an expression. */
export function document(...statements: readonly Statement[]): string {
  const json = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return `jsonencode(${json.replace(/\$\{/g, "$$${")})`;
}

export const MFA_DOCUMENT = document(SELF_SERVICE, deny());

export function allow(action: string | readonly string[], resource = "*"): Statement {
  return { Effect: "Allow", Action: action, Resource: resource };
}

export function block(kind: string, labels: readonly string[], ...lines: readonly string[]): string {
  return `${[kind, ...labels.map((label) => `"${label}"`)].join(" ")} {\n${lines
    .filter((line) => line !== "")
    .map((line) => `  ${line.replace(/\n/g, "\n  ")}\n`)
    .join("")}}\n`;
}

export function resource(type: string, label: string, ...lines: readonly string[]): string {
  return block("resource", [type, label], ...lines);
}

/** The name in AWS of what has a label in Terraform: `power` is `Power`, `first_colleague` is `first.colleague`. */
const groupName = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);
const userName = (label: string): string => label.replace(/_/g, ".");

export const dependsOn = (...addresses: readonly string[]): string => `depends_on = [${addresses.join(", ")}]`;
export const CREATE_FIRST = "lifecycle {\n  create_before_destroy = true\n}";

/** A customer managed policy, called EnforceMfa unless `more` names it. */
export function policy(label: string, text: string, ...more: readonly string[]): string {
  const name = more.some((line) => /^name(_prefix)? /.test(line)) ? "" : `name = "${label === "mfa" ? "EnforceMfa" : groupName(label)}"`;
  return resource("aws_iam_policy", label, name, `policy = ${text}`, ...more);
}

export function group(label: string, ...more: readonly string[]): string {
  return resource("aws_iam_group", label, `name = "${groupName(label)}"`, ...more);
}

export function user(label: string, ...more: readonly string[]): string {
  return resource("aws_iam_user", label, `name = "${userName(label)}"`, ...more);
}

/** An AWS managed policy's ARN by its name; a reference stays what it is. */
export function arn(policyName: string): string {
  return /^(aws|data|var|module|local|each)[_.]/.test(policyName) ? policyName : `"arn:aws:iam::aws:policy/${policyName}"`;
}

export const MFA_ARN = "aws_iam_policy.mfa.arn";

/** A policy attached to the group of the label's first part: `power_deny` is the Deny of `power`. */
export function attach(label: string, policyName: string, ...more: readonly string[]): string {
  const of = label.split("_", 1).join("");
  return resource("aws_iam_group_policy_attachment", label, `group = aws_iam_group.${of}.name`, `policy_arn = ${arn(policyName)}`, ...more);
}

export function attachUser(label: string, of: string, policyName: string, ...more: readonly string[]): string {
  return resource("aws_iam_user_policy_attachment", label, `user = aws_iam_user.${of}.name`, `policy_arn = ${arn(policyName)}`, ...more);
}

/** The exclusive members of a group. */
export function members(of: string, users: readonly string[], ...more: readonly string[]): string {
  const names = users.map((label) => `aws_iam_user.${label}.name`).join(", ");
  return resource("aws_iam_group_membership", of, `name = "${of}"`, `group = aws_iam_group.${of}.name`, `users = [${names}]`, ...more);
}

/** Groups of a user, which may have others. */
export function groupsOf(label: string, groups: readonly string[], ...more: readonly string[]): string {
  const names = groups.map((name) => `aws_iam_group.${name}.name`).join(", ");
  return resource("aws_iam_user_group_membership", label, `user = aws_iam_user.${label}.name`, `groups = [${names}]`, ...more);
}

export const DENY_OF_POWER = "aws_iam_group_policy_attachment.power_deny";

/** A group with the Deny and a managed policy, its users, and their membership. */
export function enforcedGroup(of: string, policyName: string, users: readonly string[]): string {
  return enforcedGroupWithout(of, policyName) + users.map((label) => user(label)).join("") + members(of, users, dependsOn(denyOf(of)));
}

/** A group with the Deny and a managed policy, without anybody. */
export function enforcedGroupWithout(of: string, policyName: string): string {
  return group(of) + attach(`${of}_deny`, MFA_ARN) + attach(`${of}_work`, policyName, dependsOn(denyOf(of)));
}

export const denyOf = (of: string): string => `aws_iam_group_policy_attachment.${of}_deny`;

export const MFA = policy("mfa", MFA_DOCUMENT);
export const POWER = enforcedGroup("power", "PowerUserAccess", ["john"]);

/** John may do his work in the group Power, with MFA. */
export const ENFORCED = MFA + POWER;

/** The same account with another MFA document. */
export function enforcedBy(...statements: readonly Statement[]): string {
  return policy("mfa", document(...statements)) + POWER;
}
