import { notInStack, policyExpression, policyNotJson, policyUncertain } from "./messages";
import { type Resource, type Stack, uncertainty } from "./stack";
import { readTemplate } from "./template";

const AWS_MANAGED = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/;

/** A policy that a group or user carries. */
export interface CarriedPolicy {
  /** Its address, or the ARN or expression by which it is attached. */
  readonly label: string;
  /** The document, where it is known. */
  readonly document?: unknown;
  /** Why the document is not known; nothing for an AWS managed policy, of which it is known that it has no Deny of this kind. */
  readonly doubt?: string;
}

/** The policy that an attachment's `policy_arn` points to. */
export function attachedPolicy(stack: Stack, arn: unknown): CarriedPolicy {
  const target = stack.resolve("aws_iam_policy", arn);
  switch (target.kind) {
    case "resource":
      return writtenPolicy(target.resource);
    case "literal": {
      const [, name] = AWS_MANAGED.exec(target.value) ?? [];
      return name === undefined ? { label: target.value, doubt: notInStack() } : { label: name };
    }
    case "unknown":
      return { label: target.expression, doubt: notInStack() };
  }
}

/** The policy that stands in a resource's `policy`: an `aws_iam_policy`, or one that is written into a group or user. */
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

/** Whether a policy may allow something, which is what makes it a grant. */
export function mayAllow({ document }: CarriedPolicy): boolean {
  if (document === undefined) {
    return true;
  }
  const { Statement } = (document ?? {}) as { readonly Statement?: unknown };
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return statements.some((statement) => (statement as { Effect?: unknown } | null)?.Effect !== "Deny");
}
