import type { Problem } from "../problem";
import { type Acceptance, isExpired } from "./accepted";
import type { Finding, Review, Severity } from "./model";

/** A kind of finding. */
export interface FindingKind {
  /** Its stable name, which findings have as their `id`. */
  readonly id: string;
  readonly severity: Severity;
  /** What it finds, in one sentence without a full stop. */
  readonly summary: string;
}

/**
 * - `pass`: nothing weakens the enforcement of MFA
 * - `doubt`: something might, and the plan does not say enough to rule it out
 * - `fail`: something does, or with `isStrict`, something is not enforced
 * - `error`: the plan could not be reviewed
 */
export type Verdict = "pass" | "doubt" | "fail" | "error";

/** A finding that somebody has accepted. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly acceptance: Acceptance;
}

/** A review with its verdict: every finding is in exactly one of the three lists. */
export interface ReviewedPlan {
  readonly verdict: Exclude<Verdict, "error">;
  readonly review: Review;
  /** What counts for the verdict, worst first. */
  readonly open: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** What was so before the plan already, and does not count. */
  readonly old: readonly Finding[];
}

/** A plan that could not be reviewed. */
export interface FailedPlan {
  readonly verdict: "error";
  /** The plan's file, or `-`. */
  readonly plan: string;
  readonly problems: readonly Problem[];
}

export type PlanReport = ReviewedPlan | FailedPlan;

/** What is to be said about all plans of a run. */
export interface Report {
  readonly plans: readonly PlanReport[];
  /** Accepted findings that count again, because their day has passed. */
  readonly expired: readonly Acceptance[];
  /** Entries of the list that fit no finding. None are reported if a plan could not be reviewed, because they might fit that one. */
  readonly unused: readonly Acceptance[];
}

export interface ReportOptions {
  readonly accepted: readonly Acceptance[];
  /** Whether what was so before the plan counts too. */
  readonly isStrict: boolean;
  /** The day on which to judge, in UTC: `2026-12-31`. */
  readonly today: string;
}

/** Judges reviews. Nothing in it is doubtful and passes. */
export function report(outcomes: readonly (Review | FailedPlan)[], options: ReportOptions): Report {
  const plans = outcomes.map((outcome) => ("verdict" in outcome ? outcome : judgeReview(outcome, options)));
  const findings = plans.flatMap((plan) => (plan.verdict === "error" ? [] : plan.review.findings));
  const isComplete = plans.every(({ verdict }) => verdict !== "error");
  const isUsed = (acceptance: Acceptance): boolean => findings.some((finding) => fits(acceptance, finding));
  return {
    plans,
    expired: options.accepted.filter((acceptance) => isExpired(acceptance, options.today) && isUsed(acceptance)),
    unused: isComplete ? options.accepted.filter((acceptance) => !isUsed(acceptance)) : [],
  };
}

const EXIT_CODES: Readonly<Record<Verdict, 0 | 1 | 2>> = { pass: 0, doubt: 2, fail: 2, error: 1 };

/** From best to worst. A plan that could not be read is worse than one that weakens, which somebody may approve. */
export const VERDICTS: readonly Verdict[] = ["pass", "doubt", "fail", "error"];

/** The worst verdict of all plans. Without a plan it is `error`. */
export function worstVerdict({ plans }: Report): Verdict {
  return VERDICTS.findLast((verdict) => plans.some((plan) => plan.verdict === verdict)) ?? "error";
}

/** 0: nothing weakens; 2: something weakens or might; 1: a plan could not be reviewed. */
export function exitCode(result: Report): 0 | 1 | 2 {
  return EXIT_CODES[worstVerdict(result)];
}

function judgeReview(review: Review, { accepted, isStrict, today }: ReportOptions): ReviewedPlan {
  const valid = accepted.filter((acceptance) => !isExpired(acceptance, today));
  const open: Finding[] = [];
  const old: Finding[] = [];
  const acceptedFindings: AcceptedFinding[] = [];
  for (const finding of review.findings) {
    const acceptance = valid.find((candidate) => fits(candidate, finding));
    if (acceptance !== undefined) {
      acceptedFindings.push({ finding, acceptance });
    } else if (finding.isOld && !isStrict) {
      old.push(finding);
    } else {
      open.push(finding);
    }
  }
  const verdict = open.length === 0 ? "pass" : open.some(({ isCertain }) => isCertain) ? "fail" : "doubt";
  return { verdict, review, open, accepted: acceptedFindings, old };
}

function fits(acceptance: Acceptance, finding: Finding): boolean {
  return acceptance.id === finding.id && acceptance.address === finding.address;
}
