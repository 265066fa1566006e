/** Changes to how policies are attached. */
import { ADMINISTRATOR, type Choices, type Draft, plainReference } from "../draft";
import { GROUPS, MFA_POLICY, terraformText } from "../healthy";
import { addressOf, carriers, giveDeny, groupEntries, harmful, harmless, type Mutation, personEntries, toOne } from "./mutation";

const ALLOW_READS = terraformText({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } });

function onCarrier(name: string, change: (body: Record<string, unknown>, choices: Choices) => void): Mutation {
  return harmful(name, (draft, choices) =>
    toOne(carriers(draft), choices, (body) => {
      change(body, choices);
    }),
  );
}

/** The argument of an attachment that names its group or user. */
function holderArgument(body: Record<string, unknown>): "group" | "user" {
  return "group" in body ? "group" : "user";
}

const CHANGED: readonly Mutation[] = [
  harmful("the Deny is not attached", (draft, choices) =>
    toOne(carriers(draft), choices, (_, entry) => {
      draft.remove(addressOf(entry));
    }),
  ),
  onCarrier("the Deny's attachment has count 0", (body) => {
    body.count = 0;
  }),
  onCarrier("the Deny's attachment has an unknown count", (body) => {
    body.count = "${var.enforce ? 1 : 0}";
  }),
  onCarrier("the Deny's attachment has an unknown for_each", (body, choices) => {
    body.for_each = "${var.enforced}";
    body[holderArgument(body)] = choices.pick(["${each.value}", body[holderArgument(body)]]);
  }),
  onCarrier("the Deny's attachment has an empty for_each", (body) => {
    body.for_each = {};
  }),
  onCarrier("the Deny's attachment is in another account", (body) => {
    body.provider = "aws.other";
  }),
  onCarrier("Terraform ignores changes of the Deny's attachment", (body, choices) => {
    body.lifecycle = { ignore_changes: choices.pick<unknown>(["all", ["policy_arn"], [holderArgument(body)]]) };
  }),
  onCarrier("the Deny's attachment names the holder by ARN", (body) => {
    const argument = holderArgument(body);
    const name = String(body[argument]);
    body[argument] = name.startsWith("${") ? name.replace("name", "arn") : `arn:aws:iam::123456789012:${argument}/${name}`;
  }),
  onCarrier("the Deny's attachment names somebody similar", (body) => {
    const argument = holderArgument(body);
    body[argument] = `${String(body[argument])}s`;
  }),
  onCarrier("the Deny's attachment spells the holder in another case", (body) => {
    const argument = holderArgument(body);
    const name = String(body[argument]);
    body[argument] = (/aws_iam_\w+\.(\w+)/.exec(name)?.[1]?.replace("_", ".") ?? name).toUpperCase();
  }),
  onCarrier("the Deny's attachment has a literal ARN", (body) => {
    body.policy_arn = "arn:aws:iam::123456789012:policy/EnforceMfa";
  }),
  onCarrier("the Deny's attachment has another ARN made from the MFA policy's", (body, choices) => {
    const address = /aws_iam_policy\.mfa(\[\w+\]|\["\w+"\])?/.exec(String(body.policy_arn))?.[0] ?? "";
    body.policy_arn = choices.pick([
      `\${${address}.arn}-old`,
      `\${replace(${address}.arn, "Enforce", "Ignore")}`,
      `\${var.on ? ${address}.arn : "arn:aws:iam::aws:policy/ReadOnlyAccess"}`,
      `%{ if var.on }\${${address}.arn}%{ else }arn:aws:iam::aws:policy/ReadOnlyAccess%{ endif }`,
    ]);
  }),
  harmful("the MFA policy is in another account", (draft) => {
    draft.body(MFA_POLICY).provider = "aws.other";
    return true;
  }),
  harmful("a second policy takes the MFA policy's name", (draft, choices) => {
    draft.add("aws_iam_policy", "second", { name: choices.pick(["EnforceMfa", "enforcemfa"]), policy: ALLOW_READS });
    return true;
  }),
];

/** Things that are attached to somebody who does not carry the Deny. */
const BESIDE: readonly Mutation[] = [
  harmful("an open group", (draft, choices) => open(draft, choices, "group")),
  harmful("an open user", (draft, choices) => open(draft, choices, "user")),
  harmful("a policy for somebody whom only Terraform knows", (draft, choices) => {
    const kind = choices.pick(["group", "user"] as const);
    draft.attach(kind, choices.pick(["${var.holder}", "${data.external_directory.people.name}", "${each.value}"]), ADMINISTRATOR, {});
    const last = draft.entries(`aws_iam_${kind}_policy_attachment`).at(-1);
    if (last && String(last.body[kind]).includes("each")) {
      last.body.for_each = "${var.holders}";
    }
    draft.addData("external_directory", "people", {});
    return true;
  }),
  harmful("a policy for a group or user that the stack does not create", (draft, choices) => {
    draft.attach(choices.pick(["group", "user"] as const), "legacy", ADMINISTRATOR);
    return true;
  }),
  harmful("a group of the same name in another account", (draft, choices) => {
    const group = draft.add("aws_iam_group", "elsewhere", { name: choices.pick(GROUPS), provider: "aws.other" });
    draft.attach("group", plainReference(group, "name"), ADMINISTRATOR, { provider: "aws.other" });
    return true;
  }),
  harmful("a user of the same name in another account", (draft) => {
    const [person] = personEntries(draft);
    const user = draft.add("aws_iam_user", "elsewhere", { name: person?.body.name, provider: "aws.other" });
    draft.attach("user", plainReference(user, "name"), ADMINISTRATOR, { provider: "aws.other" });
    return true;
  }),
  harmful("an open group of a person's name", (draft) => {
    const [person] = personEntries(draft);
    const group = draft.add("aws_iam_group", "namesake", { name: person?.body.name });
    draft.attach("group", plainReference(group, "name"), ADMINISTRATOR);
    return true;
  }),
  harmful("an open user of a group's name", (draft) => {
    const [group] = groupEntries(draft);
    const user = draft.add("aws_iam_user", "namesake", { name: group?.body.name });
    draft.attach("user", plainReference(user, "name"), ADMINISTRATOR);
    return true;
  }),
  harmful("an open user or group whose name only Terraform knows", (draft, choices) => {
    const kind = choices.pick(["user", "group"] as const);
    const address = draft.add(`aws_iam_${kind}`, "unknown", { name: "${var.name}" });
    draft.attach(kind, choices.pick([plainReference(address, "name"), "${var.name}"]), ADMINISTRATOR);
    return true;
  }),
  harmful("an inline policy of an open user", (draft) => {
    const { address } = draft.addNamed("aws_iam_user", "open");
    draft.add("aws_iam_user_policy", "open", { name: "reads", user: plainReference(address, "name"), policy: ALLOW_READS });
    return true;
  }),
];

function open(draft: Draft, choices: Choices, kind: "user" | "group"): boolean {
  const { address, name } = draft.addNamed(`aws_iam_${kind}`, "open");
  draft.attach(kind, choices.pick([name, plainReference(address, "name"), plainReference(address, "id")]), ADMINISTRATOR);
  return true;
}

const SAME: readonly Mutation[] = [
  harmless("another policy for a person", (draft, choices) => {
    draft.attach("user", String(choices.pick(personEntries(draft)).body.name), ADMINISTRATOR);
    return true;
  }),
  harmless("another policy for a group", (draft, choices) => {
    const { address } = draft.addNamed("aws_iam_policy", "Reads", { policy: ALLOW_READS });
    draft.attach("group", String(choices.pick(groupEntries(draft)).body.name), plainReference(address, choices.pick(["arn", "id"])));
    return true;
  }),
  harmless("the Deny is attached twice", (draft, choices) =>
    toOne(carriers(draft), choices, (body) => {
      draft.add(`aws_iam_${holderArgument(body)}_policy_attachment`, "again", { ...body });
    }),
  ),
  harmless("an enforced group whose name only Terraform knows", (draft) => {
    const group = plainReference(draft.add("aws_iam_group", "unknown", { name: "${var.name}" }), "name");
    giveDeny(draft, "group", group);
    draft.attach("group", group, ADMINISTRATOR);
    return true;
  }),
  harmless("a user who may do nothing", (draft) => {
    draft.addNamed("aws_iam_user", "nobody");
    return true;
  }),
];

export const ATTACHMENTS: readonly Mutation[] = [...CHANGED, ...BESIDE, ...SAME];
