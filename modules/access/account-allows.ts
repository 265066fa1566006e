import { isAdministration, matchesPattern } from "../iam";
import { isObject } from "../problem";
import type { CarriedPolicy } from "./policies";

/**
 * Whether policies certainly allow an action on everything: one Allow without a condition covers it, and no Deny might. A boundary has to allow it
 * as well. AWS managed policies that AWS has not listed are known by their names.
 */
export function allowsEverywhere(policies: readonly CarriedPolicy[], boundary: CarriedPolicy | undefined, action: string): boolean {
  const all = boundary ? [...policies, boundary] : policies;
  const mayDeny = all.some(
    (policy) => policy.doubt !== undefined || statementsOf(policy).some((statement) => mayBeDenied(statement, action)),
  );
  const isAllowed = (policy: CarriedPolicy): boolean =>
    policy.document === undefined
      ? policy.name !== undefined && policy.doubt === undefined && isAdministration(policy.name)
      : statementsOf(policy).some((statement) => isPlainAllow(statement, action));
  return !mayDeny && policies.some(isAllowed) && (boundary === undefined || isAllowed(boundary));
}

type Statement = Readonly<Record<string, unknown>>;

function statementsOf({ document }: CarriedPolicy): readonly Statement[] {
  return isObject(document) ? listOf(document.Statement).filter(isObject) : [];
}

function mayBeDenied(statement: Statement, action: string): boolean {
  return statement.Effect !== "Allow" && covers(statement, action);
}

function isPlainAllow(statement: Statement, action: string): boolean {
  const { Effect, Condition, Resource } = statement;
  return Effect === "Allow" && Condition === undefined && listOf(Resource).includes("*") && covers(statement, action);
}

function covers({ Action, NotAction }: Statement, action: string): boolean {
  const isNamed = listOf(Action ?? NotAction).some((pattern) => matchesPattern(String(pattern), action));
  return Action === undefined ? !isNamed : isNamed;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
