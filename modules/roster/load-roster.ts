import { acceptRoster } from "./define-roster";
import { invalidRoster } from "./problems";
import type { Roster } from "./roster";
import type * as RosterFiles from "./roster-files";

/**
 * Reads a roster from files of YAML or JSON, and checks it like {@link defineRoster}. Several files are merged: each may have groups, users or
 * both. The roster is frozen.
 *
 * @param file the path of a file, relative to the working directory
 * @param more further files
 * @throws InvalidInputError with all problems of the files and the roster, each with its file, line and column
 * @example
 * export const roster = loadRoster(join(__dirname, "roster.yaml"));
 */
export function loadRoster(file: string, ...more: readonly string[]): Roster {
  // Loaded when it is called, because a roster in TypeScript needs no YAML.
  const { readRosterFiles } = require("./roster-files") as typeof RosterFiles;
  const { value, problems } = readRosterFiles([file, ...more]);
  if (problems.length > 0) {
    throw invalidRoster(problems);
  }
  return acceptRoster(value as Roster);
}
