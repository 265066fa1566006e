import { type Holders, type Plan, readHolders, type ResourceChange } from "../../access";
import type { Step } from "./order";

/** Something that is true or false at any moment of an apply, such as john being in a group. */
export interface Fact {
  readonly initially: boolean;
  /** The steps that make it true, and those that make it false. */
  readonly sets: readonly Step[];
  readonly clears: readonly Step[];
  /** What these steps do: `add john to Power`, `take john out of Power`. */
  readonly words: { readonly set: string; readonly clear: string };
}

/** A fact that never changes. */
export function constant(initially: boolean): Fact {
  return { initially, sets: [], clears: [], words: { set: "", clear: "" } };
}

export function isConstant({ sets, clears }: Fact): boolean {
  return sets.length === 0 && clears.length === 0;
}

interface Draft {
  initially: boolean;
  readonly sets: Step[];
  readonly clears: Step[];
  words: Fact["words"];
}

/** The resources that make a fact true, before and after. */
interface Sources {
  readonly before: Set<string>;
  readonly after: Set<string>;
  readonly words: Fact["words"];
}

/** Everything that a plan makes true or false, by key. */
export class Facts {
  readonly #changes: ReadonlyMap<string, ResourceChange>;
  readonly #sources = new Map<string, Sources>();
  readonly #meanings = new Map<string, Sources>();
  readonly #facts = new Map<string, Fact>();
  readonly #steps = new Map<string, Step>();

  constructor(plan: Plan) {
    this.#changes = new Map(plan.changes.filter(({ isDeposed }) => !isDeposed).map((change) => [change.address, change]));
  }

  /** Says that a resource makes a fact true on one side of the plan. */
  claim(side: "before" | "after", key: string, address: string, words: Fact["words"]): void {
    const sources = this.#sources.get(key) ?? { before: new Set(), after: new Set(), words };
    sources[side].add(address);
    this.#sources.set(key, sources);
  }

  /**
   * Says what a policy means on one side of the plan. Only an update changes that: AWS deletes no policy that is attached, and a new one is
   * attached afterwards.
   */
  claimMeaning(side: "before" | "after", key: string, address: string, name: string): void {
    const text = `change the document of ${name}`;
    const sources = this.#meanings.get(key) ?? { before: new Set(), after: new Set(), words: { set: text, clear: text } };
    sources[side].add(address);
    this.#meanings.set(key, sources);
  }

  /** Adds what destroying old objects takes away, even if newer ones made it true again. */
  readDeposed(plan: Plan): void {
    const deposed = plan.changes.filter(({ isDeposed, action, before }) => isDeposed && action === "delete" && before);
    const { attachments, memberships } = readHolders({
      resources: deposed.flatMap(({ before }) => before ?? []),
      unexamined: [],
      dependencies: () => [],
    });
    const clear = (key: string, address: string): void => {
      const change = deposed.find((candidate) => candidate.address === address);
      const fact = this.get(key);
      if (change && this.#sources.has(key)) {
        this.#facts.set(key, { ...fact, clears: [...fact.clears, this.step(change, "delete")] });
      }
    };
    attachments.forEach(({ holder, policy, resource }) => {
      clear(attachmentKey(holder.key, policy.key), resource.address);
    });
    memberships.forEach(({ user, group, resource }) => {
      clear(membershipKey(user.key, group.key), resource.address);
    });
  }

  /** The fact with a key; one that is always false where nothing makes it true. */
  get(key: string): Fact {
    const known = this.#facts.get(key);
    if (known) {
      return known;
    }
    const fact = this.#meanings.has(key) ? this.#assembleMeaning(key) : this.#assemble(key);
    this.#facts.set(key, fact);
    return fact;
  }

  /** A step of a resource. The same step is the same object. */
  step(change: ResourceChange, kind: Step["kind"]): Step {
    const key = `${change.address} ${String(change.isDeposed)} ${kind}`;
    const step = this.#steps.get(key) ?? { id: this.#steps.size, change, kind };
    this.#steps.set(key, step);
    return step;
  }

  #assembleMeaning(key: string): Fact {
    const { before, after, words } = this.#meanings.get(key) ?? { before: new Set(), after: new Set(), words: { set: "", clear: "" } };
    const change = [...before, ...after].map((address) => this.#changes.get(address)).find((found) => found?.action === "update");
    if (!change) {
      return constant(true);
    }
    const draft: Draft = { initially: before.size > 0, sets: [], clears: [], words };
    this.#addSteps(draft, change, before.size > 0, after.size > 0);
    return draft;
  }

  #assemble(key: string): Fact {
    const sources = this.#sources.get(key);
    if (!sources) {
      return constant(false);
    }
    // What no resource of the plan makes is the same all the time.
    const isOutside = ![...sources.before, ...sources.after].some((address) => this.#changes.has(address));
    const draft: Draft = { initially: isOutside || sources.before.size > 0, sets: [], clears: [], words: sources.words };
    for (const address of new Set([...sources.before, ...sources.after])) {
      const change = this.#changes.get(address);
      if (change) {
        this.#addSteps(draft, change, sources.before.has(address), sources.after.has(address));
      }
    }
    return draft;
  }

  #addSteps({ sets, clears }: Draft, change: ResourceChange, isBefore: boolean, isAfter: boolean): void {
    switch (change.action) {
      case "create":
        sets.push(...(isAfter ? [this.step(change, "create")] : []));
        break;
      case "delete":
        clears.push(...(isBefore ? [this.step(change, "delete")] : []));
        break;
      case "replace":
      case "create before delete":
        sets.push(...(isAfter ? [this.step(change, "create")] : []));
        clears.push(...(isBefore ? [this.step(change, "delete")] : []));
        break;
      case "update":
        sets.push(...(isAfter && !isBefore ? [this.step(change, "add")] : []));
        clears.push(...(isBefore && !isAfter ? [this.step(change, "remove")] : []));
        break;
      default:
        break;
    }
  }
}

export function membershipKey(user: string, group: string): string {
  return `${user} in ${group}`;
}

export function attachmentKey(holder: string, policy: string): string {
  return `${holder} has ${policy}`;
}

export function boundaryKey(user: string, policy: string): string {
  return `${user} is bound by ${policy}`;
}

export function existenceKey(user: string): string {
  return `${user} exists`;
}

/** Reads what is true before and after a plan into facts. */
export function readFacts(plan: Plan, before: Holders, after: Holders): Facts {
  const facts = new Facts(plan);
  for (const [side, holders] of [
    ["before", before],
    ["after", after],
  ] as const) {
    for (const { resource, user, group } of holders.memberships) {
      const [who, where] = [user.name ?? user.key, group.name ?? group.key];
      const words = { set: `add ${who} to ${where}`, clear: `take ${who} out of ${where}` };
      facts.claim(side, membershipKey(user.key, group.key), resource.address, words);
    }
    for (const { resource, kind, holder, policy } of holders.attachments) {
      const [what, whom] = [policy.name ?? policy.label, `the ${kind} ${holder.name ?? holder.key}`];
      const words = { set: `attach ${what} to ${whom}`, clear: `detach ${what} from ${whom}` };
      facts.claim(side, attachmentKey(holder.key, policy.key), resource.address, words);
    }
    for (const { kind, key, name, address, boundary } of holders.all) {
      if (kind === "user" && address !== undefined) {
        facts.claim(side, existenceKey(key), address, { set: `create the user ${name}`, clear: `delete the user ${name}` });
        if (boundary) {
          const what = boundary.name ?? boundary.label;
          const words = { set: `set the boundary ${what} of ${name}`, clear: `remove the boundary ${what} of ${name}` };
          facts.claim(side, boundaryKey(key, boundary.key), address, words);
        }
      }
    }
  }
  return facts;
}
