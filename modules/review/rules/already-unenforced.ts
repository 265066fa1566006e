import { isEnforced, isExposed } from "../side";
import { policyNames } from "./people";
import { describe } from "./exposed";
import type { Rule } from "./rule";
import { gains } from "./unenforced-access";

/** It was so before the plan, so it counts only with `--strict`. */
export const alreadyUnenforced: Rule = {
  id: "already-unenforced",
  severity: "high",
  title: "Somebody could act without MFA before the plan already",
  check: (context) => {
    const reported = new Set(gains(context).map(({ standing }) => standing.holder.key));
    const old = [...context.after.standings.values()]
      .filter(({ holder }) => holder.kind === "user" && !reported.has(holder.key))
      .filter((standing) => isExposed(standing) && !isEnforced(context.before.standings.get(standing.holder.key)))
      .map((standing) => ({
        standing,
        cause: {
          address: standing.holder.address ?? "plan",
          reason: `${policyNames(standing.grants)} applies, and no Deny does`,
          fix: "put the user into a group that carries the Deny",
        },
      }));
    return describe(old, "act without MFA, as before this plan").map((found) => ({ ...found, isOld: true }));
  },
};
