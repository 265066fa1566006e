import { groupBy } from "../../../access";
import { type Box, formatNumber, htmlGraph, type Line, type Tone } from "../../../page";
import type { Verdict, Verification, VerifiedGroup, VerifiedUser } from "../model";
import { toneOf } from "./sections";

/** More in a column would not be readable. The tables have everything. */
const MOST_BOXES = 12;

const VERDICTS: Readonly<Record<Verdict, string>> = {
  "not-enforced": "not enforced",
  "enforced-as-asked": "enforced, as far as asked",
  enforced: "enforced (proved)",
};

const WORST_FIRST: readonly Tone[] = ["bad", "doubt", "plain", "good"];

/** Several users or groups that are alike, or one of them. */
interface Bundle<Item> extends Box {
  readonly items: readonly Item[];
}

/** Users on the left, groups in the middle, policies on the right, and a line for each membership and attachment. */
export function picture(verification: Verification): string {
  const groups = groupBundles(verification.groups);
  const boxOf = new Map(groups.flatMap(({ key, items }) => items.map(({ name }) => [name, key] as const)));
  const users = userBundles(verification.users, boxOf);
  const shownGroups = worstFirst(groups);
  const shownUsers = worstFirst(users);
  const lines = [
    ...shownUsers.flatMap(({ key, items: [user] }) => [
      ...(user?.groups ?? []).map((group): Line => ({ from: key, to: boxOf.get(group) ?? "" })),
      ...(user?.ownPolicies ?? []).map((label): Line => ({ from: key, to: policyKey(label) })),
    ]),
    ...shownGroups.flatMap(({ key, items: [group] }) =>
      (group?.policies ?? []).map((label): Line => ({ from: key, to: policyKey(label) })),
    ),
  ];
  const policies = policyBoxes(verification, new Set(lines.map(({ to }) => to)));
  const columns = [
    { heading: "Users", boxes: shownUsers },
    { heading: "Groups", boxes: shownGroups },
    { heading: "Policies", boxes: policies.slice(0, MOST_BOXES) },
  ];
  const isBundled = [...groups, ...users].some(({ items }) => items.length > 1);
  const isWhole = [groups, users, policies].every(({ length }) => length <= MOST_BOXES);
  const { users: allUsers, groups: allGroups } = verification;
  const counts = `Users: ${formatNumber(allUsers.length)}. Groups: ${formatNumber(allGroups.length)}. Policies: ${formatNumber(verification.policies.length)}.`;
  return htmlGraph({
    id: "graph",
    title: "Users, groups and policies",
    description: `${counts} A line from a user leads to a group or policy of the user, and one from a group to its policies. The tables below say the same.`,
    caption: [
      "A line means membership or attachment.",
      ...(isBundled ? ["Users and groups that are alike share a box."] : []),
      ...(isWhole ? [] : ["There are more than a picture can show; the tables have all of them."]),
    ].join(" "),
    columns,
    lines: distinct(lines),
  });
}

/** Groups with the same policies share a box, if there are many. */
function groupBundles(groups: readonly VerifiedGroup[]): readonly Bundle<VerifiedGroup>[] {
  const alike = groups.length <= MOST_BOXES ? groups.map((group) => [group]) : groupBy(groups, ({ policies }) => JSON.stringify(policies));
  return alike.map((items) => {
    const members = new Set(items.flatMap((group) => group.members)).size;
    const isEnforcing = items.every((group) => group.isEnforcing);
    return {
      key: `group ${items[0]?.name ?? ""}`,
      label: labelOf(items, "groups"),
      detail: `${countOf(members, "user")}, ${isEnforcing ? "enforces MFA" : "does not enforce"}`,
      tone: isEnforcing ? "good" : "plain",
      items,
    };
  });
}

/** Users with the same verdict, groups and policies share a box, if there are many. */
function userBundles(users: readonly VerifiedUser[], boxOf: ReadonlyMap<string, string>): readonly Bundle<VerifiedUser>[] {
  const signature = (user: VerifiedUser): string => {
    const groups = [...new Set(user.groups.map((group) => boxOf.get(group)))];
    return JSON.stringify([user.verdict, toneOf(user), groups, user.ownPolicies.map(shortName)]);
  };
  const alike = users.length <= MOST_BOXES ? users.map((user) => [user]) : groupBy(users, signature);
  return alike.map((items) => {
    const [first] = items;
    return {
      key: `user ${first?.name ?? ""}`,
      label: labelOf(items, "users"),
      detail: first ? verdictOf(first) : "",
      tone: first ? toneOf(first) : "plain",
      items,
    };
  });
}

function verdictOf({ verdict, exception }: VerifiedUser): string {
  return `${VERDICTS[verdict]}${exception ? ", excepted" : ""}`;
}

/** The policies to which a line leads, those first that prove somebody's enforcement. Any other Deny proves nothing about MFA. */
function policyBoxes({ users, policies }: Verification, reached: ReadonlySet<string>): readonly Box[] {
  const places = [...new Set(users.flatMap(({ enforcedBy }) => enforcedBy))];
  const boxes = policies.map(({ label, denies }): Box => {
    const isEnforcing = places.some((place) => place.startsWith(`${label}, `));
    const effect = isEnforcing ? "enforces MFA" : denies.length > 0 ? "has a Deny" : "denies nothing";
    const detail = label.startsWith("inline ") ? `inline, ${effect}` : effect;
    return { key: policyKey(label), label: shortName(label), detail, tone: isEnforcing ? "good" : "plain" };
  });
  return boxes.filter(({ key }) => reached.has(key)).sort((a, b) => Number(b.tone === "good") - Number(a.tone === "good"));
}

function worstFirst<Item>(bundles: readonly Bundle<Item>[]): readonly Bundle<Item>[] {
  const rank = ({ tone }: Box): number => WORST_FIRST.indexOf(tone);
  return [...bundles].sort((a, b) => rank(a) - rank(b) || b.items.length - a.items.length).slice(0, MOST_BOXES);
}

function distinct(lines: readonly Line[]): readonly Line[] {
  return [...new Map(lines.map((line) => [`${line.from}\n${line.to}`, line])).values()];
}

function policyKey(label: string): string {
  return `policy ${label}`;
}

/** A policy's name without its path and account: `EnforceMfa`, `"deploy" of ci`. */
function shortName(label: string): string {
  return label.replace(/^inline policy /, "").replace(/arn:\S*\//, "");
}

function labelOf(items: readonly { readonly name: string }[], noun: string): string {
  return items.length === 1 ? (items[0]?.name ?? "") : `${formatNumber(items.length)} ${noun}`;
}

function countOf(number: number, noun: string): string {
  return `${formatNumber(number)} ${noun}${number === 1 ? "" : "s"}`;
}
