import { covers, isAdministration, listOf, type Statement, statementsOf } from "../iam";
import { isObject } from "../problem";
import type { CarriedPolicy } from "./policies";

/**
 * Whether policies certainly allow an action on everything: one Allow without a condition covers it, and no Deny might. A boundary has to allow it
 * as well. AWS managed policies that AWS has not listed are known by their names.
 *
 * @param withMfa whether the request has MFA, so that a Deny of requests without it does not matter; default: not known
 */
export function allowsEverywhere(
  policies: readonly CarriedPolicy[],
  boundary: CarriedPolicy | undefined,
  action: string,
  withMfa = false,
): boolean {
  const all = boundary ? [...policies, boundary] : policies;
  const mayDeny = all.some(
    (policy) => policy.doubt !== undefined || statementsOf(policy.document).some((statement) => mayBeDenied(statement, action, withMfa)),
  );
  const isAllowed = (policy: CarriedPolicy): boolean =>
    policy.document === undefined
      ? policy.name !== undefined && policy.doubt === undefined && isAdministration(policy.name)
      : statementsOf(policy.document).some((statement) => isPlainAllow(statement, action));
  return !mayDeny && policies.some(isAllowed) && (boundary === undefined || isAllowed(boundary));
}

function mayBeDenied(statement: Statement, action: string, withMfa: boolean): boolean {
  return statement.Effect !== "Allow" && covers(statement, action) && !(withMfa && failsWithMfa(statement.Condition));
}

/** All tests of a condition have to hold. Source: IAM User Guide, "Conditions with multiple context keys or values". */
function failsWithMfa(condition: unknown): boolean {
  const { Bool, BoolIfExists } = isObject(condition) ? condition : {};
  const tests = [Bool, BoolIfExists].filter(isObject).flatMap((values) => Object.entries(values));
  return tests.some(
    ([key, values]) => key.toLowerCase() === "aws:multifactorauthpresent" && listOf(values).every((value) => String(value) === "false"),
  );
}

function isPlainAllow(statement: Statement, action: string): boolean {
  const { Effect, Condition, Resource } = statement;
  return Effect === "Allow" && Condition === undefined && listOf(Resource).includes("*") && covers(statement, action);
}
