import type { MfaDocumentOptions } from "../../modules/policy";

/**
 * The documents of the matrix: each kind without options, then each option of its own, then options that meet in the Denies.
 */
export const VARIANTS: readonly MfaDocumentOptions[] = [
  { kind: "article" },
  { kind: "article", firstSignIn: true },
  { kind: "article", firstSignIn: false },
  { kind: "article", cliAccess: true },
  { kind: "article", exemptActions: ["codecommit:GitPull", "iam:ListAccessKeys"] },
  { kind: "article", maxMfaAge: 3600 },
  { kind: "article", serviceCalls: "allow" },
  { kind: "article", devices: "phishing-resistant" },
  { kind: "article", ownUserOnly: true },
  { kind: "article", userPaths: ["/", "/team/"] },
  { kind: "article", partition: "aws-cn" },
  { kind: "selfService" },
  { kind: "selfService", parts: ["mfa"] },
  { kind: "selfService", parts: ["password", "accessKeys", "mfa"] },
  { kind: "selfService", firstSignIn: true },
  { kind: "selfService", cliAccess: false },
  { kind: "selfService", devices: "phishing-resistant", securityKeys: { fido: "L2" } },
  { kind: "selfService", ownUserOnly: true, firstSignIn: true },
  { kind: "selfService", maxMfaAge: 3600, serviceCalls: "allow", ownUserOnly: true, userPaths: ["/team/"] },
];

/** A document's options as one writes them. */
export function describeOptions(options: MfaDocumentOptions): string {
  const { kind, ...others } = options;
  const written = Object.entries(others).map(([name, value]) => `${name}: ${write(value)}`);
  return kind === "article" ? written.join(", ") : [`kind: "${kind}"`, ...written].join(", ");
}

function write(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(write).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, held]) => `${name}: ${write(held)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return JSON.stringify(value);
}
