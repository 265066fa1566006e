import { findAction } from "./actions";
import type { MfaDocumentKind, MfaDocumentOptions } from "./options";

/** What each kind exempts without options, as its source has it. */
const BASE: Readonly<Record<MfaDocumentKind, readonly string[]>> = {
  article: [
    "iam:ChangePassword",
    "iam:CreateVirtualMFADevice",
    "iam:DeleteVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListUsers",
    "iam:ListVirtualMFADevices",
  ],
  selfService: [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
  ],
};

/** What a password that must be changed at sign-in needs. */
export const FIRST_SIGN_IN = ["iam:ChangePassword", "iam:GetAccountPasswordPolicy"] as const;

/** The actions that work before MFA, in AWS's spelling, sorted. */
export function exemptions(options: MfaDocumentOptions): readonly string[] {
  const { kind = "article", firstSignIn, exemptActions = [], devices } = options;
  const exempt = new Set(BASE[kind]);
  if (firstSignIn !== undefined) {
    FIRST_SIGN_IN.forEach((action) => (firstSignIn ? exempt.add(action) : exempt.delete(action)));
  }
  if (devices === "phishing-resistant") {
    exempt.delete("iam:CreateVirtualMFADevice");
  }
  if (hasCliAccess(options)) {
    exempt.add("sts:GetSessionToken");
  }
  for (const action of exemptActions) {
    exempt.add(findAction(action) ?? action);
  }
  return [...exempt].sort();
}

function hasCliAccess({ kind, cliAccess, devices }: MfaDocumentOptions): boolean {
  return cliAccess ?? (kind === "selfService" && devices !== "phishing-resistant");
}
