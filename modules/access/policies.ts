import { isRefused } from "../enforcement";
import { awsManagedPolicyName } from "../iam";
import type { Directory } from "./directory";
import { attachmentMismatch, notInStack, policyExpression, policyNotJson, policyRepeatsKeys, policyUncertain } from "./reasons";
import { expressionOf, literalString, type Resource, type Value } from "./resource";

/** A policy that a group or user carries. */
export interface CarriedPolicy {
  /** Its address, or the ARN or expression by which it is attached. */
  readonly label: string;
  /** The same for everything that carries it, and before and after a plan, as long as its ARN stays. */
  readonly key: string;
  /** Its name, where it is known. */
  readonly name?: string;
  /** The document, where it is known. */
  readonly document?: unknown;
  /** Why the document is not known; nothing for an AWS managed policy, which has no Deny of this kind. */
  readonly doubt?: string;
  /** Whether the doubt is about the attachment: it may not come to be, or may be undone. */
  readonly isLoose?: boolean;
}

/** The policy that an argument such as an attachment's `policy_arn` points to. */
export function attachedPolicy(directory: Directory, arn: Value, from: Resource): CarriedPolicy {
  const target = directory.find("aws_iam_policy", arn, from);
  if (target?.resource) {
    const policy = { ...writtenPolicy(target.resource), key: target.key };
    return target.mismatch ? withDoubt(policy, attachmentMismatch(from.address, target.mismatch)) : policy;
  }
  const label = target?.name ?? expressionOf(arn);
  const key = target?.key ?? label;
  const name = awsManagedPolicyName(label);
  return name === undefined ? { label, key, doubt: notInStack() } : { label: name, key, name };
}

/** The policy in a resource's `policy` argument: of an `aws_iam_policy`, or an inline policy of a group or user. */
export function writtenPolicy(resource: Resource): CarriedPolicy {
  const { address } = resource;
  const name = literalString(resource.value("name"));
  // An inline policy is known to AWS by its name; a managed policy gets the key of its ARN.
  const policy = { label: address, key: name === undefined ? address : `${address} ${name}`, ...(name !== undefined && { name }) };
  const uncertain = resource.uncertainty(["policy"]);
  return uncertain ? { ...policy, doubt: policyUncertain(uncertain) } : { ...policy, ...readDocument(resource.value("policy")) };
}

/** A policy whose attachment may not come to be, or may be undone. */
export function withDoubt({ label, key, name }: CarriedPolicy, doubt: string): CarriedPolicy {
  return { label, key, ...(name !== undefined && { name }), doubt, isLoose: true };
}

/** Whether AWS certainly refuses a policy, so that Terraform cannot create it. */
export function isRefusedPolicy(resource: Resource): boolean {
  const text = literalString(resource.value("policy"));
  const { document } = readDocument(resource.value("policy"));
  return text !== undefined && (document === undefined || isRefused(document));
}

/** How long a policy is, as AWS counts: without white space. Text that only Terraform knows is not counted. */
export function lengthOf(resource: Resource): number {
  return (literalString(resource.value("policy")) ?? "").replace(/\s/g, "").length;
}

function readDocument(value: Value): Pick<CarriedPolicy, "document" | "doubt"> {
  const text = value.kind === "unknown" ? value.text : literalString(value);
  if (text === undefined) {
    return { doubt: policyExpression(value) };
  }
  return readText(text, value.kind === "unknown" ? policyExpression(value) : undefined);
}

/** The document that a text holds. `doubt` replaces what is said of text that is not JSON. */
export function readText(text: string, doubt = policyNotJson(text)): Pick<CarriedPolicy, "document" | "doubt"> {
  try {
    const document: unknown = JSON.parse(text);
    return repeatsKeys(text, document) ? { doubt: policyRepeatsKeys() } : { document };
  } catch {
    return { doubt };
  }
}

/** Whether an object of the text has a key twice, of which a parser keeps only the last. */
function repeatsKeys(text: string, document: unknown): boolean {
  const written = text.match(/"(?:[^"\\]|\\.)*"(?=\s*:)/g)?.length ?? 0;
  return written !== countKeys(document);
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) {
    return 0;
  }
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((total, entry) => total + countKeys(entry), own);
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
