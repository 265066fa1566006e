import type { ContextEntry } from "@aws-sdk/client-iam";
import type { AccountUser } from "../../access";
import { covers, statementsOf } from "../../iam";
import { isObject } from "../../problem";
import type { RequestContext } from "./model";
import type { Subject } from "./probes";

/**
 * Keys that a request without MFA does not have, with a long-term key or in a session. Source: IAM User Guide, "AWS global condition context
 * keys".
 */
const OF_MFA: ReadonlySet<string> = new Set(["aws:multifactorauthpresent", "aws:multifactorauthage"]);

type Known = (user: AccountUser, account: string, now: Date) => Pick<ContextEntry, "ContextKeyType" | "ContextKeyValues">;

/** Keys whose value in a user's own request is known, in lower case. Source: IAM User Guide, "AWS global condition context keys". */
const KNOWN: ReadonlyMap<string, Known> = new Map<string, Known>([
  ["aws:username", ({ name }) => text(name)],
  ["aws:principalarn", ({ arn }) => text(arn)],
  ["aws:principalaccount", (_, account) => text(account)],
  ["aws:principaltype", () => text("User")],
  ["aws:viaawsservice", () => ({ ContextKeyType: "boolean", ContextKeyValues: ["false"] })],
  ["aws:securetransport", () => ({ ContextKeyType: "boolean", ContextKeyValues: ["true"] })],
  ["aws:currenttime", (_user, _account, now) => ({ ContextKeyType: "date", ContextKeyValues: [now.toISOString()] })],
]);

const TAG = "aws:principaltag/";

/** What a request of this kind says, as far as the user's policies ask: AWS's simulator fills in neither the name nor MFA. */
export function contextEntries(subject: Subject, context: RequestContext, now: Date): readonly ContextEntry[] {
  const { user, account } = subject;
  const asked = new Set(["aws:username", ...conditionKeys(subject)]);
  const known = [...asked].flatMap((key): readonly ContextEntry[] => {
    const value = KNOWN.get(key)?.(user, account, now);
    const tag = tagOf(user, key);
    return value ? [{ ContextKeyName: key, ...value }] : tag === undefined ? [] : [{ ContextKeyName: key, ...text(tag) }];
  });
  const mfa: ContextEntry = { ContextKeyName: "aws:MultiFactorAuthPresent", ContextKeyType: "boolean", ContextKeyValues: ["false"] };
  return context === "session" ? [...known, mfa] : known;
}

/** The condition keys on which an action's answer depends and whose value is not known, as the documents spell them. */
export function unknownKeys({ carried }: Subject, action: string): readonly string[] {
  const keys = carried
    .flatMap(({ document }) => statementsOf(document))
    .filter((statement) => covers(statement, action))
    .flatMap(({ Condition }) => keysOf(Condition));
  return [...new Set(keys)].filter((key) => isUnknownKey(key)).sort();
}

export function isUnknownKey(key: string): boolean {
  const lower = key.toLowerCase();
  return !OF_MFA.has(lower) && !KNOWN.has(lower) && !lower.startsWith(TAG);
}

export function isMfaKey(key: string): boolean {
  return OF_MFA.has(key.toLowerCase());
}

/** What a key has in a user's own request, now and at any time. */
export function knownValue(key: string, user: AccountUser, account: string): { readonly text: string } | "absent" | "unknown" {
  if (key.startsWith(TAG)) {
    const tag = tagOf(user, key);
    return tag === undefined ? "absent" : { text: tag };
  }
  const value = key === "aws:currenttime" ? undefined : KNOWN.get(key)?.(user, account, new Date(0)).ContextKeyValues?.[0];
  return value === undefined ? "unknown" : { text: value };
}

function conditionKeys({ carried }: Subject): readonly string[] {
  return carried
    .flatMap(({ document }) => statementsOf(document))
    .flatMap(({ Condition }) => keysOf(Condition))
    .map((key) => key.toLowerCase());
}

function keysOf(condition: unknown): readonly string[] {
  return isObject(condition) ? Object.values(condition).flatMap((keys) => (isObject(keys) ? Object.keys(keys) : [])) : [];
}

function tagOf({ tags }: AccountUser, key: string): string | undefined {
  return key.startsWith(TAG) ? Object.entries(tags).find(([name]) => name.toLowerCase() === key.slice(TAG.length))?.[1] : undefined;
}

function text(value: string): Pick<ContextEntry, "ContextKeyType" | "ContextKeyValues"> {
  return { ContextKeyType: "string", ContextKeyValues: [value] };
}
