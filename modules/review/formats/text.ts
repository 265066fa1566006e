import type * as Colours from "ansis" with { "resolution-mode": "import" };
import type { Finding } from "../model";
import type { PlanReport, Report, ReviewedPlan } from "../report";
import { bySubject, type Phrase, type Subject } from "./subjects";
import { planName, visible } from "./visible";
import { acceptanceOf, expiredOf, otherChangesOf, problemsOf, severityOf, stepsOf, unusedOf, verdictOf } from "./wording";

type Paint = Colours.Ansis;

const SIGN_COLOURS = { "+": "green", "-": "red", "~": "yellow" } as const;
const VERDICT_COLOURS = { pass: "green", doubt: "yellow", fail: "red", error: "red" } as const;

/** A report for a terminal or a log. */
export function formatText(report: Report, colour: boolean): string {
  // Its types are those of an ES module, which only require can load here.
  const { Ansis } = require("ansis") as typeof Colours;
  const paint = new Ansis(colour ? 1 : 0);
  const plans = report.plans.map((plan) => sections(plan, paint).map(join).join("\n"));
  return [...plans, join(acceptances(report))].filter((part) => part !== "").join("\n");
}

function join(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function sections(plan: PlanReport, paint: Paint): readonly (readonly string[])[] {
  const name = planName(plan.verdict === "error" ? plan.plan : plan.review.plan);
  const verdict = `${name}: ${paint.bold[VERDICT_COLOURS[plan.verdict]](verdictOf(plan))}`;
  if (plan.verdict === "error") {
    return [[verdict, ...problemsOf(plan).map((problem) => `  ${problem}`)]];
  }
  const all = [
    [verdict],
    titled(paint.bold("Who gains and loses what"), subjects(bySubject(plan.review.access), paint)),
    titled(paint.bold("What changes in policies"), documents(plan)),
    titled(
      paint.bold("Findings"),
      plan.open.flatMap((finding, index) => findingLines(finding, index + 1, paint)),
    ),
    titled(paint.bold("Accepted"), accepted(plan)),
    titled(`${paint.bold("From before this plan")} (--strict counts them)`, plan.old.map(briefly)),
    [otherChangesOf(plan), ...plan.review.notes.map((note) => `Note: ${visible(note)}`)],
  ];
  return all.filter((lines) => lines.length > 0);
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function subjects(all: readonly Subject[], paint: Paint): readonly string[] {
  const width = Math.max(0, ...all.map(({ kind, name }) => kind.length + visible(name).length));
  return all.map(({ kind, name, sign, phrases }) => {
    const who = `${kind} ${visible(name)}`.padEnd(Math.min(width, 40) + 1);
    return `${paint[SIGN_COLOURS[sign]](sign)} ${who}  ${phrases.map(phrase).join("; ")}`;
  });
}

function phrase({ words, names }: Phrase): string {
  return visible([words, names.join(", ")].filter((part) => part !== "").join(" "));
}

function documents({ review }: ReviewedPlan): readonly string[] {
  return review.documents.flatMap(({ policy, meaning }) => meaning.map((sentence) => visible(`${policy}: ${sentence}`)));
}

function findingLines(finding: Finding, number: number, paint: Paint): readonly string[] {
  const severity = paint[finding.severity === "critical" || finding.severity === "high" ? "red" : "yellow"](severityOf(finding));
  const steps = finding.window === undefined ? [] : stepsOf(finding.window);
  return [
    `${number}. ${severity}  ${visible(finding.id)}  ${visible(finding.address)}`,
    `   ${visible(finding.message)}`,
    ...(steps.length > 0
      ? [
          "   while it is applied:",
          ...steps.map(({ text, effect }, index) => `     ${index + 1}. ${visible(text)}${effect === undefined ? "" : `: ${effect}`}`),
        ]
      : []),
    ...(finding.request === undefined ? [] : [`   gets through: ${visible(finding.request)}`]),
    `   fix: ${visible(finding.fix)}`,
  ];
}

function accepted(plan: ReviewedPlan): readonly string[] {
  return plan.accepted.flatMap(({ finding, acceptance }) => [briefly(finding), `  ${acceptanceOf(acceptance)}`]);
}

function briefly(finding: Finding): string {
  return visible(`${severityOf(finding)}  ${finding.id}  ${finding.address}: ${finding.message}`);
}

function acceptances({ expired, unused }: Report): readonly string[] {
  return [...expired.map(expiredOf), ...unused.map(unusedOf)].map((line) => `Note: ${line}`);
}
