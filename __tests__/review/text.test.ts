import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, formatText, report } from "../../modules/review";
import { ACCEPTED, finding, HARMLESS, OLD, review, RICH, TODAY, WINDOW } from "../helpers/reviews";

const OPTIONS = { accepted: [], isStrict: false, today: TODAY };

function golden(name: string): string {
  return readFileSync(join(__dirname, "golden", name), "utf8");
}

test("a colleague joins, another one leaves, and an exemption is added", () => {
  expect(formatText(report([HARMLESS], OPTIONS), false)).toBe(golden("harmless.txt"));
});

test("something of everything", () => {
  expect(formatText(report([RICH], { ...OPTIONS, accepted: ACCEPTED }), false)).toBe(golden("rich.txt"));
});

function verdictOf(...findings: readonly Partial<Finding>[]): string | undefined {
  return formatText(report([review({ findings: findings.map((overrides) => finding(overrides)) })], OPTIONS), false).split("\n")[0];
}

test("the verdict says for how long, how certainly, and since when", () => {
  expect(verdictOf()).toBe("plan.json: This plan does not weaken MFA");
  expect(verdictOf({})).toBe("plan.json: This plan weakens MFA: 1 finding, the worst is critical");
  expect(verdictOf(WINDOW)).toBe(
    "plan.json: This plan weakens MFA while it is applied, or if that stops half-way: 1 finding, the worst is high",
  );
  expect(verdictOf({ isCertain: false })).toBe("plan.json: This plan might weaken MFA: 1 finding, the worst is perhaps critical");
  expect(verdictOf(OLD)).toBe("plan.json: This plan does not weaken MFA (1 finding from before it)");
  expect(formatText(report([review({ findings: [OLD] })], { ...OPTIONS, isStrict: true }), false)).toMatch(
    /^plan\.json: MFA was not enforced before this plan, and still is not: 1 finding, the worst is high\n/,
  );
});

test("a window that nothing closes is not one for a moment", () => {
  const open = finding({ ...WINDOW, window: { steps: ["attach AdministratorAccess to Admins"] } });
  const text = formatText(report([review({ findings: [open] })], OPTIONS), false);
  expect(text).toMatch(/^plan\.json: This plan weakens MFA: /);
  expect(text).toContain("     1. attach AdministratorAccess to Admins: without MFA from here on, and nothing in this plan closes it\n");
});

test("there are colours only if they are asked for", () => {
  const result = report([RICH], OPTIONS);
  const escapes = /\u001b\[/; // eslint-disable-line no-control-regex
  expect(formatText(result, true)).toMatch(escapes);
  expect(formatText(result, false)).not.toMatch(escapes);
});

test("names from the plan cannot send anything to the terminal, or reorder text", () => {
  const address = 'aws_iam_user.all["\u001b[2J\u202e\n"]';
  const text = formatText(report([review({ findings: [finding({ address, message: "a\u0007b" })] })], OPTIONS), true);
  expect(text).toContain('aws_iam_user.all["\\u{1b}[2J\\u{202e}\\u{a}"]');
  expect(text).toContain("a\\u{7}b");
});

test("other changes are one line", () => {
  const lastLine = (overrides: Parameters<typeof review>[0]): string | undefined =>
    formatText(report([review(overrides)], OPTIONS), false)
      .trimEnd()
      .split("\n")
      .at(-1);
  expect(lastLine({})).toBe("Nothing changes.");
  expect(lastLine({ findings: [finding()] })).toBe("Nothing else changes.");
  expect(lastLine({ otherChanges: 1 })).toBe("1 change that doesn't affect access.");
  expect(lastLine({ otherChanges: 14 })).toBe("14 changes that don't affect access.");
  expect(lastLine({ ...HARMLESS })).toBe("And 14 other changes that don't affect access.");
  expect(lastLine({ ...HARMLESS, otherChanges: 0 })).toBe("Nothing else changes.");
});
