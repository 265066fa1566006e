/** What can be wrong with a CloudTrail file. The path is the file's. */
import { InvalidInputError } from "../../problem";

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

export function unreadableLog(path: string, reason: string): InvalidInputError {
  return new InvalidInputError("the CloudTrail file", [
    { code: "unreadable-log", path, message: `cannot be read: ${reason}; check the path and the file` },
  ]);
}
