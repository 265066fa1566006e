import { type CarriedPolicy, proveEnforcement, groupBy } from "../../access";
import { isExposed } from "../side";
import { isSame, nameOf } from "./cause";
import { people } from "./people";
import type { Rule } from "./rule";

/** A boundary that is taken away, or replaced by one without a Deny. */
export const boundaryRemoved: Rule = {
  id: "boundary-removed",
  severity: "high",
  title: "A user loses a permissions boundary",
  check: ({ before, after }) => {
    const lost = [...after.standings.values()].flatMap((standing) => {
      const { holder } = standing;
      const earlier = before.standings.get(holder.key)?.holder.boundary;
      const isKept = !earlier || (holder.boundary && isSame(earlier, holder.boundary));
      return isKept || isDeny(holder.boundary) || !(isDeny(earlier) || isExposed(standing))
        ? []
        : [{ standing, earlier, now: holder.boundary }];
    });
    return groupBy(lost, ({ standing, earlier, now }) => `${earlier.key} ${now?.key ?? ""} ${isExposed(standing)}`).flatMap((alike) => {
      const [first] = alike;
      if (!first) {
        return [];
      }
      const { standing, earlier, now } = first;
      const effect = isExposed(standing) ? "and nothing else enforces MFA" : "so that only the groups enforce MFA";
      return [
        {
          address: alike.length === 1 ? (standing.holder.address ?? "plan") : earlier.label,
          isCertain: now?.doubt === undefined,
          message: `the boundary ${nameOf(earlier)} of ${people(alike.map((one) => one.standing.holder))} ${replacement(now)}, ${effect}`,
          fix: `keep the boundary ${nameOf(earlier)}`,
        },
      ];
    });
  },
};

function isDeny(policy: CarriedPolicy | undefined): boolean {
  return policy?.document !== undefined && proveEnforcement([policy.document]).verdict === "enforced";
}

function replacement(now: CarriedPolicy | undefined): string {
  if (!now) {
    return "is removed";
  }
  return `is replaced by ${nameOf(now)}, ${now.doubt === undefined ? "which has no Deny" : "which may have no Deny"}`;
}
