import { proveEnforcement } from "../../access";
import { isExposed } from "../side";
import { isSame, nameOf } from "./cause";
import type { Rule } from "./rule";

/** A boundary that is taken away, or replaced by one without a Deny. */
export const boundaryRemoved: Rule = {
  id: "boundary-removed",
  severity: "high",
  title: "A user loses a permissions boundary",
  check: ({ before, after }) =>
    [...after.standings.values()].flatMap((standing) => {
      const { holder } = standing;
      const earlier = before.standings.get(holder.key)?.holder.boundary;
      if (!earlier || (holder.boundary && isSame(earlier, holder.boundary))) {
        return [];
      }
      const wasDeny = earlier.document !== undefined && proveEnforcement([earlier.document]).verdict === "enforced";
      const isDeny = holder.boundary?.document !== undefined && proveEnforcement([holder.boundary.document]).verdict === "enforced";
      if (isDeny || !(wasDeny || isExposed(standing))) {
        return [];
      }
      const what = holder.boundary ? `is replaced by ${nameOf(holder.boundary)}, which has no Deny` : "is removed";
      const effect = isExposed(standing) ? "and nothing else enforces MFA" : "so that only the groups enforce MFA";
      return [
        {
          address: holder.address ?? "plan",
          message: `the boundary ${nameOf(earlier)} of ${holder.name} ${what}, ${effect}`,
          fix: `keep the boundary ${nameOf(earlier)}`,
        },
      ];
    }),
};
