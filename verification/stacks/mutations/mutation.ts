import type { HolderKind } from "../account";
import type { Choices, Draft, Entry, MutableBody } from "../draft";

/** A change to a healthy stack. */
export interface Mutation {
  readonly name: string;
  /** What it does to a healthy stack: opens it in at least some cases, hides something, or never changes the judgement. */
  readonly effect: "harmful" | "hides" | "harmless";
  /** Returns false if the stack has nothing to apply it to. */
  readonly apply: (draft: Draft, choices: Choices) => boolean;
}

export function harmful(name: string, apply: Mutation["apply"]): Mutation {
  return { name, effect: "harmful", apply };
}

export function harmless(name: string, apply: Mutation["apply"]): Mutation {
  return { name, effect: "harmless", apply };
}

export function hides(name: string, apply: Mutation["apply"]): Mutation {
  return { name, effect: "hides", apply };
}

/** Applies a change to one of the entries, if there are any. */
export function toOne(entries: readonly Entry[], choices: Choices, change: (body: MutableBody, entry: Entry) => void): boolean {
  if (entries.length === 0) {
    return false;
  }
  const entry = choices.pick(entries);
  change(entry.body, entry);
  return true;
}

/** The resources that attach the MFA policy to one group or user. */
export function carriers(draft: Draft): readonly Entry[] {
  const attachments = [...draft.entries("aws_iam_group_policy_attachment"), ...draft.entries("aws_iam_user_policy_attachment")];
  return attachments.filter(({ body }) => String(body.policy_arn).includes("aws_iam_policy.mfa"));
}

/** Gives another user or group the Deny. If one resource claims the MFA policy for its own list, the list gets another entry. */
export function giveDeny(draft: Draft, kind: HolderKind, holder: string): void {
  const [claim] = draft.entries("aws_iam_policy_attachment").filter(({ name }) => name === "mfa");
  const list = claim?.body[`${kind}s`];
  if (Array.isArray(list)) {
    list.push(holder);
  } else {
    draft.attach(kind, holder, draft.mfa());
  }
}

/** The groups of a draft that the base made, by the way in which other resources name them. */
export function groupEntries(draft: Draft): readonly Entry[] {
  return draft.entries("aws_iam_group").filter(({ name }) => ["consultants", "admins", "auditors"].includes(name));
}

export function personEntries(draft: Draft): readonly Entry[] {
  return draft.entries("aws_iam_user").filter(({ name }) => ["john", "jane", "first_colleague", "second_colleague"].includes(name));
}

export function addressOf({ type, name }: Entry): string {
  return `${type}.${name}`;
}

export function isObjectBody(value: unknown): value is MutableBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
