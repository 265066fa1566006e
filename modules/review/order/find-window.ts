import type { Fact } from "./facts";
import type { Step } from "./order";

/** Facts that must all be true. */
export type Path = readonly Fact[];

/** Whether somebody can act without MFA: one of the grants is there, and no Deny. */
export interface Question {
  readonly grants: readonly Path[];
  readonly denies: readonly Path[];
}

/** A part of the plan that can be done, after which somebody can act without MFA. */
export interface Opening {
  /** What must be done, in an order in which it can be. */
  readonly done: readonly { readonly step: Step; readonly words: string }[];
  /** What the user can act by. */
  readonly grant: Path;
  /** For each Deny, why it does not hold: a step that is not done yet, or one that has taken it away. Nothing if it never holds. */
  readonly missing: readonly Missing[];
}

export interface Missing {
  readonly fact: Fact;
  readonly cause?: { readonly kind: "not yet" | "no longer"; readonly step: Step };
}

export type IsBefore = (a: Step, b: Step) => boolean;

/** One way for a fact to be true, or false, at some moment. */
interface Way {
  readonly must: readonly Step[];
  readonly mustNot: readonly Step[];
  /** If both are done, the first one before the second. */
  readonly pairs: readonly (readonly [Step, Step])[];
  readonly words: readonly string[];
  readonly missing?: Missing;
}

interface Situation {
  readonly must: readonly Step[];
  readonly mustNot: readonly Step[];
  readonly pairs: readonly (readonly [Step, Step])[];
  readonly words: ReadonlyMap<Step, string>;
  readonly missing: readonly Missing[];
  readonly grant: Path;
}

const NOTHING: Omit<Situation, "grant"> = { must: [], mustNot: [], pairs: [], words: new Map(), missing: [] };

/**
 * Finds the shortest part of a plan that can be done, and after which the answer to the question is yes. A part can be done if it contains, with
 * each step, all that must be before that. So it is enough that no step that must be done waits for one that must not.
 */
export function findOpening({ grants, denies }: Question, isBefore: IsBefore): Opening | undefined {
  const search = new Search(isBefore);
  for (const grant of grants) {
    search.try({ ...NOTHING, grant }, [...grant.map(waysToBeTrue(isBefore)), ...denies.map(waysToFail(isBefore))]);
  }
  return search.best && { done: inOrder(search.best, isBefore), grant: search.best.grant, missing: search.best.missing };
}

class Search {
  best?: Situation;
  readonly #isBefore: IsBefore;

  constructor(isBefore: IsBefore) {
    this.#isBefore = isBefore;
  }

  /** Fulfils one demand after the other, and gives up on what cannot be, or is not shorter. */
  try(situation: Situation, demands: readonly (readonly Way[])[]): void {
    if (this.best && situation.must.length >= this.best.must.length) {
      return;
    }
    const [demand, ...others] = demands;
    if (!demand) {
      this.best = isPossible(situation, this.#isBefore) ? situation : this.best;
      return;
    }
    for (const way of demand) {
      const next = combine(situation, way);
      if (!this.#isContradictory(next)) {
        this.try(next, others);
      }
    }
  }

  #isContradictory({ must, mustNot }: Situation): boolean {
    return must.some((done) => mustNot.some((open) => open === done || this.#isBefore(open, done)));
  }
}

function combine(situation: Situation, way: Way): Situation {
  const words = new Map(situation.words);
  way.must.forEach((step, index) => {
    words.set(step, words.get(step) ?? way.words[index] ?? "");
  });
  return {
    must: [...new Set([...situation.must, ...way.must])],
    mustNot: [...new Set([...situation.mustNot, ...way.mustNot])],
    pairs: [...situation.pairs, ...way.pairs],
    words,
    missing: way.missing ? [...situation.missing, way.missing] : situation.missing,
    grant: situation.grant,
  };
}

function waysToBeTrue(isBefore: IsBefore): (fact: Fact) => readonly Way[] {
  return ({ initially, sets, clears, words }) => [
    ...(initially ? [{ must: [], mustNot: clears, pairs: [], words: [] }] : []),
    ...sets.map((step) => ({ ...after(step, clears, isBefore), words: [words.set] })),
  ];
}

/** A Deny fails if one of its facts is false. */
function waysToFail(isBefore: IsBefore): (deny: Path) => readonly Way[] {
  return (deny) => deny.flatMap((fact) => waysToBeFalse(fact, isBefore));
}

function waysToBeFalse(fact: Fact, isBefore: IsBefore): readonly Way[] {
  const { initially, sets, clears, words } = fact;
  const [first] = sets;
  const notYet: Missing = { fact, ...(first && { cause: { kind: "not yet", step: first } }) };
  return [
    ...(initially ? [] : [{ must: [], mustNot: sets, pairs: [], words: [], missing: notYet }]),
    ...clears.map((step) => ({
      ...after(step, sets, isBefore),
      words: [words.clear],
      missing: { fact, cause: { kind: "no longer" as const, step } },
    })),
  ];
}

/** A step has been done, and none of the opposite steps since. */
function after(step: Step, opposites: readonly Step[], isBefore: IsBefore): Pick<Way, "must" | "mustNot" | "pairs"> {
  const later = opposites.filter((opposite) => isBefore(step, opposite));
  const others = opposites.filter((opposite) => !later.includes(opposite));
  return { must: [step], mustNot: later, pairs: others.map((opposite) => [opposite, step] as const) };
}

/** Whether the wanted order of pairs fits the plan's order. */
function isPossible(situation: Situation, isBefore: IsBefore): boolean {
  const wanted = wantedPairs(situation, isBefore);
  if (wanted.length < 2) {
    return wanted.every(([first, second]) => !isBefore(second, first));
  }
  const next = edgesOf([...new Set(wanted.flat())], wanted, isBefore);
  return !wanted.some(([first]) => reaches(first, first, next));
}

/** The pairs that matter: those of which both are done. */
function wantedPairs({ must, pairs }: Situation, isBefore: IsBefore): Situation["pairs"] {
  const isDone = (step: Step): boolean => must.some((done) => done === step || isBefore(step, done));
  return pairs.filter((pair) => pair.every(isDone));
}

type Edges = (step: Step) => readonly Step[];

/** What comes after a step, by the plan's order or as it is wanted. */
function edgesOf(steps: readonly Step[], wanted: Situation["pairs"], isBefore: IsBefore): Edges {
  return (from) => steps.filter((to) => isBefore(from, to) || wanted.some(([first, second]) => first === from && second === to));
}

function reaches(from: Step, target: Step, edges: Edges, seen = new Set<Step>()): boolean {
  return edges(from).some((next) => {
    if (next === target) {
      return true;
    }
    if (seen.has(next)) {
      return false;
    }
    seen.add(next);
    return reaches(next, target, edges, seen);
  });
}

/** The steps that must be done, each after those that must be before it. */
function inOrder(situation: Situation, isBefore: IsBefore): Opening["done"] {
  const { must, words } = situation;
  const wanted = wantedPairs(situation, isBefore);
  const next = edgesOf([...new Set([...must, ...wanted.flat()])], wanted, isBefore);
  const rest = [...must];
  const ordered: Step[] = [];
  while (rest.length > 0) {
    const first = rest.findIndex((step) => !rest.some((other) => other !== step && reaches(other, step, next)));
    ordered.push(...rest.splice(Math.max(first, 0), 1));
  }
  return ordered.map((step) => ({ step, words: words.get(step) ?? "" }));
}
