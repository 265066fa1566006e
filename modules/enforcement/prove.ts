import { actsForCallerReason, bypassReason, matchesPattern } from "../iam";
import { type Context, type Coverage, coverageOf, DIRECT, VIA_SERVICE } from "./condition";
import { type Doubt, readDocument, type ReadStatement, type StatementPlace } from "./read-document";
import { dangerousExemption, noDeny, someResources, wildcardExemption } from "./reasons";

/** It is certain that every request without MFA is denied, on every resource, except for the exempt actions. */
export interface Enforced {
  readonly verdict: "enforced";
  /** The actions that are not denied, as the documents spell them, sorted. They are not necessarily allowed either. */
  readonly exemptActions: readonly string[];
  /**
   * Whether the Deny also applies to calls that an AWS service makes for the user (`aws:ViaAWSService`). With `allow`, a service may make
   * any call for the user that the user's policies allow.
   */
  readonly viaAwsService: "deny" | "allow";
  /** The statements that deny everything except exemptions. */
  readonly by: readonly StatementPlace[];
}

/** It is not certain. That does not prove the opposite. */
export interface NotProven {
  readonly verdict: "not proven";
  /** Why, in the order of the documents; never empty. */
  readonly doubts: readonly Doubt[];
  /** The kinds of requests for which the Deny is in doubt. None where only exemptions are. */
  readonly open: readonly ("key" | "session")[];
}

export type Enforcement = Enforced | NotProven;

/** A Deny, and the requests without MFA that it certainly denies on every resource. */
interface Denial {
  readonly statement: ReadStatement;
  readonly coverage: Coverage;
  /** What prevents it from denying everything except a list of exemptions, for requests that come from the user. */
  readonly reasons: readonly string[];
}

/**
 * Decides whether documents enforce MFA: whether it is certain that a request without MFA, be `aws:MultiFactorAuthPresent` absent or
 * `false`, is denied every action but a finite set, on every resource. Several Denies count together.
 *
 * It errs on the safe side: a condition that may not hold, or a wildcard among the exemptions, proves nothing, and neither does a document
 * that AWS would refuse, or an exemption that opens up credentials, memberships, policies, roles or devices. `sts:GetCallerIdentity` is left out, because AWS answers it regardless of policies.
 *
 * @param documents all documents that apply to a principal, as parsed JSON, from any source and in any shape, with policy variables as AWS
 *   reads them. What they allow does not matter, because a Deny always wins.
 */
export function proveEnforcement(documents: readonly unknown[]): Enforcement {
  const read = documents.map(readDocument);
  const denials = read
    .filter(({ doubts }) => doubts.length === 0)
    .flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Deny").map(toDenial));
  const direct = passing(denials, DIRECT);
  if (!direct) {
    return {
      verdict: "not proven",
      doubts: collectDoubts(
        read.flatMap(({ doubts }) => doubts),
        denials,
      ),
      open: DIRECT.filter((context) => passing(denials, [context]) === undefined),
    };
  }
  const viaService = passing(denials, VIA_SERVICE);
  const exemptActions = unique([...direct, ...(viaService ?? [])]);
  const viaAwsService = viaService ? "deny" : "allow";
  const by = denials
    .filter((denial) => isBlanket(denial) && DIRECT.some((context) => denial.coverage.contexts.has(context)))
    .map(({ statement }) => statement);
  const dangers = by.flatMap((statement) => dangersOf(statement, exemptActions, viaAwsService));
  return dangers.length > 0
    ? { verdict: "not proven", doubts: dangers, open: [] }
    : { verdict: "enforced", exemptActions, viaAwsService, by: by.map(({ place }) => place) };
}

/** The exemptions of a statement by which a user could get around the Deny. The article exempts `iam:DeleteVirtualMFADevice`. */
function dangersOf(
  { actionElement, actions, place }: ReadStatement,
  exemptActions: readonly string[],
  viaAwsService: Enforced["viaAwsService"],
): readonly Doubt[] {
  const exempt = new Set(exemptActions.map((action) => action.toLowerCase()));
  const own = actionElement === "NotAction" ? unique(actions).filter((action) => exempt.has(action.toLowerCase())) : [];
  return own.flatMap((action) => {
    const isInArticle = action.toLowerCase() === "iam:deletevirtualmfadevice";
    const reason =
      (isInArticle ? undefined : bypassReason(action)) ?? (viaAwsService === "allow" ? actsForCallerReason(action) : undefined);
    return reason === undefined ? [] : [{ ...place, reason: dangerousExemption(action, reason) }];
  });
}

/** Whether it is certain that an action is denied on every resource, in a request of this kind without MFA. */
export function isDenied(documents: readonly unknown[], action: string, context: Context): boolean {
  const read = documents.map(readDocument).filter(({ doubts }) => doubts.length === 0);
  const denials = read.flatMap(({ statements }) => statements.filter(({ effect }) => effect === "Deny").map(toDenial));
  return denials.some(({ coverage, statement }) => coverage.contexts.has(context) && denies(statement, action));
}

function toDenial(statement: ReadStatement): Denial {
  const { tests, resources, resourceElement } = statement;
  const coversResources = resourceElement === "Resource" && resources.includes("*");
  const coverage = coverageOf(tests);
  return {
    statement,
    coverage: coversResources ? coverage : { contexts: new Set(), reasons: coverage.reasons },
    reasons: [
      ...(coversResources ? [] : [someResources(resourceElement)]),
      ...wildcardExemptions(statement).map(wildcardExemption),
      ...coverage.reasons,
    ],
  };
}

/** The actions that are not denied in at least one of the contexts; nothing where no finite list is certain. */
function passing(denials: readonly Denial[], contexts: readonly Context[]): readonly string[] | undefined {
  const sets = contexts.map((context) => passingIn(denials.filter(({ coverage }) => coverage.contexts.has(context))));
  return sets.every((set) => set !== undefined) ? sets.flat() : undefined;
}

function passingIn(denials: readonly Denial[]): readonly string[] | undefined {
  const blanket = denials.find(isBlanket);
  if (!blanket) {
    return undefined;
  }
  const { actionElement, actions } = blanket.statement;
  const exempt = actionElement === "NotAction" ? actions : [];
  return exempt.filter((action) => denials.every(({ statement }) => !denies(statement, action)));
}

/** Whether a Deny covers every action except a finite list, leaving its condition aside. */
function isBlanket({ statement }: Denial): boolean {
  return isBroad(statement) && wildcardExemptions(statement).length === 0;
}

/** Whether a Deny is meant to cover everything except exemptions. */
function isBroad({ actionElement, actions }: ReadStatement): boolean {
  return actionElement === "NotAction" || actions.includes("*");
}

function wildcardExemptions({ actionElement, actions }: ReadStatement): readonly string[] {
  return actionElement === "NotAction" ? actions.filter((action) => /[*?]/.test(action)) : [];
}

function denies({ actionElement, actions }: ReadStatement, action: string): boolean {
  const isNamed = actions.some((pattern) => matchesPattern(pattern, action));
  return actionElement === "Action" ? isNamed : !isNamed;
}

/** The doubts about the Denies that are meant to cover everything. A Deny of single actions gives no reason for doubt. */
function collectDoubts(refused: readonly Doubt[], denials: readonly Denial[]): readonly Doubt[] {
  const doubts = denials
    .filter(({ statement }) => isBroad(statement))
    .flatMap(({ statement, reasons }) => reasons.map((reason) => ({ ...statement.place, reason })));
  const all = [...refused, ...doubts].sort(byPlace);
  return all.length > 0 ? all : [{ reason: noDeny() }];
}

function byPlace(a: Doubt, b: Doubt): number {
  return (a.document ?? -1) - (b.document ?? -1) || (a.statement ?? -1) - (b.statement ?? -1);
}

/** Sorted and without duplicates, ignoring case; the first spelling is kept. */
function unique(actions: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const action of actions) {
    const key = action.toLowerCase();
    byKey.set(key, byKey.get(key) ?? action);
  }
  return [...byKey.values()].sort();
}
