import { actionsDate, actsForCallerReason, bypassReason, closestAction, findAction } from "../iam";
import type { Problem } from "../problem";
import { CHANGE_PASSWORD } from "./exemptions";
import type { MfaDocumentOptions } from "./options";
import { badAction, contradiction, neverExempt, unknownAction, wildcardAction } from "./problems";

/** A service prefix and an action name, without wildcards. */
const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9-]+$/;

/** Problems of the actions to exempt; the list may contain anything. */
export function checkExemptActions(options: MfaDocumentOptions): readonly Problem[] {
  return Array.from<unknown>(options.exemptActions ?? []).flatMap((action, index) => {
    const problem = checkExemptAction(`exemptActions[${index}]`, action, options);
    return problem ? [problem] : [];
  });
}

function checkExemptAction(path: string, action: unknown, options: MfaDocumentOptions): Problem | undefined {
  if (typeof action !== "string") {
    return badAction(path, action);
  }
  if (/[*?]/.test(action)) {
    return wildcardAction(path, action);
  }
  if (!ACTION.test(action)) {
    return badAction(path, action);
  }
  const found = findAction(action);
  if (found === undefined) {
    return unknownAction(path, action, closestAction(action), actionsDate());
  }
  const reason = reasonAgainst(found, options);
  return reason === undefined ? checkAgainstOptions(path, found, options) : neverExempt(path, action, reason);
}

/** Why an action must not be exempt in such a document; nothing where it may be. */
export function reasonAgainst(
  action: string,
  { kind, viaAwsService }: Pick<MfaDocumentOptions, "kind" | "viaAwsService">,
): string | undefined {
  const throughService = viaAwsService === "allow" ? actsForCallerReason(action) : undefined;
  if (throughService !== undefined) {
    return throughService;
  }
  return action === "iam:DeleteVirtualMFADevice" && kind !== "selfManage" ? undefined : bypassReason(action);
}

/** The problem of an action that another option excludes. */
function checkAgainstOptions(
  path: string,
  action: string,
  { getSessionTokenWithoutMfa, changePasswordWithoutMfa, allowedDevices }: MfaDocumentOptions,
): Problem | undefined {
  if (changePasswordWithoutMfa === false && (CHANGE_PASSWORD as readonly string[]).includes(action)) {
    return contradiction(path, action, "changePasswordWithoutMfa: false");
  }
  if (getSessionTokenWithoutMfa === false && action === "sts:GetSessionToken") {
    return contradiction(path, action, "getSessionTokenWithoutMfa: false");
  }
  const isForCodes = action === "sts:GetSessionToken" || action === "iam:CreateVirtualMFADevice";
  return allowedDevices === "phishing-resistant" && isForCodes
    ? contradiction(path, action, 'allowedDevices: "phishing-resistant"')
    : undefined;
}
