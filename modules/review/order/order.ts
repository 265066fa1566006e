import type { Plan, ResourceChange } from "../../access";

/** Something that Terraform does to one resource in one go. An update takes away before it adds. */
export interface Step {
  readonly id: number;
  readonly change: ResourceChange;
  readonly kind: "create" | "delete" | "remove" | "add";
}

/**
 * In which order Terraform takes the steps of a plan. It is a partial order: what is not in it can happen either way round, and an apply can
 * stop after any part of it.
 *
 * - A resource is created or updated after everything that it refers to or depends on.
 * - An object is destroyed after everything that depended on it when that was last changed.
 * - A replacement destroys before it creates, or the other way round, as the plan says. With create_before_destroy, everything that depends on the
 *   resource is created or updated before the old object is destroyed.
 *
 * Where the plan does not show that something must wait, as with references through locals, this does not assume that it does. Source:
 * Terraform's documentation of resource behaviour, and docs/destroying.md in its repository.
 */
export class Order {
  readonly #plan: Plan;
  readonly #reachable = new Map<string, ReadonlySet<string>>();
  readonly #beforeDestroy = new Map<string, ReadonlySet<string>>();
  readonly #replaced = new Map<string, ResourceChange[]>();
  readonly #deposed = new Map<string, ResourceChange[]>();

  constructor(plan: Plan) {
    this.#plan = plan;
    for (const change of plan.changes) {
      if (change.action === "replace") {
        push(this.#replaced, configured(change), change);
      }
      if (change.action === "create before delete" || change.isDeposed) {
        push(this.#deposed, configured(change), change);
      }
    }
  }

  /** Whether step a must be done before step b can be. */
  isBefore(a: Step, b: Step): boolean {
    if (a.change === b.change && a.kind !== b.kind) {
      return this.#isFirstOfChange(a, b);
    }
    if (isDestroy(b)) {
      return isDestroy(a) ? this.#isDestroyedBefore(a.change, b.change) : this.#isMadeBeforeDestroy(a, b.change);
    }
    return isDestroy(a) ? this.#isDestroyedBeforeMaking(a.change, b.change) : this.#isMadeBefore(a.change, b.change);
  }

  #isFirstOfChange(a: Step, b: Step): boolean {
    if (a.kind === "remove" || b.kind === "remove") {
      return a.kind === "remove";
    }
    return (a.kind === "delete") === (a.change.action === "replace");
  }

  #isMadeBefore(a: ResourceChange, b: ResourceChange): boolean {
    return this.#dependsOn(configured(b), configured(a)) && !areInSiblingModules(a, b);
  }

  #isDestroyedBefore(a: ResourceChange, b: ResourceChange): boolean {
    return a.stateDependencies.includes(configured(b)) && !areInSiblingModules(a, b);
  }

  /** Before something is made, everything that it depends on is replaced, and so are the old objects that depended on that. */
  #isDestroyedBeforeMaking(a: ResourceChange, b: ResourceChange): boolean {
    for (const [address, changes] of this.#replaced) {
      if (address === configured(b) || this.#dependsOn(configured(b), address)) {
        if (changes.some((change) => change === a || this.#isDestroyedBefore(a, change))) {
          return true;
        }
      }
    }
    return false;
  }

  /** An old object that has a new one already is destroyed after everything that is to use the new one. */
  #isMadeBeforeDestroy(a: Step, b: ResourceChange): boolean {
    const waiting = b.isDeposed || b.action === "create before delete" ? [configured(b)] : [];
    for (const [address, changes] of this.#deposed) {
      if (changes.some((change) => this.#isDestroyedBefore(change, b))) {
        waiting.push(address);
      }
    }
    return waiting.some((address) => this.#madeBeforeDestroying(address).has(configured(a.change)));
  }

  /** What is made before an old object of this resource is destroyed: the new one, what depends on it, and what these depend on. */
  #madeBeforeDestroying(address: string): ReadonlySet<string> {
    const known = this.#beforeDestroy.get(address);
    if (known) {
      return known;
    }
    const all = this.#plan.changes.map(configured);
    const direct = all.filter((other) => other === address || this.#dependsOn(other, address));
    const made = new Set(direct.flatMap((other) => [other, ...this.#reach(other)]));
    this.#beforeDestroy.set(address, made);
    return made;
  }

  #dependsOn(address: string, other: string): boolean {
    return this.#reach(address).has(other);
  }

  /** Everything that a resource of the configuration depends on, directly or not. */
  #reach(address: string): ReadonlySet<string> {
    const known = this.#reachable.get(address);
    if (known) {
      return known;
    }
    const reached = new Set<string>();
    // For a cycle, which Terraform would refuse.
    this.#reachable.set(address, reached);
    for (const other of this.#plan.dependencies(address)) {
      reached.add(other);
      this.#reach(other).forEach((further) => reached.add(further));
    }
    return reached;
  }
}

function isDestroy({ kind }: Step): boolean {
  return kind === "delete";
}

function configured({ configuredAddress }: ResourceChange): string {
  return configuredAddress;
}

/** Whether two resources are in different instances of the same module, which don't wait for each other. */
function areInSiblingModules(a: ResourceChange, b: ResourceChange): boolean {
  return a.modulePath !== b.modulePath && a.modulePath.replace(/\[[^\]]*\]/g, "") === b.modulePath.replace(/\[[^\]]*\]/g, "");
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key) ?? [];
  values.push(value);
  map.set(key, values);
}
