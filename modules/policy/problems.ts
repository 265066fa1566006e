/** What can be wrong with the options of an MFA document. */
import { InvalidInputError, type Problem, show, wrongType } from "../problem";

export function invalidDocumentOptions(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError("the MFA document", problems);
}

export function badAction(path: string, value: unknown): Problem {
  return value === undefined
    ? wrongType(path, value, 'an action, such as "codecommit:GitPull"')
    : { code: "invalid-action", path, message: `${show(value)} is not an action; write service:Action, such as "codecommit:GitPull"` };
}

export function wildcardAction(path: string, value: string): Problem {
  return {
    code: "wildcard-action",
    path,
    message: `${show(value)} has a wildcard, so the exemption would grow whenever AWS adds actions; name each action`,
  };
}

export function neverExempt(path: string, value: string, reason: string): Problem {
  return { code: "never-exempt", path, message: `${show(value)} must not be exempt: ${reason}; remove it` };
}

export function unknownAction(path: string, value: string, closest: string | undefined, date: string): Problem {
  const fix = closest ? `did you mean ${show(closest)}?` : "correct it, or update this package if the action is newer";
  return {
    code: "unknown-action",
    path,
    message: `AWS had no action ${show(value)} on ${date}, and IAM silently ignores names it doesn't know; ${fix}`,
  };
}

export function contradiction(path: string, value: string, option: string): Problem {
  return { code: "contradiction", path, message: `${show(value)} contradicts ${option}; remove one of them` };
}

export function requiresOption(path: string, value: unknown, option: string, reason?: string): Problem {
  const because = reason ? `, because ${reason}` : "";
  return { code: "requires-option", path, message: `${show(value)} requires ${option}${because}; change one of them` };
}

export function emptyList(path: string, expected: string): Problem {
  return { code: "empty-list", path, message: `the list is empty; add at least one ${expected}` };
}

export function documentTooLong(
  length: number,
  longest: number,
  savings: readonly { readonly part: string; readonly characters: number }[],
): Problem {
  const parts = savings.map(({ part, characters }) => `${part} ${characters}`);
  return {
    code: "document-too-long",
    path: "",
    message: `the document has ${length} characters without white space, and IAM allows a managed policy ${longest}; save ${length - longest} by leaving out some of these: ${parts.join(", ")}`,
  };
}
