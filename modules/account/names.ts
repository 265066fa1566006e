/** Names of groups and users that somebody types. */
import { didYouMean, InvalidInputError, type Problem, show } from "../problem";

interface Named {
  readonly name: string;
}

/** @returns the names in lower case @throws InvalidInputError if the account has no such group */
export function knownGroups(names: readonly string[], groups: readonly Named[]): ReadonlySet<string> {
  return known(names, groups, (name, all) => ({
    code: "unknown-group",
    path: "--group",
    message: `the account has no group ${show(name)}${didYouMean(name, all, "groups")}`,
  }));
}

/** @returns the names in lower case @throws InvalidInputError if the account has no such user */
export function knownUsers(names: readonly string[], users: readonly Named[]): ReadonlySet<string> {
  return known(names, users, (name, all) => unknownUserProblem("--user", name, all));
}

export function unknownUser(name: string, users: readonly Named[]): InvalidInputError {
  return new InvalidInputError("the name", [unknownUserProblem("", name, namesOf(users))]);
}

function unknownUserProblem(path: string, name: string, all: readonly string[]): Problem {
  return { code: "unknown-user", path, message: `the account has no user ${show(name)}${didYouMean(name, all, "users")}` };
}

function known(
  names: readonly string[],
  existing: readonly Named[],
  problem: (name: string, all: readonly string[]) => Problem,
): ReadonlySet<string> {
  const all = namesOf(existing);
  const lower = new Set(all.map((name) => name.toLowerCase()));
  const unknown = names.filter((name) => !lower.has(name.toLowerCase()));
  if (unknown.length > 0) {
    throw new InvalidInputError(
      "the list of names",
      unknown.map((name) => problem(name, all)),
    );
  }
  return new Set(names.map((name) => name.toLowerCase()));
}

function namesOf(existing: readonly Named[]): readonly string[] {
  return existing.map(({ name }) => name);
}
