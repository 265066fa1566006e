import type { PolicyDocument } from "./document";

/** CDKTF's mark of a reference inside a string, the same in CDK Terrain. */
export const REFERENCE = /(\$\{TfToken\[[a-zA-Z0-9:._-]+\]\})/;

/** Most characters of a managed policy, white space not counted. Source: "IAM and AWS STS quotas". */
export const MAX_POLICY_LENGTH = 6144;

/** The document as JSON without white space: what is stored in AWS. The same document gives the same bytes. */
export function serializePolicy(document: PolicyDocument): string {
  return JSON.stringify(document);
}

/**
 * The document as a string for Terraform's configuration, which comes out of Terraform as {@link serializePolicy} gives it, with the values
 * of references put in.
 */
export function serializeForTerraform(document: PolicyDocument): string {
  const parts = serializePolicy(document).split(REFERENCE);
  return parts.map((part, index) => (index % 2 === 0 ? escapeLiteral(spellSigns(part, index < parts.length - 1)) : part)).join("");
}

/**
 * A text for Terraform's configuration, which comes out of Terraform as it is. Terraform reads `${` and `%{` in a string as templates, so
 * all text between references is escaped; the references themselves stay whole.
 */
export function escapeForTerraform(text: string): string {
  return text
    .split(REFERENCE)
    .map((part, index) => (index % 2 === 0 ? escapeLiteral(part) : part))
    .join("");
}

/** The number of characters as AWS counts them for a managed policy's quota: white space left out. */
export function policyLength(document: PolicyDocument): number {
  return serializePolicy(document).replace(/\s/g, "").length;
}

function escapeLiteral(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/**
 * Right before a reference, a dollar sign would escape it, and a policy variable that is still open would take its braces. JSON can spell
 * both signs without the character.
 */
function spellSigns(json: string, isBeforeReference: boolean): string {
  return isBeforeReference ? json.replace(/\$(?=\{[^}]*$)|\$$/g, "\\u0024").replace(/%(?=\{[^}]*$)/g, "\\u0025") : json;
}
