import type * as Room from "../roster";

/**
 * Reads the roster of `--roster`, which may be in several files.
 *
 * @throws InvalidInputError with all problems, each with its file, line and column
 */
export function readRoster([file = "", ...more]: readonly string[]): Room.Roster {
  const { loadRoster } = require("../roster") as typeof Room;
  return loadRoster(file, ...more);
}
