import { findAction } from "../iam";
import type { MfaDocumentKind, MfaDocumentOptions } from "./options";

/** What each kind exempts without options, as in its source. */
const BASE: Readonly<Record<MfaDocumentKind, readonly string[]>> = {
  minimal: [
    "iam:ChangePassword",
    "iam:CreateVirtualMFADevice",
    "iam:DeleteVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListUsers",
    "iam:ListVirtualMFADevices",
  ],
  selfManage: [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
  ],
};

/** What changing a password in the console takes. */
export const CHANGE_PASSWORD = ["iam:ChangePassword", "iam:GetAccountPasswordPolicy"] as const;

/** The actions that work before MFA, in AWS's spelling, sorted. */
export function exemptions(options: MfaDocumentOptions): readonly string[] {
  const { kind = "minimal", changePasswordWithoutMfa, exemptActions = [], allowedDevices } = options;
  const exempt = new Set(BASE[kind]);
  if (changePasswordWithoutMfa !== undefined) {
    CHANGE_PASSWORD.forEach((action) => (changePasswordWithoutMfa ? exempt.add(action) : exempt.delete(action)));
  }
  if (allowedDevices === "phishing-resistant") {
    exempt.delete("iam:CreateVirtualMFADevice");
  }
  if (exemptsGetSessionToken(options)) {
    exempt.add("sts:GetSessionToken");
  }
  for (const action of exemptActions) {
    exempt.add(findAction(action) ?? action);
  }
  return [...exempt].sort();
}

function exemptsGetSessionToken({ kind, getSessionTokenWithoutMfa, allowedDevices }: MfaDocumentOptions): boolean {
  return getSessionTokenWithoutMfa ?? (kind === "selfManage" && allowedDevices !== "phishing-resistant");
}
