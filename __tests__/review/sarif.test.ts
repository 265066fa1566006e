import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FailedPlan, formatSarif, report, type Review } from "../../modules/review";
import { ACCEPTED, finding, HARMLESS, KINDS, review, RICH, TODAY } from "../helpers/reviews";

const OPTIONS = { accepted: [], isStrict: false, today: TODAY };
const SARIF = { version: "1.2.3", kinds: KINDS };

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly suppressions?: readonly unknown[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly unknown[] }[];
  readonly results: readonly Result[];
}

function golden(name: string): string {
  return readFileSync(join(__dirname, "golden", name), "utf8");
}

/** The only run, since GitHub refuses several runs of one tool in a file. */
function runOf(outcomes: readonly (Review | FailedPlan)[], source?: string): Run {
  const { runs } = JSON.parse(formatSarif(report(outcomes, OPTIONS), { ...SARIF, source })) as { readonly runs: readonly Run[] };
  expect(runs).toHaveLength(1);
  return runs[0]!;
}

function uriOf(plan: string, source?: string): string | undefined {
  return runOf([review({ plan, findings: [finding()] })], source).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
}

function fingerprintsOf(...reviews: readonly Review[]): readonly string[] {
  return runOf(reviews).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
}

test("a plan without findings", () => {
  expect(formatSarif(report([HARMLESS], OPTIONS), SARIF)).toBe(golden("harmless.sarif"));
});

test("something of everything", () => {
  expect(formatSarif(report([RICH], { ...OPTIONS, accepted: ACCEPTED }), SARIF)).toBe(golden("rich.sarif"));
});

test("each result has the rule with its id", () => {
  const { tool, results } = runOf([RICH]);
  const { rules } = tool.driver;
  expect(results.map(({ ruleIndex }) => rules[ruleIndex]?.id)).toEqual(results.map(({ ruleId }) => ruleId));
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test("a fingerprint is the same in each run, and different for each finding", () => {
  const other = finding({ address: "aws_iam_user.other", message: "another message" });
  const [one, two] = fingerprintsOf(review({ findings: [finding(), other] }));
  expect(fingerprintsOf(review({ findings: [other, finding({ message: "in other words" })] }))).toEqual([two, one]);
  expect(one).not.toBe(two);
  expect(fingerprintsOf(review({ findings: [finding(), finding()] }))).toEqual([one, one?.replace(/:1$/, ":2")]);
});

test("several plans are one run, each result with its plan", () => {
  const { results } = runOf([review({ plan: "a.json", findings: [finding()] }), review({ plan: "b/b.json", findings: [finding()] })]);
  expect(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)).toEqual(["a.json", "b/b.json"]);
});

test("a result points to the plan, or to the source", () => {
  expect(uriOf("./plans/a plan#1.json")).toBe("plans/a%20plan%231.json");
  expect(uriOf(join(process.cwd(), "plans/plan.json"))).toBe("plans/plan.json");
  expect(uriOf("/elsewhere/plan.json")).toBe("file:///elsewhere/plan.json");
  expect(uriOf("-")).toBe("stdin");
  expect(uriOf("-", "roster.ts")).toBe("roster.ts");
});

test("a plan that could not be reviewed is a notification of a run that failed", () => {
  const failed: FailedPlan = { verdict: "error", plan: "plan", problems: [{ code: "binary-plan", path: "", message: "a binary plan" }] };
  const [invocation] = runOf([failed, HARMLESS]).invocations;
  expect(invocation).toEqual({
    executionSuccessful: false,
    toolExecutionNotifications: [
      { level: "error", message: { text: "a binary plan" }, locations: [{ physicalLocation: { artifactLocation: { uri: "plan" } } }] },
    ],
  });
});
