/** Random plans in Terraform's JSON format, with what is known about them. Nothing here runs Terraform. */
import type { PlanFormat } from "../../../modules/access/plan/format";
import type { Account } from "./account";
import type { Change, Draft } from "./change";
import { Dice } from "./dice";
import { makeAccount } from "./make-account";
import { makePlan } from "./make-plan";

export { HARMLESS } from "./harmless";
export { openUsers } from "./judge";
export { WEAKENINGS } from "./weakenings";
export type { Change } from "./change";

export interface RandomPlan {
  readonly before: Account;
  readonly after: Account;
  readonly plan: PlanFormat;
}

/** The plan that makes some changes to a random account; nothing where one of them has nothing to change. */
export function randomPlan(seed: number, ...changes: readonly Change[]): RandomPlan | undefined {
  const dice = new Dice(seed);
  const before = makeAccount(dice);
  const draft: Draft = { before, after: before.copy(), dice, twist: {} };
  if (!changes.every(({ apply }) => apply(draft))) {
    return undefined;
  }
  const plan = makePlan(before, draft.after, draft.twist);
  return { before, after: draft.after, plan: draft.twist.isIncomplete === true ? { ...plan, complete: false } : plan };
}
