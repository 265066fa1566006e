import type { Fact } from "../../modules/review/order/facts";
import type { IsBefore, Path, Question } from "../../modules/review/order/find-window";
import type { Step } from "../../modules/review/order/order";

/** A moment at which the answer to the question is yes: what has been done, in which order. */
export interface Moment {
  readonly done: readonly Step[];
  /** How few of these steps have made the facts what they are. */
  readonly needed: number;
}

/** Every such moment of every order in which steps can be done. */
export function everyOpening(steps: readonly Step[], question: Question, isBefore: IsBefore): readonly Moment[] {
  const moments: Moment[] = [];
  const visit = (done: readonly Step[]): void => {
    const needed = fewestSteps(question, done);
    if (needed !== undefined) {
      moments.push({ done, needed });
    }
    const open = steps.filter((step) => !done.includes(step));
    open
      .filter((step) => !open.some((other) => isBefore(other, step)))
      .forEach((step) => {
        visit([...done, step]);
      });
  };
  visit([]);
  return moments;
}

export function isTrue({ initially, sets, clears }: Fact, done: readonly Step[]): boolean {
  return done.reduce((value, step) => (sets.includes(step) ? true : clears.includes(step) ? false : value), initially);
}

/** The size of the smallest set of steps that explains why a grant is there, and no Deny; nothing if that is not so. */
function fewestSteps({ grants, denies }: Question, done: readonly Step[]): number | undefined {
  const holding = grants.filter((grant) => grant.every((fact) => isTrue(fact, done)));
  const isDenied = denies.some((deny) => deny.every((fact) => isTrue(fact, done)));
  if (holding.length === 0 || isDenied) {
    return undefined;
  }
  const failing = denies.map((deny) => deny.filter((fact) => !isTrue(fact, done)).flatMap((fact) => causesOf(fact, done)));
  const explain = (grant: Path): number => smallestUnion([...grant.map((fact) => causesOf(fact, done)), ...failing]);
  return Math.min(...holding.map(explain));
}

/** The steps each of which alone explains a fact's value; `undefined` stands for no step, where it has been so from the start. */
function causesOf(fact: Fact, done: readonly Step[]): readonly (Step | undefined)[] {
  const [causes, opposites] = isTrue(fact, done) ? [fact.sets, fact.clears] : [fact.clears, fact.sets];
  const last = done.findLastIndex((step) => opposites.includes(step));
  const since = done.filter((step, index) => index > last && causes.includes(step));
  return last < 0 && fact.initially === isTrue(fact, done) ? [undefined] : since;
}

function smallestUnion(choices: readonly (readonly (Step | undefined)[])[], chosen: ReadonlySet<Step> = new Set()): number {
  const [first, ...others] = choices;
  if (!first) {
    return chosen.size;
  }
  return Math.min(...first.map((step) => smallestUnion(others, step === undefined ? chosen : new Set([...chosen, step]))));
}
