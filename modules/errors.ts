/**
 * Every error that a user can see, as named factories.
 *
 * A message says what is wrong with which value, what is allowed, and the repair. It starts in lower case and has no full stop.
 */

/** One thing that is wrong, and where. */
export interface Problem {
  /** Where it is, as one would write it in code: `users[3].groups[0]`; empty for the whole input. */
  readonly path: string;
  /** What is wrong, what is allowed, what to do. */
  readonly message: string;
}

/**
 * Thrown for a user's mistake. It carries all problems that were found, and no stack trace, since the place is in each problem's path.
 */
export class InvalidInputError extends Error {
  readonly problems: readonly Problem[];

  constructor(subject: string, problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message));
    const count = lines.length === 1 ? "1 problem" : `${lines.length} problems`;
    super(`${subject} has ${count}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
    this.name = "InvalidInputError";
    this.problems = problems;
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** Longest text of a user's value that a message repeats. */
const SHOWN = 80;

/** A value as a message shows it: JSON, shortened. */
export function show(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  const text = inJson(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}

/** A value that JSON has no form for is told by its kind. */
function inJson(value: unknown): string {
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : typeof value;
  } catch {
    return typeof value === "bigint" ? `${value}n` : "an object that JSON cannot hold";
  }
}

/** Names as a message lists them: sorted, the first ten. */
export function list(names: Iterable<string>): string {
  const sorted = [...names].sort();
  const shown = sorted.slice(0, 10).join(", ");
  return sorted.length > 10 ? `${shown} and ${sorted.length - 10} more` : shown || "none";
}

// ---- names, paths, tags -------------------------------------------------------------------------------------------

export function badName(path: string, kind: string, value: unknown, longest: number): Problem {
  const isLong = typeof value === "string" && value.length > longest;
  const why = isLong ? `is ${value.length} characters long` : "has a character that IAM does not allow";
  return {
    path,
    message: `the ${kind} ${show(value)} ${why}; allowed are 1 to ${longest} letters, digits and +=,.@_-; choose another name`,
  };
}

export function emptyName(path: string, kind: string, longest: number): Problem {
  return { path, message: `the ${kind} is empty; allowed are 1 to ${longest} letters, digits and +=,.@_-; write a name` };
}

export function reservedName(path: string, kind: string, value: string): Problem {
  return { path, message: `the ${kind} ${show(value)} cannot be a key of Terraform JSON that CDKTF writes; choose another` };
}

/** Such a number is hidden in a text of which CDKTF would take it for a reference. */
export function looksLikeToken(path: string, value: unknown): Problem {
  return { path, message: `${show(value)} has a number that CDKTF takes for a reference; choose another` };
}

export function templateInPath(path: string, value: string): Problem {
  return { path, message: `${show(value)} has "\${" or "%{", which Terraform reads as a template; choose another path` };
}

export function badPath(path: string, value: unknown): Problem {
  return {
    path,
    message: `${show(value)} is no IAM path; allowed are "/" or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"`,
  };
}

export function badTagKey(path: string, key: string): Problem {
  return {
    path,
    message: `the tag key ${show(key)} is not allowed; allowed are 1 to 128 letters, digits, spaces and _.:/=+@-; rename the tag`,
  };
}

export function reservedTagKey(path: string, key: string): Problem {
  return { path, message: `the tag key ${show(key)} begins with "aws:", which AWS keeps for itself; rename the tag` };
}

export function badTagValue(path: string, value: string): Problem {
  return {
    path,
    message: `the tag value ${show(value)} is not allowed; allowed are up to 256 letters, digits, spaces and _.:/=+@-; change the value`,
  };
}

export function duplicateTagKey(path: string, key: string, other: string): Problem {
  return {
    path,
    message: `the tag key ${show(key)} differs only in case from ${show(other)}, and IAM takes them as one; remove one of them`,
  };
}

export function tooManyTags(path: string, count: number): Problem {
  return { path, message: `${count} tags; a user can have 50; remove ${count - 50}` };
}

// ---- roster -------------------------------------------------------------------------------------------------------

export function invalidRoster(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError("the roster", problems);
}

export function notARoster(value: unknown): Problem {
  return { path: "", message: `${show(value)} is no roster; write { groups: { … }, users: [ … ] }` };
}

export function wrongShape(path: string, value: unknown, expected: string): Problem {
  return { path, message: `${show(value)} where ${expected} is expected` };
}

export function missing(path: string, expected: string): Problem {
  return { path, message: `missing; ${expected} is expected` };
}

export function unknownKey(path: string, key: string, known: readonly string[]): Problem {
  return { path, message: `unknown key ${show(key)}; known keys: ${known.join(", ")}` };
}

export function unknownGroup(path: string, value: string, known: Iterable<string>): Problem {
  return { path, message: `unknown group ${show(value)}; known groups: ${list(known)}` };
}

export function duplicateName(path: string, kind: string, value: string, firstPath: string, first: string): Problem {
  const same = value === first ? "is there already" : `differs only in case from ${show(first)}`;
  return {
    path,
    message: `the ${kind} ${show(value)} ${same}, at ${firstPath}; IAM's names are unique whatever the case; rename or remove one`,
  };
}

export function duplicateMembership(path: string, group: string): Problem {
  return { path, message: `the user is in ${show(group)} twice; remove one of them` };
}

export function tooManyGroupsForUser(path: string, count: number): Problem {
  return { path, message: `${count} groups; IAM allows a user 10; remove ${count - 10}` };
}

export function tooManyGroups(count: number): Problem {
  return { path: "groups", message: `${count} groups; IAM allows 300 an account; remove ${count - 300} or split the account` };
}

export function tooManyUsers(count: number): Problem {
  return { path: "users", message: `${count} users; IAM allows 5,000 an account; remove ${count - 5000} or use IAM Identity Center` };
}

export function tooManyGrants(path: string, count: number): Problem {
  return {
    path,
    message: `${count} grants; IAM allows a group 10 managed policies, of which the MFA policy and IAMUserChangePassword take 2; remove ${count - 8} or merge some into one customer managed policy`,
  };
}

export function badGrant(path: string, value: unknown): Problem {
  return {
    path,
    message: `${show(value)} is no grant; allowed are the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), a policy's ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy`,
  };
}

export function attachedAlready(path: string): Problem {
  return { path, message: "the MFA policy is attached to every enforced group without being asked for; remove it" };
}

export function duplicateGrant(path: string, value: unknown): Problem {
  return { path, message: `the grant ${typeof value === "string" ? show(value) : "of this policy"} is there already; remove one of them` };
}

export function impliedGrant(path: string): Problem {
  return { path, message: `"IAMUserChangePassword" is attached to every enforced group without being asked for; remove it` };
}

export function emptyRoster(): Problem {
  return {
    path: "users",
    message:
      "nobody is in the roster, so every member would be removed from every group; add a user, or write allowEmpty: true beside users if that is meant",
  };
}

export function emptyGroup(path: string, group: string): Problem {
  return {
    path,
    message: `nobody is in the group ${show(group)}, so all its members would be removed; add a user to it, or write allowEmpty: true in the group if that is meant`,
  };
}

export function armoredPgpKey(path: string): Problem {
  return {
    path,
    message: "the PGP key is ASCII-armoured; AWS's provider takes the binary key in base64: gpg --export KEY-ID | base64 -w0",
  };
}

export function badPgpKey(path: string, value: unknown): Problem {
  return {
    path,
    message: `${show(value)} is no PGP key; allowed are "keybase:NAME" or a binary public key in base64 (gpg --export KEY-ID | base64 -w0)`,
  };
}

export function secretPgpKey(path: string): Problem {
  return {
    path,
    message:
      "this is a secret PGP key, which would stand in the state in clear; take it out of the repo, and write the public one: gpg --export KEY-ID | base64 -w0",
  };
}

export function missingPgpKey(path: string): Problem {
  return {
    path,
    message:
      'no PGP key: without one the first password would stand in the state in clear; write pgpKey: "keybase:NAME" or a binary public key in base64 (gpg --export KEY-ID | base64 -w0)',
  };
}

// ---- options ------------------------------------------------------------------------------------------------------

export function outOfRange(path: string, value: unknown, least: number, most: number, unit: string): Problem {
  return { path, message: `${show(value)} is out of range; allowed are whole numbers from ${least} to ${most} ${unit}` };
}

export function badChoice(path: string, value: unknown, choices: readonly string[]): Problem {
  return { path, message: `${show(value)} is not known; allowed are ${choices.map((choice) => `"${choice}"`).join(", ")}` };
}

// ---- the app ------------------------------------------------------------------------------------------------------

export function invalidEnvironment(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError("the environment", problems);
}

export function missingVariable(name: string, because: string): Problem {
  return { path: name, message: `not set, though ${because}; set it, or unset the other` };
}

export function badVariable(name: string, value: string, allowed: string): Problem {
  return { path: name, message: `${show(value)} is not usable; allowed is ${allowed}` };
}
