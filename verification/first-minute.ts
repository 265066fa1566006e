import type { MfaDocumentOptions } from "../modules/policy";
import { contextKeys, type ContextName, ownDevice, ownUser } from "./requests";
import { type IdentityPolicies, isAllowed, policiesOf } from "./simulate";

/** What a new colleague can do before they have a device. */
export interface FirstMinute {
  /** Change the password in the console, whose form shows the account's rules if it may read them. */
  readonly password: "yes" | "yes, without seeing the rules" | "no";
  /** Register an authenticator app. */
  readonly app: "yes" | "no";
  /** Register a passkey or a security key. */
  readonly securityKey: "yes" | "certified ones" | "no";
  /** Exchange an access key and a code for a session. */
  readonly commandLine: "yes" | "no";
}

type Ask = (
  action: string,
  resource: string,
  scope: "own" | "any",
  context: ContextName,
  keys?: Readonly<Record<string, string>>,
) => Promise<boolean>;

/** Evaluates a document together with PowerUserAccess. */
export async function tryFirstMinute(options: MfaDocumentOptions): Promise<FirstMinute> {
  const ask = asker(options, policiesOf(options, "PowerUserAccess"));
  const user = ownUser(options);
  const console = "session without MFA";
  const password = await ask("iam:ChangePassword", user, "own", console);
  const rules = await ask("iam:GetAccountPasswordPolicy", "*", "any", console);
  const create = await ask("iam:CreateVirtualMFADevice", ownDevice(options), "own", console);
  const enable = await ask("iam:EnableMFADevice", user, "own", console);
  return {
    password: password ? (rules ? "yes" : "yes, without seeing the rules") : "no",
    app: create && enable ? "yes" : "no",
    securityKey: await trySecurityKey((keys) => ask("iam:EnableMFADevice", user, "own", console, keys)),
    commandLine: (await ask("sts:GetSessionToken", "*", "any", "access key")) ? "yes" : "no",
  };
}

/** A security key is registered in two steps. The second request carries its certification, if it has one. */
async function trySecurityKey(enable: (keys: Readonly<Record<string, string>>) => Promise<boolean>): Promise<FirstMinute["securityKey"]> {
  const isAsked = await enable({ "iam:RegisterSecurityKey": "Create" });
  const uncertified = await enable({ "iam:RegisterSecurityKey": "Activate" });
  const certified = await enable({
    "iam:RegisterSecurityKey": "Activate",
    "iam:FIDO-certification": "L3plus",
    "iam:FIDO-FIPS-140-2-certification": "L3",
    "iam:FIDO-FIPS-140-3-certification": "L3",
  });
  if (!isAsked || !certified) {
    return "no";
  }
  return uncertified ? "yes" : "certified ones";
}

function asker(options: MfaDocumentOptions, policies: IdentityPolicies): Ask {
  return (action, resource, scope, context, keys = {}) =>
    isAllowed(options, policies, { action, resource, scope }, { ...contextKeys(context, options), ...keys });
}
