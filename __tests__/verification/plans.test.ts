import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CASES } from "../../verification/plans/cases";
import { fileNameOf, FINDING_IDS, isHandwritten, type Label, LABELS } from "../../verification/plans/model";

const FOLDER = join(__dirname, "../../verification/plans");
const MOST_MEGABYTES = 6;

/** What the issue asks for at least. */
const FEWEST: Readonly<Record<Label, number>> = { weakens: 60, window: 25, harmless: 30 };

interface Plan {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly configuration: unknown;
  readonly resource_changes?: readonly { readonly address: string; readonly change: { readonly actions: readonly string[] } }[];
}

const ALL = LABELS.flatMap((label) => CASES[label].map((planCase) => ({ label, planCase, name: planCase.name })));

function textOf(label: Label, file: string): string {
  return readFileSync(join(FOLDER, label, file), "utf8");
}

describe.each(LABELS)("the plans labelled %s", (label) => {
  test("are as many as they should be", () => {
    expect(CASES[label].length).toBeGreaterThanOrEqual(FEWEST[label]);
  });

  test("are one file for each case, and no others", () => {
    expect(readdirSync(join(FOLDER, label)).sort()).toEqual(CASES[label].map(fileNameOf).sort());
  });
});

test("no two cases have the same name", () => {
  expect(new Set(ALL.map(({ name }) => name.toLowerCase())).size).toBe(ALL.length);
});

test("the corpus is small", () => {
  const sizes = ALL.map(({ label, planCase }) => statSync(join(FOLDER, label, fileNameOf(planCase))).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_MEGABYTES * 1e6);
});

test.each(ALL)("$name: the file is a plan in a format that is read", ({ label, planCase }) => {
  const plan = JSON.parse(textOf(label, fileNameOf(planCase))) as Plan;
  expect(plan.format_version).toMatch(/^1\.[0-2]$/);
  expect(plan.terraform_version).toMatch(/^1\.\d+\.\d+$/);
  expect(plan.configuration).toBeDefined();
});

test.each(ALL)("$name: the file says nothing about where and when it was made", ({ label, planCase }) => {
  const text = textOf(label, fileNameOf(planCase));
  expect(text).not.toMatch(/localhost|127\.0\.0\.1|http:\/\/|\/(tmp|home|root|work|Users)\//);
  expect(text).not.toMatch(/\b[AB]KIA[A-Z0-9]{16}\b|"(secret|ses_smtp_password\w*)": "(?!scrubbed)|BEGIN [A-Z ]*PRIVATE/);
  expect(text).not.toMatch(/"(timestamp|lineage|serial|skip_\w+|endpoints|access_key|secret_key)":/);
  expect(text).not.toMatch(/\b20\d{16}[0-9a-f]{8}\b/);
});

test.each(ALL)("$name: the case is described", ({ label, planCase }) => {
  const { why, findings = [] } = planCase;
  expect(why).toMatch(/^[^.]+[^.]$/);
  expect(FINDING_IDS).toEqual(expect.arrayContaining([...findings]));
  expect(findings.includes("window")).toBe(label === "window");
  expect(label === "harmless" && findings.length > 0).toBe(false);
});

const WITH_COUNTERPART = CASES.window.filter(({ counterpart }) => counterpart !== undefined);

test.each(WITH_COUNTERPART)("$name: the counterpart without a window is among the harmless plans", ({ counterpart }) => {
  expect(CASES.harmless.map(({ name }) => name)).toContain(counterpart);
});

test("at least 20 plans with windows and 20 without have been applied in the lab", () => {
  const seen = Object.values(CASES)
    .flat()
    .flatMap((planCase) => (isHandwritten(planCase) ? [] : [planCase.observed]));
  expect(seen.filter((observed) => observed === true).length).toBeGreaterThanOrEqual(20);
  expect(seen.filter((observed) => observed === false).length).toBeGreaterThanOrEqual(20);
});

test("a plan written by hand is the plan of its case", () => {
  const handwritten = ALL.flatMap(({ label, planCase }) => (isHandwritten(planCase) ? [{ label, planCase }] : []));
  expect(handwritten.length).toBeGreaterThan(10);
  for (const { label, planCase } of handwritten) {
    expect(JSON.parse(textOf(label, fileNameOf(planCase)))).toEqual(JSON.parse(JSON.stringify(planCase.plan)));
  }
});
