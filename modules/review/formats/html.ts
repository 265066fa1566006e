import { type Answer, htmlAnswer, htmlList, htmlPage, htmlTable, htmlText, htmlBadge, type PageSection, type Tone } from "../../page";
import { count, describe } from "../../problem";
import type { Finding } from "../model";
import { exitCode, type PlanReport, type Report, type ReviewedPlan, type Verdict, VERDICTS, worstVerdict } from "../report";
import { picture } from "./picture";
import { bySubject, type Phrase, type Subject } from "./subjects";
import { planName } from "./visible";
import { expiredOf, otherChangesOf, severityOf, stepsOf, unusedOf, verdictOf } from "./wording";

export interface HtmlOptions {
  /** The version of the package. */
  readonly version: string;
}

const TONES: Readonly<Record<Verdict, Tone>> = { pass: "good", doubt: "doubt", fail: "bad", error: "bad" };
const MEANINGS: Readonly<Record<Verdict, string>> = {
  pass: "Nothing in it weakens the enforcement of MFA.",
  doubt: "The plan does not say enough to rule it out.",
  fail: "Read the findings before you apply it.",
  error: "Nothing is known about what it does.",
};
const SIGNS = {
  "+": { badge: "new", tone: "good" },
  "-": { badge: "deleted", tone: "bad" },
  "~": { badge: "changes", tone: "plain" },
} as const;

/** A report as one page that needs nothing from elsewhere. It has everything that the plans say, however long that is. */
export function formatHtml(report: Report, { version }: HtmlOptions): string {
  const worstFirst = [...report.plans].sort((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
  const [only] = worstFirst;
  const isAlone = only !== undefined && worstFirst.length === 1;
  const notes = [...report.expired.map(expiredOf), ...report.unused.map(unusedOf)];
  return htmlPage({
    kicker: "Review of access and MFA in a Terraform plan",
    title: isAlone ? `What ${nameOf(only)} means for MFA` : `What ${count(worstFirst.length, "plan")} mean for MFA`,
    answer: isAlone ? answerOf(only) : answerOfAll(report),
    facts: [
      ["Tool", `cdktf-enforce-mfa ${version}`],
      ["Exit code", String(exitCode(report))],
    ],
    sections: [
      ...(isAlone ? sectionsOf(only, 0, 3) : worstFirst.map(planSection)),
      ...(notes.length > 0 ? [{ id: "acceptances", title: "Notes about accepted findings", html: htmlList(notes) }] : []),
    ],
    footer: `Written by enforce-mfa review ${version}. Everything in this page is in the file itself; it loads nothing and runs no script.`,
  });
}

function answerOf(plan: PlanReport): Answer {
  return { tone: TONES[plan.verdict], text: verdictOf(plan), detail: MEANINGS[plan.verdict] };
}

function answerOfAll(report: Report): Answer {
  const verdict = worstVerdict(report);
  const number = report.plans.filter((plan) => plan.verdict === verdict).length;
  const texts: Readonly<Record<Verdict, string>> = {
    pass: "None of the plans weakens MFA",
    doubt: `${number} of ${count(report.plans.length, "plan")} might weaken MFA`,
    fail: `${number} of ${count(report.plans.length, "plan")} failed the review`,
    error: `${number} of ${count(report.plans.length, "plan")} could not be reviewed`,
  };
  return { tone: TONES[verdict], text: texts[verdict], detail: "The worst comes first." };
}

function nameOf(plan: PlanReport): string {
  return planName(plan.verdict === "error" ? plan.plan : plan.review.plan);
}

function planSection(plan: PlanReport, index: number): PageSection {
  const parts = sectionsOf(plan, index, 4).map(({ id, title, html }) => `<h3 id="${id}">${htmlText(title)}</h3>\n${html}`);
  return { id: `plan-${index}`, title: nameOf(plan), html: [htmlAnswer(answerOf(plan)), ...parts].join("\n") };
}

/** @param level of the headings of findings */
function sectionsOf(plan: PlanReport, index: number, level: 3 | 4): readonly PageSection[] {
  const section = (name: string, title: string, html: string): PageSection => ({ id: `${name}-${index}`, title, html });
  if (plan.verdict === "error") {
    return [section("problems", "Why it could not be reviewed", htmlList(plan.problems.map(describe)))];
  }
  const { review, open, accepted, old } = plan;
  return [
    ...(open.length > 0 ? [section("findings", "Findings", findingsHtml(open, level))] : []),
    ...(review.access.length > 0 ? [section("access", "Who gains and loses what", accessHtml(plan, index))] : []),
    ...(review.documents.length > 0 ? [section("documents", "What changes in policies", documentsHtml(plan))] : []),
    ...(accepted.length > 0 ? [section("accepted", "Accepted", acceptedHtml(plan))] : []),
    ...(old.length > 0 ? [section("old", "Not enforced before this plan either", findingsHtml(old, level))] : []),
    section("others", "Other changes", `<p>${htmlText(otherChangesOf(plan))}</p>${review.notes.length > 0 ? htmlList(review.notes) : ""}`),
  ];
}

function accessHtml({ review }: ReviewedPlan, index: number): string {
  const rows = bySubject(review.access).map((subject) => [
    `${subject.kind} ${subject.name}`,
    SIGNS[subject.sign],
    eventsOf(subject, ({ words }) => !isAboutPolicies(words) && words !== SIGNS[subject.sign].badge),
    eventsOf(subject, ({ words }) => isAboutPolicies(words)),
  ]);
  const table = htmlTable({ headings: ["Who", "Change", "What happens", "Policies"], widths: [24, 12, 32, 32], rows });
  return `${picture(review.access, `graph-${index}`)}\n${table}`;
}

function isAboutPolicies(words: string): boolean {
  return words === "gains" || words === "loses";
}

function eventsOf({ phrases }: Subject, isShown: (phrase: Phrase) => boolean): string | readonly string[] {
  const events = phrases.filter(isShown).map(({ words, names }) => [words, names.join(", ")].filter((part) => part !== "").join(" "));
  return events.length === 0 ? "" : events;
}

function documentsHtml({ review }: ReviewedPlan): string {
  const rows = review.documents.map(({ policy, address, meaning }) => [policy, meaning, { code: address }]);
  return htmlTable({ headings: ["Policy", "What changes", "Address"], widths: [24, 46, 30], rows });
}

function acceptedHtml({ accepted }: ReviewedPlan): string {
  const rows = accepted.map(({ finding, acceptance }) => [
    finding.id,
    { badge: severityOf(finding), tone: toneOf(finding) },
    { code: finding.address },
    finding.message,
    acceptance.reason,
    acceptance.until,
  ]);
  return htmlTable({
    headings: ["Finding", "Severity", "Address", "What could happen", "Reason", "Until"],
    widths: [16, 11, 20, 24, 17, 12],
    rows,
  });
}

function findingsHtml(findings: readonly Finding[], level: 3 | 4): string {
  return findings.map((finding) => findingHtml(finding, level)).join("\n");
}

function findingHtml(finding: Finding, level: 3 | 4): string {
  const { id, address, message, request, fix, window } = finding;
  const steps = window === undefined ? [] : stepsOf(window);
  const items = steps.map(
    ({ text, effect }) => `<li>${htmlText(text)}${effect === undefined ? "" : `: <strong>${htmlText(effect)}</strong>`}</li>`,
  );
  return `<div class="finding ${toneOf(finding)}">
<h${level}>${htmlBadge({ badge: severityOf(finding), tone: toneOf(finding) })} ${htmlText(id)}</h${level}>
<p><strong>At:</strong> <code>${htmlText(address)}</code></p>
<p>${htmlText(message)}</p>
${items.length > 0 ? `<p>While it is applied:</p>\n<ol>${items.join("")}</ol>` : ""}
${request === undefined ? "" : `<p><strong>Gets through:</strong> ${htmlText(request)}</p>`}
<p><strong>Fix:</strong> ${htmlText(fix)}</p>
</div>`;
}

function toneOf({ severity, isCertain }: Finding): Tone {
  return isCertain && (severity === "critical" || severity === "high") ? "bad" : "doubt";
}
