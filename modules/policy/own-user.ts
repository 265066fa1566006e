import type { MfaDocumentOptions } from "./options";
import { REFERENCE } from "./serialize";

/**
 * Actions on users and devices that may be exempt; all others that reach a user or device never are. `iam:ListUsers` and
 * `iam:ListVirtualMFADevices` are authorised on `user/` and `mfa/`, which are nobody's. Source: Service Authorization Reference, "AWS
 * Identity and Access Management"; for the lists, IAM's error messages.
 */
export const ON_USERS_AND_DEVICES: ReadonlySet<string> = new Set([
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GenerateServiceLastAccessedDetails",
  "iam:GetAccessKeyLastUsed",
  "iam:GetContextKeysForPrincipalPolicy",
  "iam:GetLoginProfile",
  "iam:GetMFADevice",
  "iam:GetSSHPublicKey",
  "iam:GetUser",
  "iam:GetUserPolicy",
  "iam:ListAccessKeys",
  "iam:ListAttachedUserPolicies",
  "iam:ListGroupsForUser",
  "iam:ListMFADeviceTags",
  "iam:ListMFADevices",
  "iam:ListPoliciesGrantingServiceAccess",
  "iam:ListSSHPublicKeys",
  "iam:ListServiceSpecificCredentials",
  "iam:ListSigningCertificates",
  "iam:ListUserPolicies",
  "iam:ListUserTags",
  "iam:ResyncMFADevice",
  "iam:SimulatePrincipalPolicy",
]);

/** ARNs of the caller's own user, one a path, sorted. */
export function ownUserArns({ partition = "aws", userPaths = ["/"] }: MfaDocumentOptions): readonly string[] {
  return [...new Set(userPaths)].sort().map((path) => `arn:${partition}:iam::*:user${asLiteral(path)}\${aws:username}`);
}

/** ARNs of devices that go by the caller's name. */
export function ownDeviceArns({ partition = "aws" }: MfaDocumentOptions): readonly string[] {
  return ["", "-*"].map((suffix) => `arn:${partition}:iam::*:mfa/\${aws:username}${suffix}`);
}

/** One value as such, several as a list: as AWS's pages write it. */
export function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [first, ...rest] = values;
  return first !== undefined && rest.length === 0 ? first : values;
}

/**
 * A path in which `*`, `?` and `$` are only characters. Source: IAM User Guide, "IAM policy elements: Variables and tags", special
 * characters.
 */
function asLiteral(path: string): string {
  return path
    .split(REFERENCE)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[*?$]/g, "${$&}") : part))
    .join("");
}
