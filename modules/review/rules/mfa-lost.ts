import { isEnforced, isExposed, pairKey } from "../side";
import { enforcing, lostBecause } from "./cause";
import { describe, type Exposed } from "./exposed";
import type { Context, Found, Rule } from "./rule";

/** The Deny removed, narrowed, detached, or moved to a policy that nobody carries. */
export const mfaLost: Rule = {
  id: "mfa-lost",
  severity: "critical",
  title: "Somebody for whom MFA was enforced can act without it",
  check: (context) => [...describe(losses(context).filter(({ cause }) => cause.unknown === undefined)), ...lostElsewhere(context)],
};

/** Users for whom MFA was enforced, and no longer certainly is, with why. */
export function losses(context: Context): readonly Exposed[] {
  return [...context.after.standings.values()]
    .filter(({ holder }) => holder.kind === "user")
    .filter((standing) => isExposed(standing) && isEnforced(context.before.standings.get(standing.holder.key)))
    .map((standing) => ({ standing, cause: lostBecause(context, standing) }));
}

/** Groups and users that another configuration looks after: what else they may do is not in this plan. */
function lostElsewhere({ before, after }: Context): readonly Found[] {
  return [...before.standings.values()].flatMap((standing) => {
    const { holder } = standing;
    const now = after.standings.get(holder.key);
    const isKnown = holder.address !== undefined || isExposed(now) || holder.groups.length > 0;
    if (isKnown || !isEnforced(standing) || isEnforced(now)) {
      return [];
    }
    const [policy] = enforcing(standing);
    return [
      {
        address: (policy && before.attachedBy.get(pairKey(holder.key, policy.key))) ?? "plan",
        isCertain: false,
        message: `the ${holder.kind} ${holder.name} loses the Deny, and what else it has is not in this plan`,
        fix: `make sure that the ${holder.kind} ${holder.name} carries the Deny otherwise, and accept this finding`,
      },
    ];
  });
}
