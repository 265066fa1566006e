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

const NEVER = constant(false);

export function isConstant({ sets, clears }: Fact): boolean {
  return sets.length === 0 && clears.length === 0;
}

/** The resources that make a fact true, before and after. */
interface Sources {
  readonly before: string[];
  readonly after: string[];
  readonly words: () => Fact["words"];
  /** Whether it is about what a policy means. */
  readonly isMeaning: boolean;
}

/** Words are for people, and few facts are ever shown. */
class PlannedFact implements Fact {
  readonly sets: Step[] = [];
  readonly clears: Step[] = [];
  readonly initially: boolean;
  readonly #words: () => Fact["words"];

  constructor(initially: boolean, words: () => Fact["words"]) {
    this.initially = initially;
    this.#words = words;
  }

  get words(): Fact["words"] {
    return this.#words();
  }
}

/** Everything that a plan makes true or false, by key. */
export class Facts {
  readonly #changes: ReadonlyMap<string, ResourceChange>;
  readonly #sources = new Map<string, Sources>();
  /** What destroying old objects takes away, by key. */
  readonly #deposed = new Map<string, Step[]>();
  readonly #steps: Readonly<Record<Step["kind"], Map<ResourceChange, Step>>> = {
    create: new Map(),
    delete: new Map(),
    remove: new Map(),
    add: new Map(),
  };
  #countSteps = 0;

  constructor(plan: Plan) {
    this.#changes = new Map(plan.changes.filter(({ isDeposed }) => !isDeposed).map((change) => [change.address, change]));
  }

  /** Says that a resource makes a fact true on one side of the plan. */
  claim(side: "before" | "after", key: string, address: string, words: () => Fact["words"]): void {
    this.#claim(side, key, address, words, false);
  }

  /**
   * Says what a policy means on one side of the plan. Only an update changes that: AWS deletes no policy that is attached, and a new one is
   * attached afterwards.
   */
  claimMeaning(side: "before" | "after", key: string, address: string, words: () => Fact["words"]): void {
    this.#claim(side, key, address, words, true);
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
      if (change) {
        this.#deposed.set(key, [...(this.#deposed.get(key) ?? []), this.step(change, "delete")]);
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
    const sources = this.#sources.get(key);
    if (!sources) {
      return NEVER;
    }
    const isSame = sources.before.length === 1 && sources.after.length === 1 && sources.before[0] === sources.after[0];
    const addresses = isSame ? sources.before : [...new Set([...sources.before, ...sources.after])];
    const all = addresses.flatMap((address) => this.#changes.get(address) ?? []);
    const changes = sources.isMeaning ? all.filter(({ action }) => action === "update") : all;
    // What no resource of the plan makes, such as the document of an AWS managed policy, is the same all the time.
    const fact = new PlannedFact(changes.length === 0 || sources.before.length > 0, sources.words);
    for (const change of changes) {
      this.#addSteps(fact, change, sources.before.includes(change.address), sources.after.includes(change.address));
    }
    fact.clears.push(...(this.#deposed.get(key) ?? []));
    return fact;
  }

  /** A step of a resource. The same step is the same object. */
  step(change: ResourceChange, kind: Step["kind"]): Step {
    const known = this.#steps[kind].get(change);
    if (known) {
      return known;
    }
    const step = { id: this.#countSteps++, change, kind };
    this.#steps[kind].set(change, step);
    return step;
  }

  #claim(side: "before" | "after", key: string, address: string, words: () => Fact["words"], isMeaning: boolean): void {
    const sources = this.#sources.get(key) ?? { before: [], after: [], words, isMeaning };
    sources[side].push(address);
    this.#sources.set(key, sources);
  }

  #addSteps({ sets, clears }: PlannedFact, change: ResourceChange, isBefore: boolean, isAfter: boolean): void {
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
      facts.claim(side, membershipKey(user.key, group.key), resource.address, () => {
        const [who, where] = [user.name ?? user.key, group.name ?? group.key];
        return { set: `add ${who} to ${where}`, clear: `take ${who} out of ${where}` };
      });
    }
    for (const { resource, kind, holder, policy } of holders.attachments) {
      facts.claim(side, attachmentKey(holder.key, policy.key), resource.address, () => {
        const [what, whom] = [policy.name ?? policy.label, `the ${kind} ${holder.name ?? holder.key}`];
        return { set: `attach ${what} to ${whom}`, clear: `detach ${what} from ${whom}` };
      });
    }
    for (const { kind, key, name, address, boundary } of holders.all) {
      if (kind === "user" && address !== undefined) {
        facts.claim(side, existenceKey(key), address, () => ({ set: `create the user ${name}`, clear: `delete the user ${name}` }));
        if (boundary) {
          const what = boundary.name ?? boundary.label;
          facts.claim(side, boundaryKey(key, boundary.key), address, () => ({
            set: `set the boundary ${what} of ${name}`,
            clear: `remove the boundary ${what} of ${name}`,
          }));
        }
      }
    }
  }
  return facts;
}
