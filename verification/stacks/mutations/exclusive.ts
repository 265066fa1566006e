/** Resources that claim a whole list for themselves, and quotas. */
import { ADMINISTRATOR, type Choices, type Draft, type Entry, plainReference, POLICY_ARN } from "../draft";
import { MFA_POLICY, terraformText } from "../healthy";
import { giveDeny, groupEntries, harmful, harmless, type Mutation, personEntries } from "./mutation";

const ALLOW_READS = terraformText({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } });

/** Ways to name a group or user of the stack. */
function named({ type, name, body }: Entry, choices: Choices): string {
  const address = `${type}.${name}`;
  return choices.pick([String(body.name), plainReference(address, "name"), plainReference(address, "id"), `\${ ${address}.name }`]);
}

/** Adds an administrator's policy beside the Deny, and a list that does not have the Deny. */
function addList(draft: Draft, choices: Choices, holder?: string): boolean {
  const group = choices.pick(groupEntries(draft));
  draft.attach("group", String(group.body.name), ADMINISTRATOR);
  draft.add("aws_iam_group_policy_attachments_exclusive", "only", {
    group_name: holder ?? named(group, choices),
    policy_arns: [ADMINISTRATOR],
  });
  return true;
}

function steal(name: string, reference: (draft: Draft) => string, others: object = {}): Mutation {
  return harmful(name, (draft, choices) => {
    const { address: user, name: chosen } = draft.addNamed("aws_iam_user", "chosen");
    draft.add("aws_iam_policy_attachment", "chosen", {
      name: "chosen",
      policy_arn: reference(draft),
      ...choices.pick([{ users: [plainReference(user, "name")] }, { users: [chosen], groups: [] }, { roles: ["deploy"] }]),
      ...others,
    });
    return true;
  });
}

const LISTS: readonly Mutation[] = [
  harmful("an exclusive list of a group without the Deny", (draft, choices) => addList(draft, choices)),
  harmful("an exclusive list of somebody whom only Terraform knows", (draft, choices) =>
    addList(draft, choices, choices.pick(["${var.group}", '${join("", ["adm", "ins"])}'])),
  ),
  harmful("an exclusive list of a group in another case", (draft, choices) => {
    const [group] = groupEntries(draft);
    return addList(draft, choices, String(group?.body.name).toUpperCase());
  }),
  harmful("an exclusive list of a user without the Deny", (draft, choices) => {
    const { address, name } = draft.addNamed("aws_iam_user", "alone");
    giveDeny(draft, "user", plainReference(address, "name"));
    const user_name = choices.pick([name, plainReference(address, "name"), plainReference(address, "id")]);
    draft.add("aws_iam_user_policy_attachments_exclusive", "only", { user_name, policy_arns: [ADMINISTRATOR] });
    return true;
  }),
  harmful("two exclusive lists of one group", (draft, choices) => {
    const group = choices.pick(groupEntries(draft));
    const mfa = draft.mfa();
    draft.add("aws_iam_group_policy_attachments_exclusive", "one", {
      group_name: named(group, choices),
      policy_arns: [mfa, ADMINISTRATOR],
    });
    draft.add("aws_iam_group_policy_attachments_exclusive", "two", { group_name: named(group, choices), policy_arns: [ADMINISTRATOR] });
    return true;
  }),
  harmful("an exclusive list of a group's inline policies without the Deny", (draft, choices) => {
    const { address: group, name } = draft.addNamed("aws_iam_group", "inline");
    const policy = draft.body(MFA_POLICY).policy;
    draft.add("aws_iam_group_policy", "inline", { name: "EnforceMfa", group: plainReference(group, "name"), policy });
    draft.attach("group", name, ADMINISTRATOR);
    const group_name = choices.pick([name, plainReference(group, "id"), "${var.group}"]);
    draft.add("aws_iam_group_policies_exclusive", "only", { group_name, policy_names: choices.pick([[], ["reads"], ["enforcemfa"]]) });
    return true;
  }),
  harmful("an exclusive list of a user's inline policies without the Deny", (draft, choices) => {
    const { address: user, name } = draft.addNamed("aws_iam_user", "inline");
    const deny = terraformText({
      Version: "2012-10-17",
      Statement: {
        Effect: "Deny",
        NotAction: "iam:EnableMFADevice",
        Resource: "*",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      },
    });
    draft.add("aws_iam_user_policy", "inline", { name: "EnforceMfa", user: plainReference(user, "name"), policy: deny });
    draft.attach("user", name, ADMINISTRATOR);
    const user_name = choices.pick([name, plainReference(user, "name")]);
    draft.add("aws_iam_user_policies_exclusive", "only", { user_name, policy_names: choices.pick([[], ["reads"]]) });
    return true;
  }),
  harmful("two inline policies of one name", (draft, choices) => {
    const { address: group, name } = draft.addNamed("aws_iam_group", "inline");
    const policy = draft.body(MFA_POLICY).policy;
    const holder = plainReference(group, "name");
    draft.add("aws_iam_group_policy", "inline", { name: "EnforceMfa", group: holder, policy });
    draft.add("aws_iam_group_policy", "inline-second", {
      name: "EnforceMfa",
      group: choices.pick([holder, name]),
      policy: ALLOW_READS,
    });
    return true;
  }),
  harmful("an inline policy that is too long for a user", (draft) => {
    const { address: user, name } = draft.addNamed("aws_iam_user", "inline");
    const resources = Array.from({ length: 40 }, (_, index) => `arn:aws:iam::123456789012:user/somebody-with-a-long-name-${index}`);
    const deny = {
      Effect: "Deny",
      NotAction: "iam:EnableMFADevice",
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    };
    const Statement = [{ Effect: "Allow", Action: "iam:GetUser", Resource: resources }, deny];
    const policy = terraformText({ Version: "2012-10-17", Statement });
    draft.add("aws_iam_user_policy", "inline", { name: "EnforceMfa", user: plainReference(user, "name"), policy });
    draft.attach("user", name, ADMINISTRATOR);
    return true;
  }),
  harmless("an exclusive list in another account", (draft, choices) => {
    const group_name = String(choices.pick(groupEntries(draft)).body.name);
    draft.add("aws_iam_group_policy_attachments_exclusive", "elsewhere", { group_name, policy_arns: [], provider: "aws.other" });
    return true;
  }),
  harmless("an exclusive list of a user of a group's name", (draft, choices) => {
    const { name } = draft.addNamed("aws_iam_user", String(choices.pick(groupEntries(draft)).body.name));
    draft.add("aws_iam_user_policy_attachments_exclusive", "namesake", { user_name: name, policy_arns: [] });
    return true;
  }),
];

const STOLEN: readonly Mutation[] = [
  steal("the MFA policy belongs to others only", (draft) => draft.mfa()),
  steal("the MFA policy belongs to others only, by id", (draft) => draft.mfa("id")),
  steal("the MFA policy belongs to others only, by a literal ARN", () => "arn:aws:iam::123456789012:policy/EnforceMfa"),
  steal("the MFA policy belongs to others only, by an ARN with the account", (draft) => {
    draft.addData("aws_caller_identity", "current", {});
    return "arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/EnforceMfa";
  }),
  steal("the MFA policy belongs to others only, by a data source", (draft) => {
    draft.addData("aws_iam_policy", "mfa", { name: "EnforceMfa" });
    return "${data.aws_iam_policy.mfa.arn}";
  }),
  steal("the MFA policy belongs to others only, by another attachment", (draft) => {
    const group = String(groupEntries(draft)[0]?.body.name);
    const other = draft.attach("group", group, draft.mfa());
    return plainReference(other, "policy_arn");
  }),
  steal("the MFA policy may belong to others only", (draft) => draft.mfa(), { count: "${var.on ? 1 : 0}" }),
];

const QUOTAS: readonly Mutation[] = [
  harmful("an eleventh policy of a group", (draft, choices) => addPolicies(draft, "group", choices.pick(groupEntries(draft)), 11)),
  harmful("an eleventh policy of a user", (draft) => {
    const { address: user } = draft.addNamed("aws_iam_user", "many");
    giveDeny(draft, "user", plainReference(user, "name"));
    return addPolicies(draft, "user", { type: "aws_iam_user", name: "many", body: draft.body(user) }, 10);
  }),
  harmful("an eleventh group of a user", (draft, choices) => {
    const [person] = personEntries(draft);
    const user = String(person?.body.name);
    const groups = Array.from({ length: 10 }, (_, index) => {
      const group = draft.add("aws_iam_group", `team-${index}`, { name: `team-${index}` });
      return choices.pick([plainReference(group, "name"), `team-${index}`]);
    });
    draft.attach("user", user, ADMINISTRATOR);
    draft.add("aws_iam_user_group_membership", "many", { user, groups });
    return true;
  }),
  harmless("nine policies of a group", (draft, choices) => addPolicies(draft, "group", choices.pick(groupEntries(draft)), 7)),
];

function addPolicies(draft: Draft, kind: "user" | "group", holder: Entry, count: number): boolean {
  for (let index = 0; index < count; index++) {
    draft.add(`aws_iam_${kind}_policy_attachment`, `many-${index}`, {
      [kind]: holder.body.name,
      policy_arn: `${POLICY_ARN}job-function/Policy${index}`,
    });
  }
  return true;
}

export const EXCLUSIVE: readonly Mutation[] = [...LISTS, ...STOLEN, ...QUOTAS];
