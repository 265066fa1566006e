import { invalidRoster } from "../errors";
import { checkRoster } from "./check-roster";
import type { Roster, RosterGroup, RosterUser } from "./roster";

/**
 * Checks a roster and gives it back, typed by its names: a group that is not in `groups` does not compile.
 *
 * @throws InvalidInputError with all problems of the roster
 */
export function defineRoster<const Groups extends Readonly<Record<string, RosterGroup>>, const UserName extends string>(roster: {
  readonly groups: Groups;
  readonly users: readonly RosterUser<keyof NoInfer<Groups> & string, UserName>[];
  readonly allowEmpty?: boolean;
}): Roster<keyof Groups & string, UserName> {
  const problems = checkRoster(roster);
  if (problems.length > 0) {
    throw invalidRoster(problems);
  }
  return roster;
}
