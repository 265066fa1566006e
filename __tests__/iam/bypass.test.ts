import { actionsOf, bypassReason } from "../../modules/iam";

const PERMISSIONS = "it changes permissions, and could remove the Deny";
const CREDENTIALS = "it creates or changes credentials, which could then be used instead";
const SESSIONS = "it hands out sessions or tokens that the Deny does not reach";

test.each([
  ["iam:DeactivateMFADevice", "whoever has not signed in with MFA could remove a user's MFA device and register their own"],
  ["iam:DeleteVirtualMFADevice", "nobody should be able to delete an MFA device without having signed in with MFA"],
  ["iam:CreateAccessKey", CREDENTIALS],
  ["iam:UpdateLoginProfile", CREDENTIALS],
  ["iam:UploadSSHPublicKey", CREDENTIALS],
  ["iam:AttachUserPolicy", PERMISSIONS],
  ["iam:CreatePolicyVersion", PERMISSIONS],
  ["iam:DeleteUserPermissionsBoundary", PERMISSIONS],
  ["iam:RemoveUserFromGroup", "the Deny no longer applies to a user who has left the group"],
  ["iam:CreateUser", "it changes who may do what, or how they sign in"],
  ["iam:UntagMFADevice", "permissions may depend on tags"],
  ["iam:UpdateAccountPasswordPolicy", "it changes who may do what, or how they sign in"],
  ["iam:CreateRole", "the Deny does not apply to roles and other identities"],
  ["iam:TagUser", "permissions may depend on tags"],
  ["sts:AssumeRole", SESSIONS],
  ["sts:GetFederationToken", SESSIONS],
  ["signin:CreateOAuth2Token", SESSIONS],
  ["organizations:LeaveOrganization", "it changes who may do what, or how they sign in"],
  ["IAM:CREATEACCESSKEY", CREDENTIALS],
])("exempting %s could get around a Deny", (action, reason) => {
  expect(bypassReason(action)).toBe(reason);
});

test.each([
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetCallerIdentity",
  "sts:GetSessionToken",
  "codecommit:GitPull",
  "s3:GetObject",
])("exempting %s could not get around a Deny", (action) => {
  expect(bypassReason(action)).toBeUndefined();
});

describe("of all actions of IAM and STS", () => {
  const actions = ["iam", "sts"].flatMap((service) => actionsOf(service).map((action) => `${service}:${action}`));
  const reading = actions.filter((action) => /^(iam|sts):(Generate|Get|List|Simulate)/.test(action));
  const others = actions.filter((action) => !reading.includes(action));

  test("those that read may be exempt, except for those that return tokens", () => {
    expect(reading.length).toBeGreaterThan(50);
    expect(reading.filter((action) => bypassReason(action) !== undefined)).toEqual([
      "sts:GetDelegatedAccessToken",
      "sts:GetFederationToken",
      "sts:GetServiceBearerToken",
      "sts:GetWebIdentityToken",
    ]);
  });

  test("the others may not be exempt, except for a few for the password, the device and error messages", () => {
    expect(others.length).toBeGreaterThan(50);
    expect(others.filter((action) => bypassReason(action) === undefined)).toEqual([
      "iam:ChangePassword",
      "iam:CreateVirtualMFADevice",
      "iam:EnableMFADevice",
      "iam:ResyncMFADevice",
      "sts:DecodeAuthorizationMessage",
    ]);
  });
});
