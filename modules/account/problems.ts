/** What can go wrong between this command and AWS. Each is one line with a fix. */
import { InvalidInputError, isObject, type Problem } from "../problem";

/** What a command does while it fails, for the fix. */
export interface Attempt {
  /** The command, as typed after `enforce-mfa`. */
  readonly command: string;
  /** The action that the call needs. */
  readonly action: string;
  readonly profile?: string;
}

/** Codes that AWS's services answer. Source: IAM API reference, "Common errors"; STS API reference, "Common errors". */
const EXPIRED = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"];
const WRONG_KEY = ["InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch", "IncompleteSignature"];
const DENIED = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];
const THROTTLED = [
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "SlowDown",
  "PriorRequestNotComplete",
];

/** Codes of Node.js for a connection that did not come to be, or broke. */
const UNREACHABLE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "CERT_HAS_EXPIRED",
];

/** Whether AWS says that there is no such thing. Source: IAM API reference, "NoSuchEntity" in the errors of each call. */
export function isMissing(error: unknown): boolean {
  return isObject(error) && error.name === "NoSuchEntityException";
}

/** Whether AWS has not done anything because there were too many calls. */
export function isThrottled(error: unknown): boolean {
  return isObject(error) && THROTTLED.includes(String(error.name));
}

/** What an error of AWS or its SDK says, in one line. */
export function reasonOf(error: unknown): string {
  if (isTimeout(error)) {
    return "no answer in time";
  }
  return firstLine(isObject(error) ? error.message : error) || (isObject(error) ? String(error.name) : "");
}

/** Whether the SDK has given up waiting, whose own words are about its settings. */
function isTimeout(error: unknown): boolean {
  return isObject(error) && error.name === "TimeoutError";
}

/** What went wrong with a call, as an error that the command prints on one line. Errors that don't come from AWS or its SDK are bugs. */
export function accountError(error: unknown, attempt: Attempt): unknown {
  const problem = isObject(error) ? problemOf(error, attempt) : undefined;
  return problem === undefined ? error : new InvalidInputError("the call to AWS", [problem]);
}

/** Whether AWS refused a call because of permissions. */
export function isDenial({ name }: Readonly<Record<string, unknown>>): boolean {
  return DENIED.includes(String(name));
}

function problemOf(error: Readonly<Record<string, unknown>>, attempt: Attempt): Problem | undefined {
  const name = String(error.name);
  const message = reasonOf(error);
  if (["CredentialsProviderError", "TokenProviderError", "ProviderError"].includes(name)) {
    return noCredentials(attempt, message);
  }
  if (EXPIRED.includes(name)) {
    return expiredCredentials(message);
  }
  if (WRONG_KEY.includes(name)) {
    return invalidCredentials(message);
  }
  if (isDenial(error)) {
    return accessDenied(attempt, message);
  }
  if (THROTTLED.includes(name)) {
    return throttled(attempt);
  }
  if (UNREACHABLE.includes(String(error.code)) || isTimeout(error)) {
    return unreachable(message);
  }
  return "$metadata" in error ? awsError(attempt, name, message) : undefined;
}

function noCredentials({ profile }: Attempt, reason: string): Problem {
  const what = profile === undefined ? "AWS's SDK found no credentials" : `the profile ${JSON.stringify(profile)} gives no credentials`;
  const fix =
    profile === undefined ? "sign in (aws login, aws sso login), or pass --profile" : "check the name with: aws configure list-profiles";
  return { code: "no-credentials", path: "", message: `${what} (${reason}); ${fix}` };
}

function expiredCredentials(reason: string): Problem {
  return { code: "expired-credentials", path: "", message: `the session has expired (${reason}); sign in again` };
}

function invalidCredentials(reason: string): Problem {
  return {
    code: "invalid-credentials",
    path: "",
    message: `AWS does not accept the credentials (${reason}); check the access key, or sign in again`,
  };
}

function accessDenied({ action, command }: Attempt, reason: string): Problem {
  return {
    code: "access-denied",
    path: "",
    message: `AWS denied ${action} (${reason}); allow it: enforce-mfa policy ${command} prints the policy that this command needs`,
  };
}

function throttled({ action }: Attempt): Problem {
  return { code: "throttled", path: "", message: `AWS kept throttling ${action}, also after several attempts; try again in a few minutes` };
}

function unreachable(reason: string): Problem {
  return { code: "unreachable", path: "", message: `AWS cannot be reached (${reason}); check the network, a proxy and AWS_ENDPOINT_URL` };
}

function awsError({ action }: Attempt, name: string, reason: string): Problem {
  return {
    code: "aws-error",
    path: "",
    message: `AWS answered ${action} with ${name} (${reason}); see what it means in AWS's documentation`,
  };
}

function firstLine(message: unknown): string {
  const [line = ""] = String(message).split("\n");
  // Services may append kilobytes that only sts:DecodeAuthorizationMessage understands.
  return line
    .replace(/\s*Encoded authorization failure message:.*/, "")
    .trim()
    .replace(/\.$/, "");
}
