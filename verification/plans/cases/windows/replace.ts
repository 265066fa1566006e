import type { TerraformCase } from "../../model";
import {
  attach,
  CREATE_FIRST,
  dependsOn,
  DENY_OF_POWER,
  ENFORCED,
  group,
  members,
  MFA,
  MFA_ARN,
  MFA_DOCUMENT,
  policy,
  resource,
  user,
} from "../parts";

const DESCRIPTION = `description = "no work without MFA"`;

/** An account in which John works in the group Power, with arguments of the MFA policy and of its attachment. */
function account(policyLines: readonly string[], attachmentLines: readonly string[] = []): string {
  return (
    policy("mfa", MFA_DOCUMENT, ...policyLines) +
    group("power") +
    attach("power_deny", MFA_ARN, ...attachmentLines) +
    attach("power_work", "PowerUserAccess", dependsOn(DENY_OF_POWER)) +
    user("john") +
    members("power", ["john"], dependsOn(DENY_OF_POWER))
  );
}

function inline(...lines: readonly string[]): string {
  return (
    group("power") +
    resource("aws_iam_group_policy", "power_deny", "group = aws_iam_group.power.name", `policy = ${MFA_DOCUMENT}`, ...lines) +
    attach("power_work", "PowerUserAccess", dependsOn("aws_iam_group_policy.power_deny")) +
    user("john") +
    members("power", ["john"], dependsOn("aws_iam_group_policy.power_deny"))
  );
}

const STRICT = policy("strict", MFA_DOCUMENT);
const swap = (policyArn: string, ...lines: readonly string[]): string =>
  account([], lines).replace(`policy_arn = ${MFA_ARN}`, `policy_arn = ${policyArn}`) + STRICT;

/** Two groups, the first of which carries the Deny for John. */
const twoGroups = (of: string, ...lines: readonly string[]): string =>
  MFA +
  group("power") +
  group("everybody") +
  attach("power_deny", MFA_ARN, ...lines).replace("aws_iam_group.power", `aws_iam_group.${of}`) +
  attach("power_work", "PowerUserAccess", dependsOn(DENY_OF_POWER)) +
  user("john") +
  members("power", ["john"], dependsOn(DENY_OF_POWER)) +
  members("everybody", ["john"]);

const keyed = (key: string, extra = ""): string =>
  MFA +
  group("power") +
  `resource "aws_iam_group_policy_attachment" "deny" {\n  for_each = { ${key} = aws_iam_group.power.name }\n  group = each.value\n  policy_arn = ${MFA_ARN}\n}\n` +
  attach("power_work", "PowerUserAccess", dependsOn("aws_iam_group_policy_attachment.deny")) +
  user("john") +
  members("power", ["john"], dependsOn("aws_iam_group_policy_attachment.deny")) +
  extra;

export const REPLACEMENTS: readonly TerraformCase[] = [
  {
    name: "A new description replaces the policy",
    why: "the old policy is detached and deleted before the new one is made and attached",
    findings: ["window"],
    counterpart: "A new description replaces the policy after its successor is attached",
    before: account([]),
    after: account([DESCRIPTION]),
  },
  {
    name: "A new name replaces the policy",
    why: "the old policy is detached and deleted before the new one is made and attached",
    findings: ["window"],
    counterpart: "A new name replaces the policy after its successor is attached",
    before: account([]),
    after: account([`name = "NoWorkWithoutMfa"`]),
  },
  {
    name: "A new name replaces the policy and only the policy is created first",
    why: "the new policy is there early, but the attachment is still removed before the new one is made",
    findings: ["window"],
    counterpart: "A new name replaces the policy after its successor is attached",
    before: account([CREATE_FIRST]),
    after: account([`name = "NoWorkWithoutMfa"`, CREATE_FIRST]),
  },
  {
    name: "A new path replaces the policy",
    why: "the old policy is detached and deleted before the new one is made and attached",
    findings: ["window"],
    counterpart: "A new path and name replace the policy after its successor is attached",
    before: account([]),
    after: account([`path = "/security/"`]),
  },
  {
    name: "The attachment swaps one policy with the Deny for another",
    why: "the old policy is detached before the new one is attached",
    findings: ["window"],
    counterpart: "The attachment swaps one policy with the Deny for another that comes first",
    before: swap(MFA_ARN),
    after: swap("aws_iam_policy.strict.arn"),
  },
  {
    name: "The attachment of the Deny moves between two groups of John",
    why: "it leaves Power before it comes to Everybody",
    findings: ["window"],
    counterpart: "The attachment of the Deny comes to the other group first",
    before: twoGroups("power"),
    after: twoGroups("everybody"),
  },
  {
    name: "A tainted attachment is replaced",
    why: "the Deny is detached and attached again",
    findings: ["window"],
    counterpart: "A tainted attachment of the work is replaced",
    before: account([]),
    steps: [{ terraform: ["taint", DENY_OF_POWER] }],
    after: account([]),
  },
  {
    name: "A tainted attachment is replaced by its double",
    why: "the Deny is attached once more, which changes nothing, and then detached, until the next apply",
    findings: ["window"],
    counterpart: "A tainted attachment of the work is replaced",
    before: account([], [CREATE_FIRST]),
    steps: [{ terraform: ["taint", DENY_OF_POWER] }],
    after: account([], [CREATE_FIRST]),
  },
  {
    name: "A replaced attachment left its old object behind",
    why: "the old object is the same attachment, so deleting it detaches the Deny, until the next apply",
    findings: ["window"],
    before: account([], [CREATE_FIRST]),
    steps: [{ depose: DENY_OF_POWER }],
    after: account([], [CREATE_FIRST]),
  },
  {
    name: "A tainted policy is replaced",
    why: "the policy is detached and deleted, and then made and attached again",
    findings: ["window"],
    counterpart: "A tainted attachment of the work is replaced",
    before: account([]),
    steps: [{ terraform: ["taint", "aws_iam_policy.mfa"] }],
    after: account([]),
  },
  {
    name: "Somebody asks for the attachment to be replaced",
    why: "the Deny is detached and attached again",
    findings: ["window"],
    counterpart: "Somebody asks for the attachment of the work to be replaced",
    before: ENFORCED,
    after: ENFORCED,
    options: [`-replace=${DENY_OF_POWER}`],
  },
  {
    name: "A new name replaces the inline Deny",
    why: "the old inline policy is deleted before the new one is put",
    findings: ["window"],
    counterpart: "A new name replaces the inline Deny after its successor is there",
    before: inline(`name = "EnforceMfa"`),
    after: inline(`name = "NoWorkWithoutMfa"`),
  },
  {
    name: "An attachment in a for_each gets another key",
    why: "for Terraform it is another attachment; the old one is detached before or after the new one, which is the same in AWS",
    findings: ["window"],
    counterpart: "An attachment in a for_each is moved to another key",
    before: keyed("power"),
    after: keyed("consultants"),
  },
];

export const REPLACEMENTS_IN_ORDER: readonly TerraformCase[] = [
  {
    name: "A new description replaces the policy after its successor is attached",
    why: "the new policy has a name of its own and is attached before the old one is detached",
    before: account([`name_prefix = "EnforceMfa-"`, CREATE_FIRST], [CREATE_FIRST]),
    after: account([`name_prefix = "EnforceMfa-"`, DESCRIPTION, CREATE_FIRST], [CREATE_FIRST]),
  },
  {
    name: "A new name replaces the policy after its successor is attached",
    why: "policy and attachment are both created before the old ones go",
    before: account([CREATE_FIRST], [CREATE_FIRST]),
    after: account([`name = "NoWorkWithoutMfa"`, CREATE_FIRST], [CREATE_FIRST]),
  },
  {
    name: "A new path and name replace the policy after its successor is attached",
    why: "policy and attachment are both created before the old ones go",
    before: account([CREATE_FIRST], [CREATE_FIRST]),
    after: account([`name = "NoWorkWithoutMfa"`, `path = "/security/"`, CREATE_FIRST], [CREATE_FIRST]),
  },
  {
    name: "The attachment swaps one policy with the Deny for another that comes first",
    why: "the new policy is attached before the old one is detached",
    before: swap(MFA_ARN, CREATE_FIRST),
    after: swap("aws_iam_policy.strict.arn", CREATE_FIRST),
  },
  {
    name: "The attachment of the Deny comes to the other group first",
    why: "Everybody carries it, with John, before Power loses it",
    before: twoGroups("power", CREATE_FIRST),
    after: twoGroups("everybody", CREATE_FIRST),
  },
  {
    name: "A tainted attachment of the work is replaced",
    why: "PowerUserAccess is detached and attached again, and the Deny stays",
    before: account([]),
    steps: [{ terraform: ["taint", "aws_iam_group_policy_attachment.power_work"] }],
    after: account([]),
  },
  {
    name: "Somebody asks for the attachment of the work to be replaced",
    why: "PowerUserAccess is detached and attached again, and the Deny stays",
    before: ENFORCED,
    after: ENFORCED,
    options: ["-replace=aws_iam_group_policy_attachment.power_work"],
  },
  {
    name: "A new name replaces the inline Deny after its successor is there",
    why: "the group has both inline policies for a moment",
    before: inline(`name = "EnforceMfa"`, CREATE_FIRST),
    after: inline(`name = "NoWorkWithoutMfa"`, CREATE_FIRST),
  },
  {
    name: "An attachment in a for_each is moved to another key",
    why: "a moved block says that it is the same attachment, so nothing is called",
    before: keyed("power"),
    after: keyed(
      "consultants",
      `moved {\n  from = aws_iam_group_policy_attachment.deny["power"]\n  to = aws_iam_group_policy_attachment.deny["consultants"]\n}\n`,
    ),
  },
];
