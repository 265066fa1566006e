import { actionsDate, actionsOf } from "../../modules/iam";
import { checkMfaDocumentOptions, type MfaDocumentOptions, mfaPolicyDocument } from "../../modules/policy";
import { reasonAgainst } from "../../modules/policy/check-exempt-actions";
import { type Refusal, refusalsOf } from "../helpers/synth";

const KINDS = ["minimal", "selfManage"] as const;

const refusals = (options: object): readonly Refusal[] => refusalsOf(() => mfaPolicyDocument(options));

const exempt = (options: MfaDocumentOptions): readonly unknown[] =>
  mfaPolicyDocument(options).Statement.flatMap(({ NotAction = [] }) => NotAction);

describe("exempt actions", () => {
  test("join those of the document, sorted and once, in AWS's spelling", () => {
    expect(exempt({ exemptActions: ["iam:listusers", "CODECOMMIT:gitpull", "codecommit:GitPull", "a4b:GetRoom"] })).toEqual([
      "a4b:GetRoom",
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

  test("are not allowed by the document", () => {
    const allows = (options: MfaDocumentOptions): unknown =>
      mfaPolicyDocument(options).Statement.filter(({ Effect }) => Effect === "Allow");
    expect(allows({ exemptActions: ["codecommit:GitPull"] })).toEqual(allows({}));
  });

  test("give the same document in any order", () => {
    expect(mfaPolicyDocument({ exemptActions: ["s3:GetObject", "codecommit:GitPull"] })).toEqual(
      mfaPolicyDocument({ exemptActions: ["codecommit:GitPull", "s3:GetObject"] }),
    );
  });
});

test.each([
  ["codecommit:GitPul", 'did you mean "codecommit:GitPull"?'],
  ["zzzzzzzzzzzzzzzzzzz:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", "correct it, or update this package if the action is newer"],
])("%s is refused, because AWS has no such action", (action, fix) => {
  expect(refusals({ exemptActions: ["s3:GetObject", action] })).toEqual([
    [
      "unknown-action",
      `exemptActions[1]: AWS had no action "${action}" on ${actionsDate()}, and IAM silently ignores names it doesn't know; ${fix}`,
    ],
  ]);
});

test.each(["*", "iam:*", "STS:*", "s3:*", "codecommit:Git*", "iam:List*", "iam:Put*", "s3:Get?bject", "iam:Deactivate?FADevice"])(
  "%s is refused, because it has a wildcard",
  (action) => {
    expect(refusals({ exemptActions: [action] })).toEqual([
      [
        "wildcard-action",
        `exemptActions[0]: "${action}" has a wildcard, so the exemption would grow whenever AWS adds actions; name each action`,
      ],
    ]);
  },
);

test("every action with a problem is reported with its location", () => {
  const problems = checkMfaDocumentOptions({ exemptActions: ["nonsense", "codecommit:GitPull", "iam:*", undefined, "iam:CreateUser"] });
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["invalid-action", "exemptActions[0]"],
    ["wildcard-action", "exemptActions[2]"],
    ["missing", "exemptActions[3]"],
    ["never-exempt", "exemptActions[4]"],
  ]);
});

const DEACTIVATES = "whoever has not signed in with MFA could remove a user's MFA device and register their own";
const CREDENTIALS = "it creates or changes credentials, which could then be used instead";
const PERMISSIONS = "it changes permissions, and could remove the Deny";
const GROUPS = "the Deny no longer applies to a user who has left the group";
const ROLES = "the Deny does not apply to roles and other identities";
const SIGN_IN = "it changes who may do what, or how they sign in";
const SESSIONS = "it hands out sessions or tokens that the Deny does not reach";

describe.each(KINDS)("the %s document never exempts", (kind) => {
  test.each([
    ["iam:DeactivateMFADevice", DEACTIVATES],
    ["IAM:deactivatemfadevice", DEACTIVATES],
    ["iam:DEACTIVATEMFADEVICE", DEACTIVATES],
    ["iam:CreateLoginProfile", CREDENTIALS],
    ["iam:UpdateLoginProfile", CREDENTIALS],
    ["iam:CreateAccessKey", CREDENTIALS],
    ["iam:UpdateAccessKey", CREDENTIALS],
    ["iam:ResetServiceSpecificCredential", CREDENTIALS],
    ["iam:UploadSSHPublicKey", CREDENTIALS],
    ["iam:AttachUserPolicy", PERMISSIONS],
    ["iam:DetachGroupPolicy", PERMISSIONS],
    ["iam:PutUserPolicy", PERMISSIONS],
    ["iam:DeletePolicy", PERMISSIONS],
    ["iam:CreatePolicyVersion", PERMISSIONS],
    ["iam:SetDefaultPolicyVersion", PERMISSIONS],
    ["iam:PutUserPermissionsBoundary", PERMISSIONS],
    ["iam:UpdateAssumeRolePolicy", PERMISSIONS],
    ["iam:AddUserToGroup", GROUPS],
    ["iam:RemoveUserFromGroup", GROUPS],
    ["iam:PassRole", ROLES],
    ["iam:CreateDelegationRequest", ROLES],
    ["iam:TagUser", "permissions may depend on tags"],
    ["iam:CreateUser", SIGN_IN],
    ["iam:UpdateAccountPasswordPolicy", SIGN_IN],
    ["organizations:DetachPolicy", SIGN_IN],
    ["sso:CreateAccountAssignment", SIGN_IN],
    ["rolesanywhere:CreateTrustAnchor", SIGN_IN],
    ["sts:AssumeRole", SESSIONS],
    ["sts:AssumeRoleWithWebIdentity", SESSIONS],
    ["sts:GetFederationToken", SESSIONS],
    ["sts:GetWebIdentityToken", SESSIONS],
    ["signin:CreateOAuth2Token", SESSIONS],
  ])("%s", (action, reason) => {
    expect(refusals({ kind, exemptActions: [action] })).toEqual([
      ["never-exempt", `exemptActions[0]: "${action}" must not be exempt: ${reason}; remove it`],
    ]);
  });

  test("an action of IAM or STS that writes, apart from those for a device or the password", () => {
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
  });

  test("an action of STS that gives a token, apart from sts:GetSessionToken", () => {
    const tokens = actionsOf("sts").filter((action) => action.includes("Token") && reasonAgainst(`sts:${action}`, { kind }) === undefined);
    expect(tokens).toEqual(["GetSessionToken"]);
  });
});

test("only the minimal document can exempt iam:DeleteVirtualMFADevice", () => {
  expect(exempt({ exemptActions: ["iam:DeleteVirtualMFADevice"] })).toEqual(exempt({}));
  expect(refusals({ kind: "selfManage", exemptActions: ["iam:DeleteVirtualMFADevice"] })).toEqual([
    [
      "never-exempt",
      'exemptActions[0]: "iam:DeleteVirtualMFADevice" must not be exempt: nobody should be able to delete an MFA device without having signed in with MFA; remove it',
    ],
  ]);
});

test.each(["cloudformation:CreateStack", "servicecatalog:ProvisionProduct", "ssm:StartAutomationExecution", "s3:GetObject"] as const)(
  'an action of a service that may act for its caller can be exempt, but not with viaAwsService: "allow": %s',
  (action) => {
    const exemptActions = [action, "codecommit:GitPull", "iam:ListAccessKeys"] as const;
    expect(exempt({ exemptActions, viaAwsService: "deny" })).toContain(action);
    expect(refusals({ exemptActions, viaAwsService: "allow" })).toEqual([
      [
        "never-exempt",
        `exemptActions[0]: "${action}" must not be exempt: with viaAwsService: "allow", ${action.split(":")[0]!} could do, without MFA, anything that the managed policies allow; only codecommit, iam, sts are known not to act for their callers; remove it`,
      ],
    ]);
  },
);

test.each([
  [{ getSessionTokenWithoutMfa: false }, "sts:GetSessionToken", "sts:GetSessionToken"],
  [{ changePasswordWithoutMfa: false }, "iam:ChangePassword", "iam:ChangePassword"],
  [{ changePasswordWithoutMfa: false }, "iam:getaccountpasswordpolicy", "iam:GetAccountPasswordPolicy"],
  [{ allowedDevices: "phishing-resistant" }, "sts:GetSessionToken", "sts:GetSessionToken"],
  [{ allowedDevices: "phishing-resistant" }, "iam:CreateVirtualMFADevice", "iam:CreateVirtualMFADevice"],
])("the option %j contradicts the exemption of %s", (option, action, shown) => {
  const [[name, value] = []] = Object.entries(option);
  expect(refusals({ ...option, exemptActions: [action] })).toEqual([
    ["contradiction", `exemptActions[0]: "${shown}" contradicts ${name}: ${JSON.stringify(value)}; remove one of them`],
  ]);
});
