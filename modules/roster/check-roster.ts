import { MAX_GROUPS_PER_ACCOUNT, MAX_USERS_PER_ACCOUNT } from "../iam";
import { at, isObject, type Problem, show } from "../problem";
import { checkFormerNames } from "./check-former-names";
import { checkGroup } from "./check-group";
import { checkUser } from "./check-user";
import { duplicateName, emptyGroup, emptyRoster, notARoster, tooManyGroups, tooManyUsers } from "./problems";
import type { Placed } from "./placed";
import type { RosterGroup, RosterUser } from "./roster";
import type * as Shapes from "./shapes";
import { isWellFormed } from "./well-formed";

/** All problems of a roster, in the order in which it is written; none means that `defineRoster` accepts it. Takes untyped input. */
export function checkRoster(input: unknown): readonly Problem[] {
  return checkPlacedRoster(input, (path) => path);
}

/** The same for a roster that was put together from files. `showPlace` says where a place is to which a message refers. */
export function checkPlacedRoster(input: unknown, showPlace: (path: string) => string): readonly Problem[] {
  if (!isObject(input)) {
    return [notARoster(input)];
  }
  const { shapeOfRoster, shapeOfGroup, shapeOfUser } = shapesFor(input);
  const problems: Problem[] = [...shapeOfRoster(input)];
  const { groups: rawGroups, users: rawUsers, allowEmpty } = input;

  const groupEntries = isObject(rawGroups) ? Object.entries(rawGroups) : [];
  const groups = groupEntries.map(([name, raw]): Placed<RosterGroup> => {
    const path = at("groups", name);
    const { value, problems: shapeProblems } = shapeOfGroup(raw, path);
    problems.push(...shapeProblems, ...checkGroup(path, name, value));
    return { path, base: path, name, value };
  });

  const known = new Set(groupEntries.map(([name]) => name));
  const userEntries: readonly unknown[] = Array.isArray(rawUsers) ? [...(rawUsers as readonly unknown[])] : [];
  const users = userEntries.map((raw, index): Placed<RosterUser> => {
    const path = placeOfUser(index, raw);
    const { value, problems: shapeProblems } = shapeOfUser(raw, path);
    problems.push(...shapeProblems, ...checkUser(path, value, known));
    return { path: at(path, "name"), base: path, name: value.name, value };
  });

  problems.push(...checkUniqueNames("group", groups, showPlace), ...checkUniqueNames("user", users, showPlace));
  problems.push(...checkFormerNames("group", groups, showPlace), ...checkFormerNames("user", users, showPlace));
  if (groups.length > MAX_GROUPS_PER_ACCOUNT) {
    problems.push(tooManyGroups(groups.length, MAX_GROUPS_PER_ACCOUNT));
  }
  if (users.length > MAX_USERS_PER_ACCOUNT) {
    problems.push(tooManyUsers(users.length, MAX_USERS_PER_ACCOUNT));
  }
  if (Array.isArray(rawUsers)) {
    problems.push(...checkNobodyMissing(groups, users, allowEmpty === true));
  }
  return problems;
}

/** A user's place in the roster: the index, and the name where there is one. */
export function placeOfUser(index: number, user: unknown): string {
  const name = isObject(user) ? user.name : undefined;
  return typeof name === "string" && name !== "" ? `${at("users", index)} ${show(name)}` : at("users", index);
}

/** Problems of the keys and types at the top of a roster, without those of its groups and users. */
export function checkTopLevel(input: Readonly<Record<string, unknown>>): readonly Problem[] {
  return shapesFor(input).shapeOfRoster(input);
}

function checkUniqueNames(kind: string, things: readonly Placed<unknown>[], showPlace: (path: string) => string): readonly Problem[] {
  const problems: Problem[] = [];
  const firsts = new Map<string, { readonly path: string; readonly name: string }>();
  for (const { path, name } of things) {
    if (name) {
      const first = firsts.get(name.toLowerCase());
      if (first) {
        problems.push(duplicateName(path, kind, name, showPlace(first.path), first.name));
      } else {
        firsts.set(name.toLowerCase(), { path, name });
      }
    }
  }
  return problems;
}

function checkNobodyMissing(
  groups: readonly Placed<RosterGroup>[],
  users: readonly Placed<RosterUser>[],
  mayBeEmpty: boolean,
): readonly Problem[] {
  if (users.length === 0) {
    return mayBeEmpty ? [] : [emptyRoster()];
  }
  const known = new Set(groups.map(({ name }) => name));
  const isEveryGroupKnown = users.every(({ value }) => value.groups?.every((name) => known.has(name)));
  if (!isEveryGroupKnown) {
    // A group may only look empty because a user's group is misspelled.
    return [];
  }
  const inUse = new Set(users.flatMap(({ value }) => value.groups ?? []));
  return groups.flatMap(({ path, name, value }) =>
    name === undefined || value.allowEmpty === true || inUse.has(name) ? [] : [emptyGroup(path, name)],
  );
}

function shapesFor(roster: Readonly<Record<string, unknown>>): typeof WELL_FORMED {
  return isWellFormed(roster) ? WELL_FORMED : loadShapes();
}

/** The shapes of a roster that is known to be well formed. */
const WELL_FORMED: Pick<typeof Shapes, "shapeOfRoster" | "shapeOfGroup" | "shapeOfUser"> = {
  shapeOfRoster: () => [],
  shapeOfGroup: (value) => ({ value: value as Partial<RosterGroup>, problems: [] }),
  shapeOfUser: (value) => ({ value: value as Partial<RosterUser>, problems: [] }),
};

/** Loaded with the first roster that is not well formed, to say what is wrong with it. */
function loadShapes(): typeof Shapes {
  return require("./shapes") as typeof Shapes;
}
