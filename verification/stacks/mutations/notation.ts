/** Other notations that Terraform accepts: for what is enforced, and for what is not. */
import { ADMINISTRATOR, type Draft, plainReference } from "../draft";
import { MFA_POLICY } from "../healthy";
import { addressOf, carriers, groupEntries, harmful, harmless, type Mutation, personEntries, toOne } from "./mutation";

/** A group without the Deny that may do everything. Returns its addresses. */
function openGroup(draft: Draft, name: string): readonly string[] {
  const { address } = draft.addNamed("aws_iam_group", name);
  return [address, draft.attach("group", plainReference(address, "name"), ADMINISTRATOR)];
}

const HARMFUL: readonly Mutation[] = [
  harmful("an open group in bodies that are lists", (draft, choices) => {
    const [group = "", attachment = ""] = openGroup(draft, "open");
    choices.pick([[group, attachment], [group], [attachment]]).forEach((address) => draft.listed.add(address));
    return true;
  }),
  harmful("an open group in a type that is a list", (draft, choices) => {
    openGroup(draft, "open");
    const attachments = "aws_iam_group_policy_attachment";
    choices.pick([["aws_iam_group", attachments], [attachments], ["aws_iam_group"]]).forEach((type) => draft.listedTypes.add(type));
    return true;
  }),
  harmful("an open group in a section that is a list", (draft) => {
    openGroup(draft, "open");
    draft.isList = true;
    return true;
  }),
  harmful("an open user in a body that is a list", (draft, choices) => {
    const { address: user } = draft.addNamed("aws_iam_user", "open");
    const attachment = draft.attach("user", plainReference(user, "name"), ADMINISTRATOR);
    choices.pick([[user, attachment], [user], [attachment]]).forEach((address) => draft.listed.add(address));
    return true;
  }),
  harmful("open users by count", (draft) => {
    const user = draft.add("aws_iam_user", "open", { name: "open-${count.index}", count: 2 });
    draft.attach("user", `\${${user}[1].name}`, ADMINISTRATOR);
    return true;
  }),
  harmful("open users by for_each", (draft, choices) => {
    const each = choices.pick<unknown>([{ one: "open.one", two: "open.two" }, '${toset(["one", "two"])}']);
    const user = draft.add("aws_iam_user", "open", { name: "${each.value}", for_each: each });
    draft.attach("user", choices.pick([`\${${user}["two"].name}`, "two"]), ADMINISTRATOR);
    return true;
  }),
  harmful("an attachment by for_each to open groups", (draft) => {
    const { name } = draft.addNamed("aws_iam_group", "open");
    draft.attach("group", "${each.value}", ADMINISTRATOR, { for_each: { one: name } });
    return true;
  }),
  harmful("an open group named by a directive", (draft) => {
    const [, attachment = ""] = openGroup(draft, "op%{ if true }en%{ else }posite%{ endif }");
    draft.body(attachment).group = "open";
    return true;
  }),
  harmful("a directive in an attachment's holder", (draft, choices) =>
    toOne(carriers(draft), choices, (body) => {
      const argument = "group" in body ? "group" : "user";
      const name = argument === "group" ? "consultants" : "john";
      body[argument] = choices.pick([`%{ if false }${name}%{ else }nobody%{ endif }`, `${name}%{ if true }-old%{ endif }`]);
    }),
  ),
  harmful("a local value in an attachment's holder", (draft, choices) => {
    draft.addLocal("holder", "nobody");
    return toOne(carriers(draft), choices, (body) => {
      body["group" in body ? "group" : "user"] = "${local.holder}";
    });
  }),
];

const SAME: readonly Mutation[] = [
  harmless("bodies that are lists", (draft, choices) => {
    const entries = Object.keys(draft.resources).flatMap((type) => draft.entries(type));
    [choices.pick(entries), choices.pick(entries)].forEach((entry) => draft.listed.add(addressOf(entry)));
    return true;
  }),
  harmless("types that are lists", (draft, choices) => {
    draft.listedTypes.add(choices.pick(Object.keys(draft.resources)));
    return true;
  }),
  harmless("a section that is a list", (draft) => {
    draft.isList = true;
    return true;
  }),
  harmless("the default provider by its name", (draft, choices) => {
    const entries = Object.keys(draft.resources).flatMap((type) => draft.entries(type));
    choices.pick(entries).body.provider = "aws";
    return true;
  }),
  harmless("everything in another account", (draft) => {
    const entries = Object.keys(draft.resources).flatMap((type) => draft.entries(type));
    entries.filter(({ body }) => !("provider" in body)).forEach(({ body }) => (body.provider = "aws.other"));
    return true;
  }),
  harmless("an MFA policy with count 1", (draft, choices) => {
    return index(draft, { count: choices.pick<unknown>([1, "${1}"]) }, "[0]");
  }),
  harmless("an MFA policy with for_each", (draft) => {
    return index(draft, { for_each: { all: "all" } }, '["all"]');
  }),
  harmless("the only element of an MFA policy", (draft) => {
    const isIndexed = index(draft, { count: 1 }, "[0]");
    return isIndexed && replaceReferences(draft, (text) => text.replace(`\${${MFA_POLICY}[0].arn}`, `\${one(${MFA_POLICY}[*].arn)}`));
  }),
  harmless("a group's name in a local value", (draft) => {
    const [group] = groupEntries(draft);
    if (!group) {
      return false;
    }
    draft.addLocal("group", String(group.body.name));
    group.body.name = "${local.group}";
    return true;
  }),
  harmless("a group's name by a directive", (draft, choices) =>
    toOne(groupEntries(draft), choices, (body) => {
      body.name = `%{ if true }${String(body.name)}%{ endif }`;
    }),
  ),
  harmless("a user with count 1", (draft) => {
    const [person] = personEntries(draft);
    const address = person && addressOf(person);
    if (!person || !address || "count" in person.body || /\["name"\]|\(/.test(draft.reference(address, "name"))) {
      return false;
    }
    person.body.count = 1;
    return replaceReferences(draft, (text) => text.replaceAll(`${address}.`, `${address}[0].`));
  }),
  harmless("moved and import blocks", (draft) => {
    draft.sections.moved = [{ from: "aws_iam_user.jonh", to: "aws_iam_user.john" }];
    draft.sections.import = [{ to: MFA_POLICY, id: "arn:aws:iam::123456789012:policy/EnforceMfa" }];
    return true;
  }),
];

/** Gives the MFA policy instances, of which every reference means one. */
function index(draft: Draft, meta: object, suffix: string): boolean {
  const body = draft.body(MFA_POLICY);
  if ("count" in body || "for_each" in body) {
    return false;
  }
  Object.assign(body, meta);
  draft.mfaIndex = suffix;
  return replaceReferences(draft, (text) => text.replaceAll(/aws_iam_policy\.mfa(?=[.[])/g, `${MFA_POLICY}${suffix}`));
}

/** Changes every reference in the draft, except in documents. */
function replaceReferences(draft: Draft, change: (text: string) => string): boolean {
  for (const type of Object.keys(draft.resources)) {
    for (const { body } of draft.entries(type)) {
      for (const [argument, value] of Object.entries(body)) {
        if (typeof value === "string" && argument !== "policy") {
          body[argument] = change(value);
        } else if (Array.isArray(value)) {
          body[argument] = value.map((item: unknown) => (typeof item === "string" ? change(item) : item));
        }
      }
    }
  }
  return true;
}

export const NOTATION: readonly Mutation[] = [...HARMFUL, ...SAME];
