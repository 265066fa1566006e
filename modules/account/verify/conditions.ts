import type { AccountUser } from "../../access";
import { listOf, matchesPattern, type Statement } from "../../iam";
import { isObject } from "../../problem";
import { isMfaKey, knownValue } from "./context";
import type { RequestContext } from "./model";

/** Who asks, and how. */
export interface Asker {
  readonly user: AccountUser;
  readonly account: string;
  readonly context: RequestContext;
}

/** Whether a statement's condition holds for a request without MFA. */
export interface ConditionResult {
  readonly holds: "yes" | "no" | "unknown";
  /** The keys on which that depends, in lower case, sorted. */
  readonly unknown: readonly string[];
}

/** What a key has in a request: text, nothing because the request does not have it, or something that is not known. */
type Value = { readonly text: string } | "absent" | "unknown";

/** How text is compared, by the operator without its beginning `Not` and its ending `IfExists`; values may have wildcards with `Like` and ARNs. */
const COMPARISONS: Readonly<Record<string, (pattern: string, text: string) => boolean>> = {
  stringequals: (pattern, text) => pattern === text,
  stringequalsignorecase: (pattern, text) => pattern.toLowerCase() === text.toLowerCase(),
  stringlike: matchesCase,
  arnequals: matchesCase,
  arnlike: matchesCase,
  bool: (pattern, text) => pattern.toLowerCase() === text,
};

/**
 * Evaluates a condition as far as it is known what the request says.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators": without the key, an operator with `Not` holds, one with `IfExists` holds, and
 * others don't.
 */
export function evaluate({ Condition }: Statement, asker: Asker): ConditionResult {
  const operators = isObject(Condition) ? Object.entries(Condition) : [];
  const unknown = new Set<string>();
  let fails = false;
  for (const [operator, keys] of operators) {
    for (const [key, values] of Object.entries(isObject(keys) ? keys : {})) {
      const result = test(operator.toLowerCase(), key.toLowerCase(), listOf(values).map(String), asker);
      fails ||= result === false;
      if (result === undefined) {
        unknown.add(key.toLowerCase());
      }
    }
  }
  return fails ? { holds: "no", unknown: [] } : { holds: unknown.size > 0 ? "unknown" : "yes", unknown: [...unknown].sort() };
}

/** Whether a test holds; nothing where that is not known. */
function test(operator: string, key: string, values: readonly string[], asker: Asker): boolean | undefined {
  const value = valueOf(key, asker);
  if (value === "unknown" || operator.includes(":")) {
    return undefined;
  }
  if (operator === "null") {
    return values.some((expected) => expected.toLowerCase() === String(value === "absent"));
  }
  const isNegated = /^[a-z]+not(equals|like)/.test(operator);
  if (value === "absent") {
    return isNegated || operator.endsWith("ifexists");
  }
  const compare = COMPARISONS[operator.replace(/ifexists$/, "").replace(/not(equals|like)/, "$1")];
  const patterns = values.map((pattern) => pattern.replace(/\$\{aws:username\}/gi, asker.user.name));
  if (!compare || patterns.some((pattern) => pattern.includes("${"))) {
    return undefined;
  }
  return patterns.some((pattern) => compare(pattern, value.text)) !== isNegated;
}

/** With a long-term key, nothing is said about MFA; in a session without MFA it says so. Source: "AWS global condition context keys". */
function valueOf(key: string, { user, account, context }: Asker): Value {
  if (isMfaKey(key)) {
    return context === "session" && key === "aws:multifactorauthpresent" ? { text: "false" } : "absent";
  }
  return knownValue(key, user, account);
}

/** IAM's wildcards, minding case: capital letters become letters that have no case. */
function matchesCase(pattern: string, text: string): boolean {
  return matchesPattern(withoutCapitals(pattern), withoutCapitals(text));
}

function withoutCapitals(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String.fromCharCode(0xe000 + letter.charCodeAt(0)));
}
