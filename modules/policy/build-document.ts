import { denies } from "./denies";
import type { PolicyDocument } from "./document";
import { minimalAllows } from "./minimal";
import type { Enforcement, MfaDocumentOptions } from "./options";
import { selfManageAllows } from "./self-manage";

/**
 * A permissions boundary with the Denies of an MFA document, for options that have been checked. It allows everything else: a boundary allows
 * nothing by itself. Source: IAM User Guide, "Permissions boundaries for IAM entities".
 */
export function buildBoundary(options: MfaDocumentOptions, enforcement?: Enforcement): PolicyDocument {
  const everything = { Sid: "AllowWhatPoliciesAllow", Effect: "Allow", Action: "*", Resource: "*" } as const;
  return { Version: "2012-10-17", Statement: [everything, ...denies(options, enforcement)] };
}

/** The document of options that have been checked. The order of the options makes no difference. */
export function buildDocument(options: MfaDocumentOptions, enforcement?: Enforcement): PolicyDocument {
  const allows = options.kind === "selfManage" ? selfManageAllows(options) : minimalAllows(options);
  return { Version: "2012-10-17", Statement: [...allows, ...denies(options, enforcement)] };
}
