import { isEnforced, isExposed } from "../side";
import { lostBecause } from "./cause";
import { describe } from "./exposed";
import type { Rule } from "./rule";

/** The Deny removed, narrowed, detached, or moved to a policy that nobody carries. */
export const mfaLost: Rule = {
  id: "mfa-lost",
  severity: "critical",
  title: "Somebody for whom MFA was enforced can act without it",
  check: (context) => {
    const lost = [...context.after.standings.values()]
      .filter(({ holder }) => holder.kind === "user")
      .filter((standing) => isExposed(standing) && isEnforced(context.before.standings.get(standing.holder.key)))
      .map((standing) => ({ standing, cause: lostBecause(context, standing) }));
    return describe(lost.filter(({ cause }) => !cause.isUnknown));
  },
};
