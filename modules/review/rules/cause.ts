import { type CarriedPolicy, type Holder, type Plan, proveEnforcement, type ResourceChange } from "../../access";
import { pairKey, type Side, type Standing } from "../side";
import type { Context } from "./rule";

/** What in a plan is responsible for a finding. */
export interface Cause {
  readonly address: string;
  /** Follows "because". */
  readonly reason: string;
  readonly fix: string;
  /** What it depends on that is known only after the apply. */
  readonly unknown?: "document" | "members";
}

/** Why MFA is no longer enforced for a user. */
export function lostBecause({ plan, before }: Pick<Context, "plan" | "before">, { holder, enforcement, carried }: Standing): Cause {
  const earlier = before.standings.get(holder.key);
  for (const policy of enforcing(earlier)) {
    const cause = lostPolicy(plan, before, earlier?.holder ?? holder, holder, policy);
    if (cause) {
      return cause;
    }
  }
  const doubt = carried.find((policy) => policy.doubt !== undefined);
  const reason = doubt?.doubt ?? (enforcement.verdict === "not proven" ? (enforcement.doubts[0]?.reason ?? "") : "");
  return {
    address: holder.address ?? "plan",
    reason: `it is not certain that a Deny holds: ${reason}`,
    fix: "keep the Deny as it was",
    ...(doubt && { unknown: "document" as const }),
  };
}

/** The policies by which MFA is enforced for somebody. */
export function enforcing(standing: Standing | undefined): readonly CarriedPolicy[] {
  if (standing?.enforcement.verdict !== "enforced") {
    return [];
  }
  const known = standing.carried.filter(({ document }) => document !== undefined);
  return standing.enforcement.by.flatMap(({ document }) => known[document] ?? []);
}

function lostPolicy(plan: Plan, before: Side, earlier: Holder, now: Holder, policy: CarriedPolicy): Cause | undefined {
  if (earlier.boundary && isSame(earlier.boundary, policy)) {
    return lostBoundary(now, policy);
  }
  const group = earlier.groups.find(({ policies }) => policies.some((one) => isSame(one, policy)));
  if (!group) {
    return changedPolicy(before, earlier, now, policy);
  }
  const current = now.groups.find(({ key }) => key === group.key);
  if (current) {
    return changedPolicy(before, group, current, policy);
  }
  const uncertain = now.uncertainGroups.find((one) => one.group.key === group.key);
  const address = before.joinedBy.get(pairKey(earlier.key, group.key)) ?? "plan";
  if (plan.changes.some((change) => change.address === address && hasUnknownMembers(change))) {
    return {
      address,
      reason: `who is in the group ${group.name} is known only after the apply`,
      fix: "use names that are known in the plan",
      unknown: "members",
    };
  }
  return uncertain
    ? fromDoubt(address, uncertain.doubt)
    : {
        address,
        reason: `the plan takes them out of the group ${group.name}, which carries the Deny, and leaves them other access`,
        fix: "keep them in a group that carries the Deny, or take away the other access in the same plan",
      };
}

function lostBoundary(now: Holder, policy: CarriedPolicy): Cause | undefined {
  const address = now.address ?? "plan";
  const name = nameOf(policy);
  if (!now.boundary) {
    return { address, reason: `the boundary ${name} is removed`, fix: `keep the boundary ${name}` };
  }
  return isSame(now.boundary, policy)
    ? weakened(now.boundary)
    : {
        address,
        reason: `the boundary ${name} is replaced by ${nameOf(now.boundary)}`,
        fix: `keep the boundary ${name}`,
      };
}

function changedPolicy(before: Side, earlier: Holder, now: Holder, policy: CarriedPolicy): Cause | undefined {
  const current = now.policies.find((one) => isSame(one, policy));
  if (current) {
    return weakened(current);
  }
  const address = before.attachedBy.get(pairKey(earlier.key, policy.key)) ?? "plan";
  const [name, whom] = [nameOf(policy), `the ${earlier.kind} ${earlier.name}`];
  return {
    address,
    reason: `${name} is detached from ${whom}`,
    fix: `keep ${name} attached to ${whom}, or detach what else ${whom} has`,
  };
}

/** Why a policy that is still there does not enforce MFA any more; nothing if it does. */
function weakened(policy: CarriedPolicy): Cause | undefined {
  const name = nameOf(policy);
  if (policy.document === undefined) {
    return policy.isLoose ? fromDoubt(policy.label, policy.doubt ?? "") : unknownDocumentOf(policy);
  }
  const proof = proveEnforcement([policy.document]);
  const [doubt] = proof.verdict === "enforced" ? [] : proof.doubts;
  if (!doubt) {
    return undefined;
  }
  const { reason, fix } = fromDoubt(policy.label, doubt.reason);
  return { address: policy.label, reason: `${name} no longer enforces MFA: ${reason}`, fix: `in ${name}, ${fix}` };
}

function unknownDocumentOf(policy: CarriedPolicy): Cause {
  return {
    address: policy.label,
    reason: `the plan does not say what ${nameOf(policy)} denies`,
    fix: `write the document of ${nameOf(policy)} so that it is known in the plan, or attach the MFA policy as well`,
    unknown: "document",
  };
}

/** A doubt says what is wrong and, after a semicolon, the fix. It often begins with the address of what causes it. */
function fromDoubt(address: string, doubt: string): Cause {
  const [reason = "", fix = "make it certain"] = doubt.split(/; (?!.*; )/);
  const [named = address] = /^(module\.\S+\.)?aws_iam_\w+\.\S+/.exec(reason) ?? [];
  return { address: named, reason, fix };
}

/** How somebody gets a policy that they did not have before. */
export function gainedBecause(
  { before, after }: Pick<Context, "before" | "after">,
  { holder, carried }: Standing,
  policy: CarriedPolicy,
): Cause {
  const doubtful = carried.find(({ document, doubt }) => document === undefined && doubt !== undefined);
  if (doubtful) {
    return doubtful.isLoose ? fromDoubt(doubtful.label, doubtful.doubt ?? "") : unknownDocumentOf(doubtful);
  }
  const name = nameOf(policy);
  const group = [...holder.groups, ...holder.uncertainGroups.map((one) => one.group)].find(({ policies }) =>
    policies.some((one) => isSame(one, policy)),
  );
  if (!group) {
    return {
      address: after.attachedBy.get(pairKey(holder.key, policy.key)) ?? policy.label,
      reason: `${name} is given to the ${holder.kind} ${holder.name}, who carries no Deny`,
      fix: `put ${holder.name} into a group that carries the Deny`,
    };
  }
  const wasMember = before.joinedBy.has(pairKey(holder.key, group.key));
  return {
    address: after.joinedBy.get(pairKey(holder.key, group.key)) ?? group.address ?? "plan",
    ...(wasMember
      ? {
          address: after.attachedBy.get(pairKey(group.key, policy.key)) ?? policy.label,
          reason: `the group ${group.name} gets ${name}, and carries no Deny`,
        }
      : { reason: `the plan puts them into the group ${group.name}, which has ${name} and carries no Deny` }),
    fix: `attach the MFA policy to the group ${group.name} first`,
  };
}

/** Whether a membership has users or groups whose names are not known yet. */
export function hasUnknownMembers({ after }: ResourceChange): boolean {
  const values = after ? [after.value("group"), after.value("user"), ...after.entries("users"), ...after.entries("groups")] : [];
  return values.some(({ kind }) => kind === "unknown");
}

/** Whether two policies are the same on both sides of a plan, though a replacement has another ARN. */
export function isSame(a: CarriedPolicy, b: CarriedPolicy): boolean {
  return a.key === b.key || a.label === b.label;
}

export function nameOf({ name, label }: CarriedPolicy): string {
  return name ?? label;
}
