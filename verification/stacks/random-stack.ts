/** Random stacks: a healthy one, and up to four changes to it. */
import fc from "fast-check";
import { Choices } from "./draft";
import { healthyStack, type Plan, plans } from "./healthy";
import { type Mutation, MUTATIONS } from "./mutations";
import type { StackJson } from "./terraform-json";

/** A change, and the numbers that make its choices. */
export interface Step {
  readonly mutation: Mutation;
  readonly numbers: readonly number[];
}

/** How a stack came about. */
export interface Recipe {
  readonly plan: Plan;
  readonly steps: readonly Step[];
}

export interface RandomStack {
  readonly json: StackJson;
  readonly except: readonly string[];
  /** The changes that had something to apply to. */
  readonly steps: readonly Step[];
}

const HARMLESS = MUTATIONS.filter(({ effect }) => effect === "harmless");

/** Of the changes drawn, half are harmless, so that many stacks stay enforced. */
const mutations = fc.oneof(fc.constantFrom(...HARMLESS), fc.constantFrom(...MUTATIONS));

export const steps: fc.Arbitrary<Step> = fc.record({
  mutation: mutations,
  numbers: fc.array(fc.nat({ max: 99 }), { minLength: 6, maxLength: 6 }),
});

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  plan: plans,
  steps: fc.oneof(
    ...[0, 1, 1, 2, 2, 3, 4].map((length) =>
      fc.uniqueArray(steps, { minLength: length, maxLength: length, selector: ({ mutation }) => mutation.name }),
    ),
  ),
});

/** The stack of a recipe. */
export function makeStack({ plan, steps: wanted }: Recipe): RandomStack {
  const draft = healthyStack(plan);
  const applied = wanted.filter(({ mutation, numbers }) => mutation.apply(draft, new Choices(numbers)));
  return { json: draft.toJson(), except: draft.except, steps: applied };
}
