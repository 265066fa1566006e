/** What can be wrong with a roster, and with the names, paths and policies in it. */
import { didYouMean, InvalidInputError, type Problem, show, wrongType } from "../problem";

export function invalidRoster(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError("the roster", problems);
}

export function notARoster(value: unknown): Problem {
  return value === undefined
    ? wrongType("", value, "a roster")
    : { code: "not-a-roster", path: "", message: `${show(value)} is not a roster; write { groups: { … }, users: [ … ] }` };
}

// ---- files --------------------------------------------------------------------------------------------------------

export function noSuchFile(path: string): Problem {
  return { code: "no-such-file", path, message: `there is no such file, as seen from ${show(process.cwd())}; correct the path` };
}

export function notAFile(path: string): Problem {
  return { code: "not-a-file", path, message: "this is a folder; pass the files in it" };
}

export function unreadableFile(path: string, systemError: string): Problem {
  return { code: "unreadable-file", path, message: `the file cannot be read (${systemError}); check its permissions` };
}

export function emptyFile(path: string): Problem {
  return { code: "empty-file", path, message: "the file is empty; write groups: and users:, or remove the file" };
}

/** @param reason what the YAML library says, a sentence */
export function invalidYaml(path: string, reason: string): Problem {
  const lower = reason.charAt(0).toLowerCase() + reason.slice(1).replace(/\.$/, "");
  return { code: "invalid-yaml", path, message: `this is not valid YAML: ${lower}` };
}

export function duplicateKey(path: string): Problem {
  return { code: "duplicate-key", path, message: "this key is written twice in the same place, and one would be lost; remove one of them" };
}

export function severalDocuments(path: string): Problem {
  return { code: "invalid-yaml", path, message: "a second YAML document begins here; remove the line ---, or use a file for each" };
}

// ---- names, paths, tags -------------------------------------------------------------------------------------------

export function badName(path: string, kind: string, value: string, longest: number): Problem {
  const why =
    value === ""
      ? `the ${kind} is empty`
      : `the ${kind} ${show(value)} ${value.length > longest ? `has ${value.length} characters` : "has a character that IAM does not allow"}`;
  return { code: "invalid-name", path, message: `${why}; use 1 to ${longest} letters, digits and +=,.@_-` };
}

export function unresolvedToken(path: string, what: string): Problem {
  return {
    code: "unresolved-token",
    path,
    message: `the ${what} is a reference that only Terraform can resolve, so it cannot be checked; write it as text`,
  };
}

export function badTagKey(path: string, key: string): Problem {
  return {
    code: "invalid-tag",
    path,
    message: `the tag key ${show(key)} is not valid; use 1 to 128 letters, digits, spaces and _.:/=+@-`,
  };
}

export function reservedTagKey(path: string, key: string): Problem {
  return { code: "reserved-tag", path, message: `the tag key ${show(key)} begins with "aws:", which AWS reserves; rename the tag` };
}

export function reservedEnrolmentTag(path: string, key: string): Problem {
  return {
    code: "reserved-tag",
    path,
    message: `the tag key ${show(key)} is reserved for document.enrolmentTag; use enrolled: true or leave it out`,
  };
}

export function badTagValue(path: string, value: string): Problem {
  return {
    code: "invalid-tag",
    path,
    message: `the tag value ${show(value)} is not valid; use up to 256 letters, digits, spaces and _.:/=+@-`,
  };
}

export function duplicateTagKey(path: string, key: string, other: string): Problem {
  return {
    code: "duplicate-tag",
    path,
    message: `the tag key ${show(key)} differs from ${show(other)} only in case, which IAM ignores; remove one of them`,
  };
}

export function tooManyTags(path: string, number: number, most: number): Problem {
  return { code: "too-many-tags", path, message: `${number} tags, but IAM allows ${most} per user; remove ${number - most}` };
}

// ---- groups and users ---------------------------------------------------------------------------------------------

export function unknownGroup(path: string, value: string, known: readonly string[]): Problem {
  return { code: "unknown-group", path, message: `unknown group ${show(value)}${didYouMean(value, known, "groups")}` };
}

export function duplicateName(path: string, kind: string, value: string, firstPath: string, first: string): Problem {
  const why =
    value === first
      ? `the ${kind} ${show(value)} is already at ${firstPath}`
      : `the ${kind} ${show(value)} differs from ${show(first)} at ${firstPath} only in case, which IAM ignores`;
  return { code: "duplicate-name", path, message: `${why}; rename or remove one of them` };
}

export function formerNameIsName(path: string, value: string): Problem {
  return {
    code: "former-name-is-name",
    path,
    message: `the former name ${show(value)} is the name itself, because IAM ignores case; remove formerName`,
  };
}

export function formerNameInUse(path: string, kind: string, value: string, otherPath: string): Problem {
  return {
    code: "former-name-in-use",
    path,
    message: `the former name ${show(value)} is the name of the ${kind} at ${otherPath}; remove formerName, or rename one after the other in two applies`,
  };
}

export function duplicateFormerName(path: string, value: string, firstPath: string): Problem {
  return {
    code: "duplicate-former-name",
    path,
    message: `the former name ${show(value)} is already at ${firstPath}, and only one can have been called that; remove one of them`,
  };
}

export function loginProfileOfRenamed(path: string): Problem {
  return {
    code: "login-profile-of-renamed",
    path,
    message: "renaming a user would replace their first password; remove loginProfile together with the rename, which keeps the password",
  };
}

export function duplicateMembership(path: string, group: string): Problem {
  return { code: "duplicate-membership", path, message: `the group ${show(group)} is listed twice; remove one of them` };
}

export function tooManyGroupsForUser(path: string, number: number, most: number): Problem {
  return { code: "too-many-groups", path, message: `${number} groups, but IAM allows ${most} per user; remove ${number - most}` };
}

export function tooManyGroups(number: number, most: number): Problem {
  const message = `${number} groups, but IAM allows ${most} per account; remove ${number - most}, or use several accounts`;
  return { code: "too-many-groups", path: "groups", message };
}

export function tooManyUsers(number: number, most: number): Problem {
  const message = `${number} users, but IAM allows ${most} per account; remove ${number - most}, or use IAM Identity Center`;
  return { code: "too-many-users", path: "users", message };
}

export function emptyRoster(): Problem {
  return {
    code: "empty-roster",
    path: "users",
    message: "the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it",
  };
}

export function emptyGroup(path: string, group: string): Problem {
  return {
    code: "empty-group",
    path,
    message: `the group ${show(group)} has no users, which would remove all its members; add a user, or set allowEmpty: true in the group if you mean it`,
  };
}

// ---- managed policies ---------------------------------------------------------------------------------------------

export function badManagedPolicy(path: string, value: unknown): Problem {
  return value === undefined
    ? wrongType(path, value, 'a managed policy, such as "PowerUserAccess"')
    : {
        code: "invalid-managed-policy",
        path,
        message: `${show(value)} is not a managed policy; use the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), an ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy`,
      };
}

export function referenceWithoutConstruct(path: string): Problem {
  return {
    code: "invalid-managed-policy",
    path,
    message: "this reference to a policy has no construct to name its attachment after; pass the IamPolicy itself, or an ARN as text",
  };
}

export function duplicateManagedPolicy(path: string, value: unknown): Problem {
  const policy = typeof value === "string" ? show(value) : "the policy";
  return { code: "duplicate-managed-policy", path, message: `${policy} is listed twice; remove one of them` };
}

export function tooManyManagedPolicies(path: string, number: number, most: number): Problem {
  return {
    code: "too-many-managed-policies",
    path,
    message: `${number} managed policies, but a group can have ${most} besides the MFA policy and IAMUserChangePassword (IAM allows 10); remove ${number - most}, or merge some into one customer managed policy`,
  };
}

// ---- PGP keys -----------------------------------------------------------------------------------------------------

const HOW_TO_EXPORT = "gpg --export KEY-ID | base64 -w0";

export function armoredPgpKey(path: string): Problem {
  return {
    code: "invalid-pgp-key",
    path,
    message: `the PGP key is ASCII-armored, but the AWS provider takes the binary key in base64: ${HOW_TO_EXPORT}`,
  };
}

export function badPgpKey(path: string, value: unknown): Problem {
  return {
    code: "invalid-pgp-key",
    path,
    message: `${show(value)} is not a PGP key; use "keybase:NAME", or a binary public key in base64 (${HOW_TO_EXPORT})`,
  };
}

export function secretPgpKey(path: string): Problem {
  return {
    code: "secret-pgp-key",
    path,
    message: `this is a secret PGP key, which would end up in the Terraform state in plain text; remove it from the repo, and use the public key: ${HOW_TO_EXPORT}`,
  };
}

export function missingPgpKey(path: string): Problem {
  return {
    code: "missing-pgp-key",
    path,
    message: `missing; without a PGP key the first password would be in the Terraform state in plain text; use "keybase:NAME", or a binary public key in base64 (${HOW_TO_EXPORT})`,
  };
}
