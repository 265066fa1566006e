import { type CarriedPolicy, type Holder, mayAllow, type Plan, proveEnforcement } from "../../access";
import { isEnforced, isExposed, type Side } from "../side";
import { type Closing, closingOf } from "./closing";
import { attachmentKey, boundaryKey, constant, existenceKey, type Fact, type Facts, isConstant, membershipKey, readFacts } from "./facts";
import { findOpening, type IsBefore, type Opening, type Path, type Question } from "./find-window";
import { Order } from "./order";

/** A window, and the users who can act in it. */
export interface UserWindow {
  readonly opening: Opening;
  /** The step that closes it; nothing where none certainly does. */
  readonly until?: Closing;
  /** Whether the step that opens it can be made to wait for the Deny. */
  readonly canWait: boolean;
  readonly users: readonly Holder[];
}

/**
 * Finds the users who cannot act without MFA before a plan, nor after it, but could if it stopped somewhere in between, or at some moment.
 */
export function findWindows(plan: Plan, before: Side, after: Side): readonly UserWindow[] {
  const questions = new Questions(plan, before, after);
  const order = new Order(plan);
  const isBefore: IsBefore = (a, b) => order.isBefore(a, b);
  const found = new Map<string, { readonly question: Question; readonly users: Holder[] }>();
  for (const holder of usersOf(before, after)) {
    if (isExposed(before.standings.get(holder.key)) || isExposed(after.standings.get(holder.key))) {
      continue;
    }
    const question = questions.about(holder);
    const signature = signatureOf(question);
    const answer = found.get(signature) ?? { question, users: [] };
    answer.users.push(holder);
    found.set(signature, answer);
  }
  return [...found.values()].flatMap(({ question, users }) => {
    const opening = findOpening(question, isBefore);
    return opening ? [{ opening, until: closingOf(question, opening, isBefore), canWait: canWait(opening, isBefore), users }] : [];
  });
}

/** What is deleted, or what the Deny itself waits for, cannot wait for the Deny. */
function canWait({ done, missing }: Opening, isBefore: IsBefore): boolean {
  const last = done.at(-1)?.step;
  const deny = missing.find(({ cause }) => cause)?.cause?.step;
  return last !== undefined && deny !== undefined && last.kind !== "delete" && last.change !== deny.change && !isBefore(last, deny);
}

function usersOf(before: Side, after: Side): readonly Holder[] {
  const users = new Map([...before.holders.all, ...after.holders.all].map((holder) => [holder.key, holder]));
  return [...users.values()].filter(({ kind }) => kind === "user");
}

/** Puts together what decides whether a user can act without MFA. */
class Questions {
  readonly #facts: Facts;
  readonly #sides: readonly Side[];
  readonly #groups = new Map<string, Set<string>>();
  readonly #policies = new Map<string, Set<string>>();
  readonly #boundaries = new Map<string, Set<string>>();
  readonly #claimed = new Set<string>();

  constructor(plan: Plan, before: Side, after: Side) {
    this.#sides = [before, after];
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
    const carriers: readonly (readonly [string, Path])[] = [
      [key, []],
      ...[...(this.#groups.get(key) ?? [])].map((group) => [group, [this.#facts.get(membershipKey(key, group))]] as const),
    ];
    const attached = carriers.flatMap(([carrier, path]) =>
      [...(this.#policies.get(carrier) ?? [])].map((policy) => ({
        policy,
        path: [...path, this.#facts.get(attachmentKey(carrier, policy))],
      })),
    );
    const bound = [...(this.#boundaries.get(key) ?? [])].map((policy) => ({ policy, path: [this.#facts.get(boundaryKey(key, policy))] }));
    const denies = [...attached, ...bound].map(({ policy, path }) => [...path, this.#facts.get(enforcesKey(policy))]);
    return {
      grants: simplify(attached.map(({ policy, path }) => [...path, this.#facts.get(allowsKey(policy)), exists])),
      denies: simplify([...denies, ...this.#joint(key, [...attached, ...bound])]),
    };
  }

  /** Several policies that enforce MFA only together are one Deny. */
  #joint(key: string, all: readonly { readonly policy: string; readonly path: Path }[]): readonly Path[] {
    return this.#sides.flatMap(({ standings }) => {
      const standing = standings.get(key);
      const single = all.some(({ policy }) => !isNever(this.#facts.get(enforcesKey(policy))));
      if (!isEnforced(standing) || single) {
        return [];
      }
      const carried = new Set(standing?.carried.map((policy) => policy.key));
      return [all.filter(({ policy }) => carried.has(policy)).flatMap(({ path }) => path)];
    });
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
    if (mayAllow(policy)) {
      this.#facts.claimMeaning(side, allowsKey(policy.key), policy.label, name);
    }
    if (policy.document !== undefined && proveEnforcement([policy.document]).verdict === "enforced") {
      this.#facts.claimMeaning(side, enforcesKey(policy.key), policy.label, name);
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

/** The same for users of whom the same is true at the same steps. */
function signatureOf({ grants, denies }: Question): string {
  const describe = (paths: readonly Path[]): readonly string[] =>
    paths.map((path) => path.map(({ initially, sets, clears }) => `${Number(initially)}+${ids(sets)}-${ids(clears)}`).join("&")).sort();
  return JSON.stringify([describe(grants), describe(denies)]);
}

function ids(steps: readonly { readonly id: number }[]): string {
  return steps.map(({ id }) => id).join(",");
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set();
  values.add(value);
  map.set(key, values);
}
