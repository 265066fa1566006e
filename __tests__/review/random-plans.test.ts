import { readPlan } from "../../modules/access";
import { exitCode, type Finding, report, reviewPlan } from "../../modules/review";
import { isExposed, readSide } from "../../modules/review/side";
import { type Change, HARMLESS, openUsers, type RandomPlan, randomPlan, WEAKENINGS } from "../../verification/plans/random";

jest.setTimeout(60_000);

const RUNS_EACH = 40;
const RUNS_TOGETHER = 4;

const counts = { weakening: 0, together: 0, harmless: 0, judged: 0 };

afterAll(() => {
  const { weakening, together, harmless, judged } = counts;
  console.log(
    `${weakening} plans that weaken, ${together} that weaken beside a harmless change, ${harmless} harmless, ${judged} judged twice`,
  );
});

function newFindings({ plan }: RandomPlan): readonly Finding[] {
  return reviewPlan(plan, "plan.json").findings.filter(({ isOld }) => !isOld);
}

function exitCodeOf({ plan }: RandomPlan): number {
  return exitCode(report([reviewPlan(plan, "plan.json")], { accepted: [], isStrict: false, today: "2026-12-31" }));
}

/** Plans of accounts of different seeds. */
function plansWith(
  runs: number,
  index: number,
  ...changes: readonly Change[]
): readonly { readonly seed: number; readonly made: RandomPlan }[] {
  return Array.from({ length: runs }, (_, run) => 1000 * index + run).flatMap((seed) => {
    const made = randomPlan(seed, ...changes);
    return made ? [{ seed, made }] : [];
  });
}

/** Whether a user can act without MFA after the plan who could not before. */
function isWeaker({ before, after }: RandomPlan): boolean {
  const open = openUsers(before);
  return [...openUsers(after)].some((name) => !open.has(name));
}

/** Nobody who is open is taken for enforced, and nobody else for open. */
function disagreements({ plan, before, after }: RandomPlan): readonly string[] {
  const read = readPlan(plan);
  return [[before, read.before] as const, [after, read.after] as const].flatMap(([account, configuration]) => {
    const exposed = [...readSide(configuration).standings.values()].filter(
      (standing) => standing.holder.kind === "user" && isExposed(standing),
    );
    const [said, known] = [new Set(exposed.map(({ holder }) => holder.name)), openUsers(account)];
    return [...new Set([...said, ...known])].filter((name) => said.has(name) !== known.has(name));
  });
}

describe.each(WEAKENINGS.map((change, index) => [change.name, change, index] as const))("%s", (_name, change, index) => {
  test("is always found", () => {
    const plans = plansWith(RUNS_EACH, index, change).filter(({ made }) => change.isAlwaysFound === true || isWeaker(made));
    const missed = plans.filter(({ made }) => exitCodeOf(made) === 0);
    expect(missed.map(({ seed }) => seed)).toEqual([]);
    expect(plans.length).toBeGreaterThan(RUNS_EACH / 10);
    counts.weakening += plans.length;
  });

  test("is found beside harmless changes, too", () => {
    const plans = HARMLESS.flatMap((harmless, number) => plansWith(RUNS_TOGETHER, 100 * index + number, change, harmless)).filter(
      ({ made }) => isWeaker(made),
    );
    const missed = plans.filter(({ made }) => exitCodeOf(made) === 0);
    expect(missed.map(({ seed }) => seed)).toEqual([]);
    counts.together += plans.length;
  });
});

describe.each(HARMLESS.map((change, index) => [change.name, change, index] as const))("%s", (_name, change, index) => {
  test("never is found", () => {
    const plans = plansWith(RUNS_EACH, index, change);
    const wrong = plans.flatMap(({ seed, made }) => newFindings(made).map(({ id, message }) => `${seed}: ${id}: ${message}`));
    expect(wrong).toEqual([]);
    expect(plans.length).toBeGreaterThan(RUNS_EACH / 10);
    counts.harmless += plans.length;
  });
});

test("a simpler judge agrees about who can act without MFA", () => {
  const changes = [...WEAKENINGS.filter(({ name }) => !name.startsWith("forget")), ...HARMLESS];
  const plans = changes.flatMap((change, index) =>
    plansWith(RUNS_EACH, index, change)
      .slice(0, 20)
      .map((one) => ({ change, ...one })),
  );
  const wrong = plans.flatMap(({ change, seed, made }) => disagreements(made).map((name) => `${change.name} ${seed}: ${name}`));
  expect(wrong).toEqual([]);
  counts.judged = plans.length;
});
