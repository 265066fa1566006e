import { checkMfaDocumentOptions, type MfaDocumentOptions, mfaPolicyDocument } from "../../modules/policy";
import { actionsOf } from "../../modules/iam";
import { reasonAgainst } from "../../modules/iam";

const KINDS = ["minimal", "selfManage"] as const;

function messages(options: unknown): readonly string[] {
  return checkMfaDocumentOptions(options).map(({ path, message }) => `${path}: ${message}`);
}

function exempt(options: MfaDocumentOptions): readonly unknown[] {
  return mfaPolicyDocument(options).Statement.flatMap(({ NotAction = [] }) => NotAction);
}

test("an exempt action joins the others in AWS's spelling, once whatever its case", () => {
  const actions = exempt({ exemptActions: ["CODECOMMIT:gitpull", "codecommit:GitPull", "iam:listusers"] });
  expect(actions).toEqual([
    "codecommit:GitPull",
    "iam:ChangePassword",
    "iam:CreateVirtualMFADevice",
    "iam:DeleteVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListUsers",
    "iam:ListVirtualMFADevices",
  ]);
});

test("an exemption grants nothing", () => {
  const allows = (options: MfaDocumentOptions): unknown => mfaPolicyDocument(options).Statement.filter(({ Effect }) => Effect === "Allow");
  expect(allows({ exemptActions: ["codecommit:GitPull"] })).toEqual(allows({}));
});

test("refuses an action that AWS does not have, with the nearest real ones", () => {
  expect(messages({ exemptActions: ["codecommit:GitPul", "s3:GetObject"] })).toEqual([
    expect.stringMatching(
      /^exemptActions\[0\]: "codecommit:GitPul" is no action of AWS as of \d{4}-\d{2}-\d{2}, and IAM would take it in silence; nearest: codecommit:GitPull, .*; correct it, or update this package if the action is newer$/,
    ),
  ]);
});

test("says so where nothing is spelt like it", () => {
  expect(messages({ exemptActions: ["zzzzzzzzzzzzzzzzzzz:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"] })).toEqual([
    expect.stringContaining("nothing is spelt like it"),
  ]);
});

test.each([
  ["GitPull", '"GitPull" is no action; write service:Action, such as "codecommit:GitPull"'],
  ["codecommit:Git Pull", '"codecommit:Git Pull" is no action; write service:Action, such as "codecommit:GitPull"'],
  [42, '42 is no action; write service:Action, such as "codecommit:GitPull"'],
  [
    "codecommit:Git*",
    'the exemption "codecommit:Git*" has a wildcard, and what it lets through without MFA would grow with AWS; name each action',
  ],
  ["*", '"*" can never be exempt: it lets through iam:DeactivateMFADevice and more with which the Deny can be got around; remove it'],
  [
    "iam:Deactivate?FADevice",
    '"iam:Deactivate?FADevice" can never be exempt: it lets through iam:DeactivateMFADevice and more with which the Deny can be got around; remove it',
  ],
  [
    "iam:Put*",
    '"iam:Put*" can never be exempt: it lets through iam:PutGroupPolicy and more with which the Deny can be got around; remove it',
  ],
  ["STS:*", '"STS:*" can never be exempt: it lets through sts:AssumeRole and more with which the Deny can be got around; remove it'],
  ["iam:List*", 'the exemption "iam:List*" has a wildcard, and what it lets through without MFA would grow with AWS; name each action'],
])("refuses %p", (action, message) => {
  expect(messages({ exemptActions: [action] })).toEqual([`exemptActions[0]: ${message}`]);
});

test("reports every action that is wrong, each with its place", () => {
  expect(messages({ exemptActions: ["nonsense", "codecommit:GitPull", "iam:*", undefined] }).map((text) => text.split(":")[0])).toEqual([
    "exemptActions[0]",
    "exemptActions[2]",
    "exemptActions[3]",
  ]);
});

describe.each(KINDS)("in the document %s", (kind) => {
  test.each([
    ["iam:DeactivateMFADevice", "whoever has not signed in with MFA could remove a user's MFA device and register their own"],
    ["IAM:deactivatemfadevice", "whoever has not signed in with MFA could remove a user's MFA device and register their own"],
    ["iam:CreateLoginProfile", "it makes or changes credentials, with which one could go on without MFA"],
    ["iam:UpdateLoginProfile", "it makes or changes credentials, with which one could go on without MFA"],
    ["iam:CreateAccessKey", "it makes or changes credentials, with which one could go on without MFA"],
    ["iam:UpdateAccessKey", "it makes or changes credentials, with which one could go on without MFA"],
    ["iam:ResetServiceSpecificCredential", "it makes or changes credentials, with which one could go on without MFA"],
    ["iam:UploadSSHPublicKey", "it makes or changes credentials, with which one could go on without MFA"],
    ["iam:AttachUserPolicy", "it changes what people may do, and could take the Deny off"],
    ["iam:DetachGroupPolicy", "it changes what people may do, and could take the Deny off"],
    ["iam:PutUserPolicy", "it changes what people may do, and could take the Deny off"],
    ["iam:DeletePolicy", "it changes what people may do, and could take the Deny off"],
    ["iam:CreatePolicyVersion", "it changes what people may do, and could take the Deny off"],
    ["iam:SetDefaultPolicyVersion", "it changes what people may do, and could take the Deny off"],
    ["iam:PutUserPermissionsBoundary", "it changes what people may do, and could take the Deny off"],
    ["iam:UpdateAssumeRolePolicy", "it changes what people may do, and could take the Deny off"],
    ["iam:AddUserToGroup", "who is out of the group is out of the Deny"],
    ["iam:RemoveUserFromGroup", "who is out of the group is out of the Deny"],
    ["iam:PassRole", "the Deny does not reach what a role or somebody else does"],
    ["iam:CreateDelegationRequest", "the Deny does not reach what a role or somebody else does"],
    ["iam:TagUser", "grants may decide by tags"],
    ["iam:CreateUser", "it changes who may do what, or how they sign in"],
    ["iam:UpdateAccountPasswordPolicy", "it changes who may do what, or how they sign in"],
    ["organizations:DetachPolicy", "it changes who may do what, or how they sign in"],
    ["sso:CreateAccountAssignment", "it changes who may do what, or how they sign in"],
    ["rolesanywhere:CreateTrustAnchor", "it changes who may do what, or how they sign in"],
    ["sts:AssumeRole", "it gives out sessions or tokens that the Deny does not reach"],
    ["sts:AssumeRoleWithWebIdentity", "it gives out sessions or tokens that the Deny does not reach"],
    ["sts:GetFederationToken", "it gives out sessions or tokens that the Deny does not reach"],
    ["sts:GetWebIdentityToken", "it gives out sessions or tokens that the Deny does not reach"],
    ["signin:CreateOAuth2Token", "it gives out sessions or tokens that the Deny does not reach"],
  ])("%s is never exempt", (action, reason) => {
    expect(messages({ kind, exemptActions: [action] })).toEqual([
      `exemptActions[0]: "${action}" can never be exempt: ${reason}; remove it`,
    ]);
  });

  test("of IAM and STS only reading, what a device needs and a session with MFA may be exempt", () => {
    const writing = ["iam", "sts"]
      .flatMap((service) => actionsOf(service).map((action) => `${service}:${action}`))
      .filter((action) => reasonAgainst(action, { kind }) === undefined && !/^(iam|sts):(Get|List|Generate|Simulate)/.test(action));
    expect(writing).toEqual([
      "iam:ChangePassword",
      "iam:CreateVirtualMFADevice",
      ...(kind === "minimal" ? ["iam:DeleteVirtualMFADevice"] : []),
      "iam:EnableMFADevice",
      "iam:ResyncMFADevice",
      "sts:DecodeAuthorizationMessage",
    ]);
    const tokens = actionsOf("sts").filter((action) => action.includes("Token") && reasonAgainst(`sts:${action}`, { kind }) === undefined);
    expect(tokens).toEqual(["GetSessionToken"]);
  });
});

test("deleting a virtual device is exempt in the article only", () => {
  expect(messages({ exemptActions: ["iam:DeleteVirtualMFADevice"] })).toEqual([]);
  expect(messages({ kind: "selfManage", exemptActions: ["iam:DeleteVirtualMFADevice"] })).toEqual([
    'exemptActions[0]: "iam:DeleteVirtualMFADevice" can never be exempt: who has not signed in with MFA should never be able to delete an MFA device; remove it',
  ]);
});

test("where service calls are let through, CloudFormation is never exempt", () => {
  expect(messages({ exemptActions: ["cloudformation:CreateStack"] })).toEqual([]);
  expect(messages({ viaAwsService: "allow", exemptActions: ["cloudformation:CreateStack", "codecommit:GitPull"] })).toEqual([
    'exemptActions[0]: "cloudformation:CreateStack" can never be exempt: with viaAwsService: "allow" CloudFormation would do without MFA whatever the grants allow; remove it',
  ]);
});

test.each([
  [{ getSessionTokenWithoutMfa: false, exemptActions: ["sts:GetSessionToken"] }, '"sts:GetSessionToken" is against getSessionTokenWithoutMfa: false'],
  [{ changePasswordWithoutMfa: false, exemptActions: ["iam:ChangePassword"] }, '"iam:ChangePassword" is against changePasswordWithoutMfa: false'],
  [{ changePasswordWithoutMfa: false, exemptActions: ["iam:getaccountpasswordpolicy"] }, '"iam:GetAccountPasswordPolicy" is against changePasswordWithoutMfa: false'],
  [
    { allowedDevices: "phishing-resistant", exemptActions: ["sts:GetSessionToken"] },
    '"sts:GetSessionToken" is against allowedDevices: "phishing-resistant"',
  ],
  [
    { allowedDevices: "phishing-resistant", exemptActions: ["iam:CreateVirtualMFADevice"] },
    '"iam:CreateVirtualMFADevice" is against allowedDevices: "phishing-resistant"',
  ],
])("refuses %p, which contradicts itself", (options, message) => {
  expect(messages(options)).toEqual([`exemptActions[0]: ${message}; remove one of them`]);
});
