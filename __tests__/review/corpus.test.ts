import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, reviewPlan } from "../../modules/review";
import { CASES } from "../../verification/plans/cases";
import { fileNameOf, type Label, LABELS, type PlanCase } from "../../verification/plans/model";

const FOLDER = join(__dirname, "../../verification/plans");

/** An old and a new object are the same in AWS, and deleting the old one may come last. */
const NEVER_CLOSED: ReadonlySet<string> = new Set([
  "A tainted attachment is replaced by its double",
  "A replaced attachment left its old object behind",
  "An attachment in a for_each gets another key",
  "An exclusive attachment of the Deny gets another name and is created first",
]);

/** What a review finds that was not so before the plan. */
function newFindings(label: Label, planCase: PlanCase): readonly Finding[] {
  const text = readFileSync(join(FOLDER, label, fileNameOf(planCase)), "utf8");
  return reviewPlan(text, fileNameOf(planCase)).findings.filter(({ isOld }) => !isOld);
}

function idsOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ id }) => id))];
}

test.each(CASES.weakens.map((planCase) => [planCase.name, planCase] as const))("weakens: %s", (_name, planCase) => {
  const ids = idsOf(newFindings("weakens", planCase));
  expect(ids).not.toEqual([]);
  expect(ids).toEqual(expect.arrayContaining([...(planCase.findings ?? [])]));
});

test.each(CASES.window.map((planCase) => [planCase.name, planCase] as const))("window: %s", (_name, planCase) => {
  const found = newFindings("window", planCase);
  expect(idsOf(found)).toEqual(expect.arrayContaining(["window", ...(planCase.findings ?? [])]));
  for (const { window, fix } of found.filter(({ id }) => id === "window")) {
    expect(window?.steps).not.toEqual([]);
    expect(window?.steps).not.toContain("");
    expect(fix).not.toBe("");
    expect(window?.until).toEqual(NEVER_CLOSED.has(planCase.name) ? undefined : expect.stringMatching(/./));
  }
});

test.each(CASES.harmless.map((planCase) => [planCase.name, planCase] as const))("harmless: %s", (_name, planCase) => {
  expect(newFindings("harmless", planCase)).toEqual([]);
});

test("the corpus has as many plans as it promises", () => {
  expect(CASES.weakens.length).toBeGreaterThanOrEqual(60);
  expect(CASES.window.length).toBeGreaterThanOrEqual(25);
  expect(CASES.harmless.length).toBeGreaterThanOrEqual(30);
  const files = LABELS.flatMap((label) => CASES[label].map(fileNameOf));
  expect(files).toHaveLength(new Set(files).size);
});
