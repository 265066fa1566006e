import type { Acceptance } from "../accepted";
import type { Finding } from "../model";
import { exitCode, type PlanReport, type Report, worstVerdict } from "../report";

/** The version of the format. Minor versions only add to it. */
const FORMAT_VERSION = "1.0";

/** A report for programs. Its schema is review.schema.json. */
export function formatJson(report: Report): string {
  const json = {
    formatVersion: FORMAT_VERSION,
    verdict: worstVerdict(report),
    exitCode: exitCode(report),
    plans: report.plans.map(planToJson),
    acceptances: { expired: report.expired, unused: report.unused },
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function planToJson(plan: PlanReport): object {
  if (plan.verdict === "error") {
    return { plan: plan.plan, verdict: plan.verdict, problems: plan.problems };
  }
  const { plan: name, access, documents, findings, otherChanges, notes } = plan.review;
  const accepted = new Map(plan.accepted.map(({ finding, acceptance }) => [finding, acceptance]));
  const old = new Set(plan.old);
  return {
    plan: name,
    verdict: plan.verdict,
    access,
    documents,
    findings: findings.map((finding) => findingToJson(finding, accepted.get(finding), old.has(finding))),
    otherChanges,
    notes,
  };
}

/** `counts` says whether the finding counts for the verdict. */
function findingToJson(finding: Finding, acceptance: Acceptance | undefined, isIgnored: boolean): object {
  return {
    ...finding,
    counts: acceptance === undefined && !isIgnored,
    ...(acceptance && { accepted: { reason: acceptance.reason, until: acceptance.until } }),
  };
}
