import type { MfaDocumentOptions } from "../modules/policy";

/**
 * The documents of the matrix: each kind without options, then each option on its own, then options that interact in the Denies.
 */
export const VARIANTS: readonly MfaDocumentOptions[] = [
  { kind: "minimal" },
  { kind: "minimal", changePasswordWithoutMfa: true },
  { kind: "minimal", changePasswordWithoutMfa: false },
  { kind: "minimal", getSessionTokenWithoutMfa: true },
  { kind: "minimal", exemptActions: ["codecommit:GitPull", "iam:ListAccessKeys"] },
  { kind: "minimal", maxMfaAgeSeconds: 3600 },
  { kind: "minimal", viaAwsService: "allow" },
  { kind: "minimal", allowedDevices: "phishing-resistant" },
  { kind: "minimal", exemptOwnUserOnly: true },
  { kind: "minimal", enrolment: "console" },
  { kind: "minimal", enrolmentTag: true },
  { kind: "minimal", enrolment: "console", enrolmentTag: true },
  { kind: "minimal", userPaths: ["/", "/team/"] },
  { kind: "minimal", partition: "aws-cn" },
  { kind: "selfManage" },
  { kind: "selfManage", parts: ["mfa"] },
  { kind: "selfManage", parts: ["password", "accessKeys", "mfa"] },
  { kind: "selfManage", changePasswordWithoutMfa: true },
  { kind: "selfManage", getSessionTokenWithoutMfa: false },
  { kind: "selfManage", allowedDevices: "phishing-resistant", securityKeys: { fido: "L2" } },
  { kind: "selfManage", exemptOwnUserOnly: true, changePasswordWithoutMfa: true },
  { kind: "selfManage", enrolment: "console" },
  { kind: "selfManage", enrolmentTag: true },
  { kind: "selfManage", enrolment: "console", enrolmentTag: true },
  { kind: "selfManage", maxMfaAgeSeconds: 3600, viaAwsService: "allow", exemptOwnUserOnly: true, userPaths: ["/team/"] },
  { kind: "selfManage", maxMfaAgeSeconds: 3600, viaAwsService: "allow", enrolment: "console", enrolmentTag: true },
];

/** A document's options as they are written in code. */
export function describeOptions(options: MfaDocumentOptions): string {
  const { kind, ...others } = options;
  const written = Object.entries(others).map(([name, value]) => `${name}: ${write(value)}`);
  return kind === "minimal" ? written.join(", ") : [`kind: "${kind}"`, ...written].join(", ");
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
