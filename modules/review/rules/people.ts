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

/** Those of the holders who are users; all of them, where none is. Findings about groups are for groups of nobody. */
export function usersFirst(holders: readonly Holder[]): readonly Holder[] {
  const users = holders.filter(({ kind }) => kind === "user");
  return users.length > 0 ? users : holders;
}
