/**
 * Requests that nobody may make without MFA: ordinary work, and whatever opens the account further. The list is written from IAM's own actions and
 * not from the package's, so that it can contradict them.
 */
export interface Probe {
  readonly action: string;
  readonly resource: string;
}

const ACCOUNT = "arn:aws:iam::123456789012";

const ORDINARY: readonly Probe[] = [
  { action: "s3:GetObject", resource: "arn:aws:s3:::reports/2018.csv" },
  { action: "s3:PutObject", resource: "arn:aws:s3:::public/index.html" },
  { action: "s3:ListAllMyBuckets", resource: "*" },
  { action: "ec2:RunInstances", resource: "arn:aws:ec2:eu-central-1:123456789012:instance/*" },
  { action: "ec2:DescribeInstances", resource: "*" },
  { action: "dynamodb:PutItem", resource: "arn:aws:dynamodb:eu-central-1:123456789012:table/orders" },
  { action: "lambda:InvokeFunction", resource: "arn:aws:lambda:eu-central-1:123456789012:function:bill" },
  { action: "kms:Decrypt", resource: "arn:aws:kms:eu-central-1:123456789012:key/1" },
  { action: "sqs:SendMessage", resource: "arn:aws:sqs:eu-central-1:123456789012:orders" },
  { action: "iam:ListRoles", resource: "*" },
  { action: "iam:CreateUser", resource: `${ACCOUNT}:user/intruder` },
];

/** Actions that give credentials, by the kind of resource. */
const CREDENTIALS = [
  ...["CreateAccessKey", "UpdateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "CreateServiceSpecificCredential"],
  ...["ResetServiceSpecificCredential", "UpdateServiceSpecificCredential", "UploadSSHPublicKey", "UpdateSSHPublicKey"],
  ...["UploadSigningCertificate", "UpdateSigningCertificate"],
];
const OF_USERS = [
  ...["AttachUserPolicy", "DetachUserPolicy", "PutUserPolicy", "DeleteUserPolicy", "PutUserPermissionsBoundary"],
  ...["DeleteUserPermissionsBoundary", "DeactivateMFADevice"],
];
const OF_GROUPS = [
  ...["AddUserToGroup", "RemoveUserFromGroup", "AttachGroupPolicy", "DetachGroupPolicy", "PutGroupPolicy", "DeleteGroupPolicy"],
];
const OF_ROLES = ["AttachRolePolicy", "PutRolePolicy", "DeleteRolePolicy", "DetachRolePolicy", "UpdateAssumeRolePolicy"];
const OF_POLICIES = ["CreatePolicyVersion", "SetDefaultPolicyVersion"];

const OPENING: readonly Probe[] = [
  ...[...CREDENTIALS, ...OF_USERS].flatMap((name) => [
    { action: `iam:${name}`, resource: `${ACCOUNT}:user/\${own}` },
    { action: `iam:${name}`, resource: `${ACCOUNT}:user/someone.else` },
  ]),
  ...OF_GROUPS.map((name) => ({ action: `iam:${name}`, resource: `${ACCOUNT}:group/consultants` })),
  ...OF_ROLES.map((name) => ({ action: `iam:${name}`, resource: `${ACCOUNT}:role/deploy` })),
  ...OF_POLICIES.map((name) => ({ action: `iam:${name}`, resource: `${ACCOUNT}:policy/EnforceMfa` })),
  { action: "iam:UpdateSAMLProvider", resource: `${ACCOUNT}:saml-provider/idp` },
  { action: "sts:AssumeRole", resource: `${ACCOUNT}:role/deploy` },
];

export const PROBES: readonly Probe[] = [...ORDINARY, ...OPENING];

/** The actions that open credentials, memberships, policies, roles or devices. */
export const OPENING_ACTIONS: readonly string[] = [...new Set(OPENING.map(({ action }) => action))];

/** A request's context, as a name for messages and the keys that differ. */
export interface Context {
  readonly name: string;
  readonly keys: Readonly<Record<string, string>>;
}

const WITHOUT_MFA: readonly Context[] = [
  { name: "with an access key", keys: {} },
  { name: "in a console session", keys: { "aws:MultiFactorAuthPresent": "false" } },
];

/** Keys whose value the caller chooses, with values between which documents distinguish. */
const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  "aws:SourceIp": ["192.0.2.7", "198.51.100.7"],
  "aws:RequestedRegion": ["eu-central-1", "us-east-1"],
  "aws:UserAgent": ["console", "script"],
};

/** The contexts without MFA between which documents distinguish. */
export function contextsFor(documents: readonly string[]): readonly Context[] {
  const text = documents.join("\n").toLowerCase();
  return Object.entries(CHOSEN)
    .filter(([key]) => text.includes(key.toLowerCase()))
    .reduce<readonly Context[]>(
      (contexts, [key, values]) =>
        contexts.flatMap(({ name, keys }) =>
          values.map((value) => ({ name: `${name}, ${key} ${value}`, keys: { ...keys, [key]: value } })),
        ),
      WITHOUT_MFA,
    );
}
