/**
 * What each document should allow, as independent tables. They are taken from AWS's pages and the documentation of the options, and share no code
 * with the builder of the documents.
 */
import type { MfaDocumentOptions, SelfManagePart } from "../modules/policy";
import type { Context, Request } from "./requests";

export const MANAGED_POLICIES = ["PowerUserAccess", "AdministratorAccess"] as const;

export type ManagedPolicyName = (typeof MANAGED_POLICIES)[number];

/** The services that PowerUserAccess leaves out, except for the actions below. */
const POWER_USER_LEAVES_OUT = ["account", "iam", "organizations"];
const POWER_USER_HAS_OF_THEM = [
  "account:GetAccountInformation",
  "account:GetGovCloudAccountInformation",
  "account:GetPrimaryEmail",
  "account:ListRegions",
  "iam:CreateServiceLinkedRole",
  "iam:DeleteServiceLinkedRole",
  "iam:ListRoles",
  "organizations:DescribeEffectivePolicy",
  "organizations:DescribeOrganization",
];

/** What a document allows, and on what: the user's own user, anybody's device, a list, or anything without a resource. */
type SelfManage = Readonly<Record<string, readonly (keyof typeof ON)[]>>;

const ON = {
  ownUser: ({ scope, resourceTypes }: Request): boolean => scope === "own" && resourceTypes.includes("user"),
  anyDevice: ({ scope, resource }: Request): boolean => scope !== "list" && resource.includes(":mfa/"),
  list: ({ scope }: Request): boolean => scope === "list",
  all: ({ scope }: Request): boolean => scope === "any" || scope === "list",
};

const MINIMAL: SelfManage = {
  "iam:CreateVirtualMFADevice": ["anyDevice"],
  "iam:DeleteVirtualMFADevice": ["anyDevice"],
  "iam:EnableMFADevice": ["ownUser"],
  "iam:ListMFADevices": ["ownUser"],
  "iam:ListUsers": ["list"],
  "iam:ListVirtualMFADevices": ["list"],
};

const CHANGE_PASSWORD: SelfManage = { "iam:ChangePassword": ["ownUser"], "iam:GetAccountPasswordPolicy": ["all"] };

/** The part `mfa`, which is always included. */
const MFA: SelfManage = {
  "iam:CreateVirtualMFADevice": ["anyDevice"],
  "iam:DeactivateMFADevice": ["ownUser"],
  "iam:EnableMFADevice": ["ownUser"],
  "iam:GetMFADevice": ["ownUser"],
  "iam:GetUser": ["ownUser"],
  "iam:ListMFADevices": ["ownUser"],
  "iam:ListVirtualMFADevices": ["list"],
  "iam:ResyncMFADevice": ["ownUser"],
};

const PARTS: Readonly<Record<SelfManagePart, SelfManage>> = {
  mfa: MFA,
  password: CHANGE_PASSWORD,
  accessKeys: ownUser("CreateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed", "ListAccessKeys", "UpdateAccessKey"),
  signingCertificates: ownUser(
    "DeleteSigningCertificate",
    "ListSigningCertificates",
    "UpdateSigningCertificate",
    "UploadSigningCertificate",
  ),
  sshKeys: ownUser("DeleteSSHPublicKey", "GetSSHPublicKey", "ListSSHPublicKeys", "UpdateSSHPublicKey", "UploadSSHPublicKey"),
  serviceSpecificCredentials: ownUser(
    "CreateServiceSpecificCredential",
    "DeleteServiceSpecificCredential",
    "ListServiceSpecificCredentials",
    "ResetServiceSpecificCredential",
    "UpdateServiceSpecificCredential",
  ),
};

const EXEMPT = {
  minimal: [
    "iam:ChangePassword",
    "iam:CreateVirtualMFADevice",
    "iam:DeleteVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListUsers",
    "iam:ListVirtualMFADevices",
  ],
  selfManage: [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
  ],
};

/** What registers a device. */
const REGISTERING = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"];

/** What `enrolment: "console"` denies to access keys. */
const ONLY_IN_THE_CONSOLE = { minimal: [...REGISTERING, "iam:DeleteVirtualMFADevice"], selfManage: REGISTERING };

/** Whether a request should be allowed. */
export function isExpected(options: MfaDocumentOptions, managedPolicy: ManagedPolicyName, context: Context, request: Request): boolean {
  if (request.action === "sts:GetCallerIdentity") {
    // "No permissions are required to perform this operation", and a Deny does not stop it. Source: STS API reference, GetCallerIdentity.
    return true;
  }
  const isAllowed = isAllowedByManagedPolicies(managedPolicy, request) || isSelfManaged(options, request);
  if (!isAllowed || isDeniedToAll(options, request) || isDeniedToKeys(options, context, request)) {
    return false;
  }
  return (
    countsAsMfa(options, context) ||
    (isExempt(options, request.action) && isWithinBounds(options, request) && isOpen(options, context, request))
  );
}

function countsAsMfa({ viaAwsService = "deny" }: MfaDocumentOptions, { means }: Context): boolean {
  return means === "session with MFA" || (means === "through a service" && viaAwsService === "allow");
}

function isAllowedByManagedPolicies(managedPolicy: ManagedPolicyName, { action, scope }: Request): boolean {
  const [service = ""] = action.split(":");
  if (action === "iam:GetAccountPasswordPolicy" || (action === "iam:ChangePassword" && scope === "own")) {
    return true; // By IAMUserChangePassword, which every enforced group has.
  }
  return managedPolicy === "AdministratorAccess" || !POWER_USER_LEAVES_OUT.includes(service) || POWER_USER_HAS_OF_THEM.includes(action);
}

function isSelfManaged(options: MfaDocumentOptions, request: Request): boolean {
  const { kind = "minimal", parts = Object.keys(PARTS) as SelfManagePart[], changePasswordWithoutMfa = false } = options;
  const chosen = kind === "minimal" ? [MINIMAL] : [MFA, ...parts.map((part) => PARTS[part])];
  return [...chosen, ...(changePasswordWithoutMfa ? [CHANGE_PASSWORD] : [])].some((table) =>
    table[request.action]?.some((on) => ON[on](request)),
  );
}

/** If only phishing-resistant devices are allowed, a request that names no security key cannot register anything. */
function isDeniedToAll({ allowedDevices = "any" }: MfaDocumentOptions, { action }: Request): boolean {
  return allowedDevices === "phishing-resistant" && REGISTERING.includes(action);
}

/** With `enrolment: "console"`, a request without any MFA key cannot register anything. In the matrix, a request through a service has none either. */
function isDeniedToKeys({ kind = "minimal", enrolment = "any" }: MfaDocumentOptions, { means }: Context, { action }: Request): boolean {
  const saysNothing = means === "access key" || means === "through a service";
  return enrolment === "console" && saysNothing && ONLY_IN_THE_CONSOLE[kind].includes(action);
}

function isExempt(options: MfaDocumentOptions, action: string): boolean {
  const { kind = "minimal", changePasswordWithoutMfa, allowedDevices = "any", exemptActions = [] } = options;
  const { getSessionTokenWithoutMfa = kind === "selfManage" && allowedDevices === "any" } = options;
  if (changePasswordWithoutMfa !== undefined && action in CHANGE_PASSWORD) {
    return changePasswordWithoutMfa;
  }
  return (
    EXEMPT[kind].includes(action) ||
    (getSessionTokenWithoutMfa && action === "sts:GetSessionToken") ||
    (exemptActions as readonly string[]).includes(action)
  );
}

/** With `exemptOwnUserOnly`, actions on users or devices are limited to the user's own. */
function isWithinBounds({ exemptOwnUserOnly = false }: MfaDocumentOptions, { scope, resourceTypes }: Request): boolean {
  const isOnPeople = resourceTypes.includes("user") || resourceTypes.includes("mfa");
  return !exemptOwnUserOnly || !isOnPeople || scope === "own";
}

/** With `enrolmentTag`, registering a device before MFA is only possible while the user's tag has exactly this value. */
function isOpen({ enrolmentTag = false }: MfaDocumentOptions, { tag }: Context, { action }: Request): boolean {
  return !enrolmentTag || !REGISTERING.includes(action) || tag === "open";
}

function ownUser(...actions: readonly string[]): SelfManage {
  return Object.fromEntries(actions.map((action) => [`iam:${action}`, ["ownUser"] as const]));
}
