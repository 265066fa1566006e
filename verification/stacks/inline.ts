/** Policies written into users and groups. */
import { ends, type Holder, type HolderKind, type Policy, product } from "./account";
import { documentInAws, INLINE_QUOTA, lengthOf } from "./documents";
import { type Given, inForce, type Taker } from "./in-force";
import type { Instance } from "./instances";
import { mentioned } from "./mentions";
import type { Holders } from "./worlds";

/** What is written into users and groups in a world. */
export class Inline {
  readonly #given: Given<readonly Policy[]>[] = [];
  readonly #takers: Taker[] = [];

  constructor(
    instances: readonly Instance[],
    private readonly holders: Holders,
  ) {
    for (const instance of instances) {
      const single = /^aws_iam_(user|group)_policy$/.exec(instance.type);
      const exclusive = /^aws_iam_(user|group)_policies_exclusive$/.exec(instance.type);
      if (single) {
        this.#add(instance, single[1] as HolderKind);
      } else if (exclusive) {
        this.#addExclusiveList(instance, exclusive[1] as HolderKind);
      }
    }
  }

  has(holder: Holder): boolean {
    return this.#given.some((given) => given.holder === holder);
  }

  ends(holder: Holder): readonly (readonly Policy[])[] {
    const { certain, optional } = inForce(holder, this.#given, this.#takers);
    const all = [...certain, ...optional].flat();
    const isTooLong = all.reduce((sum, { document }) => sum + lengthOf(document), 0) > INLINE_QUOTA[holder.kind];
    if (isTooLong) {
      return ends([], all);
    }
    // Of several policies with one name, the last one written stays.
    return product(certain).flatMap((chosen) => ends(chosen, optional.flat()));
  }

  #add(instance: Instance, kind: HolderKind): void {
    const document = instance.ignores("policy") ? undefined : documentInAws(instance.value("policy"), INLINE_QUOTA[kind]);
    if (document === undefined) {
      return;
    }
    const name = instance.value("name").text;
    const id = "name" in instance.body ? name : `${instance.address}.name`;
    const policy: Policy = { id: instance.address, document };
    for (const holder of this.#find(instance, kind, kind)) {
      const before = this.#given.findIndex((given) => given.holder === holder && given.id === id);
      const rivals = this.#given[before]?.item ?? [];
      const given = { holder, id, item: [...rivals, policy], isCertain: instance.isCertain && !instance.ignores(kind, "name") };
      this.#given.splice(before < 0 ? this.#given.length : before, before < 0 ? 0 : 1, given);
    }
  }

  #addExclusiveList(instance: Instance, kind: HolderKind): void {
    const names = instance.values("policy_names").values.map(({ text }) => text);
    const holders = this.#find(instance, `${kind}_name`, kind);
    this.#takers.push({ takes: (holder, id) => holders.includes(holder) && !names.includes(id) });
  }

  #find(instance: Instance, argument: string, kind: HolderKind): readonly Holder[] {
    return mentioned(instance, argument, kind).flatMap((mention) => this.holders.find(mention) ?? []);
  }
}
