import type { TerraformCase } from "../../model";
import {
  allow,
  attach,
  attachUser,
  CREATE_FIRST,
  dependsOn,
  deny,
  document,
  group,
  members,
  MFA,
  MFA_ARN,
  MFA_DOCUMENT,
  policy,
  resource,
  SELF_SERVICE,
  user,
} from "../parts";

const JOHN = user("john") + attachUser("john_work", "john", "PowerUserAccess", dependsOn("aws_iam_group_policy_attachment.power_deny"));
const TWO_GROUPS = group("power") + attach("power_deny", MFA_ARN) + group("auditors") + attach("auditors_deny", MFA_ARN);

/** John has a policy of his own, and the Deny from the one or the other group. */
function memberOf(of: "auditors" | "power", order = ""): string {
  const has = (name: string): readonly string[] => (of === name ? ["john"] : []);
  return (
    MFA +
    TWO_GROUPS +
    JOHN +
    members("power", has("power"), order) +
    members("auditors", has("auditors"), dependsOn("aws_iam_group_policy_attachment.auditors_deny"))
  );
}

/** The group's one membership, which Terraform replaces if it gets another group. */
function oneMembership(of: string, ...more: readonly string[]): string {
  return MFA + TWO_GROUPS + JOHN + members("power", ["john"], ...more).replace("aws_iam_group.power", `aws_iam_group.${of}`);
}

/** The Deny is in the one or the other of two policies of the group. */
function split(first: boolean, order = ""): string {
  const text = (hasDeny: boolean): string => (hasDeny ? MFA_DOCUMENT : document(SELF_SERVICE));
  return (
    policy("first", text(first), order) +
    policy("second", text(!first)) +
    group("power") +
    attach("power_first", "aws_iam_policy.first.arn") +
    attach("power_second", "aws_iam_policy.second.arn") +
    attach("power_work", "PowerUserAccess") +
    user("john") +
    members("power", ["john"])
  );
}

const INLINE = resource(
  "aws_iam_group_policy",
  "power_deny",
  `name = "EnforceMfa"`,
  "group = aws_iam_group.power.name",
  `policy = ${MFA_DOCUMENT}`,
);
const WORKING = group("power") + attach("power_work", "PowerUserAccess") + user("john") + members("power", ["john"]);

/** John's boundary gives way to the group's Deny. */
const BOUNDARY = policy("boundary", document(allow("*"), deny()));
const BOUND = "permissions_boundary = aws_iam_policy.boundary.arn";
function bounded(boundary: string, joined: readonly string[]): string {
  return (
    MFA +
    BOUNDARY +
    group("power") +
    attach("power_deny", MFA_ARN) +
    user("john", boundary) +
    attachUser("john_work", "john", "PowerUserAccess") +
    resource(
      "aws_iam_group_membership",
      "power",
      `name = "power"`,
      "group = aws_iam_group.power.name",
      `users = ${JSON.stringify(joined)}`,
      dependsOn("aws_iam_user.john"),
    )
  );
}

const everywhere = (name: string, ...more: readonly string[]): string =>
  resource(
    "aws_iam_policy_attachment",
    "deny",
    `name = "${name}"`,
    `policy_arn = ${MFA_ARN}`,
    "groups = [aws_iam_group.power.name]",
    ...more,
  );

const ROBOTS = group("robots") + user("ci") + members("robots", ["ci"]);
const ROBOTS_WORK = "AmazonSQSFullAccess";

const own = attachUser("john_deny", "john", MFA_ARN);
const groupDeny = group("power") + attach("power_deny", MFA_ARN);
const plainJohn = user("john") + attachUser("john_work", "john", "PowerUserAccess");

export const MOVES: readonly TerraformCase[] = [
  {
    name: "John moves between two groups with the Deny and has a policy of his own",
    why: "for a moment he is in neither group and still has PowerUserAccess",
    findings: ["window"],
    counterpart: "John joins the new group before he leaves the old one",
    before: memberOf("power"),
    after: memberOf("auditors"),
  },
  {
    name: "A membership gets another group",
    why: "Terraform replaces it: John leaves Power before he joins the auditors, with a policy of his own",
    findings: ["window"],
    counterpart: "A membership gets another group that John joins first",
    before: oneMembership("power"),
    after: oneMembership("auditors"),
  },
  {
    name: "A membership gets another name",
    why: "Terraform replaces it: John leaves Power and joins again, with a policy of his own",
    findings: ["window"],
    before: oneMembership("power"),
    after: oneMembership("power").replace(`name = "power"`, `name = "consultants"`),
  },
  {
    name: "The Deny moves from one attached policy to another",
    why: "the first document loses it before the second has it",
    findings: ["window"],
    counterpart: "The Deny moves to another attached policy that changes first",
    before: split(true),
    after: split(false),
  },
  {
    name: "A managed policy takes over from the inline Deny",
    why: "the inline policy is deleted before the managed one is attached",
    findings: ["window"],
    counterpart: "A managed policy joins the inline Deny",
    before: WORKING + INLINE,
    after: WORKING + MFA + attach("power_deny", MFA_ARN),
  },
  {
    name: "The Deny moves to another group of John",
    why: "Power loses it before Everybody has it, and nothing orders the two",
    findings: ["window"],
    counterpart: "The Deny is attached to another group of John as well",
    before: everybody(["power"]),
    after: everybody(["everybody"]),
  },
  {
    name: "An exclusive attachment of the Deny gets another name",
    why: "Terraform replaces it: the Deny is detached from everybody and attached again",
    findings: ["window"],
    before: MFA + WORKING + everywhere("one"),
    after: MFA + WORKING + everywhere("two"),
  },
  {
    name: "An exclusive attachment of the Deny gets another name and is created first",
    why: "the new one attaches what is attached, and the old one then detaches it, until the next apply",
    findings: ["window"],
    before: MFA + WORKING + everywhere("one", CREATE_FIRST),
    after: MFA + WORKING + everywhere("two", CREATE_FIRST),
  },
  {
    name: "A group of somebody gets work and the Deny in no order",
    why: "its member has AmazonSQSFullAccess before the Deny is attached",
    findings: ["window"],
    counterpart: "A group of somebody gets the Deny before its work",
    before: MFA + ROBOTS,
    after: MFA + ROBOTS + attach("robots_deny", MFA_ARN) + attach("robots_work", ROBOTS_WORK),
  },
  {
    name: "John's own Deny gives way to that of a group",
    why: "it is detached from John before he joins",
    findings: ["window"],
    counterpart: "John joins a group and keeps his own Deny",
    before: MFA + plainJohn + own + groupDeny + members("power", []),
    after: MFA + plainJohn + groupDeny + members("power", ["john"]),
  },
  {
    name: "A module of groups does not wait for the module of the Deny",
    why: "the modules share names only, so the work comes before the Deny",
    findings: ["window"],
    counterpart: "A module of groups waits for the module of the Deny",
    after: modules(""),
  },
];

export const MOVES_IN_ORDER: readonly TerraformCase[] = [
  {
    name: "John joins the new group before he leaves the old one",
    why: "the old group's members wait for those of the new one",
    before: memberOf("power"),
    after: memberOf("auditors", dependsOn("aws_iam_group_membership.auditors")),
  },
  {
    name: "A membership gets another group that John joins first",
    why: "Terraform creates the new membership before it removes the old one",
    before: oneMembership("power", CREATE_FIRST),
    after: oneMembership("auditors", CREATE_FIRST),
  },
  {
    name: "The Deny moves to another attached policy that changes first",
    why: "the first document waits for the second",
    before: split(true, dependsOn("aws_iam_policy.second")),
    after: split(false, dependsOn("aws_iam_policy.second")),
  },
  {
    name: "A managed policy joins the inline Deny",
    why: "the inline policy stays; a later plan can remove it",
    before: WORKING + INLINE,
    after: WORKING + INLINE + MFA + attach("power_deny", MFA_ARN).replace("power_deny", "power_managed"),
  },
  {
    name: "The Deny is attached to another group of John as well",
    why: "Power keeps it; a later plan can detach it",
    before: everybody(["power"]),
    after: everybody(["power", "everybody"]),
  },
  {
    name: "A group of somebody gets the Deny before its work",
    why: "AmazonSQSFullAccess waits for the Deny",
    before: MFA + ROBOTS,
    after:
      MFA +
      ROBOTS +
      attach("robots_deny", MFA_ARN) +
      attach("robots_work", ROBOTS_WORK, dependsOn("aws_iam_group_policy_attachment.robots_deny")),
  },
  {
    name: "John joins a group and keeps his own Deny",
    why: "he has the Deny twice; a later plan can detach his own",
    before: MFA + plainJohn + own + groupDeny + members("power", []),
    after: MFA + plainJohn + own + groupDeny + members("power", ["john"]),
  },
  {
    name: "A module of groups waits for the module of the Deny",
    why: "depends_on of a module orders everything in it",
    after: modules(dependsOn("module.deny")),
  },
];

/** The probe of the lab asks AWS once for everything that a user holds, and the emulator leaves boundaries out of its answer. */
export const BOUNDARY_MOVES: readonly TerraformCase[] = [
  {
    name: "The boundary goes before John joins the group",
    why: "the membership waits for the user, whose boundary is taken away first",
    findings: ["window", "boundary-removed"],
    counterpart: "The boundary stays when John joins the group",
    before: bounded(BOUND, []),
    after: bounded("", ["john"]),
  },
];

export const BOUNDARY_MOVES_IN_ORDER: readonly TerraformCase[] = [
  {
    name: "The boundary stays when John joins the group",
    why: "John has the Deny twice; a later plan can take the boundary away",
    before: bounded(BOUND, []),
    after: bounded(BOUND, ["john"]),
  },
];

function everybody(enforced: readonly string[]): string {
  return MFA + WORKING + group("everybody") + members("everybody", ["john"]) + enforced.map((of) => attach(`${of}_deny`, MFA_ARN)).join("");
}

function modules(order: string): Readonly<Record<string, string>> {
  return {
    "main.tf":
      group("power") +
      `module "deny" {\n  source = "./deny"\n  group = aws_iam_group.power.name\n}\nmodule "people" {\n  source = "./people"\n  group = aws_iam_group.power.name\n  ${order}\n}\n`,
    "deny/main.tf": `variable "group" {}\n${MFA}${attach("power_deny", MFA_ARN).replace("aws_iam_group.power.name", "var.group")}`,
    "people/main.tf": `variable "group" {}\n${(attach("power_work", "PowerUserAccess") + user("john") + members("power", ["john"])).replaceAll("aws_iam_group.power.name", "var.group")}`,
  };
}
