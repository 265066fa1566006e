import type { TerraformCase } from "../../model";
import {
  attach,
  attachUser,
  dependsOn,
  DENY_OF_POWER,
  ENFORCED,
  enforcedGroup,
  enforcedGroupWithout,
  group,
  groupsOf,
  members,
  MFA,
  MFA_ARN,
  resource,
  user,
} from "../parts";
import { PGP_KEY } from "../weakens/pgp-key";

const WITH_COLLEAGUE = MFA + enforcedGroup("power", "PowerUserAccess", ["john", "first_colleague"]);
const JOHN_PER_USER = user("john") + groupsOf("john", ["power"], dependsOn(DENY_OF_POWER));
const AUDITORS = enforcedGroupWithout("auditors", "ReadOnlyAccess");

export const PEOPLE: readonly TerraformCase[] = [
  { name: "A colleague joins an enforced group", why: "the group already carries the Deny", before: ENFORCED, after: WITH_COLLEAGUE },
  { name: "A colleague leaves", why: "nobody else loses the Deny", before: WITH_COLLEAGUE, after: ENFORCED },
  {
    name: "A colleague joins through a membership per user",
    why: "the group already carries the Deny",
    before: MFA + enforcedGroupWithout("power", "PowerUserAccess") + JOHN_PER_USER,
    after:
      MFA +
      enforcedGroupWithout("power", "PowerUserAccess") +
      JOHN_PER_USER +
      user("first_colleague") +
      groupsOf("first_colleague", ["power"], dependsOn(DENY_OF_POWER)),
  },
  {
    name: "John moves between two groups with the Deny",
    why: "while he is in neither of them he can do nothing",
    before:
      MFA +
      enforcedGroupWithout("power", "PowerUserAccess") +
      AUDITORS +
      user("john") +
      members("power", ["john"]) +
      members("auditors", []),
    after:
      MFA +
      enforcedGroupWithout("power", "PowerUserAccess") +
      AUDITORS +
      user("john") +
      members("power", []) +
      members("auditors", ["john"]),
  },
  {
    name: "A new enforced group comes with its members",
    why: "the group carries the Deny before it has work and members",
    before: ENFORCED,
    after: ENFORCED + enforcedGroup("auditors", "ReadOnlyAccess", ["first_colleague"]),
  },
  {
    name: "An enforced group gets more work",
    why: "the group already carries the Deny",
    before: ENFORCED,
    after: ENFORCED + attach("power_more", "IAMReadOnlyAccess"),
  },
  {
    name: "An enforced group swaps its work",
    why: "the Deny stays",
    before: ENFORCED,
    after: ENFORCED.replace("PowerUserAccess", "AdministratorAccess"),
  },
  {
    name: "A user of an enforced group gets a policy of their own",
    why: "the Deny of the group covers it",
    before: ENFORCED,
    after: ENFORCED + attachUser("john_work", "john", "IAMReadOnlyAccess"),
  },
  {
    name: "A user of an enforced group gets an access key",
    why: "a request with the key has no MFA, so the Deny applies",
    before: ENFORCED,
    after: ENFORCED + resource("aws_iam_access_key", "john", "user = aws_iam_user.john.name"),
  },
  {
    name: "A user of an enforced group gets a password",
    why: "the Deny applies until MFA is used",
    before: ENFORCED,
    after: ENFORCED + resource("aws_iam_user_login_profile", "john", "user = aws_iam_user.john.name", `pgp_key = "${PGP_KEY}"`),
  },
  { name: "A user who can do nothing", why: "no policy allows the new user anything", before: ENFORCED, after: ENFORCED + user("ci") },
  {
    name: "A user who can do nothing gets a password and a key",
    why: "no policy allows the user anything",
    before: ENFORCED + user("ci"),
    after:
      ENFORCED +
      user("ci") +
      resource("aws_iam_access_key", "ci", "user = aws_iam_user.ci.name") +
      resource("aws_iam_user_login_profile", "ci", "user = aws_iam_user.ci.name", `pgp_key = "${PGP_KEY}"`),
  },
  {
    name: "A group that gives nothing gets members",
    why: "the group has no policies",
    before: ENFORCED + group("everybody"),
    after: ENFORCED + group("everybody") + members("everybody", ["john"]),
  },
  {
    name: "A user without the Deny is deleted",
    why: "there is one user less who works without MFA",
    before: ENFORCED + user("ci") + attachUser("ci_work", "ci", "AmazonSQSFullAccess"),
    after: ENFORCED,
  },
  {
    name: "A user without the Deny joins an enforced group",
    why: "the user is enforced from then on",
    before: MFA + enforcedGroup("power", "PowerUserAccess", ["john"]) + user("ci") + attachUser("ci_work", "ci", "AmazonSQSFullAccess"),
    after:
      MFA +
      enforcedGroup("power", "PowerUserAccess", ["john", "ci"]).replace(user("ci"), "") +
      user("ci") +
      attachUser("ci_work", "ci", "AmazonSQSFullAccess"),
  },
  {
    name: "A group without the Deny gets it",
    why: "the group's members are enforced from then on",
    before: MFA + group("power") + attach("power_work", "PowerUserAccess") + user("john") + members("power", ["john"]),
    after:
      MFA +
      group("power") +
      attach("power_deny", MFA_ARN) +
      attach("power_work", "PowerUserAccess") +
      user("john") +
      members("power", ["john"]),
  },
  {
    name: "An exclusive attachment of the Deny gets one more group",
    why: "all others keep it",
    before: exclusively(["power"]),
    after: exclusively(["auditors", "power"]),
  },
  {
    name: "A user's tags and path change",
    why: "neither says what the user may do",
    before: ENFORCED,
    after: ENFORCED.replace(`name = "john"`, `name = "john"\n  path = "/team/"\n  tags = { team = "red" }`),
  },
  {
    name: "A Deny that somebody detached is attached again",
    why: "Terraform finds it missing and puts it back",
    before: ENFORCED,
    steps: [{ call: "DetachGroupPolicy", input: { GroupName: "Power", PolicyArn: "arn:aws:iam::123456789012:policy/EnforceMfa" } }],
    after: ENFORCED,
  },
  {
    name: "Nothing changes",
    why: "the plan has no changes",
    before: ENFORCED,
    after: ENFORCED,
  },
];

function exclusively(enforced: readonly string[]): string {
  return (
    MFA +
    group("power") +
    group("auditors") +
    attach("power_work", "PowerUserAccess") +
    user("john") +
    members("power", ["john"]) +
    resource(
      "aws_iam_policy_attachment",
      "deny",
      `name = "deny"`,
      `policy_arn = ${MFA_ARN}`,
      `groups = [${enforced.map((of) => `aws_iam_group.${of}.name`).join(", ")}]`,
    )
  );
}
