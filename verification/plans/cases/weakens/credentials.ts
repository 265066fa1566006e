import type { TerraformCase } from "../../model";
import { attachUser, ENFORCED, group, attach, members, resource, user } from "../parts";
import { PGP_KEY } from "./pgp-key";

const ACCESS_KEY = resource("aws_iam_access_key", "ci", "user = aws_iam_user.ci.name");
const LOGIN = resource("aws_iam_user_login_profile", "ci", "user = aws_iam_user.ci.name", `pgp_key = "${PGP_KEY}"`);

/** A user who may do something without MFA, and has nothing to sign in with. */
const UNENFORCED = ENFORCED + user("ci") + attachUser("ci_work", "ci", "AmazonSQSFullAccess");
const UNENFORCED_BY_GROUP =
  ENFORCED + user("ci") + group("robots") + attach("robots_work", "AmazonSQSFullAccess") + members("robots", ["ci"]);

export const CREDENTIALS: readonly TerraformCase[] = [
  {
    name: "A user without the Deny gets an access key",
    why: "with the key the user works without MFA; so far nobody could sign in as the user",
    findings: ["unenforced-credentials"],
    before: UNENFORCED,
    after: UNENFORCED + ACCESS_KEY,
  },
  {
    name: "A user without the Deny gets a password",
    why: "with the password the user works without MFA; so far nobody could sign in as the user",
    findings: ["unenforced-credentials"],
    before: UNENFORCED,
    after: UNENFORCED + LOGIN,
  },
  {
    name: "A member of a group without the Deny gets an access key",
    why: "the group gives the user work, and the key a way to do it",
    findings: ["unenforced-credentials"],
    before: UNENFORCED_BY_GROUP,
    after: UNENFORCED_BY_GROUP + ACCESS_KEY,
  },
  {
    name: "A new user comes with a policy and an access key",
    why: "nothing denies the new user anything",
    findings: ["unenforced-access"],
    before: ENFORCED,
    after: UNENFORCED + ACCESS_KEY,
  },
];

/** The account's rules for passwords, with one of them changed. */
function rules(changes: Readonly<Record<string, string>> = {}): string {
  const all: Readonly<Record<string, string>> = {
    minimum_password_length: "14",
    require_lowercase_characters: "true",
    require_uppercase_characters: "true",
    require_numbers: "true",
    require_symbols: "true",
    allow_users_to_change_password: "true",
    max_password_age: "90",
    password_reuse_prevention: "24",
    hard_expiry: "true",
    ...changes,
  };
  return resource("aws_iam_account_password_policy", "rules", ...Object.entries(all).map(([name, value]) => `${name} = ${value}`));
}

function weaker(name: string, why: string, argument: string, value: string): TerraformCase {
  return { name, why, findings: ["password-policy-weaker"], before: rules(), after: rules({ [argument]: value }) };
}

export const PASSWORDS: readonly TerraformCase[] = [
  weaker("Passwords may be shorter", "8 characters are fewer than 14", "minimum_password_length", "8"),
  weaker("Passwords need no lower case letter", "the rule is taken away", "require_lowercase_characters", "false"),
  weaker("Passwords need no upper case letter", "the rule is taken away", "require_uppercase_characters", "false"),
  weaker("Passwords need no number", "the rule is taken away", "require_numbers", "false"),
  weaker("Passwords need no symbol", "the rule is taken away", "require_symbols", "false"),
  weaker("Passwords never expire", "0 days means for ever", "max_password_age", "0"),
  weaker("Passwords expire later", "365 days are more than 90", "max_password_age", "365"),
  weaker("Passwords may be used again sooner", "5 remembered passwords are fewer than 24", "password_reuse_prevention", "5"),
  weaker("Expired passwords may be changed by their users", "an old password opens the account after its time", "hard_expiry", "false"),
  {
    name: "The password policy is deleted",
    why: "AWS's default rules are weaker",
    findings: ["password-policy-weaker"],
    before: rules(),
    after: "",
  },
  {
    name: "One password rule becomes stronger and another weaker",
    why: "a longer password does not make up for the missing symbol",
    findings: ["password-policy-weaker"],
    before: rules(),
    after: rules({ minimum_password_length: "20", require_symbols: "false" }),
  },
];

/** For the harmless changes of these rules. */
export { rules };
