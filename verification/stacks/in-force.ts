/** What is in force for a holder: what a resource puts there and nothing takes away again. */
import type { Holder } from "./account";

/** Something that a resource gives a holder: a policy, an inline policy or a membership. */
export interface Given<T> {
  readonly holder: Holder;
  readonly id: string;
  readonly item: T;
  readonly isCertain: boolean;
}

/** A resource that claims a whole list for itself and takes away what is not in it. */
export interface Taker {
  readonly takes: (holder: Holder, id: string) => boolean;
}

export interface InForce<T> {
  /** There at rest, in any order. */
  readonly certain: readonly T[];
  /** There or not: a condition of Terraform's decides it, or two resources undo each other's work. */
  readonly optional: readonly T[];
}

export function inForce<T>(holder: Holder, given: readonly Given<T>[], takers: readonly Taker[]): InForce<T> {
  const byId = new Map<string, Given<T>[]>();
  for (const one of given.filter((each) => each.holder === holder)) {
    byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  }
  const certain: T[] = [];
  const optional: T[] = [];
  for (const [id, list] of byId) {
    const isCertain = list.some((one) => one.isCertain) && !takers.some(({ takes }) => takes(holder, id));
    list.slice(0, 1).forEach(({ item }) => (isCertain ? certain : optional).push(item));
  }
  return { certain, optional };
}
