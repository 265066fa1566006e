import { describe } from "../../problem";
import type { Finding, Severity } from "../model";
import { type PlanReport, type Report, type ReviewedPlan, type Verdict, VERDICTS } from "../report";
import { drawChanges } from "./diagram";
import { type Limits, shorten } from "./limits";
import { code, codes, prose } from "./markdown-text";
import { bySubject, type Phrase, type Subject } from "./subjects";
import { planName } from "./visible";
import { acceptanceOf, expiredOf, otherChangesOf, severityOf, stepsOf, unusedOf, verdictOf } from "./wording";

/** By this line a program finds the comment that it made before. */
const MARKER = "<!-- enforce-mfa review -->";

/** How many names a cell lists. */
const MOST_NAMES = 8;

const VERDICT_ICONS: Readonly<Record<Verdict, string>> = { pass: "✅", doubt: "⚠️", fail: "❌", error: "❌" };
const SEVERITY_ICONS: Readonly<Record<Severity, string>> = { critical: "🔴", high: "🟠", medium: "🟡", low: "⚪" };
const SIGN_ICONS = { "+": "➕", "-": "➖", "~": "✏️" } as const;

type Block = readonly string[];

/**
 * A report for the comment of a pull request: at most 60,000 characters, because GitHub refuses more than 65,536. What is too long is
 * shortened by whole entries. Everything from a plan is escaped.
 */
export function formatMarkdown(report: Report): string {
  return shorten((limits) => page(report, limits));
}

function page(report: Report, limits: Limits): string {
  const worstFirst = [...report.plans].sort((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
  const isAlone = worstFirst.length === 1;
  const shown = worstFirst.slice(0, limits.plans);
  const blocks: readonly Block[] = [
    [MARKER],
    ...shown.flatMap((plan) => planBlocks(plan, isAlone, limits)),
    more(worstFirst.length - shown.length, "plan", "plans"),
    acceptances(report, limits),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function planBlocks(plan: PlanReport, isAlone: boolean, limits: Limits): readonly Block[] {
  const icon = VERDICT_ICONS[plan.verdict];
  const name = planName(plan.verdict === "error" ? plan.plan : plan.review.plan);
  const heading = `### ${icon} ${isAlone ? "" : `${code(name)}: `}${verdictOf(plan)}`;
  if (plan.verdict === "error") {
    return [[heading], listed(plan.problems.map(describe), limits.lines, (problem) => prose(problem))];
  }
  return [
    [heading],
    ...accessBlocks(plan, limits),
    titled("What changes in policies", documents(plan, limits)),
    ...findingBlocks(plan.open, limits),
    titled(
      "Accepted",
      listed(plan.accepted, limits.brief, ({ finding, acceptance }) => `${brief(finding)}, ${prose(acceptanceOf(acceptance))}`),
    ),
    titled("Not enforced before this plan either", listed(plan.old, limits.brief, brief)),
    [otherChangesOf(plan)],
    listed(plan.review.notes, limits.lines, (note) => `Note: ${prose(note)}`),
  ];
}

// ---- who gains and loses what -----------------------------------------------------------------------------------------

function accessBlocks({ review }: ReviewedPlan, limits: Limits): readonly Block[] {
  const subjects = bySubject(review.access);
  if (subjects.length === 0) {
    return [];
  }
  const shown = subjects.slice(0, limits.rows);
  const table = ["| | Who | What happens | Policies |", "| --- | --- | --- | --- |", ...shown.map(row)];
  const diagram = drawChanges(review.access, limits.nodes);
  return [
    ["#### Who gains and loses what"],
    shown.length === 0 ? [] : table,
    more(subjects.length - shown.length, "user, group or policy", "users, groups and policies"),
    diagram === undefined ? [] : ["```mermaid", ...diagram.lines, "```"],
    diagram?.isPartial ? ["The diagram shows some of the changes."] : [],
  ];
}

function row({ sign, kind, name, phrases }: Subject): string {
  const isAboutPolicies = ({ words }: Phrase): boolean => words === "gains" || words === "loses";
  const events = phrases.filter((phrase) => !isAboutPolicies(phrase)).map(words);
  const policies = phrases.filter(isAboutPolicies).map(words);
  return `| ${SIGN_ICONS[sign]} | ${kind} ${code(name)} | ${events.join(", ")} | ${policies.join("; ")} |`;
}

function words({ words: text, names }: Phrase): string {
  return [prose(text), codes(names, MOST_NAMES)].filter((part) => part !== "").join(" ");
}

function documents({ review }: ReviewedPlan, { lines }: Limits): Block {
  const sentences = review.documents.flatMap(({ policy, meaning }) => meaning.map((sentence) => ({ policy, sentence })));
  return listed(sentences, lines, ({ policy, sentence }) => `${code(policy)}: ${prose(sentence)}`);
}

// ---- findings -----------------------------------------------------------------------------------------------------------

function findingBlocks(findings: readonly Finding[], { full, brief: most }: Limits): readonly Block[] {
  const rest = findings.slice(full);
  return [...findings.slice(0, full).flatMap(inFull), listed(rest, most, brief)];
}

function inFull(finding: Finding): readonly Block[] {
  const steps = finding.window === undefined ? [] : stepsOf(finding.window);
  return [
    [`#### ${brief(finding)}`],
    [prose(finding.message)],
    steps.map(({ text, effect }, index) => `${index + 1}. ${prose(text)}${effect === undefined ? "" : `: **${effect}**`}`),
    [...(finding.request === undefined ? [] : [`- Gets through: ${prose(finding.request)}`]), `- **Fix:** ${prose(finding.fix)}`],
  ];
}

function brief(finding: Finding): string {
  return `${SEVERITY_ICONS[finding.severity]} ${severityOf(finding)}: ${code(finding.id)} at ${code(finding.address)}`;
}

function acceptances({ expired, unused }: Report, { lines }: Limits): Block {
  return listed([...expired.map(expiredOf), ...unused.map(unusedOf)], lines, (text) => `Note: ${prose(text)}`);
}

// ---- blocks -------------------------------------------------------------------------------------------------------------

function titled(title: string, block: Block): Block {
  return block.length === 0 ? [] : [`#### ${title}`, "", ...block];
}

/** A list of the first entries, and how many more there are. */
function listed<T>(items: readonly T[], most: number, line: (item: T) => string): Block {
  const shown = items.slice(0, most).map((item) => `- ${line(item)}`);
  return items.length > most ? [...shown, `- and ${items.length - most} more`] : shown;
}

function more(number: number, one: string, several: string): Block {
  return number > 0 ? [`and ${number} more ${number === 1 ? one : several}`] : [];
}
