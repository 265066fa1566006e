/** Runs the comparison on many random stacks, and counts. */
import fc from "fast-check";
import { compare, type Comparison } from "./compare";
import { describeLeak } from "./judge-account";
import { simplest } from "./minimize";
import { makeStack, type RandomStack, type Recipe, recipes } from "./random-stack";
import { MUTATIONS } from "./mutations";

/** What happened to the stacks that have a change. */
export interface Count {
  stacks: number;
  /** Stacks with this change alone that it opened or hid something in. */
  changed: number;
  /** Stacks of which the matcher says "enforced" wrongly, and for which this change is needed. */
  wrong: number;
  /** Stacks with this change alone that are enforced, and of which the matcher does not say so. */
  missed: number;
}

export interface Finding {
  /** The names of the changes that are needed. */
  readonly cause: string;
  readonly stack: RandomStack;
  readonly comparison: Comparison;
}

export interface Tally {
  readonly stacks: number;
  /** Stacks whose changes do not go together, so that Terraform would refuse them. They are not among the others. */
  readonly invalid: number;
  readonly enforced: number;
  readonly recognised: number;
  readonly counts: ReadonlyMap<string, Count>;
  /** One for each cause. */
  readonly wrong: readonly Finding[];
  readonly missed: readonly Finding[];
}

export function runStacks(numRuns: number, seed: number): Tally {
  const counts = new Map(MUTATIONS.map(({ name }) => [name, { stacks: 0, changed: 0, wrong: 0, missed: 0 }]));
  const wrong = new Map<string, Finding>();
  const missed = new Map<string, Finding>();
  let invalid = 0;
  let enforced = 0;
  let recognised = 0;
  for (const recipe of fc.sample(recipes, { numRuns, seed })) {
    const stack = makeStack(recipe);
    const comparison = compare(stack.json, stack.except);
    if (!comparison) {
      invalid++;
      continue;
    }
    const isEnforced = comparison.judgement.kind === "enforced";
    enforced += isEnforced ? 1 : 0;
    recognised += isEnforced && comparison.said === "enforced" ? 1 : 0;
    const [only, ...others] = new Set(stack.steps.map(({ mutation }) => mutation.name));
    new Set(stack.steps.map(({ mutation }) => mutation.name)).forEach((name) => {
      add(counts, name, "stacks");
    });
    if (only !== undefined && others.length === 0) {
      add(counts, only, isEnforced ? undefined : "changed");
    }
    if (comparison.isWrong) {
      record(recipe, wrong, counts, "wrong");
    } else if (comparison.isMissed) {
      record(recipe, missed, counts, "missed");
    }
  }
  return { stacks: numRuns - invalid, invalid, enforced, recognised, counts, wrong: [...wrong.values()], missed: [...missed.values()] };
}

function record(recipe: Recipe, findings: Map<string, Finding>, counts: ReadonlyMap<string, Count>, key: "wrong" | "missed"): void {
  const stack = simplest(recipe, (comparison) => (key === "wrong" ? comparison.isWrong : comparison.isMissed));
  const names = [...new Set(stack.steps.map(({ mutation }) => mutation.name))].sort();
  names.forEach((name) => {
    add(counts, name, key);
  });
  const cause = names.join(" + ") || "a healthy stack";
  const comparison = compare(stack.json, stack.except);
  if (comparison && !findings.has(cause)) {
    findings.set(cause, { cause, stack, comparison });
  }
}

function add(counts: ReadonlyMap<string, Count>, name: string, key: keyof Count | undefined): void {
  const count = counts.get(name);
  if (count && key) {
    count[key]++;
  }
}

/** Why a stack is not enforced. */
export function reasonOf({ judgement }: Comparison): string {
  if (judgement.kind === "open") {
    return describeLeak(judgement.leak);
  }
  return judgement.kind === "unknown" ? `cannot be seen: ${judgement.hidden.join(", ")}` : "enforced";
}
