import { duplicateName, emptyGroup, emptyRoster, notARoster, type Problem, tooManyGroups, tooManyUsers } from "../errors";
import { checkGroup } from "./check-group";
import { checkUser } from "./check-user";
import { join } from "./paths";
import type { RosterGroup, RosterUser } from "./roster";
import type * as Shapes from "./shapes";

/** Stands for the groups of a user who has none of the right shape; no group has this name. */
const UNREADABLE = "";

/** A group or user with its place in the roster. */
interface Placed<T> {
  readonly path: string;
  readonly name: string | undefined;
  readonly value: Partial<T>;
}

/** All problems of a roster, in the order in which it is written; none means that `defineRoster` takes it. Takes untyped input. */
export function checkRoster(input: unknown): readonly Problem[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return [notARoster(input)];
  }
  const { shapeOfRoster, shapeOfGroup, shapeOfUser } = loadShapes();
  const problems: Problem[] = [...shapeOfRoster(input)];
  const { groups: rawGroups, users: rawUsers, allowEmpty } = input as Record<string, unknown>;

  const groupEntries = typeof rawGroups === "object" && rawGroups !== null && !Array.isArray(rawGroups) ? Object.entries(rawGroups) : [];
  const groups = groupEntries.map(([name, raw]): Placed<RosterGroup> => {
    const path = join("groups", name);
    const { value, problems: shapeProblems } = shapeOfGroup(raw, path);
    problems.push(...shapeProblems, ...checkGroup(path, name, value));
    return { path, name, value };
  });

  const known = new Set(groupEntries.map(([name]) => name));
  const userEntries: readonly unknown[] = Array.isArray(rawUsers) ? Array.from(rawUsers as readonly unknown[]) : [];
  const users = userEntries.map((raw, index): Placed<RosterUser> => {
    const path = join("users", index);
    const { value, problems: shapeProblems } = shapeOfUser(raw, path);
    problems.push(...shapeProblems, ...checkUser(path, value, known));
    return { path: join(path, "name"), name: value.name, value };
  });

  problems.push(
    ...checkUniqueNames("group", groups),
    ...checkUniqueNames("user", users),
    ...(groups.length > 300 ? [tooManyGroups(groups.length)] : []),
    ...(users.length > 5000 ? [tooManyUsers(users.length)] : []),
    ...(Array.isArray(rawUsers) ? checkNobodyMissing(groups, users, allowEmpty === true) : []),
  );
  return problems;
}

function checkUniqueNames(kind: string, things: readonly Placed<unknown>[]): readonly Problem[] {
  const firsts = new Map<string, { readonly path: string; readonly name: string }>();
  return things.flatMap(({ path, name }) => {
    if (!name) {
      return [];
    }
    const first = firsts.get(name.toLowerCase());
    if (first) {
      return [duplicateName(path, kind, name, first.path, first.name)];
    }
    firsts.set(name.toLowerCase(), { path, name });
    return [];
  });
}

function checkNobodyMissing(
  groups: readonly Placed<RosterGroup>[],
  users: readonly Placed<RosterUser>[],
  mayBeEmpty: boolean,
): readonly Problem[] {
  if (users.length === 0) {
    return mayBeEmpty ? [] : [emptyRoster()];
  }
  const inhabited = new Set(users.flatMap(({ value }) => value.groups ?? [UNREADABLE]));
  const known = new Set(groups.map(({ name }) => name));
  if ([...inhabited].some((name) => !known.has(name))) {
    // A group may seem empty only because a user's group is misspelt.
    return [];
  }
  return groups.flatMap(({ path, name, value }) =>
    name === undefined || value.allowEmpty === true || inhabited.has(name) ? [] : [emptyGroup(path, name)],
  );
}

/** Loaded with the first roster, so that importing the package does not cost zod. */
function loadShapes(): typeof Shapes {
  return require("./shapes") as typeof Shapes;
}
