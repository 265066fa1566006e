import { type AccountRole, type AccountUser, listOf, type Statement, statementsOf } from "../../access";
import { matchesPattern } from "../../iam";
import { isObject } from "../../problem";
import { isUnknownKey } from "./context";
import type { RequestContext } from "./model";

/** That a role lets a user in who comes without MFA. */
export interface Trust {
  /**
   * `user`: the trust policy names the user, which is enough unless a policy denies it. `account`: it leaves the decision to the account, so that
   * a policy of the user must allow it. Source: IAM User Guide, "IAM roles: Principal", and "Policy evaluation logic".
   */
  readonly kind: "user" | "account";
  /** Condition keys that it depends on and whose value is not known. */
  readonly dependsOn: readonly string[];
}

const ASSUME = "sts:AssumeRole";

/** Whether, and how, a role trusts a user who comes without MFA. Its own Denies count; conditions that are not about MFA may hold. */
export function trustOf(role: AccountRole, user: AccountUser, account: string, context: RequestContext): Trust | undefined {
  const about = statementsOf(parse(role.trustDocument)).filter(
    (statement) => listOf(statement.Action).some((pattern) => matchesPattern(String(pattern), ASSUME)) && mayHold(statement, context),
  );
  const isDenied = about.some(
    (statement) => statement.Effect === "Deny" && kindOf(statement, user, account) && otherKeys(statement).length === 0,
  );
  const trusts = about
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement): readonly Trust[] => {
      const kind = kindOf(statement, user, account);
      return kind ? [{ kind, dependsOn: otherKeys(statement) }] : [];
    })
    .sort((a, b) => a.dependsOn.length - b.dependsOn.length || (a.kind < b.kind ? 1 : -1));
  return isDenied ? undefined : trusts[0];
}

function kindOf({ Principal }: Statement, user: AccountUser, account: string): Trust["kind"] | undefined {
  const named = Principal === "*" ? ["*"] : isObject(Principal) ? listOf(Principal.AWS).map(String) : [];
  if (named.includes(user.arn)) {
    return "user";
  }
  const isForAccount = (principal: string): boolean =>
    principal === "*" || principal === account || (principal.endsWith(":root") && principal.includes(`::${account}:`));
  return named.some(isForAccount) ? "account" : undefined;
}

/** Whether a statement's tests of MFA hold for a request without it. */
function mayHold(statement: Statement, context: RequestContext): boolean {
  return testsOf(statement).every(({ operator, key, values }) => {
    switch (key) {
      case "aws:multifactorauthpresent":
        return presentHolds(operator, values, context);
      case "aws:multifactorauthage":
        return operator === "null" ? values.includes("true") : operator.endsWith("ifexists") || !operator.startsWith("numeric");
      default:
        return true;
    }
  });
}

/** With a long-term key, the key is absent; in a session without MFA it is `false`. */
function presentHolds(operator: string, values: readonly string[], context: RequestContext): boolean {
  switch (operator) {
    case "bool":
      return context === "session" && values.includes("false");
    case "boolifexists":
      return context === "key" || values.includes("false");
    case "null":
      return values.includes(context === "key" ? "true" : "false");
    default:
      return true;
  }
}

function otherKeys(statement: Statement): readonly string[] {
  return [...new Set(testsOf(statement).map(({ key }) => key))].filter(isUnknownKey).sort();
}

function testsOf({
  Condition,
}: Statement): readonly { readonly operator: string; readonly key: string; readonly values: readonly string[] }[] {
  const operators = isObject(Condition) ? Object.entries(Condition) : [];
  return operators.flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: listOf(values).map((value) => String(value).toLowerCase()),
    })),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
