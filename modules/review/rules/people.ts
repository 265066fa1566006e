import type { CarriedPolicy, Holder } from "../../access";

/** How many names a message lists. */
const MOST_NAMES = 3;

/** Users in a sentence: `john`, `anna and john`, `anna, john and 4,998 others`. */
export function people(holders: readonly Holder[]): string {
  const names = holders.map(({ name }) => name).sort();
  return joined(
    names.length > MOST_NAMES
      ? [...names.slice(0, MOST_NAMES - 1), `${(names.length - MOST_NAMES + 1).toLocaleString("en")} others`]
      : names,
  );
}

/** Policies in a sentence, by name where they have one. */
export function policyNames(policies: readonly CarriedPolicy[]): string {
  return joined([...new Set(policies.map(({ name, label }) => name ?? label))].sort());
}

export function joined(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "nobody");
}

/** `has` or `have`. */
export function verb(holders: readonly Holder[], one: string, many: string): string {
  return holders.length === 1 ? one : many;
}

/** Items by key, in the order of their first appearance. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    group.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
