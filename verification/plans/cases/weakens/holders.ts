import type { TerraformCase } from "../../model";
import {
  allow,
  arn,
  attach,
  attachUser,
  dependsOn,
  DENY_OF_POWER,
  deny,
  document,
  ENFORCED,
  enforcedGroup,
  group,
  groupsOf,
  members,
  MFA,
  MFA_ARN,
  MFA_DOCUMENT,
  policy,
  POWER,
  resource,
  SELF_SERVICE,
  user,
} from "../parts";

const DENY = attach("power_deny", MFA_ARN);
const QUEUES = document(allow("sqs:*"));

/** The group Power with the Deny and John in it, in no order, so that the Deny can go on its own. */
function power(...denies: readonly string[]): string {
  return group("power") + denies.join("") + attach("power_work", "PowerUserAccess") + user("john") + members("power", ["john"]);
}

/** John has work of his own, besides what the group gives him. */
const OWN_WORK = attachUser("john_work", "john", "PowerUserAccess");
const BOTH = MFA + enforcedGroup("power", "PowerUserAccess", ["john", "first_colleague"]);

/** The Deny goes, or leaves people behind. */
export const DETACHED: readonly TerraformCase[] = [
  {
    name: "The Deny is detached from the group",
    why: "the group keeps PowerUserAccess and John",
    findings: ["mfa-lost"],
    before: MFA + power(DENY),
    after: MFA + power(),
  },
  {
    name: "The policy with the Deny is deleted",
    why: "its attachment goes with it",
    findings: ["mfa-lost"],
    before: MFA + power(DENY),
    after: power(),
  },
  {
    name: "The Deny moves to a policy that nobody carries",
    why: "the attached policy keeps its name and loses the Deny",
    findings: ["mfa-lost"],
    before: ENFORCED,
    after: policy("mfa", document(SELF_SERVICE)) + policy("strict", document(deny())) + POWER,
  },
  {
    name: "Another policy takes the place of the Deny",
    why: "the attachment of the Deny becomes an attachment of ReadOnlyAccess",
    findings: ["mfa-lost"],
    before: ENFORCED,
    after: MFA + POWER.replace(MFA_ARN, arn("ReadOnlyAccess")),
  },
  {
    name: "The Deny moves to a group without John",
    why: "the auditors carry it now, and John is none of them",
    findings: ["mfa-lost"],
    before: MFA + power(DENY) + group("auditors"),
    after: MFA + power() + group("auditors") + attach("auditors_deny", MFA_ARN),
  },
  {
    name: "The attachment of the Deny gets another group",
    why: "Terraform replaces it, and Power is left without the Deny",
    findings: ["mfa-lost"],
    before: MFA + power(DENY) + group("auditors"),
    after: MFA + power(DENY.replace("aws_iam_group.power", "aws_iam_group.auditors")) + group("auditors"),
  },
  {
    name: "The inline policy with the Deny is removed",
    why: "nothing else denies John anything",
    findings: ["mfa-lost"],
    before: power(
      resource("aws_iam_group_policy", "deny", `name = "EnforceMfa"`, "group = aws_iam_group.power.name", `policy = ${MFA_DOCUMENT}`),
    ),
    after: power(),
  },
  {
    name: "The Deny is detached from a user",
    why: "John carries it himself, and keeps PowerUserAccess",
    findings: ["mfa-lost"],
    before: MFA + user("john") + attachUser("john_deny", "john", MFA_ARN) + OWN_WORK,
    after: MFA + user("john") + OWN_WORK,
  },
  {
    name: "John leaves the enforced group and keeps a policy of his own",
    why: "out of the group he has PowerUserAccess without the Deny",
    findings: ["mfa-lost"],
    before: BOTH + OWN_WORK,
    after: BOTH.replace("aws_iam_user.john.name, ", "") + OWN_WORK,
  },
  {
    name: "John moves to a group without the Deny",
    why: "the auditors have ReadOnlyAccess and no Deny",
    findings: ["mfa-lost"],
    before: BOTH + group("auditors") + attach("auditors_read", "ReadOnlyAccess") + members("auditors", []),
    after:
      BOTH.replace("aws_iam_user.john.name, ", "") +
      group("auditors") +
      attach("auditors_read", "ReadOnlyAccess") +
      members("auditors", ["john"]),
  },
  {
    name: "A membership per user moves to a group without the Deny",
    why: "John swaps the group with the Deny for one without",
    findings: ["mfa-lost"],
    before: perUser(["power"]),
    after: perUser(["auditors"]),
  },
  {
    name: "John leaves the one of his two groups that carries the Deny",
    why: "the Deny of one group covers what the other allows, until he leaves",
    findings: ["mfa-lost"],
    before: perUser(["auditors", "power"]),
    after: perUser(["auditors"]),
  },
  {
    name: "A group is replaced by one without the Deny",
    why: "the new group has the old one's people and work",
    findings: ["mfa-lost"],
    before: MFA + power(DENY),
    after: MFA + group("consultants") + attach("consultants_work", "PowerUserAccess") + user("john") + members("consultants", ["john"]),
  },
  {
    name: "A group that another stack looks after loses the Deny",
    why: "who is in the group is not in the plan, and what else it carries is neither",
    before:
      MFA + group("power") + DENY.replace("aws_iam_group.power.name", `"Power"`).replace("}", `  ${dependsOn("aws_iam_group.power")}\n}`),
    steps: [{ terraform: ["state", "rm", "aws_iam_group.power"] }],
    after: MFA,
  },
];

/** Somebody without the Deny gets something to do. */
export const GIVEN: readonly TerraformCase[] = [
  {
    name: "A new group without the Deny has a new user",
    why: "whoever signs in as the auditor reads everything without MFA",
    findings: ["unenforced-access"],
    before: ENFORCED,
    after:
      ENFORCED +
      group("auditors") +
      attach("auditors_read", "ReadOnlyAccess") +
      user("first_colleague") +
      members("auditors", ["first_colleague"]),
  },
  {
    name: "A new user has a policy and no group",
    why: "nothing denies the new user anything",
    findings: ["unenforced-access"],
    before: ENFORCED,
    after: ENFORCED + user("ci") + attachUser("ci_work", "ci", "PowerUserAccess"),
  },
  {
    name: "A user without groups gets a managed policy",
    why: "so far the user could do nothing",
    findings: ["unenforced-access"],
    before: ENFORCED + user("ci"),
    after: ENFORCED + user("ci") + attachUser("ci_work", "ci", "AmazonSQSFullAccess"),
  },
  {
    name: "A user without groups gets an inline policy",
    why: "so far the user could do nothing",
    findings: ["unenforced-access"],
    before: ENFORCED + user("ci"),
    after: ENFORCED + user("ci") + inlineOf("user", "ci"),
  },
  {
    name: "A group without the Deny gets a managed policy",
    why: "its member could do nothing so far",
    findings: ["unenforced-access"],
    before: ENFORCED + robots(),
    after: ENFORCED + robots() + attach("robots_work", "AmazonSQSFullAccess"),
  },
  {
    name: "A group without the Deny gets an inline policy",
    why: "its member could do nothing so far",
    findings: ["unenforced-access"],
    before: ENFORCED + robots(),
    after: ENFORCED + robots() + inlineOf("group", "robots"),
  },
  {
    name: "A group without the Deny and without known members gets a policy",
    why: "whoever is in it or joins it works without MFA",
    findings: ["group-unenforced"],
    before: ENFORCED + group("robots"),
    after: ENFORCED + group("robots") + attach("robots_work", "AmazonSQSFullAccess"),
  },
  {
    name: "A user joins a group without the Deny",
    why: "the group has work for its members, and this is its first",
    findings: ["unenforced-access"],
    before: ENFORCED + group("robots") + attach("robots_work", "AmazonSQSFullAccess") + members("robots", []) + user("ci"),
    after: ENFORCED + group("robots") + attach("robots_work", "AmazonSQSFullAccess") + members("robots", ["ci"]) + user("ci"),
  },
  {
    name: "A policy that allowed nothing begins to allow",
    why: "it is attached to a user without the Deny",
    findings: ["unenforced-access"],
    before:
      ENFORCED +
      user("ci") +
      policy("robots", document({ ...allow("sqs:*"), Effect: "Deny" })) +
      attachUser("ci_work", "ci", "aws_iam_policy.robots.arn"),
    after: ENFORCED + user("ci") + policy("robots", QUEUES) + attachUser("ci_work", "ci", "aws_iam_policy.robots.arn"),
  },
  {
    name: "A group's Deny is attached only to its first user",
    why: "the second user of the new group gets its work without the Deny",
    findings: ["unenforced-access"],
    before: ENFORCED,
    after:
      ENFORCED +
      group("robots") +
      user("ci") +
      user("ops") +
      attachUser("ci_deny", "ci", MFA_ARN) +
      attach("robots_work", "AmazonSQSFullAccess", dependsOn("aws_iam_user_policy_attachment.ci_deny")) +
      members("robots", ["ci", "ops"], dependsOn("aws_iam_user_policy_attachment.ci_deny")),
  },
];

function perUser(groups: readonly string[]): string {
  return (
    MFA +
    group("power") +
    DENY +
    attach("power_work", "PowerUserAccess", dependsOn(DENY_OF_POWER)) +
    group("auditors") +
    attach("auditors_read", "ReadOnlyAccess") +
    user("john") +
    groupsOf("john", groups, dependsOn(DENY_OF_POWER))
  );
}

/** A group without policies and with a member. */
function robots(): string {
  return group("robots") + user("ci") + members("robots", ["ci"]);
}

function inlineOf(kind: "group" | "user", of: string): string {
  return resource(`aws_iam_${kind}_policy`, `${of}_work`, `name = "Queues"`, `${kind} = aws_iam_${kind}.${of}.name`, `policy = ${QUEUES}`);
}
