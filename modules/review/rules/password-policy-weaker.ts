import type { Resource } from "../../access";
import { show } from "../../problem";
import type { Side } from "../side";
import type { Rule } from "./rule";

/** For each argument, whether a change from one value to another is weaker. Source: IAM API reference, UpdateAccountPasswordPolicy. */
const WEAKER: ReadonlyMap<string, (before: unknown, after: unknown) => boolean> = new Map([
  ["minimum_password_length", (before, after) => number(after, 6) < number(before, 6)],
  ["password_reuse_prevention", (before, after) => number(after, 0) < number(before, 0)],
  // 0 and nothing mean that passwords do not expire.
  ["max_password_age", (before, after) => number(before, 0) > 0 && (number(after, 0) === 0 || number(after, 0) > number(before, 0))],
  ...["require_lowercase_characters", "require_uppercase_characters", "require_numbers", "require_symbols", "hard_expiry"].map(
    (name) => [name, (before: unknown, after: unknown) => before === true && after !== true] as const,
  ),
]);

/** A weaker password policy of the account, or none. */
export const passwordPolicyWeaker: Rule = {
  id: "password-policy-weaker",
  severity: "medium",
  title: "The account's password policy becomes weaker",
  check: ({ plan, before: earlier, after }) =>
    plan.changes
      .filter(({ type, action }) => type === "aws_iam_account_password_policy" && action !== "no-op" && action !== "forget")
      .flatMap(({ address, before, after: resource }) => {
        // Nobody is left to choose a password.
        const isLast = !resource && hasUsers(earlier) && !hasUsers(after);
        if (!before || isLast) {
          return [];
        }
        const weaker = [...WEAKER].flatMap(([name, isWeaker]) => {
          const [was, is] = [valueOf(before, name), resource && valueOf(resource, name)];
          return isWeaker(was, is) ? [`${name} changes from ${show(was)} to ${is === undefined ? "the default" : show(is)}`] : [];
        });
        return weaker.length === 0
          ? []
          : [{ address, message: `the account's password policy becomes weaker: ${weaker.join(", ")}`, fix: "keep the stronger values" }];
      }),
};

function hasUsers({ holders }: Side): boolean {
  return holders.all.some(({ kind }) => kind === "user");
}

function valueOf(resource: Resource, argument: string): unknown {
  const value = resource.value(argument);
  return value.kind === "literal" ? value.value : undefined;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
