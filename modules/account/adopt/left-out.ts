/** What is said about each thing that a roster does not carry over. */
import { count, describe, list, type Problem } from "../../problem";
import type { LeftOut } from "./model";

type Subject = NonNullable<LeftOut["subject"]>;

export function inlinePolicy(subject: Subject, policy: string): LeftOut {
  const message = `has the inline policy ${JSON.stringify(policy)}, which stays but is not managed; move it to a managed policy of a group`;
  return { id: "inline-policy", subject, message };
}

export function directAttachment(subject: Subject, policy: string): LeftOut {
  const message = `has ${policy} attached directly, which stays but is not managed; attach it to a group instead`;
  return { id: "direct-attachment", subject, message };
}

export function boundary(subject: Subject, policy: string): LeftOut {
  const message = `has the permissions boundary ${policy}, which a roster without userBoundary would remove; set userBoundary, or take the user out of the roster`;
  return { id: "boundary", subject, message };
}

export function mfaPolicy(subject: Subject, policy: string): LeftOut {
  const message = `carries ${policy}, which enforces MFA already; the roster attaches its own MFA policy, so detach this one afterwards, or take it over with existingPolicyArn and policyName`;
  return { id: "mfa-policy", subject, message };
}

export function policiesOverQuota(subject: Subject, policies: readonly string[], most: number): LeftOut {
  const message = `has ${count(policies.length, "managed policy").replace("policys", "policies")} besides the MFA policy and IAMUserChangePassword, and IAM has room for ${most}, so these stay but are not managed: ${list(policies.slice(most))}; merge or detach some`;
  return { id: "policies-over-quota", subject, message };
}

export function membership(subject: Subject, group: string): LeftOut {
  const message = `is also in the group ${JSON.stringify(group)}, which is not in the roster; the membership stays but is not managed`;
  return { id: "membership", subject, message };
}

export function userWithoutSelectedGroup(subject: Subject): LeftOut {
  const message = "is in none of these groups, so the roster does not enforce MFA for this user; add the user, or a group of the user";
  return { id: "user-without-selected-group", subject, message };
}

export function keysWithoutPassword(subject: Subject): LeftOut {
  const message =
    "has access keys but no password, so it may be a program, which would be denied without MFA; take the user out of the roster and its groups, or give the program a role";
  return { id: "keys-without-password", subject, message };
}

export function notInReport(subject: Subject): LeftOut {
  const message =
    "is newer than the credential report, so it is not known whether the user has a password; run the command again in four hours";
  return { id: "not-in-report", subject, message };
}

export function reservedTag(subject: Subject, tag: string): LeftOut {
  const message = `has the tag ${JSON.stringify(tag)}, which the roster keeps for itself; set enrolled for users who have a device`;
  return { id: "reserved-tag", subject, message };
}

export function rosterProblem(problem: Problem): LeftOut {
  return { id: "roster-problem", message: `${describe(problem)} (a roster with this is refused, so edit it first)` };
}
