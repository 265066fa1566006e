/**
 * Actions on users and devices that may be exempt from a Deny; no other action on them ever is. `iam:ListUsers` and
 * `iam:ListVirtualMFADevices` are not among them: they are authorized on `user/` and `mfa/`, which belong to nobody. Source: Service
 * Authorization Reference, "AWS Identity and Access Management"; for the two lists, IAM's own error messages.
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
