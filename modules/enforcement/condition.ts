import { sparesDirectCalls, sparesEveryone, sparesLongTermKeys, sparesSessions, unknownTest } from "./reasons";
import type { ConditionTest } from "./read-document";

/**
 * The kinds of requests without MFA. A request with a long-term key has no `aws:MultiFactorAuthPresent` at all; in a session without MFA it is
 * `false`. Either comes from the user, or from an AWS service that acts for the user.
 */
export const CONTEXTS = ["key", "session", "key via service", "session via service"] as const;

export type Context = (typeof CONTEXTS)[number];

/** What a statement's condition means for requests without MFA. */
export interface Coverage {
  /** The requests for which it certainly holds. */
  readonly contexts: ReadonlySet<Context>;
  /** Why it does not hold for all requests that come from the user. */
  readonly reasons: readonly string[];
}

const WITH_KEY: readonly Context[] = ["key", "key via service"];
const IN_SESSION: readonly Context[] = ["session", "session via service"];
export const DIRECT = ["key", "session"] as const satisfies readonly Context[];
export const VIA_SERVICE: readonly Context[] = ["key via service", "session via service"];

/** The requests for which a test holds; nothing where that is not known. */
type Rule = (operator: string, values: readonly string[]) => readonly Context[] | undefined;

/**
 * Keys whose values in a request without MFA are known, in lower case, because IAM ignores the case of keys. Operators must be spelled as
 * AWS spells them.
 *
 * Source: IAM User Guide, "AWS global condition context keys": `aws:MultiFactorAuthAge` is absent when MFA was not used,
 * `aws:ViaAWSService` is in every request; "Condition operators": `…IfExists` also holds where the key is absent.
 */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["aws:multifactorauthpresent", mfaPresent],
  ["aws:multifactorauthage", mfaAge],
  ["aws:viaawsservice", viaService],
]);

/** The requests without MFA for which all tests of a condition certainly hold. */
export function coverageOf(tests: readonly ConditionTest[]): Coverage {
  let contexts: readonly Context[] = CONTEXTS;
  const unknown: string[] = [];
  for (const { operator, key, values } of tests) {
    const held = RULES.get(key.toLowerCase())?.(operator, values);
    if (!held) {
      unknown.push(unknownTest(operator, key, values));
    }
    contexts = contexts.filter((context) => held?.includes(context));
  }
  return { contexts: new Set(contexts), reasons: unknown.length > 0 ? unknown : spared(contexts, tests) };
}

function spared(contexts: readonly Context[], tests: readonly ConditionTest[]): readonly string[] {
  const missing = DIRECT.filter((context) => !contexts.includes(context));
  const conditions = tests.map(({ operator, key, values }) => `${operator} ${key} ${values.join(", ")}`).join(" and ");
  if (missing.length === 0) {
    return [];
  }
  if (contexts.length === 0) {
    return [sparesEveryone(conditions)];
  }
  if (missing.length === DIRECT.length) {
    return [sparesDirectCalls(conditions)];
  }
  return [missing[0] === "key" ? sparesLongTermKeys(conditions) : sparesSessions(conditions)];
}

function mfaPresent(operator: string, values: readonly string[]): readonly Context[] | undefined {
  if (!values.every(isBoolean)) {
    return undefined;
  }
  const [whenTrue, whenFalse] = [values.includes("true"), values.includes("false")];
  switch (operator) {
    case "Bool":
      return whenFalse ? IN_SESSION : [];
    case "BoolIfExists":
      return whenFalse ? CONTEXTS : WITH_KEY;
    case "Null":
      return [...(whenTrue ? WITH_KEY : []), ...(whenFalse ? IN_SESSION : [])];
    default:
      return undefined;
  }
}

function mfaAge(operator: string, values: readonly string[]): readonly Context[] | undefined {
  if (operator === "Null" && values.every(isBoolean)) {
    return values.includes("true") ? CONTEXTS : [];
  }
  if (!values.every((value) => /^[0-9]+$/.test(value))) {
    return undefined;
  }
  if (/^Numeric(Equals|NotEquals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)IfExists$/.test(operator)) {
    return CONTEXTS;
  }
  return /^Numeric(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)$/.test(operator) ? [] : undefined;
}

function viaService(operator: string, values: readonly string[]): readonly Context[] | undefined {
  if (!["Bool", "BoolIfExists"].includes(operator) || !values.every(isBoolean)) {
    return undefined;
  }
  return [...(values.includes("false") ? DIRECT : []), ...(values.includes("true") ? VIA_SERVICE : [])];
}

function isBoolean(value: string): boolean {
  return value === "true" || value === "false";
}
