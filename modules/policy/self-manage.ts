import type { Statement } from "./document";
import { type MfaDocumentOptions, PARTS, type SelfManagePart } from "./options";
import { oneOrMore, ownUserArns } from "./own-user";

/** The statements about credentials on AWS's page, with its Sids and in its order. */
const CREDENTIALS: readonly { readonly part: SelfManagePart; readonly sid: string; readonly actions: readonly string[] }[] = [
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

/** What AWS's self-manage page allows, limited to the chosen parts. */
export function selfManageAllows(options: MfaDocumentOptions): readonly Statement[] {
  const { parts = PARTS, changePasswordWithoutMfa = false, partition = "aws", allowedDevices } = options;
  const own = oneOrMore(ownUserArns(options));
  const hasPassword = parts.includes("password");
  return [
    {
      Sid: "AllowViewAccountInfo",
      Effect: "Allow",
      Action: [...(hasPassword || changePasswordWithoutMfa ? ["iam:GetAccountPasswordPolicy"] : []), "iam:ListVirtualMFADevices"],
      Resource: "*",
    },
    ...(changePasswordWithoutMfa && !hasPassword ? [allowOwn("AllowManageOwnPasswords", ["iam:ChangePassword"], own)] : []),
    ...CREDENTIALS.filter(({ part }) => parts.includes(part)).map(({ sid, actions }) => allowOwn(sid, actions, own)),
    ...(allowedDevices === "phishing-resistant"
      ? []
      : [allowOwn("AllowManageOwnVirtualMFADevice", ["iam:CreateVirtualMFADevice"], `arn:${partition}:iam::*:mfa/*`)]),
    allowOwn("AllowManageOwnUserMFA", deviceActions(hasPassword), own),
  ];
}

/** AWS's page for MFA devices only lists `iam:GetUser` here; its page for all credentials lists it with the password. */
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
