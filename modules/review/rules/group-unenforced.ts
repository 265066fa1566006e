import { mayAllow } from "../../access";
import { isEnforced, isExposed, type Side, type Standing } from "../side";
import { isSame } from "./cause";
import { policyNames } from "./people";
import type { Rule } from "./rule";

/** A group of nobody yet that does not enforce MFA for its first member. Of groups with members, findings about users say more. */
export const groupUnenforced: Rule = {
  id: "group-unenforced",
  severity: "medium",
  title: "A group has something to do, but does not carry the Deny",
  check: ({ before, after }) => {
    const members = groupsWithMembers(after);
    return [...after.standings.values()].flatMap((standing) => {
      const { holder } = standing;
      const earlier = before.standings.get(holder.key);
      const isWorse = isEnforced(earlier) || hasMore(standing, earlier);
      if (holder.kind !== "group" || members.has(holder.key) || !isExposed(standing) || !isWorse) {
        return [];
      }
      const isDoubtful = holder.policies.some(({ document, doubt }) => document === undefined && doubt !== undefined);
      return [
        {
          address: holder.address ?? "plan",
          isCertain: !isDoubtful,
          message: `whoever joins the group ${holder.name} can use ${policyNames(holder.policies.filter(mayAllow))} without MFA`,
          fix: `attach the MFA policy to the group ${holder.name}`,
        },
      ];
    });
  },
};

function groupsWithMembers({ standings }: Side): ReadonlySet<string> {
  const users = [...standings.values()].filter(({ holder }) => holder.kind === "user");
  return new Set(
    users.flatMap(({ holder }) => [...holder.groups, ...holder.uncertainGroups.map(({ group }) => group)].map(({ key }) => key)),
  );
}

function hasMore({ grants }: Standing, earlier: Standing | undefined): boolean {
  return grants.some((policy) => !(earlier?.grants.some((one) => isSame(one, policy)) ?? false));
}
