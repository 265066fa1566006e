import type { CarriedPolicy } from "../../access";
import { isEnforced, isExposed, type Standing } from "../side";
import { gainedBecause, isSame } from "./cause";
import { describe, type Exposed } from "./exposed";
import type { Context, Rule } from "./rule";

/** A user, group, membership or policy that gives an unenforced user something to do. */
export const unenforcedAccess: Rule = {
  id: "unenforced-access",
  severity: "critical",
  title: "Somebody for whom MFA is not enforced gets something to do",
  check: (context) => describe(gains(context).filter(({ cause }) => cause.unknown === undefined)),
};

/** Users for whom MFA is not enforced, and was not, with what they get. */
export function gains(context: Context): readonly Exposed[] {
  return [...context.after.standings.values()].flatMap((standing) => {
    const earlier = context.before.standings.get(standing.holder.key);
    if (standing.holder.kind !== "user" || !isExposed(standing) || isEnforced(earlier)) {
      return [];
    }
    const gained = standing.grants.find((policy) => !hadBefore(earlier, policy));
    return gained ? [{ standing, cause: gainedBecause(context, standing, gained) }] : [];
  });
}

function hadBefore(earlier: Standing | undefined, policy: CarriedPolicy): boolean {
  return earlier?.grants.some((one) => isSame(one, policy) && JSON.stringify(one.document) === JSON.stringify(policy.document)) ?? false;
}
