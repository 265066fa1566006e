/**
 * What the matchers say, as named factories.
 *
 * A message names the resource's address and the statement, says what is wrong, and the repair.
 */
import { InvalidInputError, list, show } from "../errors";
import type { Doubt } from "../policy";

// ---- not usable -----------------------------------------------------------------------------------------------------

export function notJson(text: string): InvalidInputError {
  return stackError(`${show(text)} is no JSON; pass what Testing.synth(stack) returns`);
}

export function notAStack(value: unknown): InvalidInputError {
  return stackError(`${show(value)} is no synthesized stack; pass what Testing.synth(stack) returns`);
}

export function nobody(): InvalidInputError {
  return stackError(
    "besides exceptions it has no user and no group with a grant, so there is nobody whom MFA could be enforced for; pass another stack",
  );
}

export function unknownException(index: number, name: string, known: readonly string[]): InvalidInputError {
  const message = `${show(name)} is no user or group of the stack; known are ${list(known)}`;
  return new InvalidInputError("the matcher's options", [{ path: `except[${index}]`, message }]);
}

function stackError(message: string): InvalidInputError {
  return new InvalidInputError("the synthesized stack", [{ path: "", message }]);
}

// ---- policies -------------------------------------------------------------------------------------------------------

export function notInStack(): string {
  return "this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack";
}

export function policyNotJson(text: string): string {
  return `its policy ${show(text)} is no JSON; write the document as a JSON string`;
}

export function policyExpression(value: unknown): string {
  return `its policy ${show(value)} is known to Terraform only; write the document as a JSON string`;
}

export function policyUncertain(argument: string): string {
  return `its ${argument} makes it uncertain which policy AWS gets; leave it out`;
}

export function attachmentUncertain(address: string, argument: string): string {
  return `the ${argument} of ${address} makes it uncertain whether the policy is attached; leave it out`;
}

export function leftOut(address: string): string {
  return `${address} has all policies that stay attached, and this one is not known to be among them; add it there`;
}

// ---- the stack ------------------------------------------------------------------------------------------------------

export function grantToUnknown(address: string, policy: string, holder: string): string {
  return `${address} attaches ${policy} to ${holder}, which is known to Terraform only; name a group or user, or refer to one of the stack`;
}

export function grantWithoutMfa(label: string, grants: readonly string[], doubts: readonly string[]): string {
  return [`${label} holds ${list(grants)}, and it is not proven that MFA is enforced:`, ...doubts.map(indent)].join("\n");
}

export function userWithoutMfa(label: string, name: string, groups: readonly string[], doubts: readonly string[]): string {
  const where =
    groups.length > 0 ? `is in groups of which none is proven to enforce MFA (${list(groups)})` : "is in no group that enforces MFA";
  const repair = `add the user to one, or name it as a service user: { except: [${JSON.stringify(name)}] }`;
  return [`${label} ${where}; ${repair}`, ...doubts.map(indent)].join("\n");
}

/** A doubt with the policy and the statement that it is about. */
export function doubtAbout(policies: readonly string[], { document, statement, sid, reason }: Doubt): string {
  const policy = document === undefined ? undefined : policies[document];
  const place = statement === undefined ? "" : ` Statement[${statement}]${sid ? ` ${show(sid)}` : ""}`;
  return policy === undefined ? reason : `${policy}${place}: ${reason}`;
}

export function notEnforced(problems: readonly string[]): string {
  return report("MFA is not enforced for everyone", problems);
}

export function isEnforced(labels: readonly string[]): string {
  return `MFA is enforced, which was not expected, for ${list(labels)}`;
}

// ---- what passes without MFA ----------------------------------------------------------------------------------------

export function passesUnexpectedly(action: string, places: readonly string[]): string {
  return `${action} passes without MFA, which was not expected: exempt in ${places.join(" and ")}`;
}

export function doesNotPass(action: string): string {
  return `${action} does not pass without MFA for anyone; exempt it, or take it off the list`;
}

export function serviceCallsPass(places: readonly string[]): string {
  return `every call that an AWS service makes for the user passes without MFA, by ${places.join(" and ")}; deny it, or expect it: { serviceCalls: "allow" }`;
}

export function serviceCallsDenied(): string {
  return 'calls that an AWS service makes for the user do not pass without MFA; leave out serviceCalls: "allow"';
}

export function passesOtherwise(problems: readonly string[]): string {
  return report("other actions pass without MFA than expected", problems);
}

export function passesAsListed(actions: readonly string[]): string {
  return `exactly these actions pass without MFA, which was not expected: ${list(actions)}`;
}

export function statementOf(policy: string, statement: number, sid?: string): string {
  return `${policy} Statement[${statement}]${sid ? ` ${show(sid)}` : ""}`;
}

function report(subject: string, problems: readonly string[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return `${subject}: ${count}\n${problems.map((problem) => problem.split("\n").map(indent).join("\n")).join("\n")}`;
}

function indent(line: string): string {
  return `  ${line}`;
}
