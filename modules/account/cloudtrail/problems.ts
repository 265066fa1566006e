/** What can be wrong with a CloudTrail file. The path is the file's. */
import { fileReason, InvalidInputError } from "../../problem";

export function notCloudTrail(path: string): InvalidInputError {
  return new InvalidInputError("the CloudTrail file", [
    {
      code: "not-cloudtrail",
      path,
      message: 'not a CloudTrail log file; pass the files that CloudTrail delivers to S3: {"Records":[…]}, also as .json.gz',
    },
  ]);
}

export function truncatedFile(path: string): InvalidInputError {
  return new InvalidInputError("the CloudTrail file", [
    { code: "truncated-file", path, message: "the file ends in the middle; download it again" },
  ]);
}

export function damagedFile(path: string, reason: string): InvalidInputError {
  return new InvalidInputError("the CloudTrail file", [
    { code: "unreadable-log", path, message: `the file is damaged (${reason}); download it again` },
  ]);
}

export function unreadableLog(path: string, error: unknown): InvalidInputError {
  return new InvalidInputError("the CloudTrail file", [{ code: "unreadable-log", path, message: `cannot be read: ${fileReason(error)}` }]);
}
