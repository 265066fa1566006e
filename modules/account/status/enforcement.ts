import { type CarriedPolicy, type Holder, judge } from "../../access";
import type { EnforcingPolicy, UserStatus } from "./model";

/** Whether it is certain that MFA is enforced for a user, and by which policies or why not. */
export function enforcementOf(user: Holder): Pick<UserStatus, "isEnforced" | "enforcedBy" | "doubts"> {
  const { enforcement, carried } = judge(user);
  if (enforcement.verdict === "not proven") {
    const doubts = [...enforcement.doubts, ...user.uncertainGroups.map(({ doubt }) => ({ reason: doubt }))];
    return { isEnforced: false, enforcedBy: [], doubts: [...new Set(doubts.map(({ reason }) => reason))] };
  }
  const known = carried.filter(({ document }) => document !== undefined);
  const policies = new Set(enforcement.by.flatMap(({ document }) => known[document] ?? []));
  return { isEnforced: true, enforcedBy: [...policies].map((policy) => enforcingPolicy(user, policy)), doubts: [] };
}

function enforcingPolicy({ policies, boundary, groups }: Holder, policy: CarriedPolicy): EnforcingPolicy {
  return {
    name: policy.name ?? policy.label,
    policy: policy.label,
    through: [
      ...groups.filter((group) => group.policies.includes(policy)).map(({ name }) => `group ${name}`),
      ...(policies.includes(policy) ? ["user"] : []),
      ...(boundary === policy ? ["boundary"] : []),
    ],
  };
}
