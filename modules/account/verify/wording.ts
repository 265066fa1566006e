/** What the reports say, in every format. */
import { isNeededBeforeMfa } from "../../access";
import { count } from "../../problem";
import type { Exception } from "./exceptions";
import {
  needsAction,
  type OpenRequest,
  type OpenRole,
  type Totals,
  totalsOf,
  type Verdict,
  type Verification,
  type VerifiedUser,
  verifyExitCode,
} from "./model";

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  "not-enforced": "not enforced",
  "enforced-as-asked": "enforced, as far as AWS's simulator was asked",
  enforced: "enforced (proved)",
};

const CONTEXT = { key: "with an access key", session: "in a session without MFA" } as const;

/** The answer to "can anybody do anything without MFA?". */
export function headline(verification: Verification): string {
  const open = verification.users.filter((user) => needsAction(user) && !user.exception).length;
  const roles = verification.roles.filter(({ isExcepted }) => !isExcepted).length;
  if (verifyExitCode(verification) === 0) {
    return totalsOf(verification).excepted === 0 ? "MFA is enforced for every user" : "MFA is enforced for every user but the exceptions";
  }
  const parts = [...(open > 0 ? [count(open, "user")] : []), ...(roles > 0 ? [count(roles, "role")] : [])];
  return `MFA is not enforced for everybody: ${parts.join(" and ")} to act on`;
}

/** What the totals count, in the order in which people read them. */
export const TOTALS: readonly (readonly [keyof Totals, string])[] = [
  ["users", "users"],
  ["notEnforced", VERDICTS["not-enforced"]],
  ["enforcedAsAsked", VERDICTS["enforced-as-asked"]],
  ["enforced", VERDICTS.enforced],
  ["excepted", "excepted"],
  ["inNoGroup", "in no group"],
  ["openRoles", "roles without MFA that somebody unenforced can assume"],
];

/** The totals, each with its words. */
export function totalLines(verification: Verification): readonly (readonly [string, number])[] {
  const totals = totalsOf(verification);
  return TOTALS.map(([key, words]) => [words, totals[key]]);
}

/** Why a user has the verdict, a sentence a line, without full stops. */
export function reasonsOf(user: VerifiedUser): readonly string[] {
  const { request, enforcedBy, viaAwsService, exemptActions, exception, asked, doubts } = user;
  const exempt = exemptActions.filter((action) => !isNeededBeforeMfa(action) && action !== "sts:GetSessionToken");
  return [
    ...(request ? [requestLine(request)] : []),
    ...enforcedBy.map((place) => `everything without MFA is denied by ${place}`),
    ...(enforcedBy.length > 0 && viaAwsService === "allow" ? ["an AWS service that acts for the user needs no MFA"] : []),
    ...(exempt.length > 0 ? [`exempt, so it needs no MFA: ${exempt.join(", ")}`] : []),
    ...(user.verdict === "enforced-as-asked" ? [askedLine(asked)] : []),
    ...doubts.map((doubt) => `not proved: ${doubt}`),
    ...(user.groups.length === 0 ? ["in no group"] : []),
    ...(exception ? [exceptionLine(exception)] : []),
  ];
}

function askedLine(asked: number): string {
  return asked === 0
    ? "no policy allows anything that AWS's simulator could be asked about"
    : `AWS's simulator denied ${asked === 1 ? "the one request" : `all ${asked} requests`} that it was asked about`;
}

export function requestLine({ action, resource, context, allowedBy, dependsOn }: OpenRequest): string {
  const what = `${action}${resource === "*" ? "" : ` on ${resource}`} ${CONTEXT[context]}`;
  const by = allowedBy === undefined ? "" : `, allowed by ${allowedBy}`;
  return dependsOn.length === 0 ? `gets through: ${what}${by}` : `may get through: ${what}${by}; depends on ${dependsOn.join(", ")}`;
}

export function roleLine({ name, assumableBy, isExcepted }: OpenRole): string {
  return `role ${name} asks for no MFA, and can be assumed by ${assumableBy.join(", ")}${isExcepted ? " (excepted)" : ""}`;
}

export function exceptionLine({ reason, until }: Exception): string {
  return `excepted until ${until}: ${reason}`;
}

export function expiredLine({ user, until }: Exception): string {
  return `the exception of ${user} expired on ${until}; enforce MFA for the user, or set a later date`;
}

export function unusedLine({ user }: Exception): string {
  return `nobody needs the exception of ${user}: the user is enforced, or not in the account; remove it`;
}

/** What neither the proof nor the questions cover. */
export const NOT_EXAMINED: readonly (readonly [string, string])[] = [
  [
    "The root user, which no policy of IAM can restrict",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  ],
  [
    "Policies of resources, such as buckets, for users who are not proved: AWS's simulator was not given any. A proved Deny also overrides these",
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html",
  ],
  [
    "Sessions that are already open: a session keeps its MFA, or its role, until it ends",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
  ],
  [
    "What a role may do once somebody has assumed it, and roles that only another role can assume",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html",
  ],
  [
    "Whether users have an MFA device: enforced means that without one they can do nothing but the exempt actions",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html",
  ],
];
