import Ajv from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type FailedPlan, formatJson, parsePlan, report, reviewPlan } from "../../modules/review";
import schema from "../../modules/review/review.schema.json";
import { ACCEPTED, finding, HARMLESS, review, RICH, TODAY } from "../helpers/reviews";

const OPTIONS = { accepted: ACCEPTED, isStrict: false, today: TODAY };
const FAILED: FailedPlan = { verdict: "error", plan: "plan", problems: [{ code: "binary-plan", path: "", message: "a binary plan" }] };

const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

function golden(name: string): string {
  return readFileSync(join(__dirname, "golden", name), "utf8");
}

test("a colleague joins, another one leaves, and an exemption is added", () => {
  expect(formatJson(report([HARMLESS], { ...OPTIONS, accepted: [] }))).toBe(golden("harmless.json"));
});

test("something of everything", () => {
  expect(formatJson(report([RICH], OPTIONS))).toBe(golden("rich.json"));
});

test.each([
  ["a harmless plan", [HARMLESS]],
  ["something of everything", [RICH]],
  ["several plans, one of which could not be reviewed", [RICH, FAILED, HARMLESS]],
  ["a boundary that changes", [review({ access: [{ kind: "boundary", change: "changed", user: "john", policy: "EnforceMfa" }] })]],
  ["a window that nothing closes", [review({ findings: [finding({ window: { steps: ["add john to Power"] } })] })]],
  [
    "an attachment to a user",
    [review({ access: [{ kind: "attachment", change: "added", holder: { kind: "user", name: "john" }, policy: "x" }] })],
  ],
])("the schema allows %s", (_, outcomes) => {
  validate(JSON.parse(formatJson(report(outcomes, OPTIONS))));
  expect(validate.errors).toBeNull();
});

test("the schema allows what is said of every plan of the corpus", () => {
  const plans = ["harmless", "weakens", "window"].flatMap((kind) => {
    const folder = resolve(__dirname, "../../verification/plans", kind);
    return readdirSync(folder).map((file) => join(folder, file));
  });
  expect(plans.length).toBeGreaterThan(150);
  const broken = plans.filter((plan) => {
    const review = reviewPlan(parsePlan(readFileSync(plan)), plan);
    return !validate(JSON.parse(formatJson(report([review], OPTIONS))));
  });
  expect(broken).toEqual([]);
});

test.each([
  ["another version", { formatVersion: "2.0" }],
  ["no version", { formatVersion: undefined }],
  ["an unknown verdict", { verdict: "ok" }],
  ["an unknown exit code", { exitCode: 3 }],
  ["an unknown key", { plan: "plan.json" }],
  ["a plan without a verdict", { plans: [{ plan: "plan.json" }] }],
  ["a failed plan without problems", { plans: [{ plan: "plan.json", verdict: "error", problems: [] }] }],
  ["an access change of an unknown kind", { plans: [planWith({ access: [{ kind: "role", change: "added", name: "x", address: "y" }] })] }],
  [
    "a renamed user without the former name",
    { plans: [planWith({ access: [{ kind: "user", change: "renamed", name: "x", address: "y" }] })] },
  ],
  ["a finding without an address", { plans: [planWith({ findings: [{ ...finding(), address: undefined, counts: true }] })] }],
  ["a finding of which it is unknown whether it counts", { plans: [planWith({ findings: [finding()] })] }],
  ["an acceptance until some time", { acceptances: { expired: [{ ...ACCEPTED[0], until: "soon" }], unused: [] } }],
])("the schema refuses %s", (_, broken) => {
  const valid = JSON.parse(formatJson(report([HARMLESS], OPTIONS))) as object;
  expect(validate(JSON.parse(JSON.stringify({ ...valid, ...broken })))).toBe(false);
});

function planWith(overrides: object): object {
  return { plan: "plan.json", verdict: "pass", access: [], documents: [], findings: [], otherChanges: 0, notes: [], ...overrides };
}
