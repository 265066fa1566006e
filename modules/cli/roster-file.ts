import { InvalidInputError } from "../problem";
import type * as Room from "../roster";
import { rosterInCode } from "./problems";

/**
 * Reads the roster of `--roster`, which may be in several files.
 *
 * @throws InvalidInputError with all problems, each with its file, line and column
 */
export function readRoster(files: readonly string[]): Room.Roster {
  const code = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  if (code.length > 0) {
    throw new InvalidInputError("the roster", code.map(rosterInCode));
  }
  const { loadRoster } = require("../roster") as typeof Room;
  const [file = "", ...more] = files;
  return loadRoster(file, ...more);
}
