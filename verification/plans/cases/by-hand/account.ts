import { allow, deny, SELF_SERVICE, type Statement } from "../parts";
import type { Planned } from "./plan";

/** Resources as the provider 6 shows them, by what they are for. */

const ACCOUNT = "arn:aws:iam::123456789012";
export const MFA_ARN = `${ACCOUNT}:policy/EnforceMfa`;
export const POWER_ARN = "arn:aws:iam::aws:policy/PowerUserAccess";
export const QUEUES_ARN = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";

type Values = Readonly<Record<string, unknown>>;

export function documentText(...statements: readonly Statement[]): string {
  return JSON.stringify({ Statement: statements, Version: "2012-10-17" });
}

export const MFA_TEXT = documentText(SELF_SERVICE, deny());
export const QUEUES_TEXT = documentText(allow("sqs:*"));

/** A resource that stays as it is. */
export function kept(address: string, values: Values, dependsOn?: readonly string[]): Planned {
  return { address, before: values, after: values, actions: ["no-op"], dependsOn };
}

export function created(address: string, values: Values, dependsOn?: readonly string[]): Planned {
  return { address, after: values, actions: ["create"], dependsOn };
}

export function deleted(address: string, values: Values, dependsOn?: readonly string[]): Planned {
  return { address, before: values, actions: ["delete"], dependsOn };
}

export function forgotten(address: string, values: Values, dependsOn?: readonly string[]): Planned {
  return { address, before: values, actions: ["forget"], dependsOn };
}

export function updated(address: string, before: Values, changes: Values, dependsOn?: readonly string[]): Planned {
  return { address, before, after: { ...before, ...changes }, actions: ["update"], dependsOn };
}

export const GROUP = { arn: `${ACCOUNT}:group/Power`, id: "Power", name: "Power", path: "/" };
export const POLICY = { arn: MFA_ARN, id: MFA_ARN, name: "EnforceMfa", path: "/", policy: MFA_TEXT, tags: {}, tags_all: {} };
export const DENY = { group: "Power", id: "Power/EnforceMfa", policy_arn: MFA_ARN };
export const WORK = { group: "Power", id: "Power/PowerUserAccess", policy_arn: POWER_ARN };
export const MEMBERSHIP = { group: "Power", id: "power", name: "power", users: ["john"] };
export const INLINE_DENY = { group: "Power", id: "Power:EnforceMfa", name: "EnforceMfa", policy: MFA_TEXT };

export function userValues(name: string): Values {
  return {
    arn: `${ACCOUNT}:user/${name}`,
    force_destroy: false,
    id: name,
    name,
    path: "/",
    permissions_boundary: "",
    tags: {},
    tags_all: {},
  };
}

export const DENY_ADDRESS = "aws_iam_group_policy_attachment.power_deny";
const AFTER_DENY = [DENY_ADDRESS];

export const KEPT_POLICY = kept("aws_iam_policy.mfa", POLICY);
export const KEPT_GROUP = kept("aws_iam_group.power", GROUP);
export const KEPT_WORK = kept("aws_iam_group_policy_attachment.power_work", WORK, AFTER_DENY);
export const KEPT_JOHN = kept("aws_iam_user.john", userValues("john"));
export const KEPT_MEMBERSHIP = kept("aws_iam_group_membership.power", MEMBERSHIP, AFTER_DENY);
export const KEPT_DENY = kept(DENY_ADDRESS, DENY, ["aws_iam_group.power", "aws_iam_policy.mfa"]);

/** John works in the enforced group Power, and nothing changes. */
export const ENFORCED: readonly Planned[] = [KEPT_GROUP, KEPT_MEMBERSHIP, KEPT_DENY, KEPT_WORK, KEPT_POLICY, KEPT_JOHN];

/** The same, enforced by an inline policy of the group. */
export const ENFORCED_INLINE: readonly Planned[] = [
  KEPT_GROUP,
  kept("aws_iam_group_membership.power", MEMBERSHIP),
  kept("aws_iam_group_policy.deny", INLINE_DENY),
  kept("aws_iam_group_policy_attachment.power_work", WORK),
  KEPT_JOHN,
];

/** The same, with a user who carries the Deny as an inline policy. */
export function bearing(inline: Planned): readonly Planned[] {
  return [
    KEPT_JOHN,
    inline,
    kept("aws_iam_user_policy_attachment.john_work", { id: "john/PowerUserAccess", policy_arn: POWER_ARN, user: "john" }),
  ];
}

export const INLINE_OF_JOHN = { id: "john:EnforceMfa", name: "EnforceMfa", policy: MFA_TEXT, user: "john" };

/** A list with some of its resources replaced by address. */
export function but(resources: readonly Planned[], ...others: readonly Planned[]): readonly Planned[] {
  const isReplaced = ({ address }: Planned): boolean => others.some((other) => other.address === address);
  return [...resources.filter((one) => !isReplaced(one)), ...others].sort((a, b) => (a.address < b.address ? -1 : 1));
}
