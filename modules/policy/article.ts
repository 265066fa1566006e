import type { Statement } from "./document";
import { FIRST_SIGN_IN } from "./exemptions";
import type { MfaDocumentOptions } from "./options";
import { oneOrMore, ownUserArns } from "./own-user";

const DEVICES = [
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
];

/** What the article's document allows. */
export function articleAllows(options: MfaDocumentOptions): readonly Statement[] {
  const { partition = "aws", firstSignIn, devices } = options;
  const ownUser = ownUserArns(options);
  return [
    { Sid: "AllowListUsers", Effect: "Allow", Action: ["iam:ListUsers"], Resource: `arn:${partition}:iam::*:user/` },
    {
      Sid: "AllowMFAHandling",
      Effect: "Allow",
      Action: devices === "phishing-resistant" ? DEVICES.filter((action) => action !== "iam:CreateVirtualMFADevice") : DEVICES,
      Resource: [`arn:${partition}:iam::*:mfa/*`, ...ownUser],
    },
    ...(firstSignIn ? allowFirstSignIn(ownUser) : []),
  ];
}

function allowFirstSignIn(ownUser: readonly string[]): readonly Statement[] {
  const [changePassword, getPasswordPolicy] = FIRST_SIGN_IN;
  return [
    { Sid: "AllowViewAccountInfo", Effect: "Allow", Action: [getPasswordPolicy], Resource: "*" },
    { Sid: "AllowManageOwnPasswords", Effect: "Allow", Action: [changePassword], Resource: oneOrMore(ownUser) },
  ];
}
