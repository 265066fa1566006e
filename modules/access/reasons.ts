/** Why it is not known what somebody holds. A reason follows the address of a resource and a colon. It has no full stop. */
import { InvalidInputError, show } from "../problem";

// ---- not a stack ----------------------------------------------------------------------------------------------------

export function notJson(text: string): InvalidInputError {
  return stackError("not-json", `${show(text)} is not JSON; pass what Testing.synth(stack) returns`);
}

export function notAStack(value: unknown): InvalidInputError {
  const what = value === undefined ? "there is no stack" : `${show(value)} is not a synthesized stack`;
  return stackError("not-a-stack", `${what}; pass what Testing.synth(stack) returns`);
}

export function notSynthesized(folder: string): InvalidInputError {
  const message = `${show(folder)} has no manifest.json of CDKTF; synthesize the app first, or pass the folder that it was synthesized into`;
  return new InvalidInputError("the synthesized app", [{ code: "not-synthesized", path: "", message }]);
}

/** An error about a stack as a whole. */
export function stackError(code: string, message: string): InvalidInputError {
  return new InvalidInputError("the synthesized stack", [{ code, path: "", message }]);
}

// ---- policies -------------------------------------------------------------------------------------------------------

export function notInStack(): string {
  return "this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack";
}

export function policyNotJson(text: string): string {
  return `its policy ${show(text)} is not JSON; write the document as a JSON string`;
}

export function policyExpression(value: unknown): string {
  const why = value === undefined ? "its policy is missing" : `only Terraform knows its policy ${show(value)}`;
  return `${why}; write the document as a JSON string`;
}

export function policyUncertain(argument: string): string {
  return `because of its ${argument}, it is not certain which policy AWS gets; remove it`;
}

export function attachmentUncertain(address: string, argument: string): string {
  return `because of the ${argument} of ${address}, it is not certain that the policy is attached; remove it`;
}

export function notListed(address: string): string {
  return `${address} detaches every policy that it does not list, and this one may not be listed; add it there`;
}

// ---- the stack ------------------------------------------------------------------------------------------------------

export function attachedToUnknown(address: string, policy: string, holder: string): string {
  return `${address} attaches ${policy} to ${holder}, which only Terraform knows; name a group or user, or refer to one in the stack`;
}
