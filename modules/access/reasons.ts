/** Why it is not known what somebody holds. A reason follows the address of a resource and a colon. It has no full stop. */
import { InvalidInputError, show } from "../problem";
import type { Target } from "./directory";
import type { Value } from "./resource";

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

export function notPlanJson(text: string): InvalidInputError {
  return planError("not-json", `${show(text)} is not JSON; pass what terraform show -json PLAN prints`);
}

export function notAPlan(value: unknown): InvalidInputError {
  const isState = typeof value === "object" && value !== null && "values" in value;
  const what = isState ? "this is a state, not a plan" : `${show(value)} is not a plan`;
  return planError("not-a-plan", `${what}; pass what terraform show -json PLAN prints for a plan file`);
}

export function badPlanVersion(version: string): InvalidInputError {
  return planError(
    "unknown-plan-version",
    `the format version ${show(version)} is not known; this version reads 1.0 to 1.2, and later minor versions`,
  );
}

export function planErrored(): InvalidInputError {
  return planError(
    "plan-errored",
    "Terraform could not finish this plan, so it does not show everything; fix the error that terraform plan reports",
  );
}

export function unknownMinorVersion(version: string): string {
  return `The plan has the format version ${version}, which is newer than this version of enforce-mfa (1.0 to 1.2). What is new in it was not read.`;
}

function planError(code: string, message: string): InvalidInputError {
  return new InvalidInputError("the plan", [{ code, path: "", message }]);
}

/** An error about a stack as a whole. */
export function stackError(code: string, message: string): InvalidInputError {
  return new InvalidInputError("the synthesized stack", [{ code, path: "", message }]);
}

// ---- policies -------------------------------------------------------------------------------------------------------

export function notInStack(): string {
  return "this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack";
}

export function policyNotListed(): string {
  return "AWS has not listed this policy among the account's, so what it denies is not known";
}

export function groupNotListed(name: string): string {
  return `AWS has not listed the group ${show(name)} among the account's, so what its policies deny is not known`;
}

export function policyNotJson(text: string): string {
  return `its policy ${show(text)} is not JSON; write the document as a JSON string`;
}

export function policyExpression(value: Value): string {
  const isMissing = value.kind === "literal" && (value.value === undefined || value.value === null);
  const why = isMissing
    ? "its policy is missing"
    : `only Terraform knows its policy ${show(value.kind === "literal" ? value.value : value.expression)}`;
  return `${why}; write the document as a JSON string`;
}

export function policyUncertain(argument: string): string {
  return `because of its ${argument}, it is not certain which policy AWS gets; remove it`;
}

export function policyRepeatsKeys(): string {
  return "its policy has a key twice in one object, and which of the two AWS reads is not known; remove one";
}

export function attachmentUncertain(address: string, argument: string): string {
  return `because of the ${argument} of ${address}, it is not certain that the policy is attached; remove it`;
}

export function notListed(address: string): string {
  return `${address} detaches every policy that it does not list, and this one may not be listed; add it there`;
}

export function holderNotListed(address: string): string {
  return `${address} detaches the policy from everybody whom it does not list, and this one may not be listed; add it there, or attach the policy there only`;
}

export function attachmentMismatch(address: string, mismatch: NonNullable<Target["mismatch"]>): string {
  return mismatch === "case"
    ? `${address} spells a name with other capital letters than the resource that it means; refer to the resource`
    : `${address} and what it refers to have different providers, so they may be in different accounts; give both the same provider`;
}

export function boundaryUncertain(argument: string): string {
  return `because of the user's ${argument}, it is not certain that AWS gets this boundary; remove it`;
}

/** Something that may never come to be. */
export interface Failure {
  readonly address: string;
  readonly why: "refused" | "name" | "quota";
}

const WHY_IT_FAILS: Readonly<Record<Failure["why"], string>> = {
  refused: "AWS refuses its document",
  name: "another resource has the same name, ignoring case",
  quota: "together with others it is over a quota of IAM",
};

export function mayFail(address: string, cause: Failure): string {
  const fails = `${cause.address} may fail, because ${WHY_IT_FAILS[cause.why]}`;
  return cause.address === address ? fails : `${address} depends on ${cause.address}; ${fails}`;
}

// ---- memberships ----------------------------------------------------------------------------------------------------

export function membershipUncertain(address: string, argument: string): string {
  return `because of the ${argument} of ${address}, it is not certain that the user is in the group; remove it`;
}

export function memberNotListed(address: string): string {
  return `${address} takes everybody out of the group whom it does not list, and the user may not be listed; add the user there`;
}

// ---- the stack ------------------------------------------------------------------------------------------------------

export function attachedToUnknown(policy: string, holder: string): string {
  return `it attaches ${policy} to ${holder}, which only Terraform knows; name a group or user, or refer to one in the stack`;
}

export function credentialsOfUnknown(holder: string): string {
  return `it gives credentials to ${holder}, which only Terraform knows; name a user, or refer to one in the stack`;
}
// ---- what cannot be read ---------------------------------------------------------------------------------------------

export function insideModule(): string {
  return "what a module creates is not in this JSON";
}

export function makesStacks(): string {
  return "it creates what a template says, and the template is not read";
}

export function hidesIam(): string {
  return "it may change IAM through another provider's resource, which is not read";
}

export function unknownIamResource(): string {
  return "this type of IAM resource is newer than this version, and is not read";
}

export function runsPrograms(): string {
  return "it runs a program, which may change IAM";
}

export function runsProgramsHere(): string {
  return "its provisioner runs a program, which may change IAM";
}

export function runsAction(): string {
  return "Terraform may run this action, which may change IAM";
}
