import type { AccountRole, AccountUser } from "../../access";
import { covers, listOf, parseDocument, type Statement, statementsOf } from "../../iam";
import { isObject } from "../../problem";
import { type Asker, evaluate } from "./conditions";

/** A role, with its trust policy read once for all users. */
export interface TrustingRole {
  readonly role: AccountRole;
  /** The statements about assuming it. */
  readonly statements: readonly Statement[];
}

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

export function readTrusts(roles: readonly AccountRole[]): readonly TrustingRole[] {
  return roles.map((role) => ({
    role,
    statements: statementsOf(parseDocument(role.trustDocument)).filter((statement) => covers(statement, ASSUME)),
  }));
}

/** Whether, and how, a role trusts a user who comes without MFA. A Deny counts if it certainly holds, and an Allow if it may hold. */
export function trustOf({ statements }: TrustingRole, asker: Asker): Trust | undefined {
  const found: Trust[] = [];
  const mayDeny: string[] = [];
  for (const statement of statements) {
    const kind = kindOf(statement, asker.user, asker.account);
    const { holds, unknown } = kind ? evaluate(statement, asker) : { holds: "no", unknown: [] };
    if (kind && statement.Effect === "Deny" && holds === "yes") {
      return undefined;
    }
    if (kind && statement.Effect === "Deny" && holds === "unknown") {
      mayDeny.push(...unknown);
    }
    if (kind && statement.Effect === "Allow" && holds !== "no") {
      found.push({ kind, dependsOn: unknown });
    }
  }
  const [first] = found.sort((a, b) => a.dependsOn.length - b.dependsOn.length || (a.kind < b.kind ? 1 : -1));
  return first && { kind: first.kind, dependsOn: [...new Set([...first.dependsOn, ...mayDeny])] };
}

function kindOf({ Effect, Principal, NotPrincipal }: Statement, user: AccountUser, account: string): Trust["kind"] | undefined {
  if (NotPrincipal !== undefined) {
    const spared = namedBy(NotPrincipal);
    // For whom a Deny spares, AWS wants the account to be named as well.
    const isSpared = spared.includes(user.arn) || (Effect !== "Deny" && spared.some((name) => isAccount(name, account)));
    return isSpared ? undefined : "account";
  }
  const named = namedBy(Principal);
  if (named.includes(user.arn)) {
    return "user";
  }
  return named.some((name) => name === "*" || isAccount(name, account)) ? "account" : undefined;
}

function namedBy(principal: unknown): readonly string[] {
  return principal === "*" ? ["*"] : isObject(principal) ? listOf(principal.AWS).map(String) : [];
}

function isAccount(principal: string, account: string): boolean {
  return principal === account || (principal.endsWith(":root") && principal.includes(`::${account}:`));
}
