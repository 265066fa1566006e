import { duplicateName, emptyGroup, emptyRoster, notARoster, type Problem, tooManyGroups, tooManyUsers } from "../errors";
import { checkGroup } from "./check-group";
import { checkUser } from "./check-user";
import { join } from "./paths";
import type { RosterGroup, RosterUser } from "./roster";
import type * as Shapes from "./shapes";

/** Group and user with their place in the roster. */
interface Placed<T> {
  readonly path: string;
  readonly name: string;
  readonly value: T;
}

/** All problems of a roster, in the order in which it is written; none means that `defineRoster` takes it. Takes untyped input. */
export function checkRoster(input: unknown): readonly Problem[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return [notARoster(input)];
  }
  const { shapeOfRoster, shapeOfGroup, shapeOfUser } = loadShapes();
  const problems: Problem[] = [...shapeOfRoster(input)];
  const { groups: rawGroups, users: rawUsers, allowEmpty } = input as Record<string, unknown>;

  const groups: Placed<RosterGroup>[] = [];
  const groupEntries = typeof rawGroups === "object" && rawGroups !== null && !Array.isArray(rawGroups) ? Object.entries(rawGroups) : [];
  for (const [name, raw] of groupEntries) {
    const path = join("groups", name);
    const shaped = shapeOfGroup(raw, path);
    problems.push(...shaped.problems);
    if ("value" in shaped) {
      groups.push({ path, name, value: shaped.value });
      problems.push(...checkGroup(path, name, shaped.value));
    }
  }

  const known = new Set(groupEntries.map(([name]) => name));
  const users: Placed<RosterUser>[] = [];
  const userEntries: readonly unknown[] = Array.isArray(rawUsers) ? rawUsers : [];
  userEntries.forEach((raw, index) => {
    const path = join("users", index);
    const shaped = shapeOfUser(raw, path);
    problems.push(...shaped.problems);
    if ("value" in shaped) {
      users.push({ path, name: shaped.value.name, value: shaped.value });
      problems.push(...checkUser(path, shaped.value, known));
    }
  });

  problems.push(
    ...checkUniqueNames("group", groups),
    ...checkUniqueNames(
      "user",
      users.map((user) => ({ ...user, path: join(user.path, "name") })),
    ),
    ...(groupEntries.length > 300 ? [tooManyGroups(groupEntries.length)] : []),
    ...(userEntries.length > 5000 ? [tooManyUsers(userEntries.length)] : []),
  );
  if (Array.isArray(rawUsers)) {
    const isComplete = users.length === userEntries.length;
    problems.push(...checkNobodyMissing(groups, users, isComplete, allowEmpty === true));
  }
  return problems;
}

function checkUniqueNames(kind: string, things: readonly Placed<unknown>[]): readonly Problem[] {
  const firsts = new Map<string, Placed<unknown>>();
  return things.flatMap((thing) => {
    const key = thing.name.toLowerCase();
    const first = firsts.get(key);
    if (first) {
      return [duplicateName(thing.path, kind, thing.name, first.path, first.name)];
    }
    firsts.set(key, thing);
    return [];
  });
}

function checkNobodyMissing(
  groups: readonly Placed<RosterGroup>[],
  users: readonly Placed<RosterUser>[],
  isComplete: boolean,
  mayBeEmpty: boolean,
): readonly Problem[] {
  if (!isComplete) {
    return [];
  }
  if (users.length === 0) {
    return mayBeEmpty ? [] : [emptyRoster()];
  }
  const inhabited = new Set(users.flatMap((user) => user.value.groups));
  return groups
    .filter((group) => group.value.allowEmpty !== true && !inhabited.has(group.name))
    .map((group) => emptyGroup(group.path, group.name));
}

/** Loaded with the first roster, so that importing the package does not cost zod. */
function loadShapes(): typeof Shapes {
  return require("./shapes") as typeof Shapes;
}
