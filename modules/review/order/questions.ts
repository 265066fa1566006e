import { type CarriedPolicy, type Holder, mayAllow, type Plan, proveEnforcement } from "../../access";
import { isEnforced, type Side } from "../side";
import { attachmentKey, boundaryKey, constant, existenceKey, type Fact, type Facts, isConstant, membershipKey, readFacts } from "./facts";
import type { IsBefore, Path, Question } from "./find-window";

/** A policy that a group or user may carry, and what decides what it does. */
interface Carried {
  readonly policy: string;
  readonly isAttached: Fact;
  readonly allows: Fact;
  readonly enforces: Fact;
}

/** A policy that may apply to a user, and what must be true for that. */
interface Reached {
  readonly carried: Carried;
  readonly path: Path;
}

/** Puts together what decides whether a user can act without MFA. */
export class Questions {
  readonly #facts: Facts;
  readonly #sides: readonly Side[];
  readonly #isBefore: IsBefore;
  readonly #groups = new Map<string, Set<string>>();
  readonly #policies = new Map<string, Set<string>>();
  readonly #boundaries = new Map<string, Set<string>>();
  readonly #claimed = new Set<string>();
  readonly #carriedByHolder = new Map<string, readonly Carried[]>();

  constructor(plan: Plan, before: Side, after: Side, isBefore: IsBefore) {
    this.#sides = [before, after];
    this.#isBefore = isBefore;
    this.#facts = readFacts(plan, before.holders, after.holders);
    for (const [side, { holders }] of [
      ["before", before],
      ["after", after],
    ] as const) {
      holders.memberships.forEach(({ user, group }) => {
        add(this.#groups, user.key, group.key);
      });
      holders.all.forEach(({ key, boundary }) => {
        if (boundary) {
          add(this.#boundaries, key, boundary.key);
          this.#claimMeaning(side, boundary);
        }
      });
      holders.attachments.forEach(({ holder, policy }) => {
        add(this.#policies, holder.key, policy.key);
        this.#claimMeaning(side, policy);
      });
      holders.policies.forEach((policy) => {
        this.#claimMeaning(side, policy);
      });
    }
    this.#facts.readDeposed(plan);
  }

  about({ key }: Holder): Question {
    const exists = this.#exists(key);
    const own = this.#carriedBy(key).map((carried): Reached => ({ carried, path: [carried.isAttached] }));
    const shared = [...(this.#groups.get(key) ?? [])].flatMap((group) => {
      const isMember = this.#facts.get(membershipKey(key, group));
      return this.#carriedBy(group).map((carried): Reached => ({ carried, path: [isMember, carried.isAttached] }));
    });
    const attached = [...own, ...shared];
    const bound = [...(this.#boundaries.get(key) ?? [])].map((policy): Reached => {
      const isBound = this.#facts.get(boundaryKey(key, policy));
      return { carried: this.#carried(policy, isBound), path: [isBound] };
    });
    const all = [...attached, ...bound];
    return {
      grants: simplify(attached.map(({ carried, path }) => [...this.#unlessImplied(exists, path), ...path, carried.allows])),
      denies: simplify([...all.map(({ carried, path }) => [...path, carried.enforces]), ...this.#joint(key, all)]),
    };
  }

  /** What a group or user carries, which is the same for everybody in the group. */
  #carriedBy(carrier: string): readonly Carried[] {
    const known = this.#carriedByHolder.get(carrier);
    if (known) {
      return known;
    }
    const policies = [...(this.#policies.get(carrier) ?? [])];
    const carried = policies.map((policy) => this.#carried(policy, this.#facts.get(attachmentKey(carrier, policy))));
    this.#carriedByHolder.set(carrier, carried);
    return carried;
  }

  #carried(policy: string, isAttached: Fact): Carried {
    return { policy, isAttached, allows: this.#facts.get(allowsKey(policy)), enforces: this.#facts.get(enforcesKey(policy)) };
  }

  /** Several policies that enforce MFA only together are one Deny. */
  #joint(key: string, all: readonly Reached[]): readonly Path[] {
    if (all.some(({ carried }) => !isNever(carried.enforces))) {
      return [];
    }
    return this.#sides.flatMap(({ standings }) => {
      const standing = standings.get(key);
      const joint = new Set(isEnforced(standing) ? standing?.carried.map((policy) => policy.key) : []);
      return joint.size === 0 ? [] : [all.filter(({ carried }) => joint.has(carried.policy)).flatMap(({ path }) => path)];
    });
  }

  /** A user exists where something is true that can only become so after the user is created. */
  #unlessImplied(exists: Fact, path: Path): Path {
    const [creation] = exists.sets;
    const isImplied = creation && path.some(({ initially, sets }) => !initially && sets.every((step) => this.#isBefore(creation, step)));
    return isImplied === true && exists.sets.length === 1 && exists.clears.length === 0 ? [] : [exists];
  }

  #exists(key: string): Fact {
    const isManaged = this.#sides.some(({ standings }) => standings.get(key)?.holder.address !== undefined);
    return isManaged ? this.#facts.get(existenceKey(key)) : constant(true);
  }

  /** A policy that is in several places means the same everywhere. */
  #claimMeaning(side: "before" | "after", policy: CarriedPolicy): void {
    if (this.#claimed.has(`${side} ${policy.key}`)) {
      return;
    }
    this.#claimed.add(`${side} ${policy.key}`);
    const name = policy.name ?? policy.label;
    const words = (): Fact["words"] => ({ set: `change the document of ${name}`, clear: `change the document of ${name}` });
    if (mayAllow(policy)) {
      this.#facts.claimMeaning(side, allowsKey(policy.key), policy.label, words);
    }
    if (policy.document !== undefined && proveEnforcement([policy.document]).verdict === "enforced") {
      this.#facts.claimMeaning(side, enforcesKey(policy.key), policy.label, words);
    }
  }
}

function allowsKey(policy: string): string {
  return `${policy} allows`;
}

function enforcesKey(policy: string): string {
  return `${policy} enforces`;
}

function isNever(fact: Fact): boolean {
  return isConstant(fact) && !fact.initially;
}

/** Leaves out what is always true, and the paths that never are. */
function simplify(paths: readonly Path[]): readonly Path[] {
  return paths.filter((path) => !path.some(isNever)).map((path) => path.filter((fact) => !(isConstant(fact) && fact.initially)));
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set();
  values.add(value);
  map.set(key, values);
}
