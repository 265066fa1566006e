/**
 * Why a document does not prove that MFA is enforced.
 *
 * A reason follows the name of a statement and a colon. It has no full stop.
 */
import { MAX_POLICY_LENGTH } from "../iam";
import { didYouMean, list, show } from "../problem";
import { OPERATORS } from "./operators";

// ---- what AWS would refuse, so that nothing in the document is in force --------------------------------------------------

export function notADocument(value: unknown): string {
  return `${show(value)} is not a policy document; a document is an object with Version and Statement`;
}

export function unknownElement(element: string, known: readonly string[]): string {
  return `AWS refuses the element ${show(element)}${didYouMean(element, known, "elements")}`;
}

export function badVersion(value: unknown): string {
  return `AWS refuses the Version ${show(value)}; write "2012-10-17"`;
}

export function noStatement(value: unknown): string {
  const what = value === undefined ? "a document without Statement" : `${show(value)} as Statement`;
  return `AWS refuses ${what}; a document has one statement or a list of them`;
}

export function notAStatement(value: unknown): string {
  return `AWS refuses ${show(value)} as a statement; a statement is an object with Effect, Action and Resource`;
}

export function badSid(value: unknown): string {
  return `AWS refuses the Sid ${show(value)}; use letters and digits`;
}

export function duplicateSid(sid: string): string {
  return `AWS refuses the Sid ${show(sid)} twice in a document; rename one`;
}

export function badEffect(value: unknown): string {
  const what = value === undefined ? "a statement without Effect" : `the Effect ${show(value)}`;
  return `AWS refuses ${what}; use "Allow" or "Deny"`;
}

export function notExactlyOne(first: string, second: string): string {
  return `AWS refuses a statement unless it has either ${first} or ${second}`;
}

export function badPattern(element: string, value: unknown): string {
  const example = element.endsWith("Action") ? '"service:Action" or "*"' : 'ARNs or "*"';
  return `${show(value)} is not a valid ${element}; use ${example}, or a list of them`;
}

export function badCondition(value: unknown): string {
  return `AWS refuses ${show(value)} in Condition; a condition is { operator: { key: one or more values } }`;
}

export function unknownOperator(operator: string): string {
  return `AWS refuses the condition operator ${show(operator)}${didYouMean(operator, OPERATORS, "operators")}`;
}

export function tooLong(length: number): string {
  return `AWS refuses a document of ${length} characters; shorten it to ${MAX_POLICY_LENGTH}, not counting white space`;
}

// ---- what a Deny does not cover ----------------------------------------------------------------------------------------

export function noDeny(): string {
  return "no statement denies everything except a list of exemptions; add a Deny with NotAction, like the one that mfaPolicyDocument returns";
}

export function someResources(element: string): string {
  return `its ${element} limits it to some resources; write "Resource": "*"`;
}

export function wildcardExemption(pattern: string): string {
  return `its NotAction has the wildcard ${show(pattern)}, so the exemption would grow whenever AWS adds actions; name each action`;
}

export function dangerousExemption(action: string, reason: string): string {
  return `it exempts ${action}, but ${reason}; remove the exemption`;
}

export function unknownTest(operator: string, key: string, values: readonly string[]): string {
  return `its condition ${operator} on ${key} (${list(values)}) may not hold for every request without MFA; remove it, or move it to a separate statement`;
}

export function sparesEveryone(conditions: string): string {
  return `its condition ${conditions} never holds without MFA; write BoolIfExists with "aws:MultiFactorAuthPresent": "false"`;
}

export function sparesLongTermKeys(conditions: string): string {
  return `its condition ${conditions} does not hold for a request with a long-term key, which has no aws:MultiFactorAuthPresent at all; write BoolIfExists`;
}

export function sparesSessions(conditions: string): string {
  return `its condition ${conditions} does not hold in a session without MFA, where aws:MultiFactorAuthPresent is "false"; write BoolIfExists with "false"`;
}

export function sparesDirectCalls(conditions: string): string {
  return `its condition ${conditions} holds only for calls that an AWS service makes for the user; write "aws:ViaAWSService": "false" or leave it out`;
}
