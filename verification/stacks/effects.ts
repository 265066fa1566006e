/** Whether each change does to healthy stacks what its effect says. */
import fc from "fast-check";
import { Choices } from "./draft";
import { healthyStack, plans } from "./healthy";
import { type Judgement, judgeStack } from "./judge-account";
import { type Mutation, MUTATIONS } from "./mutations";

const KINDS = { harmful: "open", hides: "unknown", harmless: "enforced" } as const;

/**
 * The changes that have no effect, or another one than they say: a harmful one must open at least one of so many healthy stacks, one that hides
 * something must hide it, and a harmless one must leave every stack enforced.
 */
export function wrongEffects(stacksEach: number, seed: number): readonly string[] {
  const numbers = fc.array(fc.nat({ max: 99 }), { minLength: 6, maxLength: 6 });
  const samples = fc.sample(fc.tuple(plans, numbers), { numRuns: stacksEach, seed });
  const healthy = samples.filter(([plan]) => {
    const { json, except } = toCase(healthyStack(plan));
    return judgeStack(json, except).kind !== "enforced";
  });
  return [...healthy.map(([plan]) => `a healthy stack is not enforced: ${JSON.stringify(plan)}`), ...MUTATIONS.flatMap(check)];

  function check(mutation: Mutation): readonly string[] {
    const kinds = samples.flatMap(([plan, chosen]): readonly Judgement["kind"][] => {
      const draft = healthyStack(plan);
      const isApplied = mutation.apply(draft, new Choices(chosen));
      const { json, except } = toCase(draft);
      return isApplied ? [judgeStack(json, except).kind] : [];
    });
    const expected = KINDS[mutation.effect];
    const isRight = mutation.effect === "harmless" ? kinds.every((kind) => kind === expected) : kinds.includes(expected);
    return isRight && kinds.length > 0 ? [] : [`${mutation.name}: expected ${expected}, found ${[...new Set(kinds)].join(", ") || "nothing to apply it to"}`];
  }
}

function toCase(draft: ReturnType<typeof healthyStack>): { readonly json: ReturnType<typeof draft.toJson>; readonly except: readonly string[] } {
  return { json: draft.toJson(), except: draft.except };
}
