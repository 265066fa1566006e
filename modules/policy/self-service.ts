import type { Statement } from "./document";
import { type MfaDocumentOptions, PARTS, type SelfServicePart } from "./options";
import { oneOrMore, ownUserArns } from "./own-user";

/** The statements of AWS's page that are about credentials, with its Sids and in its order. */
const CREDENTIALS: readonly { readonly part: SelfServicePart; readonly sid: string; readonly actions: readonly string[] }[] = [
  { part: "password", sid: "AllowManageOwnPasswords", actions: ["iam:ChangePassword", "iam:GetUser"] },
  {
    part: "accessKeys",
    sid: "AllowManageOwnAccessKeys",
    actions: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ListAccessKeys", "iam:UpdateAccessKey", "iam:GetAccessKeyLastUsed"],
  },
  {
    part: "signingCertificates",
    sid: "AllowManageOwnSigningCertificates",
    actions: [
      "iam:DeleteSigningCertificate",
      "iam:ListSigningCertificates",
      "iam:UpdateSigningCertificate",
      "iam:UploadSigningCertificate",
    ],
  },
  {
    part: "sshKeys",
    sid: "AllowManageOwnSSHPublicKeys",
    actions: ["iam:DeleteSSHPublicKey", "iam:GetSSHPublicKey", "iam:ListSSHPublicKeys", "iam:UpdateSSHPublicKey", "iam:UploadSSHPublicKey"],
  },
  {
    part: "serviceSpecificCredentials",
    sid: "AllowManageOwnGitCredentials",
    actions: [
      "iam:CreateServiceSpecificCredential",
      "iam:DeleteServiceSpecificCredential",
      "iam:ListServiceSpecificCredentials",
      "iam:ResetServiceSpecificCredential",
      "iam:UpdateServiceSpecificCredential",
    ],
  },
];

/** What AWS's page for self-service allows, as far as its parts are chosen. */
export function selfServiceAllows(options: MfaDocumentOptions): readonly Statement[] {
  const { parts = PARTS, firstSignIn = false, partition = "aws", devices } = options;
  const own = oneOrMore(ownUserArns(options));
  const hasPassword = parts.includes("password");
  return [
    {
      Sid: "AllowViewAccountInfo",
      Effect: "Allow",
      Action: [...(hasPassword || firstSignIn ? ["iam:GetAccountPasswordPolicy"] : []), "iam:ListVirtualMFADevices"],
      Resource: "*",
    },
    ...(firstSignIn && !hasPassword ? [allowOwn("AllowManageOwnPasswords", ["iam:ChangePassword"], own)] : []),
    ...CREDENTIALS.filter(({ part }) => parts.includes(part)).map(({ sid, actions }) => allowOwn(sid, actions, own)),
    ...(devices === "phishing-resistant"
      ? []
      : [allowOwn("AllowManageOwnVirtualMFADevice", ["iam:CreateVirtualMFADevice"], `arn:${partition}:iam::*:mfa/*`)]),
    allowOwn("AllowManageOwnUserMFA", deviceActions(hasPassword), own),
  ];
}

/** AWS's page for MFA devices only has `iam:GetUser` here, its page for all credentials with the password. */
function deviceActions(hasPassword: boolean): readonly string[] {
  return [
    "iam:DeactivateMFADevice",
    "iam:EnableMFADevice",
    "iam:GetMFADevice",
    ...(hasPassword ? [] : ["iam:GetUser"]),
    "iam:ListMFADevices",
    "iam:ResyncMFADevice",
  ];
}

function allowOwn(sid: string, actions: readonly string[], resource: string | readonly string[]): Statement {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resource };
}
