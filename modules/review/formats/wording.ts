/** What every format that people read says in the same words. */
import { count, describe, within } from "../../problem";
import type { Acceptance } from "../accepted";
import type { Finding, Window } from "../model";
import type { PlanReport, ReviewedPlan } from "../report";
import { planName, visible } from "./visible";

/** The verdict in one line, without a full stop. */
export function verdictOf(plan: PlanReport): string {
  if (plan.verdict === "error") {
    return "This plan could not be reviewed";
  }
  const asides = [
    plan.accepted.length > 0 ? `${count(plan.accepted.length, "finding")} accepted` : "",
    plan.old.length > 0 ? `${count(plan.old.length, "finding")} from before it` : "",
  ].filter((aside) => aside !== "");
  const counted = plan.open.length > 0 ? `: ${count(plan.open.length, "finding")}, the worst is ${severityOf(plan.open[0])}` : "";
  return `${sentenceOf(plan)}${counted}${asides.length > 0 ? ` (${asides.join(", ")})` : ""}`;
}

function sentenceOf({ verdict, open }: ReviewedPlan): string {
  if (verdict === "pass") {
    return "This plan does not weaken MFA";
  }
  if (verdict === "doubt") {
    return "This plan might weaken MFA";
  }
  const certain = open.filter(({ isCertain }) => isCertain);
  if (certain.every(({ isOld }) => isOld)) {
    return "MFA was not enforced before this plan, and still is not";
  }
  const isTemporary = open.every(({ window }) => window?.until !== undefined);
  return isTemporary ? "This plan weakens MFA while it is applied, or if that stops half-way" : "This plan weakens MFA";
}

/** `critical`, or `perhaps critical` where it depends on something that the plan does not say. */
export function severityOf(finding: Finding | undefined): string {
  return finding === undefined ? "" : finding.isCertain ? finding.severity : `perhaps ${finding.severity}`;
}

/** A step of a window, and what it opens. */
export interface Step {
  readonly text: string;
  readonly effect?: string;
}

/** The steps of a window, the last of which closes it. The step that opens it says for how long. */
export function stepsOf({ steps, until }: Window): readonly Step[] {
  const effect =
    until === undefined
      ? "without MFA from here on, and nothing in this plan closes it"
      : `without MFA from here until step ${steps.length + 1}`;
  const opened = steps.map((text, index) => (index === steps.length - 1 ? { text, effect } : { text }));
  return until === undefined ? opened : [...opened, { text: until }];
}

/** Everything that the plan changes besides what the report says. */
export function otherChangesOf({ review }: ReviewedPlan): string {
  const { access, documents, findings, otherChanges: number } = review;
  const isAll = access.length + documents.length + findings.length === 0;
  if (number === 0) {
    return isAll ? "Nothing changes." : "Nothing else changes.";
  }
  const what = `${count(number, isAll ? "change" : "other change")} that ${number === 1 ? "doesn't" : "don't"} affect access`;
  return isAll ? `${what}.` : `And ${what}.`;
}

export function acceptanceOf({ reason, until }: Acceptance): string {
  return `accepted until ${until}: ${visible(reason)}`;
}

export function expiredOf({ id, address, until }: Acceptance): string {
  return `the acceptance of ${id} at ${visible(address)} ended on ${until}, so it counts again`;
}

export function unusedOf({ id, address }: Acceptance): string {
  return `nothing is found as ${id} at ${visible(address)}, so its acceptance can be removed`;
}

/** What is wrong with a plan, one line each, with its file. */
export function problemsOf(plan: PlanReport): readonly string[] {
  return plan.verdict === "error" ? within(planName(plan.plan), plan.problems).map((problem) => visible(describe(problem))) : [];
}
