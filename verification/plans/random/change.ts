import type { Account, Made } from "./account";
import type { Dice } from "./dice";
import { MFA } from "./documents";
import type { Twist } from "./make-plan";

/** A plan under construction. A change may need something that is there before the plan already. */
export interface Draft {
  readonly before: Account;
  readonly after: Account;
  readonly dice: Dice;
  twist: Twist & { readonly isIncomplete?: boolean };
}

export interface Change {
  readonly name: string;
  /** Makes the change; false where the account has nothing to change in this way. */
  readonly apply: (draft: Draft) => boolean;
  /** Whether it is to be found even if nobody can act without MFA afterwards who could not before. */
  readonly isAlwaysFound?: boolean;
}

/** Applies a function to one of some resources. */
export function toOne(dice: Dice, resources: readonly Made[], apply: (made: Made) => void): boolean {
  if (resources.length > 0) {
    apply(dice.pick(resources));
  }
  return resources.length > 0;
}

/** The resources with a document that has the Deny: managed and inline policies. */
export function denies({ after }: Draft): readonly Made[] {
  return after.ofType("aws_iam_policy", "aws_iam_group_policy", "aws_iam_user_policy").filter(({ values }) => values.policy === MFA);
}

/** What attaches the Deny, or writes it into a group or user. */
export function denyAttachments(draft: Draft): readonly Made[] {
  const attached = draft.after.ofType("aws_iam_group_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment");
  return [
    ...attached.filter(({ values }) => String(values.policy_arn).includes("EnforceMfa")),
    ...denies(draft).filter(({ values }) => values.arn === undefined),
  ];
}
