/** What AWS may hold after Terraform has come to rest. */

export type HolderKind = "user" | "group";

/** A user or a group. Two accounts can each have one of the same name. */
export interface Holder {
  readonly kind: HolderKind;
  readonly account: string;
  /** The name, or the expression that gives it. */
  readonly name: string;
  /** The resources that create it. Without any, the stack only names it. */
  readonly resources: readonly string[];
}

/** A policy in AWS. */
export interface Policy {
  /** The address of its resource, or its ARN. */
  readonly id: string;
  readonly document: string;
}

/** One of the possible ends: what a person has then. */
export interface Outcome {
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
}

/** A user, or anybody who is ever put into a group, and the ends that are possible for them. */
export interface Person {
  readonly holder: Holder;
  readonly outcomes: readonly Outcome[];
}

/** Every combination of one item of each list, and not more than 400 of them. */
export function product<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (combined, list) => combined.flatMap((before) => list.map((item) => [...before, item])).slice(0, 400),
    [[]],
  );
}

/** All sublists of a size. */
export function sublists<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const [first, ...rest] = items;
  if (size === 0) {
    return [[]];
  }
  if (first === undefined || items.length < size) {
    return [];
  }
  return [...sublists(rest, size - 1).map((list) => [first, ...list]), ...sublists(rest, size)];
}

/**
 * The ends that matter if some items are there for certain and others may be: without the others, and with each of them. A request that passes
 * in any end passes in one of these, because one policy that allows it is enough, and more policies can only deny more.
 *
 * @param quota how many AWS accepts: of more, the last ones fail, and which ones are last is not defined
 */
export function ends<T>(certain: readonly T[], optional: readonly T[], quota = Infinity): readonly (readonly T[])[] {
  if (certain.length + optional.length > quota) {
    return sublists([...certain, ...optional], quota);
  }
  return [certain, ...optional.map((item) => [...certain, item])];
}
