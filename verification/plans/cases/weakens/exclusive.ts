import type { TerraformCase } from "../../model";
import {
  allow,
  attach,
  attachUser,
  dependsOn,
  deny,
  document,
  group,
  groupsOf,
  members,
  MFA,
  MFA_ARN,
  policy,
  resource,
  SELF_SERVICE,
  user,
} from "../parts";

/** Everybody who has a policy, and nobody else. */
function everywhere(policyArn: string, holders: string, ...more: readonly string[]): string {
  return resource("aws_iam_policy_attachment", "everywhere", `name = "everywhere"`, `policy_arn = ${policyArn}`, holders, ...more);
}

const JOHN = user("john") + attachUser("john_work", "john", "PowerUserAccess");
const COLLEAGUE = user("first_colleague") + attachUser("first_work", "first_colleague", "PowerUserAccess");
const WORKING = group("power") + attach("power_work", "PowerUserAccess") + user("john") + members("power", ["john"]);

/** Resources that take away what they do not list. */
export const EXCLUSIVE: readonly TerraformCase[] = [
  {
    name: "An exclusive attachment drops a group",
    why: "Power is no longer in the list of those who carry the Deny",
    findings: ["mfa-lost"],
    before: MFA + WORKING + group("auditors") + everywhere(MFA_ARN, "groups = [aws_iam_group.auditors.name, aws_iam_group.power.name]"),
    after: MFA + WORKING + group("auditors") + everywhere(MFA_ARN, "groups = [aws_iam_group.auditors.name]"),
  },
  {
    name: "An exclusive attachment swaps one user for another",
    why: "John loses the Deny and keeps PowerUserAccess",
    findings: ["mfa-lost"],
    before: MFA + JOHN + user("first_colleague") + everywhere(MFA_ARN, "users = [aws_iam_user.john.name]"),
    after: MFA + JOHN + user("first_colleague") + everywhere(MFA_ARN, "users = [aws_iam_user.first_colleague.name]"),
  },
  {
    name: "An exclusive attachment of the Deny is removed",
    why: "nobody carries the Deny any more",
    findings: ["mfa-lost"],
    before: MFA + WORKING + everywhere(MFA_ARN, "groups = [aws_iam_group.power.name]"),
    after: MFA + WORKING,
  },
  {
    name: "An exclusive attachment gives work to a user without the Deny",
    why: "the user could do nothing so far",
    findings: ["unenforced-access"],
    before: user("ci"),
    after: user("ci") + everywhere(`"arn:aws:iam::aws:policy/AmazonSQSFullAccess"`, "users = [aws_iam_user.ci.name]"),
  },
  {
    name: "An exclusive membership takes John out of the enforced group",
    why: "the list of members does not have him any more, and he keeps a policy of his own",
    findings: ["mfa-lost"],
    before: both(["john", "first_colleague"]),
    after: both(["first_colleague"]),
  },
  {
    name: "Somebody who joined by hand is taken out again",
    why: "John has the Deny from the group only, and keeps a policy of his own",
    findings: ["mfa-lost"],
    before: both(["first_colleague"]),
    steps: [{ call: "AddUserToGroup", input: { GroupName: "Power", UserName: "john" } }],
    after: both(["first_colleague"]),
  },
];

/**
 * The provider takes away what is not in the list when it updates such a resource, not when it creates it. So the lab sees nothing in the apply of
 * these plans, and what they do comes with the next one.
 */
export const EXCLUSIVE_LATER: readonly TerraformCase[] = [
  {
    name: "An exclusive attachment takes the Deny off a group",
    why: "the list of those who carry the Deny has the auditors only: this apply adds them, and the next one takes the Deny off Power",
    before: MFA + WORKING + attach("power_deny", MFA_ARN) + group("auditors"),
    after:
      MFA + WORKING + attach("power_deny", MFA_ARN) + group("auditors") + everywhere(MFA_ARN, "groups = [aws_iam_group.auditors.name]"),
  },
  {
    name: "A new exclusive membership takes out who joined otherwise",
    why: "the list of members does not know of John's own membership: this apply adds his colleague, and the next one takes him out",
    before: joined(""),
    after: joined(members("power", ["first_colleague"])),
  },
];

/** The Deny follows the user out of every group, as a permissions boundary. */
const BOUNDARY = policy("boundary", document(allow("*"), deny()));
const bounded = (boundary: string): string => BOUNDARY + user("john", boundary) + attachUser("john_work", "john", "PowerUserAccess");
const BOUND = "permissions_boundary = aws_iam_policy.boundary.arn";

export const BOUNDARIES: readonly TerraformCase[] = [
  {
    name: "The boundary with the Deny is removed",
    why: "nothing else denies John anything",
    findings: ["boundary-removed", "mfa-lost"],
    before: bounded(BOUND),
    after: bounded(""),
  },
  {
    name: "The boundary is replaced by one without the Deny",
    why: "PowerUserAccess as a boundary denies nothing without MFA",
    findings: ["mfa-lost"],
    before: bounded(BOUND),
    after: bounded(`permissions_boundary = "arn:aws:iam::aws:policy/PowerUserAccess"`),
  },
  {
    name: "The document of the boundary loses the Deny",
    why: "the boundary stays and allows everything",
    findings: ["mfa-lost"],
    before: bounded(BOUND),
    after: bounded(BOUND).replace(document(allow("*"), deny()), document(allow("*"))),
  },
  {
    name: "The boundary is removed and the group keeps the Deny",
    why: "John is enforced only as long as he is in the group",
    findings: ["boundary-removed"],
    before: MFA + attach("power_deny", MFA_ARN) + BOUNDARY + WORKING.replace(user("john"), user("john", BOUND)),
    after: MFA + attach("power_deny", MFA_ARN) + BOUNDARY + WORKING,
  },
  {
    name: "A new user has a boundary without the Deny",
    why: "the boundary limits what the user may do, and not how",
    findings: ["unenforced-access"],
    before: MFA,
    after:
      MFA +
      user("ci", `permissions_boundary = "arn:aws:iam::aws:policy/PowerUserAccess"`) +
      attachUser("ci_work", "ci", "AmazonSQSFullAccess"),
  },
];

function both(names: readonly string[]): string {
  return (
    MFA +
    JOHN +
    COLLEAGUE +
    group("power") +
    attach("power_deny", MFA_ARN) +
    members("power", names, dependsOn("aws_iam_group_policy_attachment.power_deny"))
  );
}

function joined(membership: string): string {
  return (
    policy("mfa", document(SELF_SERVICE, deny())) +
    user("john") +
    attachUser("john_work", "john", "PowerUserAccess") +
    user("first_colleague") +
    group("power") +
    attach("power_deny", MFA_ARN) +
    groupsOf("john", ["power"]) +
    membership
  );
}
