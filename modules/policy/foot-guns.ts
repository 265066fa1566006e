import { actionsOf } from "./actions";
import type { MfaDocumentOptions } from "./options";

/** Which actions may never work before MFA, and why. The patterns are in lower case, since IAM compares actions whatever their case. */
interface FootGun {
  readonly actions: RegExp;
  readonly reason: string;
}

/** Services that say who may do what, or give out sessions. Of their actions only those that read may be exempt, and a few more. */
const GUARDED =
  /^(account|account-access|iam|identity-sync|identitystore|identitystore-auth|organizations|rolesanywhere|signin|sso|sso-directory|sso-oauth|sts):/;

const READING = /^[a-z-]+:(batchget|describe|generate|get|is|list|search|simulate)/;

/** Every token but that of `sts:GetSessionToken`, whose session has MFA or is denied like the key that it came from. */
const GIVES_TOKENS = /^(signin|sso|sts):get(?!sessiontoken$).*(token|credentials)/;

const HARMLESS: ReadonlySet<string> = new Set([
  "iam:changepassword",
  "iam:createvirtualmfadevice",
  "iam:enablemfadevice",
  "iam:resyncmfadevice",
  "sts:decodeauthorizationmessage",
]);

/** The first that fits says why; the last fits whatever is guarded. */
const FOOT_GUNS: readonly FootGun[] = [
  {
    actions: /^iam:deactivatemfadevice$/,
    reason: "whoever has not signed in with MFA could remove a user's MFA device and register their own",
  },
  // The warning of AWS's page for MFA devices only; the article exempts it all the same.
  {
    actions: /^iam:deletevirtualmfadevice$/,
    reason: "who has not signed in with MFA should never be able to delete an MFA device",
  },
  { actions: /^(sso-oauth|sts):|^signin:.*oauth2/, reason: "it gives out sessions or tokens that the Deny does not reach" },
  { actions: /^[a-z-]+:(un)?tag/, reason: "grants may decide by tags" },
  {
    actions: /^iam:.*(accesskey|certificate|loginprofile|publickey|specificcredential)/,
    reason: "it makes or changes credentials, with which one could go on without MFA",
  },
  {
    actions: /^iam:.*((?<!password)policy|policyversion|permissionsboundary)$/,
    reason: "it changes what people may do, and could take the Deny off",
  },
  { actions: /^iam:.*group$/, reason: "who is out of the group is out of the Deny" },
  {
    actions: /^iam:.*(delegation|instanceprofile|openidconnectprovider|role|samlprovider|webidentity)/,
    reason: "the Deny does not reach what a role or somebody else does",
  },
  { actions: GUARDED, reason: "it changes who may do what, or how they sign in" },
];

/** What CloudFormation does for its caller has no end. Source: IAM User Guide, "AWS global condition context keys". */
const DOES_ANYTHING = "cloudformation:";
const DOES_ANYTHING_REASON = 'with serviceCalls: "allow" CloudFormation would do without MFA whatever the grants allow';

/** Why an action may never be exempt in such a document; nothing where it may. Takes a name whatever its case. */
export function reasonAgainst(name: string, { kind, serviceCalls }: Pick<MfaDocumentOptions, "kind" | "serviceCalls">): string | undefined {
  const action = name.toLowerCase();
  if (serviceCalls === "allow" && action.startsWith(DOES_ANYTHING)) {
    return DOES_ANYTHING_REASON;
  }
  if (action === "iam:deletevirtualmfadevice" && kind !== "selfService") {
    return undefined;
  }
  const isSafe = !GUARDED.test(action) || HARMLESS.has(action) || (READING.test(action) && !GIVES_TOKENS.test(action));
  return isSafe ? undefined : FOOT_GUNS.find(({ actions }) => actions.test(action))?.reason;
}

/** Why a name with wildcards is a foot-gun itself; nothing where it only grows with AWS. */
export function reasonAgainstWildcard(pattern: string): string | undefined {
  const form = new RegExp(
    `^${pattern
      .replace(/[^A-Za-z0-9:*?-]/g, "\\$&")
      .replace(/\*+/g, ".*")
      .replace(/\?/g, ".")}$`,
    "i",
  );
  const hits = ["iam", "sts"]
    .flatMap((service) => actionsOf(service).map((action) => `${service}:${action}`))
    .filter((action) => form.test(action) && reasonAgainst(action, { kind: "selfService" }) !== undefined);
  const [hit] = FOOT_GUNS.flatMap(({ actions }) => hits.filter((action) => actions.test(action.toLowerCase())));
  return hit && `it lets through ${hit} and more with which the Deny can be got around`;
}
