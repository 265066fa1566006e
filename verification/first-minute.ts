import type { MfaDocumentOptions } from "../modules/policy";
import { type Context, contextKeys, ownDevice, ownUser } from "./requests";
import { type IdentityPolicies, isAllowed, policiesOf } from "./simulate";

/** An answer that may depend on the user's tag `mfa-enrolment`. */
type Enrolling<Answer extends string> = Answer | `${Answer}, while the tag is \`open\``;

/** What a new colleague can do before they have a device. Devices are registered in the console. */
export interface FirstMinute {
  /** Change the password in the console, whose form shows the account's rules if it may read them. */
  readonly password: "yes" | "yes, without seeing the rules" | "no";
  /** Register an authenticator app. */
  readonly app: Enrolling<"yes" | "no">;
  /** Register a passkey or a security key. */
  readonly securityKey: Enrolling<SecurityKey>;
  /** Exchange an access key and a code for a session. */
  readonly commandLine: "yes" | "no";
}

type SecurityKey = "yes" | "certified ones" | "no";

type Ask = (
  action: string,
  resource: string,
  scope: "own" | "any",
  context: Context,
  keys?: Readonly<Record<string, string>>,
) => Promise<boolean>;

/** Evaluates a document together with PowerUserAccess. */
export async function tryFirstMinute(options: MfaDocumentOptions): Promise<FirstMinute> {
  const ask = asker(options, policiesOf(options, "PowerUserAccess"));
  const user = ownUser(options);
  const console: Context = { means: "session without MFA" };
  const password = await ask("iam:ChangePassword", user, "own", console);
  const rules = await ask("iam:GetAccountPasswordPolicy", "*", "any", console);
  const app = async (context: Context): Promise<"yes" | "no"> => {
    const create = await ask("iam:CreateVirtualMFADevice", ownDevice(options), "own", context);
    const enable = await ask("iam:EnableMFADevice", user, "own", context);
    return create && enable ? "yes" : "no";
  };
  const securityKey = (context: Context): Promise<SecurityKey> =>
    trySecurityKey((keys) => ask("iam:EnableMFADevice", user, "own", context, keys));
  return {
    password: password ? (rules ? "yes" : "yes, without seeing the rules") : "no",
    app: await tryBothTags(app),
    securityKey: await tryBothTags(securityKey),
    commandLine: (await ask("sts:GetSessionToken", "*", "any", { means: "access key" })) ? "yes" : "no",
  };
}

/** The answer in the console, and whether it takes an open tag. */
async function tryBothTags<Answer extends string>(attempt: (context: Context) => Promise<Answer>): Promise<Enrolling<Answer>> {
  const withoutTag = await attempt({ means: "session without MFA" });
  const withTag = await attempt({ means: "session without MFA", tag: "open" });
  return withTag === withoutTag ? withTag : `${withTag}, while the tag is \`open\``;
}

/** A security key is registered in two steps. The second request carries its certification, if it has one. */
async function trySecurityKey(enable: (keys: Readonly<Record<string, string>>) => Promise<boolean>): Promise<SecurityKey> {
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
