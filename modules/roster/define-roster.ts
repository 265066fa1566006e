import type { Problem } from "../problem";
import { checkRoster } from "./check-roster";
import { invalidRoster } from "./problems";
import type { Roster, RosterGroup, RosterUser } from "./roster";

/** Rosters without problems. They are frozen, so they need no second check. */
const checked = new WeakSet();

/**
 * Checks a roster and returns it, typed by its names: a group that is not in `groups` does not compile. The roster is frozen.
 *
 * @throws InvalidInputError with all problems of the roster
 */
export function defineRoster<const Groups extends Readonly<Record<string, RosterGroup>>, const UserName extends string>(roster: {
  readonly groups: Groups;
  readonly users: readonly RosterUser<keyof NoInfer<Groups> & string, UserName>[];
  readonly allowEmpty?: boolean;
  readonly existing?: "all";
}): Roster<keyof Groups & string, UserName> {
  const problems = checkRoster(roster);
  if (problems.length > 0) {
    throw invalidRoster(problems);
  }
  return acceptRoster(roster);
}

/** Freezes a roster without problems, and remembers that it needs no second check. */
export function acceptRoster<AnyRoster extends object>(roster: AnyRoster): AnyRoster {
  freeze(roster);
  checked.add(roster);
  return roster;
}

/** All problems of a roster, which may come from anywhere; one that `defineRoster` has returned is not checked again. */
export function checkRosterOnce(roster: unknown): readonly Problem[] {
  return typeof roster === "object" && roster !== null && checked.has(roster) ? [] : checkRoster(roster);
}

/** Freezes plain objects and lists, but not the constructs in them. */
function freeze(value: unknown): void {
  if (typeof value === "object" && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) {
    Object.values(Object.freeze(value)).forEach(freeze);
  }
}
