import type { Exception } from "./exceptions";

/** A request without MFA comes with a long-term key, which says nothing about MFA, or from a session that says there was none. */
export type RequestContext = "key" | "session";

export const CONTEXTS: readonly RequestContext[] = ["key", "session"];

/**
 * - `not-enforced`: AWS's simulator allows a request without MFA.
 * - `enforced-as-asked`: it is not proven, but AWS's simulator refused everything that it was asked.
 * - `enforced`: it follows from IAM's rules that every request without MFA is denied, except for the exempt actions.
 */
export type Verdict = "not-enforced" | "enforced-as-asked" | "enforced";

/** A request that gets through without MFA. */
export interface OpenRequest {
  readonly action: string;
  /** `*`, or the ARN that the request is about. */
  readonly resource: string;
  readonly context: RequestContext;
  /** The statement that allows it, such as `PowerUserAccess, statement 1`; nothing where the policy's document is not known. */
  readonly allowedBy?: string;
  /** What else it may depend on, such as a condition key that the simulator was not given. Nothing: it gets through as it is. */
  readonly dependsOn: readonly string[];
}

export interface VerifiedUser {
  readonly name: string;
  readonly arn: string;
  readonly verdict: Verdict;
  /** The names of the user's groups. */
  readonly groups: readonly string[];
  /** The labels of the policies that are attached to the user directly, or written into the user. */
  readonly ownPolicies: readonly string[];
  readonly boundary?: string;
  /** The statements that deny everything without MFA; empty unless the verdict is `enforced`. */
  readonly enforcedBy: readonly string[];
  /** What an enforced user can do without MFA if something allows it, sorted; empty for the others. */
  readonly exemptActions: readonly string[];
  /** Whether a service that acts for a proven user needs no MFA. */
  readonly viaAwsService: "deny" | "allow";
  /** Why it is not proven; empty if it is. */
  readonly doubts: readonly string[];
  /** How many questions AWS's simulator answered about this user. */
  readonly asked: number;
  readonly request?: OpenRequest;
  /** Why nothing has to be done about this user. */
  readonly exception?: Exception;
}

/** A role that whoever may assume it gets without MFA, and that somebody can assume who is not enforced. */
export interface OpenRole {
  readonly name: string;
  readonly arn: string;
  /** The names of the users who can assume it. */
  readonly assumableBy: readonly string[];
  /** Whether all of them are excepted. */
  readonly isExcepted: boolean;
}

/** A policy that a user or group carries. */
export interface ExaminedPolicy {
  /** The name of an AWS managed policy, the ARN of another one, or what an inline policy is in. */
  readonly label: string;
  /** What it denies without MFA, a sentence for each Deny, without a full stop. */
  readonly denies: readonly string[];
  /** The SHA-256 of the document's text, in hexadecimal; nothing where AWS has not listed the document. */
  readonly sha256?: string;
  /** How many users have it, as their own, through a group or as a boundary. */
  readonly users: number;
}

export interface VerifiedGroup {
  readonly name: string;
  readonly policies: readonly string[];
  readonly members: readonly string[];
  /** Whether the group's own policies prove that its members are enforced. */
  readonly isEnforcing: boolean;
}

/** What was found in an account. */
export interface Verification {
  readonly account: string;
  readonly date: Date;
  readonly toolVersion: string;
  /** Worst first, then by name. */
  readonly users: readonly VerifiedUser[];
  readonly groups: readonly VerifiedGroup[];
  readonly policies: readonly ExaminedPolicy[];
  /** Those that somebody can assume who is not enforced. */
  readonly roles: readonly OpenRole[];
  /** Exceptions whose day has passed, of users who still need one. */
  readonly expired: readonly Exception[];
  /** Exceptions that nobody needs: the user is enforced, or not in the account. */
  readonly unused: readonly Exception[];
}

export interface Totals {
  readonly users: number;
  readonly enforced: number;
  readonly enforcedAsAsked: number;
  readonly notEnforced: number;
  /** Of those who are not enforced, or not certainly and in no group. */
  readonly excepted: number;
  readonly inNoGroup: number;
  readonly openRoles: number;
}

export function totalsOf({ users, roles }: Verification): Totals {
  const having = (verdict: Verdict): number => users.filter((user) => user.verdict === verdict).length;
  return {
    users: users.length,
    enforced: having("enforced"),
    enforcedAsAsked: having("enforced-as-asked"),
    notEnforced: having("not-enforced"),
    excepted: users.filter(({ exception }) => exception !== undefined).length,
    inNoGroup: users.filter(isInNoGroup).length,
    openRoles: roles.length,
  };
}

export function isInNoGroup({ groups }: Pick<VerifiedUser, "groups">): boolean {
  return groups.length === 0;
}

/** Whether something has to be done about a user, leaving exceptions aside. Without a group and without a proof, nobody is fine by default. */
export function needsAction(user: Pick<VerifiedUser, "groups" | "verdict">): boolean {
  return user.verdict === "not-enforced" || (user.verdict === "enforced-as-asked" && isInNoGroup(user));
}

/** 0: nobody gets anything done without MFA; 2: there is something to act on. */
export function verifyExitCode({ users, roles }: Verification): 0 | 2 {
  const isFine = users.every((user) => !needsAction(user) || user.exception !== undefined) && roles.every(({ isExcepted }) => isExcepted);
  return isFine ? 0 : 2;
}
