import { mayAllow } from "../../access";
import { isEnforced, type Side, type Standing } from "../side";
import { isSame } from "./cause";
import { policyNames } from "./people";
import type { Rule } from "./rule";

/** A group of nobody yet, or of people whom another policy binds, that does not enforce MFA for its next member. */
export const groupUnenforced: Rule = {
  id: "group-unenforced",
  severity: "medium",
  title: "A group has something to do, but does not carry the Deny",
  check: ({ before, after }) => {
    const members = groupsWithMembers(after);
    return [...after.standings.values()].flatMap((standing) => {
      const { holder, grants } = standing;
      const earlier = before.standings.get(holder.key);
      const isOpen = holder.kind === "group" && grants.length > 0 && !isEnforced(standing);
      const isWorse =
        (isEnforced(earlier) && (earlier?.grants.length ?? 0) > 0) || (!members.has(holder.key) && hasMore(standing, earlier));
      if (!isOpen || !isWorse || (members.has(holder.key) && !isEnforced(earlier))) {
        return [];
      }
      const doubtful = holder.policies.some(({ document, doubt }) => document === undefined && doubt !== undefined);
      return [
        {
          address: holder.address ?? "plan",
          isCertain: !doubtful,
          message: `whoever joins the group ${holder.name} can use ${policyNames(holder.policies.filter(mayAllow))} without MFA`,
          fix: `attach the MFA policy to the group ${holder.name}`,
        },
      ];
    });
  },
};

/** The groups of users who exist; findings about users say more about them. */
function groupsWithMembers({ standings }: Side): ReadonlySet<string> {
  const users = [...standings.values()].filter(({ holder }) => holder.kind === "user");
  return new Set(
    users.flatMap(({ holder }) => [...holder.groups, ...holder.uncertainGroups.map(({ group }) => group)].map(({ key }) => key)),
  );
}

function hasMore({ grants }: Standing, earlier: Standing | undefined): boolean {
  return grants.some((policy) => !(earlier?.grants.some((one) => isSame(one, policy)) ?? false));
}
