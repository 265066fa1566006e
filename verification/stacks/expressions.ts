/** Evaluates the expressions that Terraform JSON has in its strings, as far as the stack alone determines them. */
import { carryOut, partsOf } from "./templates";

/**
 * What a string of a stack becomes: a text, the ARN of a policy of the stack, or something that only Terraform knows. Two unknown values with
 * the same text are equal.
 */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "policy"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string };

/** What an expression can refer to. */
export interface Scope {
  /** Makes values that differ between instances of a resource, such as `each.value`, differ. */
  readonly instance: string;
  readonly each?: { readonly key: string; readonly value: string };
  readonly index?: number;
  /** The value of a reference such as `aws_iam_group.admins.name`, whose steps are the names and indexes in it. */
  readonly refer: (steps: readonly string[]) => Value | undefined;
}

/** What stands for an unknown part in the text of a value that is partly known. */
export const UNKNOWN_PART = "\u0000unknown\u0000";

export function evaluate(template: unknown, scope: Scope): Value {
  if (typeof template !== "string") {
    return { kind: "unknown", text: template === undefined ? "missing" : JSON.stringify(template) };
  }
  const parts = carryOut(partsOf(template));
  if (!parts) {
    return { kind: "unknown", text: template };
  }
  const values = parts.map((part): Value => (part.kind === "text" ? part : evaluateExpression(part.text, scope)));
  const [only, ...others] = values;
  if (only && others.length === 0) {
    return only;
  }
  const text = values.map((value) => (value.kind === "unknown" ? UNKNOWN_PART : value.text)).join("");
  return values.every(({ kind }) => kind !== "unknown") ? { kind: "text", text } : { kind: "unknown", text };
}

export function evaluateExpression(expression: string, scope: Scope): Value {
  const trimmed = expression.trim();
  const unknown: Value = {
    kind: "unknown",
    text: `${trimmed.replace(/\s/g, "")}${/\b(each|count)\./.test(trimmed) ? ` in ${scope.instance}` : ""}`,
  };
  if (/^"[^"\\$%]*"$/.test(trimmed)) {
    return { kind: "text", text: trimmed.slice(1, -1) };
  }
  if (/^\([^()]*\)$/.test(trimmed)) {
    return evaluateExpression(trimmed.slice(1, -1), scope);
  }
  const splat = /^one\(([\w.-]+)\[\*\]\.(\w+)\)$/.exec(trimmed);
  if (splat) {
    return evaluateExpression(`${splat[1] ?? ""}[0].${splat[2] ?? ""}`, scope);
  }
  if (trimmed === "count.index" && scope.index !== undefined) {
    return { kind: "text", text: String(scope.index) };
  }
  if ((trimmed === "each.key" || trimmed === "each.value") && scope.each) {
    return { kind: "text", text: trimmed === "each.key" ? scope.each.key : scope.each.value };
  }
  const steps = stepsOf(trimmed, scope);
  return (steps && scope.refer(steps)) ?? unknown;
}

/** The steps of a reference: `aws_iam_policy.mfa[0].arn` has four. Returns undefined for any other expression. */
function stepsOf(expression: string, scope: Scope): readonly string[] | undefined {
  if (!/^[A-Za-z_][\w-]*(\.[\w-]+|\[("[^"]*"|\d+|each\.key|count\.index)\])*$/.test(expression)) {
    return undefined;
  }
  const steps = (expression.match(/"[^"]*"|each\.key|count\.index|[\w-]+/g) ?? []).map((step) => {
    if (step === "each.key") {
      return scope.each?.key;
    }
    return step === "count.index" ? scope.index?.toString() : step.replaceAll('"', "");
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

export function known(value: Value): string | undefined {
  return value.kind === "text" ? value.text : undefined;
}
