/** What can be wrong with a CloudTrail file. The path is the file's. */
import { fileReason, InvalidInputError, type Problem } from "../../problem";

export function notCloudTrail(path: string): InvalidInputError {
  const message = 'not a CloudTrail log file; pass the files that CloudTrail delivers to S3: {"Records":[…]}, also as .json.gz';
  return invalid({ code: "not-cloudtrail", path, message });
}

export function truncatedFile(path: string): InvalidInputError {
  return invalid({ code: "truncated-file", path, message: "the file ends in the middle; download it again" });
}

export function damagedFile(path: string, reason: string): InvalidInputError {
  return invalid({ code: "unreadable-log", path, message: `the file is damaged (${reason}); download it again` });
}

export function unreadableLog(path: string, error: unknown): InvalidInputError {
  return invalid({ code: "unreadable-log", path, message: `cannot be read: ${fileReason(error)}` });
}

function invalid(problem: Problem): InvalidInputError {
  return new InvalidInputError("the CloudTrail file", [problem]);
}
