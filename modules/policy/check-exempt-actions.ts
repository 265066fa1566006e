import { badAction, contradiction, neverExempt, unknownAction, wildcardAction } from "../document-errors";
import type { Problem } from "../errors";
import { actionsDate, findAction, nearestActions } from "./actions";
import { FIRST_SIGN_IN } from "./exemptions";
import { reasonAgainst, reasonAgainstWildcard } from "./foot-guns";
import type { MfaDocumentOptions } from "./options";

/** A service prefix and an action name, without wildcards. */
const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9-]+$/;

/** Problems of the actions that are to be exempt; the list may hold anything. */
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
    const reason = reasonAgainstWildcard(action);
    return reason === undefined ? wildcardAction(path, action) : neverExempt(path, action, reason);
  }
  if (!ACTION.test(action)) {
    return badAction(path, action);
  }
  const found = findAction(action);
  if (found === undefined) {
    return unknownAction(path, action, nearestActions(action), actionsDate());
  }
  const reason = reasonAgainst(found, options);
  return reason === undefined ? checkAgainstOptions(path, found, options) : neverExempt(path, action, reason);
}

/** Whether another option says the contrary. */
function checkAgainstOptions(path: string, action: string, { cliAccess, firstSignIn, devices }: MfaDocumentOptions): Problem | undefined {
  if (firstSignIn === false && (FIRST_SIGN_IN as readonly string[]).includes(action)) {
    return contradiction(path, action, "firstSignIn: false");
  }
  if (cliAccess === false && action === "sts:GetSessionToken") {
    return contradiction(path, action, "cliAccess: false");
  }
  const isForCodes = action === "sts:GetSessionToken" || action === "iam:CreateVirtualMFADevice";
  return devices === "phishing-resistant" && isForCodes ? contradiction(path, action, 'devices: "phishing-resistant"') : undefined;
}
