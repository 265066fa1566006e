import { type Enforced, groupBy } from "../../access";
import type { Side, Standing } from "../side";
import { enforcing, nameOf } from "./cause";
import { joined, people, usersFirst } from "./people";
import type { Rule } from "./rule";

/** More actions than before work without MFA, for somebody for whom it was enforced and still is. */
export const exemptionAdded: Rule = {
  id: "exemption-added",
  severity: "medium",
  title: "More actions work without MFA",
  check: ({ before, after }) => {
    const more = stillEnforced(before, after).flatMap(({ standing, was, is }) => {
      const known = new Set(was.exemptActions.map((action) => action.toLowerCase()));
      const actions = is.exemptActions.filter((action) => !known.has(action.toLowerCase()));
      return actions.length > 0 ? [{ standing, actions, policy: enforcing(standing)[0] }] : [];
    });
    return groupBy(more, ({ actions, policy }) => `${policy?.label ?? ""} ${actions.join(" ")}`).flatMap((alike) => {
      const [first] = alike;
      if (!first) {
        return [];
      }
      const holders = usersFirst(alike.map(({ standing }) => standing.holder));
      const [action = ""] = first.actions;
      return [
        {
          address: first.policy?.label ?? "plan",
          message: `without MFA, ${joined(first.actions)} ${first.actions.length === 1 ? "works" : "work"} for ${people(holders)}, if another policy allows it`,
          request: `${holders[0]?.name ?? ""} with an access key: ${action}`,
          fix: `remove ${joined(first.actions)} from the exemptions of ${first.policy ? nameOf(first.policy) : "the Deny"}, or accept this finding`,
        },
      ];
    });
  },
};

/** Everybody for whom MFA is enforced on both sides: users, and groups without users. */
export function stillEnforced(
  before: Side,
  after: Side,
): readonly { readonly standing: Standing; readonly was: Enforced; readonly is: Enforced }[] {
  return [...after.standings.values()].flatMap((standing) => {
    const was = before.standings.get(standing.holder.key)?.enforcement;
    const is = standing.enforcement;
    return was?.verdict === "enforced" && is.verdict === "enforced" ? [{ standing, was, is }] : [];
  });
}
