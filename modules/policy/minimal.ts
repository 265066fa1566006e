import type { Statement } from "./document";
import { CHANGE_PASSWORD } from "./exemptions";
import type { MfaDocumentOptions } from "./options";
import { oneOrMore, ownUserArns } from "./own-user";

const DEVICES = [
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
];

/** What the minimal document allows. */
export function minimalAllows(options: MfaDocumentOptions): readonly Statement[] {
  const { partition = "aws", changePasswordWithoutMfa, allowedDevices } = options;
  const ownUser = ownUserArns(options);
  return [
    { Sid: "AllowListUsers", Effect: "Allow", Action: ["iam:ListUsers"], Resource: `arn:${partition}:iam::*:user/` },
    {
      Sid: "AllowMFAHandling",
      Effect: "Allow",
      Action: allowedDevices === "phishing-resistant" ? DEVICES.filter((action) => action !== "iam:CreateVirtualMFADevice") : DEVICES,
      Resource: [`arn:${partition}:iam::*:mfa/*`, ...ownUser],
    },
    ...(changePasswordWithoutMfa ? allowChangePassword(ownUser) : []),
  ];
}

function allowChangePassword(ownUser: readonly string[]): readonly Statement[] {
  const [changePassword, getPasswordPolicy] = CHANGE_PASSWORD;
  return [
    { Sid: "AllowViewAccountInfo", Effect: "Allow", Action: [getPasswordPolicy], Resource: "*" },
    { Sid: "AllowManageOwnPasswords", Effect: "Allow", Action: [changePassword], Resource: oneOrMore(ownUser) },
  ];
}
