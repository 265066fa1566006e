import { exitCode, type FailedPlan, report, type ReportOptions } from "../../modules/review";
import { ACCEPTED, DOUBT, finding, HARMLESS, OLD, review, RICH, TODAY } from "../helpers/reviews";

const OPTIONS: ReportOptions = { accepted: [], isStrict: false, today: TODAY };
const FAILED: FailedPlan = { verdict: "error", plan: "broken.json", problems: [{ code: "not-json", path: "", message: "not JSON" }] };

const acceptance = { id: "mfa-lost", address: finding().address, reason: "a migration", until: TODAY };

test.each([
  ["nothing weakens", HARMLESS, {}, "pass", 0],
  ["something weakens", review({ findings: [finding()] }), {}, "fail", 2],
  ["something weakens, however little", review({ findings: [finding({ severity: "low" })] }), {}, "fail", 2],
  ["something might weaken", review({ findings: [DOUBT] }), {}, "doubt", 2],
  ["something weakens and something else might", review({ findings: [DOUBT, finding()] }), {}, "fail", 2],
  ["everything that weakens is accepted", review({ findings: [finding()] }), { accepted: [acceptance] }, "pass", 0],
  ["one of two is accepted", review({ findings: [finding(), DOUBT] }), { accepted: [acceptance] }, "doubt", 2],
  ["another address is accepted", review({ findings: [finding({ address: "aws_iam_user.x" })] }), { accepted: [acceptance] }, "fail", 2],
  ["another id is accepted", review({ findings: [finding({ id: "window" })] }), { accepted: [acceptance] }, "fail", 2],
  ["its acceptance ended yesterday", review({ findings: [finding()] }), { accepted: [acceptance], today: "2026-07-02" }, "fail", 2],
  ["it was so before the plan", review({ findings: [OLD] }), {}, "pass", 0],
  ["it was so before the plan, and --strict is given", review({ findings: [OLD] }), { isStrict: true }, "fail", 2],
] as const)("if %s", (_, plan, options, verdict, code) => {
  const result = report([plan], { ...OPTIONS, ...options });
  expect([result.plans[0]?.verdict, exitCode(result)]).toEqual([verdict, code]);
});

test("several plans have the worst exit code, and a plan that could not be reviewed is the worst", () => {
  const weakening = review({ findings: [finding()] });
  expect(exitCode(report([HARMLESS, HARMLESS], OPTIONS))).toBe(0);
  expect(exitCode(report([HARMLESS, weakening, HARMLESS], OPTIONS))).toBe(2);
  expect(exitCode(report([HARMLESS, FAILED, weakening], OPTIONS))).toBe(1);
});

test("no plan at all does not pass", () => {
  expect(exitCode(report([], OPTIONS))).toBe(1);
});

test("every finding is open, accepted or old", () => {
  const [plan] = report([RICH], { ...OPTIONS, accepted: ACCEPTED }).plans;
  expect(plan).toMatchObject({
    open: [{ id: "mfa-lost" }, { id: "window" }],
    accepted: [{ finding: { id: "unknown-document" }, acceptance: { until: "2026-12-31" } }],
    old: [{ id: "already-unenforced" }],
  });
});

test("expired and unused acceptances are reported", () => {
  const { expired, unused } = report([RICH], { ...OPTIONS, accepted: ACCEPTED });
  expect([expired.map(({ id }) => id), unused.map(({ address }) => address)]).toEqual([["mfa-lost"], ["aws_iam_user.gone"]]);
});

test("an acceptance is used if any of several plans has the finding", () => {
  expect(report([HARMLESS, RICH], { ...OPTIONS, accepted: ACCEPTED }).unused).toHaveLength(1);
});

test("an acceptance that may fit a plan that could not be reviewed is not reported as unused", () => {
  expect(report([HARMLESS, FAILED], { ...OPTIONS, accepted: ACCEPTED }).unused).toEqual([]);
});
