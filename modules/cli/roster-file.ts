import { readFileSync } from "node:fs";
import { InvalidInputError, within } from "../problem";
import type * as Room from "../roster";
import { unreadableFile } from "./problems";

/**
 * Reads a roster from a file, YAML or JSON, and checks it.
 *
 * @throws InvalidInputError with all problems, each with the file
 */
export function readRosterFile(path: string): Room.Roster {
  const { checkRoster, rosterFromYaml } = require("../roster") as typeof Room;
  let problems;
  try {
    const value = rosterFromYaml(readFileSync(path, "utf8"));
    problems = checkRoster(value);
    if (problems.length === 0) {
      return value as Room.Roster;
    }
  } catch (error) {
    problems = error instanceof InvalidInputError ? error.problems : unreadableFile(error).problems;
  }
  throw new InvalidInputError("the roster", within(path, problems));
}
