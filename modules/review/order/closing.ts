import type { Fact } from "./facts";
import type { IsBefore, Opening, Path, Question } from "./find-window";
import type { Step } from "./order";

/** A step, and what it does. */
export interface Closing {
  readonly step: Step;
  readonly words: string;
}

/**
 * The step that closes an opening: the last one that a Deny still needs, or one that takes away what can be done. Nothing where it is not certain
 * that one of them holds in the end.
 */
export function closingOf({ grants, denies }: Question, { done }: Opening, isBefore: IsBefore): Closing | undefined {
  const isDone = (step: Step): boolean => done.some((one) => one.step === step);
  const [shortest] = denies
    .filter((deny) => deny.every((fact) => endsAs(true, fact, isBefore)))
    .map((deny) => deny.flatMap(({ sets, words }) => remaining(sets, words.set, isDone)))
    .filter((steps) => steps.length > 0)
    .sort((a, b) => a.length - b.length);
  return lastOf(shortest ?? takenAway(grants, isDone, isBefore), isBefore);
}

/** What takes away all that can be done. */
function takenAway(grants: readonly Path[], isDone: (step: Step) => boolean, isBefore: IsBefore): readonly Closing[] {
  const clearing = grants.map((grant) => grant.filter((fact) => endsAs(false, fact, isBefore)));
  return clearing.some((facts) => facts.length === 0)
    ? []
    : clearing.flatMap((facts) => facts.slice(-1).flatMap(({ clears, words }) => remaining(clears, words.clear, isDone)));
}

function remaining(steps: readonly Step[], words: string, isDone: (step: Step) => boolean): readonly Closing[] {
  return steps.filter((step) => !isDone(step)).map((step) => ({ step, words }));
}

/** The words of the last step; where a step does several things, what is said of it first. */
function lastOf(all: readonly Closing[], isBefore: IsBefore): Closing | undefined {
  const last = all.findLast(({ step }) => !all.some((other) => other.step !== step && isBefore(step, other.step)));
  return all.find(({ step }) => step === last?.step);
}

/** Whether a fact is certainly true, or certainly false, when everything is done. */
function endsAs(isTrue: boolean, { initially, sets, clears }: Fact, isBefore: IsBefore): boolean {
  const [wanted, opposite] = isTrue ? [sets, clears] : [clears, sets];
  return wanted.length === 0
    ? initially === isTrue && opposite.length === 0
    : opposite.every((one) => wanted.some((last) => isBefore(one, last)));
}
