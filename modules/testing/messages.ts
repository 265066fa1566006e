/**
 * What the matchers say.
 *
 * A message gives the resource's address and the statement, what is wrong, and the fix.
 */
import { type Doubt, stackError, type Unexamined } from "../access";
import { count, didYouMean, InvalidInputError, list, type Problem, show } from "../problem";

export function nobody(): InvalidInputError {
  return stackError(
    "nobody-to-check",
    "apart from exceptions it has no user, and no group with a policy that allows something, so there is nobody to enforce MFA for; pass another stack",
  );
}

export function unknownException(path: string, name: string, known: readonly string[]): Problem {
  return { code: "unknown-exception", path, message: `the stack has no user or group ${show(name)}${didYouMean(name, known, "names")}` };
}

export function ambiguousException(path: string, name: string, addresses: readonly string[]): Problem {
  return { code: "ambiguous-exception", path, message: `several accounts have a user ${show(name)}; use an address: ${list(addresses)}` };
}

export function notExamined({ address, reason }: Unexamined): string {
  return `${address} could not be examined: ${reason}; check it another way, and list it as an exception: { except: [${JSON.stringify(address)}] }`;
}

export function invalidCall(problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError("the matcher call", problems);
}

// ---- who is not enforced --------------------------------------------------------------------------------------------

export function notProven(label: string, policies: readonly string[], doubts: readonly string[]): string {
  return [`${label} has ${list(policies)}, but it is not certain that MFA is enforced:`, ...doubts.map(indent)].join("\n");
}

export function userNotEnforced(label: string, name: string, groups: readonly string[], doubts: readonly string[]): string {
  const why = groups.length > 0 ? `is only in groups that may not enforce MFA (${list(groups)})` : "is in no group that enforces MFA";
  const fix = `add the user to one that does, or list a service user as an exception: { except: [${JSON.stringify(name)}] }`;
  return [`${label} ${why}; ${fix}`, ...doubts.map(indent)].join("\n");
}

/** A doubt, with the policy and the statement that it is about. */
export function doubtAbout(policies: readonly string[], { document, statement, sid, reason }: Doubt): string {
  const policy = document === undefined ? undefined : policies[document];
  if (policy === undefined) {
    return reason;
  }
  return `${statement === undefined ? policy : statementOf(policy, statement, sid)}: ${reason}`;
}

export function notEnforced(problems: readonly string[]): string {
  return report("MFA is not enforced for everyone", problems);
}

export function isEnforced(labels: readonly string[]): string {
  return `expected MFA not to be enforced, but it is, for ${list(labels)}`;
}

// ---- what works without MFA -----------------------------------------------------------------------------------------

export function unexpectedExemption(action: string, places: readonly string[]): string {
  return `${action} is exempt in ${places.join(" and ")}, but not expected`;
}

export function missingExemption(action: string): string {
  return `${action} is expected, but nobody is exempt from the Deny for it; add it to the exemptions, or remove it from the list`;
}

export function viaAwsServiceAllowed(places: readonly string[]): string {
  return `calls that an AWS service makes for a user are not denied without MFA, by ${places.join(" and ")}; deny them, or expect them: { viaAwsService: "allow" }`;
}

export function viaAwsServiceDenied(): string {
  return 'calls that an AWS service makes for a user are denied without MFA; remove viaAwsService: "allow"';
}

export function otherExemptions(problems: readonly string[]): string {
  return report("other actions work without MFA than expected", problems);
}

export function exactExemptions(actions: readonly string[]): string {
  return `expected the actions that work without MFA not to be exactly these, but they are: ${list(actions)}`;
}

export function statementOf(policy: string, statement: number, sid?: string): string {
  return `${policy} Statement[${statement}]${sid ? ` ${show(sid)}` : ""}`;
}

function report(subject: string, problems: readonly string[]): string {
  const lines = problems.map((problem) => problem.split("\n").map(indent).join("\n"));
  return `${subject}: ${count(problems.length, "problem")}\n${lines.join("\n")}`;
}

function indent(line: string): string {
  return `  ${line}`;
}
