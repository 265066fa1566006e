import { type Plan, readPlan } from "../access";
import { accessChanges } from "./access-changes";
import { documentChanges } from "./document-changes";
import { type Finding, type Review, SEVERITIES } from "./model";
import type { FindingKind } from "./report";
import { type Context, RULES } from "./rules";
import { decidesAccess } from "./rules/doubts";
import { readSide } from "./side";

/** The kinds of findings. */
export const FINDING_KINDS: readonly FindingKind[] = RULES.map(({ id, severity, title }) => ({ id, severity, summary: title }));

/**
 * Reviews a plan: who gains and loses what, what weakens the enforcement of MFA, and whether there is a moment during the apply at which
 * somebody can act without it.
 *
 * @param json what `terraform show -json PLAN` prints, as text or parsed
 * @param name the plan's file, for the report
 * @throws InvalidInputError if it is not a plan, has an unknown major version, or errored
 */
export function reviewPlan(json: unknown, name: string): Review {
  const plan = readPlan(json);
  const [before, after] = [readSide(plan.before), readSide(plan.after)];
  const context: Context = { plan, before, after };
  return {
    plan: name,
    access: accessChanges(plan, before, after),
    documents: documentChanges(plan, before, after),
    findings: findingsOf(context),
    otherChanges: countOthers(plan),
    notes: plan.notes,
  };
}

function findingsOf(context: Context): readonly Finding[] {
  const findings = RULES.flatMap(({ id, severity, check }) =>
    check(context).map((found): Finding => ({ id, severity, isCertain: true, isOld: false, ...found })),
  );
  return findings.sort((a, b) => Number(a.isOld) - Number(b.isOld) || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function countOthers({ changes }: Plan): number {
  return changes.filter(({ type, action }) => !["no-op", "read"].includes(action) && !decidesAccess(type)).length;
}
