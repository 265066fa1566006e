import type { TerraformStack } from "cdktf";
import { defineRoster, type MfaDocumentOptions, MfaEnforcedRoster, type PolicyDocument } from "../../modules";

/**
 * The documents that are attacked: the article's, and the one that lets MFA be used from the command line. Both go without `exemptOwnUserOnly`,
 * which the roster would set beside administrators: whatever is refused to an administrator here is refused with it too.
 */
export const DOCUMENTS = {
  minimal: { exemptOwnUserOnly: false },
  getSessionTokenWithoutMfa: { getSessionTokenWithoutMfa: true, exemptOwnUserOnly: false },
} as const satisfies Record<string, MfaDocumentOptions>;

/** The article's document as the roster makes it beside administrators. */
export const OWN_USER_ONLY = "exemptOwnUserOnly";

export type DocumentName = keyof typeof DOCUMENTS;

export const DOCUMENT_NAMES = Object.keys(DOCUMENTS) as readonly DocumentName[];

/** The people of the attacked account. */
export const ROSTER = defineRoster({
  groups: {
    PowerConsultants: { managedPolicies: ["PowerUserAccess"] },
    Administrators: { managedPolicies: ["AdministratorAccess"] },
  },
  users: [
    { name: "john", groups: ["PowerConsultants"] },
    { name: "first.colleague", groups: ["PowerConsultants"] },
    { name: "new.colleague", groups: ["PowerConsultants"] },
    { name: "administrator", groups: ["Administrators"] },
  ],
});

/** Ways to weaken the deployed MFA policy, to show that the attacks notice. */
export const WEAKENINGS = {
  /** A request with a long-term key has no `aws:MultiFactorAuthPresent`, which `Bool` doesn't match. */
  "Bool for BoolIfExists": (policy: string) => policy.replace("BoolIfExists", "Bool"),
  "Deny removed": (policy: string) => withStatements(policy, ({ Effect }) => Effect !== "Deny"),
  "iam:DeactivateMFADevice exempt": (policy: string) => policy.replace('"iam:ChangePassword",', '$&"iam:DeactivateMFADevice",'),
  "iam:* allowed": (policy: string) =>
    withStatements(policy, ({ Effect }) => Effect === "Deny", [{ Effect: "Allow", Action: "iam:*", Resource: "*" }]),
} as const satisfies Record<string, (policy: string) => string>;

export type Weakening = keyof typeof WEAKENINGS;

export const WEAKENING_NAMES = Object.keys(WEAKENINGS) as readonly Weakening[];

/** Puts the account's identities into a stack: as the constructs make them, or with a policy weakened behind their back. */
export function identities(document: DocumentName | typeof OWN_USER_ONLY, weakening?: Weakening): (stack: TerraformStack) => void {
  return (stack) => {
    const options = document === OWN_USER_ONLY ? {} : DOCUMENTS[document];
    const { mfaPolicy } = new MfaEnforcedRoster(stack, "identity", { roster: ROSTER, document: options });
    if (weakening !== undefined) {
      const policy = mfaPolicy.policy.policyInput!;
      const weakened = WEAKENINGS[weakening](policy);
      if (weakened === policy) {
        throw new Error(`"${weakening}" leaves the policy of "${document}" as it is: ${policy}`);
      }
      mfaPolicy.policy.addOverride("policy", weakened);
    }
  };
}

type Statement = PolicyDocument["Statement"][number];

function withStatements(policy: string, keep: (statement: Statement) => boolean, more: readonly Statement[] = []): string {
  const document = JSON.parse(policy) as PolicyDocument;
  return JSON.stringify({ ...document, Statement: [...document.Statement.filter(keep), ...more] });
}
