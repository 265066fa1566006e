import type { TerraformStack } from "cdktf";
import { defineRoster, type MfaDocumentOptions, MfaEnforcedRoster, type PolicyDocument } from "../../modules";

/**
 * The documents under attack: the minimal one, and one that allows MFA on the command line. Neither uses `exemptOwnUserOnly`, which the roster
 * would set because of the administrators. That option only denies more, so anything refused here is also refused with it.
 */
export const DOCUMENTS = {
  minimal: { exemptOwnUserOnly: false },
  getSessionTokenWithoutMfa: { getSessionTokenWithoutMfa: true, exemptOwnUserOnly: false },
} as const satisfies Record<string, MfaDocumentOptions>;

export type DocumentName = keyof typeof DOCUMENTS;

export const DOCUMENT_NAMES = Object.keys(DOCUMENTS) as readonly DocumentName[];

/** Documents that deny more than one of those, which is their base. */
export const STRICTER = {
  /** The minimal document as the roster builds it when a group has administrator rights. */
  exemptOwnUserOnly: { base: "minimal", options: {} },
  enrolment: { base: "getSessionTokenWithoutMfa", options: { ...DOCUMENTS.getSessionTokenWithoutMfa, enrolment: "console" } },
  enrolmentTag: { base: "getSessionTokenWithoutMfa", options: { ...DOCUMENTS.getSessionTokenWithoutMfa, enrolmentTag: true } },
} as const satisfies Record<string, { readonly base: DocumentName; readonly options: MfaDocumentOptions }>;

export type StricterName = keyof typeof STRICTER;

/** The documents that limit who may register a device before MFA. */
export const ENROLMENT_NAMES = ["enrolment", "enrolmentTag"] as const satisfies readonly StricterName[];

export type AnyDocumentName = DocumentName | StricterName;

/**
 * The users of the account under attack. With `enrolmentTag`, nobody's enrolment is open, not even that of `new.colleague`, who has no device:
 * all are marked as enrolled.
 */
export const ROSTER = defineRoster({
  groups: {
    PowerConsultants: { managedPolicies: ["PowerUserAccess"] },
    Administrators: { managedPolicies: ["AdministratorAccess"] },
  },
  users: [
    { name: "john", groups: ["PowerConsultants"], enrolled: true },
    { name: "first.colleague", groups: ["PowerConsultants"], enrolled: true },
    { name: "new.colleague", groups: ["PowerConsultants"], enrolled: true },
    { name: "administrator", groups: ["Administrators"], enrolled: true },
  ],
});

/** Ways to weaken the deployed MFA policy, to show that the attacks detect it. */
export const WEAKENINGS = {
  /** A request with a long-term key has no `aws:MultiFactorAuthPresent`, which `Bool` doesn't match. */
  "Bool for BoolIfExists": (policy: string) => policy.replace("BoolIfExists", "Bool"),
  "Deny removed": (policy: string) => withStatements(policy, ({ Effect }) => Effect !== "Deny"),
  "iam:DeactivateMFADevice exempt": (policy: string) => policy.replace('"iam:ChangePassword",', '$&"iam:DeactivateMFADevice",'),
  "iam:* allowed": (policy: string) =>
    withStatements(policy, ({ Effect }) => Effect === "Deny", [{ Effect: "Allow", Action: "iam:*", Resource: "*" }]),
  "Deny of enrolment removed": (policy: string) => withStatements(policy, ({ Sid = "" }) => !Sid.startsWith("DenyEnrolment")),
} as const satisfies Record<string, (policy: string) => string>;

export type Weakening = keyof typeof WEAKENINGS;

export const WEAKENING_NAMES = Object.keys(WEAKENINGS) as readonly Weakening[];

/** Adds the account's identities to a stack: as the constructs build them, or with a weakened policy. */
export function identities(document: AnyDocumentName, weakening?: Weakening): (stack: TerraformStack) => void {
  return (stack) => {
    const { mfaPolicy } = new MfaEnforcedRoster(stack, "identity", { roster: ROSTER, document: optionsOf(document) });
    if (weakening !== undefined) {
      const policy = mfaPolicy.policy.policyInput!;
      const weakened = WEAKENINGS[weakening](policy);
      if (weakened === policy) {
        throw new Error(`"${weakening}" does not change the policy of "${document}": ${policy}`);
      }
      mfaPolicy.policy.addOverride("policy", weakened);
    }
  };
}

function optionsOf(document: AnyDocumentName): MfaDocumentOptions {
  return document in STRICTER ? STRICTER[document as StricterName].options : DOCUMENTS[document as DocumentName];
}

type Statement = PolicyDocument["Statement"][number];

function withStatements(policy: string, keep: (statement: Statement) => boolean, more: readonly Statement[] = []): string {
  const document = JSON.parse(policy) as PolicyDocument;
  return JSON.stringify({ ...document, Statement: [...document.Statement.filter(keep), ...more] });
}
