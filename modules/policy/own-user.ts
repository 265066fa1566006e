import type { MfaDocumentOptions } from "./options";

/** ARNs of the caller's own user, one for each path, sorted. */
export function ownUserArns({ partition = "aws", userPaths = ["/"] }: MfaDocumentOptions): readonly string[] {
  return [...new Set(userPaths)].sort().map((path) => `arn:${partition}:iam::*:user${asLiteral(path)}\${aws:username}`);
}

/** ARNs of the devices that are named after the caller. */
export function ownDeviceArns({ partition = "aws" }: MfaDocumentOptions): readonly string[] {
  return ["", "-*"].map((suffix) => `arn:${partition}:iam::*:mfa/\${aws:username}${suffix}`);
}

/** One value as such, several as a list, as AWS's pages write it. */
export function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [first, ...rest] = values;
  return first !== undefined && rest.length === 0 ? first : values;
}

/** A path whose `*`, `?` and `$` stand for themselves. Source: IAM User Guide, "IAM policy elements: Variables and tags", special characters. */
function asLiteral(path: string): string {
  return path.replace(/[*?$]/g, "${$&}");
}
