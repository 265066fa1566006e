import type { TerraformCase } from "../../model";
import { attach, attachUser, dependsOn, DENY_OF_POWER, enforcedGroup, group, groupsOf, members, MFA, MFA_ARN, user } from "../parts";

const WORK = "aws_iam_group_policy_attachment.power_work";
const AUDITORS = enforcedGroup("auditors", "ReadOnlyAccess", ["first_colleague"]);

/** An account in which John works in the group Power. The arguments say what is destroyed before what. */
function account(deny: string, work: string, membership: string): string {
  return (
    MFA +
    group("power") +
    attach("power_deny", MFA_ARN, deny) +
    attach("power_work", "PowerUserAccess", work) +
    user("john") +
    members("power", ["john"], membership)
  );
}

function direct(work: string): string {
  return MFA + user("john") + attachUser("john_deny", "john", MFA_ARN) + attachUser("john_work", "john", "PowerUserAccess", work);
}

function perUser(membership: string): string {
  return (
    MFA +
    group("power") +
    attach("power_deny", MFA_ARN) +
    attach("power_work", "PowerUserAccess") +
    user("john") +
    groupsOf("john", ["power"], membership)
  );
}

export const DESTROYS: readonly TerraformCase[] = [
  {
    name: "Everything is destroyed in no order",
    why: "the Deny is detached while John is in the group and it has PowerUserAccess",
    findings: ["window"],
    counterpart: "Everything is destroyed in order",
    before: account("", "", ""),
  },
  {
    name: "The Deny is destroyed first",
    why: "it was attached last, so it goes first",
    findings: ["window"],
    counterpart: "Everything is destroyed in order",
    before: account(dependsOn("aws_iam_group_membership.power", WORK), "", ""),
  },
  {
    name: "A group is removed in no order",
    why: "the Deny of Power is detached before John is taken out",
    findings: ["window"],
    counterpart: "A group is removed in order",
    before: account("", "", "") + AUDITORS,
    after: MFA + AUDITORS,
  },
  {
    name: "A membership per user is destroyed in no order",
    why: "the Deny is detached before John leaves the group",
    findings: ["window"],
    counterpart: "A membership per user is destroyed before the Deny",
    before: perUser(""),
  },
  {
    name: "A user's own policies are destroyed in no order",
    why: "the Deny is detached from John before PowerUserAccess",
    findings: ["window"],
    counterpart: "A user's own policies are destroyed in order",
    before: direct(""),
  },
  {
    name: "A group loses its work and its Deny in no order",
    why: "the Deny is detached before PowerUserAccess; John stays in the group",
    findings: ["window"],
    counterpart: "A group loses its work before its Deny",
    before: account("", "", ""),
    after: MFA + group("power") + user("john") + members("power", ["john"]),
  },
];

export const DESTROYS_IN_ORDER: readonly TerraformCase[] = [
  {
    name: "Everything is destroyed in order",
    why: "John leaves the group and it loses PowerUserAccess before it loses the Deny",
    before: account("", dependsOn(DENY_OF_POWER), dependsOn(DENY_OF_POWER)),
  },
  {
    name: "A group is removed in order",
    why: "John leaves the group before it loses the Deny",
    before: account("", "", dependsOn(DENY_OF_POWER)) + AUDITORS,
    after: MFA + AUDITORS,
  },
  {
    name: "A membership per user is destroyed before the Deny",
    why: "John leaves the group before it loses the Deny",
    before: perUser(dependsOn(DENY_OF_POWER)),
  },
  {
    name: "A user's own policies are destroyed in order",
    why: "PowerUserAccess is detached from John before the Deny",
    before: direct(dependsOn("aws_iam_user_policy_attachment.john_deny")),
  },
  {
    name: "A group loses its work before its Deny",
    why: "when the Deny is detached, the group has nothing to give to John",
    before: account("", dependsOn(DENY_OF_POWER), ""),
    after: MFA + group("power") + user("john") + members("power", ["john"]),
  },
];
