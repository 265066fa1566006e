import { type CarriedPolicy, type Context, isDenied, isNeededBeforeMfa } from "../../access";
import { actionsOf, bypassReason, listOf, type Statement, statementsOf } from "../../iam";
import { isObject } from "../../problem";

/** Whoever has no MFA may call these in any case, or whether they may depends on more than their own policies. */
const NEVER_ASKED = /^sts:(AssumeRole.*|GetCallerIdentity|GetSessionToken)$/i;

const DIRECT: readonly Context[] = ["key", "session"];

/** Whether an action is not asked about, because it is needed before MFA, because it is exempt, or because the answer would say nothing. */
export function isExempt(action: string, carried: readonly CarriedPolicy[]): boolean {
  return NEVER_ASKED.test(action) || isNeededBeforeMfa(action) || commonExemptions(carried).has(action.toLowerCase());
}

/** What a user for whom nothing is proven may be able to do without MFA although nothing was asked about it, in AWS's spelling, sorted. */
export function exemptActions(carried: readonly CarriedPolicy[]): readonly string[] {
  const documents = carried.flatMap(({ document }) => (document === undefined ? [] : [document]));
  const needed = actionsOf("iam")
    .map((name) => `iam:${name}`)
    .filter(isNeededBeforeMfa);
  const byKey = new Map(
    [...commonExemptions(carried).values(), ...needed, "sts:GetSessionToken"].map((name) => [name.toLowerCase(), name]),
  );
  return [...byKey.values()].filter((action) => !DIRECT.every((context) => isDenied(documents, action, context))).sort();
}

const exemptions = new WeakMap<readonly CarriedPolicy[], ReadonlyMap<string, string>>();

/** Harmless actions that every Deny without MFA exempts by name, by their names in lower case: a user who is proven may call them as well. */
function commonExemptions(carried: readonly CarriedPolicy[]): ReadonlyMap<string, string> {
  const known = exemptions.get(carried) ?? readExemptions(carried);
  exemptions.set(carried, known);
  return known;
}

function readExemptions(carried: readonly CarriedPolicy[]): ReadonlyMap<string, string> {
  const [first = new Map<string, string>(), ...others] = carried
    .flatMap(({ document }) => statementsOf(document))
    .filter((statement) => statement.Effect === "Deny" && statement.NotAction !== undefined && isAboutMfa(statement))
    .map(({ NotAction }) => new Map(listOf(NotAction).map((action) => [String(action).toLowerCase(), String(action)])));
  return new Map(
    [...first].filter(([key]) => !/[*?]/.test(key) && bypassReason(key) === undefined && others.every((list) => list.has(key))),
  );
}

/** Whether a statement's condition asks for MFA. A Deny of another purpose, such as one of regions, exempts nothing from MFA. */
function isAboutMfa({ Condition }: Statement): boolean {
  const tests = isObject(Condition) ? Object.values(Condition) : [];
  return tests.some((keys) => isObject(keys) && Object.keys(keys).some((key) => /^aws:MultiFactorAuth(Present|Age)$/i.test(key)));
}
