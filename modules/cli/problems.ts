/** What can be wrong with files and options. */
import { badChoice, didYouMean, fileReason, InvalidInputError, messageOf, type Problem, show } from "../problem";

/** The path is left to who reads the file. */
export function unreadableFile(error: unknown): InvalidInputError {
  return invalid({ code: "unreadable-file", path: "", message: `cannot be read: ${fileReason(error)}` });
}

export function unwritableFile(path: string, error: unknown): InvalidInputError {
  return invalid({
    code: "unwritable-file",
    path,
    message: `cannot be written: ${fileReason(error)
      .replace(/no such file/, "no such folder")
      .replace("may read", "may write")}`,
  });
}

export function overwritesInput(path: string): InvalidInputError {
  return invalid({ code: "overwrites-input", path, message: "this file is also read; write the report to another one" });
}

export function fileExists(path: string): InvalidInputError {
  return invalid({ code: "file-exists", path, message: "this file exists; name another one, or overwrite it with --force" });
}

/** The path is left to who reads the file. */
export function notJsonFile(error: unknown): InvalidInputError {
  return invalid({ code: "not-json", path: "", message: `not JSON: ${messageOf(error)}` });
}

export function rosterInCode(path: string): Problem {
  const fix = `npx tsx -p 'JSON.stringify(require("./${path.replace(/\.\w+$/, "")}").roster)' > roster.json`;
  return { code: "roster-in-code", path, message: `this is code, which is not run here; write the roster to a file of JSON first: ${fix}` };
}

export function unknownFormat(value: string, formats: readonly string[]): InvalidInputError {
  return invalid({
    code: "unknown-format",
    path: "--format",
    message: `unknown format ${show(value)}${didYouMean(value, formats, "formats")}`,
  });
}

export function unknownChoice(option: string, value: string, choices: readonly string[]): InvalidInputError {
  return invalid(badChoice(option, value, choices));
}

export function badDuration(option: string, value: string): InvalidInputError {
  return invalid({
    code: "invalid-duration",
    path: option,
    message: `${show(value)} is not a duration; use a whole number of hours, days or weeks, such as 12h, 7d or 2w`,
  });
}

export function internalError(error: unknown): Problem {
  return { code: "internal-error", path: "", message: `enforce-mfa has a bug, so nothing is known about this plan: ${messageOf(error)}` };
}

function invalid(problem: Problem): InvalidInputError {
  return new InvalidInputError("the command", [problem]);
}
