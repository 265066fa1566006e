import { awsManagedPolicyName } from "../iam";
import { readTemplate } from "../terraform";
import { notInStack, policyExpression, policyNotJson, policyUncertain } from "./reasons";
import { type Resource, type Stack, uncertainty } from "./synthesized-stack";

/** A policy that a group or user carries. */
export interface CarriedPolicy {
  /** Its address, or the ARN or expression by which it is attached. */
  readonly label: string;
  /** The document, where it is known. */
  readonly document?: unknown;
  /** Why the document is not known; nothing for an AWS managed policy, which has no Deny of this kind. */
  readonly doubt?: string;
}

/** The policy that an attachment's `policy_arn` points to. */
export function attachedPolicy(stack: Stack, arn: unknown): CarriedPolicy {
  const target = stack.resolve("aws_iam_policy", arn);
  switch (target.kind) {
    case "resource":
      return writtenPolicy(target.resource);
    case "literal": {
      const name = awsManagedPolicyName(target.value);
      return name === undefined ? { label: target.value, doubt: notInStack() } : { label: name };
    }
    case "unknown":
      return { label: target.expression, doubt: notInStack() };
  }
}

/** The policy in a resource's `policy` argument: of an `aws_iam_policy`, or an inline policy of a group or user. */
export function writtenPolicy(resource: Resource): CarriedPolicy {
  const { address: label, body } = resource;
  const uncertain = uncertainty(resource, ["policy"]);
  if (uncertain) {
    return { label, doubt: policyUncertain(uncertain) };
  }
  if (typeof body.policy !== "string") {
    return { label, doubt: policyExpression(body.policy) };
  }
  const { text, isLiteral } = readTemplate(body.policy);
  try {
    return { label, document: JSON.parse(text) as unknown };
  } catch {
    return { label, doubt: isLiteral ? policyNotJson(text) : policyExpression(body.policy) };
  }
}

/** Whether a policy may allow something. */
export function mayAllow({ document }: CarriedPolicy): boolean {
  if (document === undefined) {
    return true;
  }
  const { Statement } = (document ?? {}) as { readonly Statement?: unknown };
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return statements.some((statement) => (statement as { Effect?: unknown } | null)?.Effect !== "Deny");
}
