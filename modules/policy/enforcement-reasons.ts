/**
 * Why a document does not prove that MFA is enforced, as named factories.
 *
 * A reason is the second half of a sentence that begins with the statement's name. It has no full stop.
 */
import { list, show } from "../errors";

// ---- what AWS would refuse, so that nothing of the document counts --------------------------------------------------

export function notADocument(value: unknown): string {
  return `${show(value)} is no policy document; a document is an object with Version and Statement`;
}

export function unknownElement(element: string, known: readonly string[]): string {
  return `AWS refuses the element ${show(element)}; known are ${list(known)}`;
}

export function badVersion(value: unknown): string {
  return `AWS refuses the Version ${show(value)}; write "2012-10-17"`;
}

export function noStatement(value: unknown): string {
  return `AWS refuses ${show(value)} as Statement; a document has one statement or a list of them`;
}

export function notAStatement(value: unknown): string {
  return `AWS refuses ${show(value)} as a statement; a statement is an object with Effect, Action and Resource`;
}

export function badSid(value: unknown): string {
  return `AWS refuses the Sid ${show(value)}; allowed are letters and digits`;
}

export function duplicateSid(sid: string): string {
  return `AWS refuses the Sid ${show(sid)} twice in a document; rename one`;
}

export function badEffect(value: unknown): string {
  return `AWS refuses the Effect ${show(value)}; allowed are "Allow" and "Deny"`;
}

export function notExactlyOne(first: string, second: string): string {
  return `AWS refuses a statement unless it has either ${first} or ${second}`;
}

export function badPattern(element: string, value: unknown): string {
  const example = element.endsWith("Action") ? '"service:Action" or "*"' : 'ARNs or "*"';
  return `${show(value)} is no ${element} that AWS documents; allowed are ${example}, one or a list of them`;
}

export function badCondition(value: unknown): string {
  return `AWS refuses ${show(value)} in Condition; a condition is { operator: { key: one or more values } }`;
}

// ---- what a Deny leaves open ----------------------------------------------------------------------------------------

export function noDeny(): string {
  return "no statement denies everything but a list of exemptions; add a Deny with NotAction, such as mfaPolicyDocument makes";
}

export function someResources(element: string): string {
  return `it denies only on some resources, by its ${element}; write "Resource": "*"`;
}

export function wildcardExemption(pattern: string): string {
  return `its NotAction has the wildcard ${show(pattern)}, and what passes it grows with AWS; name each action`;
}

export function unknownTest(operator: string, key: string, values: readonly string[]): string {
  return `its condition ${operator} on ${key} (${list(values)}) is not known to hold for every request without MFA; remove it, or move it to a statement of its own`;
}

export function sparesEveryone(conditions: string): string {
  return `its condition ${conditions} never holds without MFA; write BoolIfExists with "aws:MultiFactorAuthPresent": "false"`;
}

export function sparesLongTermKeys(conditions: string): string {
  return `its condition ${conditions} spares a request with a long-term key, which has no such key as aws:MultiFactorAuthPresent at all; write BoolIfExists`;
}

export function sparesSessions(conditions: string): string {
  return `its condition ${conditions} spares a session without MFA, which has aws:MultiFactorAuthPresent as "false"; write BoolIfExists with "false"`;
}

export function sparesDirectCalls(conditions: string): string {
  return `its condition ${conditions} denies only calls that an AWS service makes for the user; write "aws:ViaAWSService": "false" or leave it out`;
}
