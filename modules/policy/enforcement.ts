import { type Context, type Coverage, coverageOf, DIRECT, VIA_SERVICE } from "./enforcement-condition";
import { noDeny, someResources, wildcardExemption } from "./enforcement-reasons";
import { type Doubt, readDocument, type ReadStatement, type StatementPlace } from "./enforcement-statement";
import type { ServiceCalls } from "./options";

export type { Doubt, StatementPlace } from "./enforcement-statement";

/** It is certain that without MFA every action but the exempt ones is denied, on every resource. */
export interface Enforced {
  readonly verdict: "enforced";
  /** The actions that pass the Deny, as the documents write them, sorted. To pass grants nothing: it leaves the action to the grants. */
  readonly exemptActions: readonly string[];
  /**
   * Whether the Deny reaches calls that an AWS service makes for the user (`aws:ViaAWSService`). Where it does not, such a call may be any
   * action that the grants allow.
   */
  readonly serviceCalls: ServiceCalls;
  /** The statements that deny everything but exemptions. */
  readonly by: readonly StatementPlace[];
}

/** It is not certain; that is no proof of the contrary. */
export interface NotProven {
  readonly verdict: "not proven";
  /** Why, in the documents' order; never empty. */
  readonly doubts: readonly Doubt[];
}

export type Enforcement = Enforced | NotProven;

/** A Deny, and for which requests without MFA it certainly denies on every resource. */
interface Denial {
  readonly statement: ReadStatement;
  readonly coverage: Coverage;
  /** What keeps it from denying everything but a list of exemptions, for requests that come from the user. */
  readonly reasons: readonly string[];
}

/**
 * Decides whether documents enforce MFA: whether it is certain that a request without MFA, be `aws:MultiFactorAuthPresent` absent or
 * `false`, is denied every action but a finite set, on every resource. Several Denies count together.
 *
 * It errs on one side only. What it does not know it takes as not proven: a condition that may not hold, a wildcard among the exemptions,
 * and, of a document that AWS would refuse, everything. `sts:GetCallerIdentity` is left out, since AWS answers it whatever a policy says.
 *
 * @param documents all documents that apply to a principal, as data: the parsed JSON, with policy variables as AWS reads them; from any
 *   source and in any shape. What they allow does not matter, since a Deny always wins.
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
    };
  }
  const viaService = passing(denials, VIA_SERVICE);
  return {
    verdict: "enforced",
    exemptActions: unique([...direct, ...(viaService ?? [])]),
    serviceCalls: viaService ? "deny" : "allow",
    by: denials
      .filter((denial) => isNet(denial) && DIRECT.some((context) => denial.coverage.contexts.has(context)))
      .map(({ statement }) => statement.place),
  };
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

/** What passes the Denies in at least one of the contexts; nothing where no finite set is certain. */
function passing(denials: readonly Denial[], contexts: readonly Context[]): readonly string[] | undefined {
  const sets = contexts.map((context) => passingIn(denials.filter(({ coverage }) => coverage.contexts.has(context))));
  return sets.every((set) => set !== undefined) ? sets.flat() : undefined;
}

function passingIn(denials: readonly Denial[]): readonly string[] | undefined {
  const net = denials.find(isNet);
  if (!net) {
    return undefined;
  }
  const { actionElement, actions } = net.statement;
  const exempt = actionElement === "NotAction" ? actions : [];
  return exempt.filter((action) => denials.every(({ statement }) => !denies(statement, action)));
}

/** Whether a Deny is for every action but a finite set, whatever its condition. */
function isNet({ statement }: Denial): boolean {
  return isBroad(statement) && wildcardExemptions(statement).length === 0;
}

/** Whether a Deny is meant for everything but exemptions. */
function isBroad({ actionElement, actions }: ReadStatement): boolean {
  return actionElement === "NotAction" || actions.includes("*");
}

function wildcardExemptions({ actionElement, actions }: ReadStatement): readonly string[] {
  return actionElement === "NotAction" ? actions.filter((action) => /[*?]/.test(action)) : [];
}

function denies({ actionElement, actions }: ReadStatement, action: string): boolean {
  const isNamed = actions.some((pattern) => matches(pattern, action));
  return actionElement === "Action" ? isNamed : !isNamed;
}

/**
 * IAM's wildcards, whatever the case: `*` for any characters, `?` for one. Not by a regular expression, since a stranger's pattern of many
 * wildcards would take one forever.
 */
function matches(pattern: string, action: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), action.toLowerCase()];
  let [at, next, star, resume] = [0, 0, -1, 0];
  while (next < given.length) {
    if (wanted[at] === "*") {
      [star, resume] = [at, next];
      at++;
    } else if (wanted[at] === "?" || wanted[at] === given[next]) {
      at++;
      next++;
    } else if (star >= 0) {
      resume++;
      [at, next] = [star + 1, resume];
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}

/** The doubts about the Denies that are meant to deny everything; about a Deny of single actions there is nothing to say. */
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

/** Sorted, and each action once whatever its case, as the first one writes it. */
function unique(actions: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const action of actions) {
    const key = action.toLowerCase();
    byKey.set(key, byKey.get(key) ?? action);
  }
  return [...byKey.values()].sort();
}
