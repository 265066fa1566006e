/** Actions that could get around a Deny, and why. The patterns are in lower case, since IAM ignores the case of actions. */
interface Bypass {
  readonly actions: RegExp;
  readonly reason: string;
}

/** Services that decide who may do what, or hand out sessions. Only their actions that read may be exempt, and a few more. */
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

/** The first that matches gives the reason; the last matches everything that is guarded. */
const BYPASSES: readonly Bypass[] = [
  {
    actions: /^iam:deactivatemfadevice$/,
    reason: "whoever has not signed in with MFA could remove a user's MFA device and register their own",
  },
  // AWS's page for MFA devices only warns against it; the article exempts it all the same.
  {
    actions: /^iam:deletevirtualmfadevice$/,
    reason: "nobody should be able to delete an MFA device without having signed in with MFA",
  },
  { actions: /^(sso-oauth|sts):|^signin:.*oauth2/, reason: "it hands out sessions or tokens that the Deny does not reach" },
  { actions: /^[a-z-]+:(un)?tag/, reason: "permissions may depend on tags" },
  {
    actions: /^iam:.*(accesskey|certificate|loginprofile|publickey|specificcredential)/,
    reason: "it creates or changes credentials, which could then be used instead",
  },
  {
    actions: /^iam:.*((?<!password)policy|policyversion|permissionsboundary)$/,
    reason: "it changes permissions, and could remove the Deny",
  },
  { actions: /^iam:.*group$/, reason: "the Deny no longer applies to a user who has left the group" },
  {
    actions: /^iam:.*(delegation|instanceprofile|openidconnectprovider|role|samlprovider|webidentity)/,
    reason: "the Deny does not apply to roles and other identities",
  },
  { actions: GUARDED, reason: "it changes who may do what, or how they sign in" },
];

/** Why exempting an action from a Deny could get around that Deny; nothing where it could not. Ignores the case of the name. */
export function bypassReason(name: string): string | undefined {
  const action = name.toLowerCase();
  const isSafe = !GUARDED.test(action) || HARMLESS.has(action) || (READING.test(action) && !GIVES_TOKENS.test(action));
  return isSafe ? undefined : BYPASSES.find(({ actions }) => actions.test(action))?.reason;
}

/**
 * Services that act with their caller's credentials in no other service, or only in KMS to decrypt their own data. All others may do anything
 * for their caller, as CloudFormation, Service Catalog and Systems Manager Automation do. Source: Service Authorization Reference, dependent
 * actions; CodeCommit User Guide, "AWS Key Management Service and encryption".
 */
const ACT_FOR_NOBODY: ReadonlySet<string> = new Set(["codecommit", "iam", "sts"]);

/**
 * Why exempting an action from a Deny that spares calls through AWS services (`aws:ViaAWSService`) could get around that Deny; nothing where it
 * could not.
 */
export function actsForCallerReason(action: string): string | undefined {
  const [service = ""] = action.toLowerCase().split(":");
  return ACT_FOR_NOBODY.has(service)
    ? undefined
    : `with viaAwsService: "allow", ${service} could do, without MFA, anything that the managed policies allow; only ${[...ACT_FOR_NOBODY].join(", ")} are known not to act for their callers`;
}
