import { covers, isAdministration, listOf, type Statement, statementsOf } from "../iam";
import type { CarriedPolicy } from "./policies";

/**
 * Whether policies certainly allow an action on everything: one Allow without a condition covers it, and no Deny might. A boundary has to allow it
 * as well. AWS managed policies that AWS has not listed are known by their names.
 */
export function allowsEverywhere(policies: readonly CarriedPolicy[], boundary: CarriedPolicy | undefined, action: string): boolean {
  const all = boundary ? [...policies, boundary] : policies;
  const mayDeny = all.some(
    (policy) => policy.doubt !== undefined || statementsOf(policy.document).some((statement) => mayBeDenied(statement, action)),
  );
  const isAllowed = (policy: CarriedPolicy): boolean =>
    policy.document === undefined
      ? policy.name !== undefined && policy.doubt === undefined && isAdministration(policy.name)
      : statementsOf(policy.document).some((statement) => isPlainAllow(statement, action));
  return !mayDeny && policies.some(isAllowed) && (boundary === undefined || isAllowed(boundary));
}

function mayBeDenied(statement: Statement, action: string): boolean {
  return statement.Effect !== "Allow" && covers(statement, action);
}

function isPlainAllow(statement: Statement, action: string): boolean {
  const { Effect, Condition, Resource } = statement;
  return Effect === "Allow" && Condition === undefined && listOf(Resource).includes("*") && covers(statement, action);
}
