import fc from "fast-check";
import type { ResourceChange } from "../../modules/access";
import { closingOf } from "../../modules/review/order/closing";
import type { Fact } from "../../modules/review/order/facts";
import { findOpening, type IsBefore, type Opening, type Question } from "../../modules/review/order/find-window";
import type { Step } from "../../modules/review/order/order";
import { everyOpening, isTrue } from "../helpers/openings";

const GRAPHS = 5000;

interface Problem {
  readonly steps: readonly Step[];
  readonly isBefore: IsBefore;
  readonly question: Question;
}

/** Steps in an order of which any part may be missing, and facts that they set and clear. */
const problems: fc.Arbitrary<Problem> = fc.constantFrom(1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 7).chain((count) => {
  const steps = Array.from({ length: count }, (_, id): Step => ({
    id,
    kind: "create",
    change: { address: `step${id}` } as ResourceChange,
  }));
  const edges = fc
    .tuple(fc.constantFrom(1, 3, 5), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count * count, maxLength: count * count }))
    .map(([density, numbers]) => numbers.map((number) => number < density));
  return fc
    .record({ edges, facts: fc.array(factOf(steps), { minLength: 1, maxLength: 6 }) })
    .chain(({ edges: drawn, facts }) =>
      fc
        .record({ grants: fc.array(pathOf(facts), { minLength: 1, maxLength: 3 }), denies: fc.array(pathOf(facts), { maxLength: 3 }) })
        .map((question) => ({ steps, isBefore: orderOf(count, drawn), question })),
    );
});

function factOf(steps: readonly Step[]): fc.Arbitrary<Fact> {
  const number = fc.constantFrom(0, 0, 1, 1, 1, 1, 2, 3);
  return fc
    .record({
      initially: fc.boolean(),
      shuffled: fc.shuffledSubarray([...steps], { minLength: steps.length }),
      sets: number,
      clears: number,
    })
    .map(({ initially, shuffled, sets, clears }) => ({
      initially,
      sets: shuffled.slice(0, sets),
      clears: shuffled.slice(sets, sets + clears),
      words: { set: "set", clear: "clear" },
    }));
}

function pathOf(facts: readonly Fact[]): fc.Arbitrary<readonly Fact[]> {
  return fc.subarray([...facts], { minLength: 1, maxLength: Math.min(3, facts.length) });
}

/** Edges between steps of ascending numbers, and all that follows from them. */
function orderOf(count: number, drawn: readonly boolean[]): IsBefore {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const before = numbers.map((from) => numbers.map((to) => from < to && drawn[from * count + to] === true));
  for (const middle of numbers) {
    for (const from of numbers.filter((one) => before[one]![middle])) {
      before[from] = before[from]!.map((isLater, to) => isLater || before[middle]![to]!);
    }
  }
  return (a, b) => before[a.id]![b.id]!;
}

function problemsToTry(): readonly Problem[] {
  return fc.sample(problems, { numRuns: GRAPHS, seed: 10 });
}

/** What is done, with everything that must be before it. */
function closureOf({ steps, isBefore }: Problem, { done }: Opening): ReadonlySet<Step> {
  return new Set(steps.filter((step) => done.some((one) => one.step === step || isBefore(step, one.step))));
}

test("an opening is found if and only if some order of the steps has one, and it is as short as can be", () => {
  let open = 0;
  for (const problem of problemsToTry()) {
    const moments = everyOpening(problem.steps, problem.question, problem.isBefore);
    const opening = findOpening(problem.question, problem.isBefore);
    expect(opening?.done.length).toBe(moments.length === 0 ? undefined : Math.min(...moments.map(({ needed }) => needed)));
    if (opening) {
      open++;
      const closure = closureOf(problem, opening);
      const wanted = opening.done.map(({ step }) => step);
      const reached = moments.filter(({ done }) => done.length === closure.size && done.every((step) => closure.has(step)));
      const orders = reached.map(({ done }) => done.filter((step) => wanted.includes(step)));
      expect(orders).toContainEqual(wanted);
    }
  }
  expect(open).toBeGreaterThan(GRAPHS / 4);
  expect(open).toBeLessThan((GRAPHS * 3) / 4);
}, 60_000);

test("for each Deny, a fact is missing, and what made it so is done or is not done yet", () => {
  for (const { question, isBefore } of problemsToTry()) {
    const opening = findOpening(question, isBefore);
    for (const [index, { fact, cause }] of (opening?.missing ?? []).entries()) {
      expect(question.denies[index]).toContain(fact);
      const isDone = opening?.done.some(({ step }) => step === cause?.step);
      expect(isDone).toBe(cause?.kind === "no longer");
    }
    expect(opening?.missing.length ?? question.denies.length).toBe(question.denies.length);
  }
}, 60_000);

test("after the step that closes an opening, no order of the steps ends with one", () => {
  let closed = 0;
  for (const { steps, question, isBefore } of problemsToTry()) {
    const opening = findOpening(question, isBefore);
    if (opening && closingOf(question, opening, isBefore) !== undefined) {
      closed++;
      expect(everyOpening(steps, question, isBefore).filter(({ done }) => done.length === steps.length)).toEqual([]);
    }
  }
  expect(closed).toBeGreaterThan(GRAPHS / 20);
}, 60_000);

test("a fact has the value that the last of its steps has given to it", () => {
  const [first, second] = ["create", "delete"].map((kind, id) => ({ id, kind, change: {} }) as Step);
  const fact: Fact = { initially: false, sets: [first!], clears: [second!], words: { set: "", clear: "" } };
  expect([[], [first!], [first!, second!], [second!, first!]].map((done) => isTrue(fact, done))).toEqual([false, true, false, true]);
});
