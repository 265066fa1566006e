import type { TerraformCase } from "../../model";
import {
  attach,
  attachUser,
  dependsOn,
  DENY_OF_POWER,
  group,
  groupsOf,
  members,
  MFA,
  MFA_ARN,
  MFA_DOCUMENT,
  resource,
  user,
} from "../parts";

const WORK = "aws_iam_group_policy_attachment.power_work";

/** A new account in which John works in the group Power. The arguments say what waits for what. */
function account(work: string, membership: string): string {
  return (
    MFA +
    group("power") +
    attach("power_deny", MFA_ARN) +
    attach("power_work", "PowerUserAccess", work) +
    user("john") +
    members("power", ["john"], membership)
  );
}

export const CREATES: readonly TerraformCase[] = [
  {
    name: "Nothing waits for the Deny in a new group",
    why: "PowerUserAccess is attached and John is a member before the Deny is attached",
    findings: ["window"],
    counterpart: "Everything waits for the Deny in a new group",
    after: account("", ""),
  },
  {
    name: "The membership waits for the work policy instead of the Deny",
    why: "John is a member of a group that has PowerUserAccess and not yet the Deny",
    findings: ["window"],
    counterpart: "Only the membership waits for the Deny",
    after: account("", dependsOn(WORK)),
  },
  {
    name: "The Deny comes last",
    why: "the Deny waits for the membership, so John always works without it first",
    findings: ["window"],
    counterpart: "Everything waits for the Deny in a new group",
    after:
      MFA +
      group("power") +
      attach("power_work", "PowerUserAccess") +
      user("john") +
      members("power", ["john"]) +
      attach("power_deny", MFA_ARN, dependsOn("aws_iam_group_membership.power", WORK)),
  },
  {
    name: "A new user gets a policy of their own before joining",
    why: "PowerUserAccess is attached to John himself, and the group with the Deny comes at any time",
    findings: ["window"],
    counterpart: "A new user gets a policy of their own after joining",
    after:
      MFA +
      group("power") +
      attach("power_deny", MFA_ARN) +
      user("john") +
      members("power", ["john"]) +
      attachUser("john_work", "john", "PowerUserAccess"),
  },
  {
    name: "A new user gets both policies directly in any order",
    why: "PowerUserAccess is attached to John before the Deny",
    findings: ["window"],
    counterpart: "A new user gets both policies directly in order",
    after: MFA + user("john") + attachUser("john_deny", "john", MFA_ARN) + attachUser("john_work", "john", "PowerUserAccess"),
  },
  {
    name: "A new inline policy does not wait for the Deny",
    why: "John has the inline policy of the group before the group has the Deny",
    findings: ["window"],
    counterpart: "A new inline policy waits for the Deny",
    after: inlineWork("") + members("power", ["john"]),
  },
  {
    name: "The inline Deny of a new group comes in any order",
    why: "the group has PowerUserAccess and John before its inline policy with the Deny",
    findings: ["window"],
    counterpart: "The inline Deny of a new group comes first",
    after: inlineDeny("", ""),
  },
  {
    name: "A group membership per user does not wait for the Deny",
    why: "John joins the group before the Deny is attached",
    findings: ["window"],
    counterpart: "A group membership per user waits for the Deny",
    after:
      MFA +
      group("power") +
      attach("power_deny", MFA_ARN) +
      attach("power_work", "PowerUserAccess") +
      user("john") +
      groupsOf("john", ["power"]),
  },
];

export const CREATES_IN_ORDER: readonly TerraformCase[] = [
  {
    name: "Everything waits for the Deny in a new group",
    why: "the Deny is attached before PowerUserAccess and before John joins",
    after: account(dependsOn(DENY_OF_POWER), dependsOn(DENY_OF_POWER)),
  },
  {
    name: "Only the membership waits for the Deny",
    why: "nobody is in the group while it has PowerUserAccess without the Deny",
    after: account("", dependsOn(DENY_OF_POWER)),
  },
  {
    name: "Only the work policy waits for the Deny",
    why: "John is in the group early, but it has nothing to give him before the Deny is attached",
    after: account(dependsOn(DENY_OF_POWER), ""),
  },
  {
    name: "A new user gets a policy of their own after joining",
    why: "PowerUserAccess waits for the membership, which waits for the Deny",
    after:
      MFA +
      group("power") +
      attach("power_deny", MFA_ARN) +
      user("john") +
      members("power", ["john"]) +
      attachUser("john_work", "john", "PowerUserAccess", dependsOn("aws_iam_group_membership.power", DENY_OF_POWER)),
  },
  {
    name: "A new user gets both policies directly in order",
    why: "PowerUserAccess waits for the Deny",
    after:
      MFA +
      user("john") +
      attachUser("john_deny", "john", MFA_ARN) +
      attachUser("john_work", "john", "PowerUserAccess", dependsOn("aws_iam_user_policy_attachment.john_deny")),
  },
  {
    name: "A new inline policy waits for the Deny",
    why: "the group has the Deny before it has the inline policy",
    after: inlineWork(dependsOn(DENY_OF_POWER)) + members("power", ["john"]),
  },
  {
    name: "The inline Deny of a new group comes first",
    why: "PowerUserAccess and John wait for the inline policy",
    after: inlineDeny(dependsOn("aws_iam_group_policy.power_deny"), dependsOn("aws_iam_group_policy.power_deny")),
  },
  {
    name: "A group membership per user waits for the Deny",
    why: "John joins the group after the Deny is attached",
    after:
      MFA +
      group("power") +
      attach("power_deny", MFA_ARN) +
      attach("power_work", "PowerUserAccess") +
      user("john") +
      groupsOf("john", ["power"], dependsOn(DENY_OF_POWER)),
  },
];

function inlineWork(order: string): string {
  return (
    MFA +
    group("power") +
    attach("power_deny", MFA_ARN) +
    user("john") +
    resource(
      "aws_iam_group_policy",
      "power_work",
      `name = "Queues"`,
      "group = aws_iam_group.power.name",
      `policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })`,
      order,
    )
  );
}

function inlineDeny(work: string, membership: string): string {
  return (
    group("power") +
    resource("aws_iam_group_policy", "power_deny", `name = "EnforceMfa"`, "group = aws_iam_group.power.name", `policy = ${MFA_DOCUMENT}`) +
    attach("power_work", "PowerUserAccess", work) +
    user("john") +
    members("power", ["john"], membership)
  );
}
