import { hasUnknownMembers } from "./cause";
import type { Side } from "../side";
import type { Context, Found, Rule } from "./rule";

/** Types of IAM that decide who can do what. Source: the AWS provider's documentation. */
const DECIDES =
  /^aws_iam_(access_key|account_password_policy|group|user|policy)(_|$)|^aws_iam_(policy_attachment|service_specific_credential|signing_certificate)$/;

/** Whether a resource decides what users can do. */
export function decidesAccess(type: string): boolean {
  return DECIDES.test(type);
}

export const incompletePlan: Rule = {
  id: "incomplete-plan",
  severity: "high",
  title: "The plan does not contain everything that the configuration says",
  check: ({ plan }) =>
    plan.isComplete
      ? []
      : doubt({
          address: "plan",
          message: "the plan is incomplete, as with -target, so what it leaves out may be what enforces MFA",
          fix: "review a plan without -target",
        }),
};

export const deferredChanges: Rule = {
  id: "deferred-changes",
  severity: "high",
  title: "Terraform defers changes to a later plan",
  check: ({ plan }) =>
    plan.deferred.flatMap((address) =>
      doubt({
        address,
        message: "the change is deferred to a later plan, which must be reviewed as well",
        fix: "review the plan after this apply",
      }),
    ),
};

export const invokedAction: Rule = {
  id: "action",
  severity: "medium",
  title: "The plan invokes an action, which may change IAM",
  check: ({ plan }) =>
    plan.actions.flatMap((address) =>
      doubt({
        address,
        message: "the apply invokes this action, which may change IAM unseen",
        fix: "check what the action does, and accept this finding",
      }),
    ),
};

export const unexamined: Rule = {
  id: "unexamined",
  severity: "medium",
  title: "A resource may change IAM in a way that cannot be read",
  check: ({ after }) =>
    after.holders.unexamined
      .filter(({ isHolderUnknown }) => !isHolderUnknown)
      .flatMap(({ address, reason }) =>
        doubt({ address, message: `who can do what may change unseen: ${reason}`, fix: "check it another way, and accept this finding" }),
      ),
};

export const unknownHolder: Rule = {
  id: "unknown-holder",
  severity: "high",
  title: "Who gets a policy, a membership or credentials is known only after the apply",
  check: (context) => [
    ...context.after.holders.unexamined
      .filter(({ isHolderUnknown }) => isHolderUnknown)
      .flatMap(({ address, reason }) => doubt({ address, message: reason, fix: "use a name that is known in the plan" })),
    ...unknownMembers(context),
  ],
};

export const forgotten: Rule = {
  id: "forgotten",
  severity: "high",
  title: "Terraform forgets a resource that decides who can do what",
  check: ({ plan, after }) =>
    plan.changes
      .filter(({ type, action, address }) => action === "forget" && decidesAccess(type) && !isTakenOver(address, after))
      .flatMap(({ address }) =>
        doubt({
          address,
          message: "Terraform forgets this resource: it stays in AWS, and no later plan shows what becomes of it",
          fix: "make sure that another configuration manages it, and accept this finding",
        }),
      ),
};

/** Whether other resources make everything that a forgotten one has made. */
function isTakenOver(address: string, { holders: { attachments, memberships } }: Side): boolean {
  const pairs = [
    ...attachments.map(({ resource, holder, policy }) => ({ maker: resource.address, pair: `${holder.key} / ${policy.key}` })),
    ...memberships.map(({ resource, user, group }) => ({ maker: resource.address, pair: `${user.key} / ${group.key}` })),
  ];
  const others = new Set(pairs.filter(({ maker }) => maker !== address).map(({ pair }) => pair));
  const own = pairs.filter(({ maker }) => maker === address);
  return own.length > 0 && own.every(({ pair }) => others.has(pair));
}

function doubt(found: Omit<Found, "isCertain">): readonly Found[] {
  return [{ ...found, isCertain: false }];
}

/** Memberships that change, of users or in groups whose name is not known yet. */
function unknownMembers({ plan }: Context): readonly Found[] {
  return plan.changes
    .filter(({ type }) => ["aws_iam_group_membership", "aws_iam_user_group_membership"].includes(type))
    .filter((change) => change.action !== "no-op" && hasUnknownMembers(change))
    .flatMap(({ address }) =>
      doubt({
        address,
        message: "who joins which group is known only after the apply",
        fix: "use names that are known in the plan",
      }),
    );
}
