/** Whether each change does to healthy stacks what its effect says. */
import fc from "fast-check";
import { Choices, type Draft } from "./draft";
import { healthyStack, type Plan, plans } from "./healthy";
import { type Judgement, judgeStack } from "./judge-account";
import { type Mutation, MUTATIONS } from "./mutations";

/** A harmless change is tried on fewer stacks, because all of them have to be judged to the end. */
const HARMLESS_STACKS = 10;

const KINDS = { harmful: "open", hides: "unknown", harmless: "enforced" } as const;

/**
 * The changes that have no effect, or another one than they say: a harmful one must open at least one of so many healthy stacks, one that hides
 * something must hide it, and a harmless one must leave every stack enforced.
 */
export function wrongEffects(stacksEach: number, seed: number): readonly string[] {
  const numbers = fc.array(fc.nat({ max: 99 }), { minLength: 6, maxLength: 6 });
  const samples = fc.sample(fc.record({ plan: plans, numbers }), { numRuns: stacksEach, seed });
  const unhealthy = samples.filter(({ plan }) => judge(healthyStack(plan)) !== "enforced");
  return [
    ...unhealthy.map(({ plan }) => `a healthy stack is not enforced: ${JSON.stringify(plan)}`),
    ...MUTATIONS.filter((mutation) => !isAsSaid(mutation, samples)).map(({ name, effect }) => `${name} is not ${effect}`),
  ];
}

interface Sample {
  readonly plan: Plan;
  readonly numbers: readonly number[];
}

function isAsSaid({ effect, apply }: Mutation, samples: readonly Sample[]): boolean {
  const judgementOf = ({ plan, numbers }: Sample): Judgement["kind"] | undefined => {
    const draft = healthyStack(plan);
    return apply(draft, new Choices(numbers)) ? judge(draft) : undefined;
  };
  const expected = KINDS[effect];
  if (effect !== "harmless") {
    return samples.some((sample) => judgementOf(sample) === expected);
  }
  const kinds = samples.slice(0, HARMLESS_STACKS).map(judgementOf);
  return kinds.includes(expected) && kinds.every((kind) => kind === undefined || kind === expected);
}

function judge(draft: Draft): Judgement["kind"] {
  return judgeStack(draft.toJson(), draft.except).kind;
}
