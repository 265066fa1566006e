/** Exemptions from the Deny: some open the account, others are harmless. */
import { ADMINISTRATOR, type Choices, type Draft } from "../draft";
import { groupEntries, harmful, harmless, type Mutation, personEntries } from "./mutation";
import { changeDocuments, denies } from "./statements";

/** Of each kind that opens something: credentials, memberships, policies, roles, devices. */
const OPENING = [
  ...["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:UpdateAccessKey", "iam:UploadSSHPublicKey"],
  ...["iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential", "iam:UploadSigningCertificate"],
  ...["iam:AddUserToGroup", "iam:RemoveUserFromGroup", "iam:UpdateGroup", "iam:UpdateUser"],
  ...["iam:AttachUserPolicy", "iam:DetachUserPolicy", "iam:PutUserPolicy", "iam:AttachGroupPolicy", "iam:DetachGroupPolicy"],
  ...["iam:DeleteGroupPolicy", "iam:PutGroupPolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"],
  ...["iam:PutUserPermissionsBoundary", "iam:DeleteUserPermissionsBoundary", "iam:DeleteUserPolicy"],
  ...[
    "sts:AssumeRole",
    "sts:GetFederationToken",
    "iam:UpdateAssumeRolePolicy",
    "iam:AttachRolePolicy",
    "iam:PutRolePolicy",
    "iam:PassRole",
  ],
  ...["iam:CreateSAMLProvider", "iam:UpdateSAMLProvider", "iam:CreateOpenIDConnectProvider", "iam:DeactivateMFADevice", "iam:TagUser"],
];

const HARMLESS = ["codecommit:GitPull", "iam:GetAccountPasswordPolicy", "iam:GetUser", "sts:GetCallerIdentity", "iam:ListMFADevices"];

/** An exemption matters only to people who are allowed the action: administrators. */
function exempt(action: string): Mutation["apply"] {
  return (draft, choices) => {
    makeAdministrator(draft, choices);
    return addExemptions(draft, [action]);
  };
}

function makeAdministrator(draft: Draft, choices: Choices): void {
  const user = choices.pick(personEntries(draft).map(({ body }) => String(body.name)));
  draft.attach("user", user, ADMINISTRATOR);
  const [group] = groupEntries(draft);
  if (group) {
    draft.attach("group", String(group.body.name), ADMINISTRATOR);
  }
}

function addExemptions(draft: Draft, actions: readonly string[]): boolean {
  return changeDocuments(draft, (document) => {
    denies(document).forEach((statement) => {
      statement.NotAction = [statement.NotAction, actions].flat();
    });
  });
}

export const EXEMPTIONS: readonly Mutation[] = [
  ...OPENING.map((action) => harmful(`exempts ${action}`, exempt(action))),
  harmful("exempts an opening action in capitals", exempt("IAM:CREATEACCESSKEY")),
  harmful("exempts a wildcard", (draft, choices) => {
    makeAdministrator(draft, choices);
    return addExemptions(draft, [choices.pick(["s3:*", "*", "iam:*", "iam:Create*", "iam:?reateAccessKey", "ec2:*"])]);
  }),
  harmless("exempts a harmless action", (draft, choices) => addExemptions(draft, [choices.pick(HARMLESS)])),
];
