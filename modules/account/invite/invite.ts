import { type AccountDetails, type AccountUser, type CarriedPolicy, type Holder, isDenied, judge, readAccount } from "../../access";
import { ENROLMENT_OPEN, ENROLMENT_TAG, partitionOf } from "../../iam";
import type { Problem } from "../../problem";
import { unknownUser } from "../names";
import { readDetails } from "../read-details";
import type { Session } from "../session";
import { createLoginProfile } from "./create-login-profile";
import { acceptsOnlySecurityKeys, allows, asksForEnrolmentTag, namesDevices } from "./documents";
import type { Invitation } from "./model";
import { randomPassword } from "./password";
import { enrolmentClosed, hasPassword, notEnforced, passwordChangeDenied, passwordChangeNotAllowed, refusal } from "./problems";
import { uninterrupted } from "./uninterrupted";

/** What the account says of the user. */
interface Guest {
  readonly user: AccountUser;
  readonly holder: Holder;
  readonly policies: readonly CarriedPolicy[];
  readonly documents: readonly unknown[];
}

/** The policy that applies where an account has none. Source: IAM User Guide, "Set an account password policy for IAM users". */
interface PasswordRules {
  readonly MinimumPasswordLength?: number;
  readonly AllowUsersToChangePassword?: boolean;
}

/**
 * Gives a user a first password, and returns what the user has to do with it. Everything is read and checked before anything is changed, and there
 * is one call that changes something, during which the process cannot be interrupted.
 *
 * @param name the user's name, ignoring case
 * @throws InvalidInputError with every reason why the user cannot be invited, or if AWS refuses a call or cannot be reached
 */
export async function invite(session: Session, name: string): Promise<Invitation> {
  const guest = findGuest(await readDetails(session), name);
  const { user } = guest;
  const existing = await session.find("iam:GetLoginProfile", async ({ iam }) => (await iam()).getLoginProfile({ UserName: user.name }));
  const rules = await readPasswordRules(session);
  const problems = existing === undefined ? check(guest, rules) : [hasPassword(user.name), ...check(guest, rules)];
  if (problems.length > 0) {
    throw refusal(user.name, problems);
  }
  const alias = await readAlias(session);
  const firstPassword = randomPassword(rules.MinimumPasswordLength);
  await uninterrupted(() => createLoginProfile(session, user.name, firstPassword));
  return invitation(guest, alias, firstPassword);
}

function findGuest(details: AccountDetails, name: string): Guest {
  const wanted = name.toLowerCase();
  const user = details.users.find((known) => known.name.toLowerCase() === wanted);
  const holder = readAccount(details).all.find(({ key }) => key === `user ${wanted}`);
  if (user === undefined || holder === undefined) {
    throw unknownUser(name, details.users);
  }
  const { carried } = judge(holder);
  const policies = carried.filter((policy) => policy !== holder.boundary);
  return { user, holder, policies, documents: carried.flatMap(({ document }) => (document === undefined ? [] : [document])) };
}

async function readPasswordRules(session: Session): Promise<PasswordRules> {
  const found = await session.find("iam:GetAccountPasswordPolicy", async ({ iam }) => (await iam()).getAccountPasswordPolicy({}));
  return found?.PasswordPolicy ?? {};
}

async function readAlias(session: Session): Promise<string | undefined> {
  const { AccountAliases } = await session.call("iam:ListAccountAliases", async ({ iam }) => (await iam()).listAccountAliases({}));
  return AccountAliases?.[0];
}

function check({ user, holder, policies, documents }: Guest, rules: PasswordRules): readonly Problem[] {
  const { enforcement } = judge(holder);
  const mayChangePassword =
    (rules.AllowUsersToChangePassword === true || policies.some((policy) => allows(policy, "iam:ChangePassword", user))) &&
    (holder.boundary === undefined || allows(holder.boundary, "iam:ChangePassword", user));
  const isDeniedEnrolment =
    isDenied(documents, "iam:EnableMFADevice", "session") ||
    (asksForEnrolmentTag(documents) && user.tags[ENROLMENT_TAG] !== ENROLMENT_OPEN);
  return [
    ...(enforcement.verdict === "enforced" ? [] : [notEnforced(user.name, enforcement.doubts[0]?.reason ?? "")]),
    ...(isDenied(documents, "iam:ChangePassword", "session") ? [passwordChangeDenied(user.name)] : []),
    ...(mayChangePassword ? [] : [passwordChangeNotAllowed(user.name)]),
    ...(isDeniedEnrolment ? [enrolmentClosed(user.name)] : []),
  ];
}

function invitation({ user, policies, documents }: Guest, alias: string | undefined, firstPassword: string): Invitation {
  const partition = partitionOf(user.arn) ?? "aws";
  const account = user.arn.split(":")[4] ?? "";
  const isSecurityKey = acceptsOnlySecurityKeys(documents);
  const signIn = ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"];
  return {
    user: user.name,
    account,
    signInUrl: `https://${alias ?? account}.${CONSOLES[partition] ?? CONSOLES.aws}/console`,
    firstPassword,
    device: {
      name: user.name,
      isNameRequired: namesDevices(documents),
      kinds: isSecurityKey ? "passkeys and security keys" : "any",
      serialNumber: `arn:${partition}:iam::${account}:mfa/${user.name}`,
    },
    commandLine: {
      awsLogin: signIn.every((action) => policies.some((policy) => allows(policy, action, user))),
      sessionToken: !isSecurityKey && !isDenied(documents, "sts:GetSessionToken", "key"),
    },
  };
}

/**
 * Where IAM users sign in. Sources: IAM User Guide, "How IAM users sign in to AWS"; AWS GovCloud (US) User Guide, "Your AWS GovCloud (US) account ID
 * and its alias". For China, AWS's page shows no address that works as written, so it has not been shown.
 */
const CONSOLES: Readonly<Record<string, string>> & { readonly aws: string } = {
  aws: "signin.aws.amazon.com",
  "aws-cn": "signin.amazonaws.cn",
  "aws-us-gov": "signin.amazonaws-us-gov.com",
};
