/**
 * The errors about the MFA document's options, as named factories; all others are in errors.ts, with the rules for messages.
 */
import { InvalidInputError, type Problem, show } from "./errors";

export function invalidDocumentOptions(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError("the MFA document", problems);
}

export function badAction(path: string, value: unknown): Problem {
  return { path, message: `${show(value)} is no action; write service:Action, such as "codecommit:GitPull"` };
}

export function wildcardAction(path: string, value: string): Problem {
  return {
    path,
    message: `the exemption ${show(value)} has a wildcard, and what it lets through without MFA would grow with AWS; name each action`,
  };
}

export function neverExempt(path: string, value: string, reason: string): Problem {
  return { path, message: `${show(value)} can never be exempt: ${reason}; remove it` };
}

export function unknownAction(path: string, value: string, nearest: readonly string[], date: string): Problem {
  const meant = nearest.length > 0 ? `nearest: ${nearest.join(", ")}` : "nothing is spelt like it";
  return {
    path,
    message: `${show(value)} is no action of AWS as of ${date}, and IAM would take it in silence; ${meant}; correct it, or update this package if the action is newer`,
  };
}

export function contradiction(path: string, value: string, option: string): Problem {
  return { path, message: `${show(value)} is against ${option}; remove one of them` };
}

export function onlyWith(path: string, value: unknown, option: string, reason?: string): Problem {
  return {
    path,
    message: `${show(value)} is possible only with ${option}${reason ? `, since ${reason}` : ""}; change one of them`,
  };
}

export function emptyList(path: string, expected: string): Problem {
  return { path, message: `the list is empty; at least one ${expected} is expected` };
}

export function documentTooLong(
  length: number,
  longest: number,
  savings: readonly { readonly part: string; readonly characters: number }[],
): Problem {
  const parts = savings.map(({ part, characters }) => `${part} ${characters}`).join(", ");
  return {
    path: "",
    message: `the document is ${length} characters long without white space; IAM allows a managed policy ${longest}; drop ${length - longest} of them, of what these take: ${parts}`,
  };
}
