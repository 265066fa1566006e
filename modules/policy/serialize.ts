import type { PolicyDocument } from "./document";

/** The document as JSON without white space: what AWS stores. The same document gives the same bytes. */
export function serializePolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}

/** The number of characters as AWS counts them for a managed policy's quota: without white space. */
export function policyLength(document: PolicyDocument): number {
  return serializePolicy(document).replace(/\s/g, "").length;
}
