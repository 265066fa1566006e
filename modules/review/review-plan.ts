import type { Review } from "./model";
import type { FindingKind } from "./report";

/** The kinds of findings, by id. */
export const FINDING_KINDS: readonly FindingKind[] = [];

/**
 * Reviews a plan.
 *
 * @param json the parsed output of `terraform show -json PLAN`
 * @param name the plan's file, or `-`
 * @throws InvalidInputError if it is not a plan that can be reviewed
 */
export function reviewPlan(json: unknown, name: string): Review {
  throw new Error(`${name}: ${typeof json} cannot be reviewed yet`);
}
