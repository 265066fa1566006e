import { at, badChoice, isObject, type Problem, unknownKeys, wrongType } from "../problem";
import { examine, type Examination } from "./examine";
import {
  exactExemptions,
  invalidCall,
  isEnforced,
  missingExemption,
  notEnforced,
  otherExemptions,
  unexpectedExemption,
  viaAwsServiceAllowed,
  viaAwsServiceDenied,
} from "./messages";

/** An action as IAM writes it, such as `codecommit:GitPull`. */
type ActionName = `${string}:${string}`;

/** What a matcher returns to jest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Who is not expected to be enforced. */
export interface EnforceMfaOptions {
  /**
   * Service users, groups of service users only, and what cannot be examined: names, or Terraform addresses (`aws_iam_user.ci`,
   * `module.vpc`). A name spares a group only if no user has it.
   *
   * @default - nobody
   */
  readonly except?: readonly string[];
}

/** What {@link MfaMatchers.toAllowWithoutMfa} expects besides a list of actions. */
export interface AllowWithoutMfaOptions extends EnforceMfaOptions {
  /**
   * Whether the Deny is expected to apply to calls that an AWS service makes for a user (`aws:ViaAWSService`).
   *
   * @default "deny"
   */
  readonly viaAwsService?: "deny" | "allow";
}

/** Hides a matcher from values that cannot be a synthesized stack. */
type ForStacks<T, Matcher> = T extends number | bigint | boolean | symbol | null | undefined ? never : Matcher;

/** The matchers, as they appear on jest's `expect(stack)`. */
export interface MfaMatchers<R, T> {
  /**
   * Passes if it is certain that MFA is enforced for everyone in a synthesized stack: every group with a policy that may allow something
   * carries an enforcing Deny, and so does every user, usually through a group.
   *
   * Every user in the stack counts as a person, with or without a login profile, because somebody could set a password later; list service
   * users in `except`. Anything that is not certain from the JSON fails: a policy made by `jsonencode` or in another stack, `count` and
   * `for_each` on a resource that carries the Deny, an exclusive resource that may take it away, a module. Roles are not examined: assuming one needs MFA like any other action, and what it may do then
   * depends on its own policies.
   *
   * @param options default: no exceptions
   * @throws InvalidInputError, even with `.not`, if it is not a synthesized stack, nobody is left to examine, or an exception matches nobody or several
   */
  toEnforceMfa: ForStacks<T, (options?: EnforceMfaOptions) => R>;

  /**
   * Passes if MFA is enforced for everyone, as in {@link toEnforceMfa}, and exactly these actions are exempt from the Deny, over all groups
   * and users. An exemption does not allow anything by itself.
   *
   * @param actions `service:Action`, in any case and order
   * @param options default: no exceptions, and calls that an AWS service makes for a user are denied
   * @throws InvalidInputError as {@link toEnforceMfa}
   */
  toAllowWithoutMfa: ForStacks<T, (actions: readonly ActionName[], options?: AllowWithoutMfaOptions) => R>;
}

/**
 * Both matchers, for `expect.extend(mfaMatchers)` in test runners that accept jest's matchers, or where jest has no global `expect`.
 *
 * They take a synthesized stack: the string that `Testing.synth(stack)` returns, or `JSON.parse` of it.
 */
export const mfaMatchers = { toEnforceMfa, toAllowWithoutMfa };

function toEnforceMfa(synthesized: unknown, options: EnforceMfaOptions = {}): MatcherResult {
  refuseIfAny(checkOptions(options, ["except"]));
  const { except = [] } = options;
  const { enforced, problems } = examine(synthesized, except);
  return {
    pass: problems.length === 0,
    message: () => (problems.length === 0 ? isEnforced(enforced.map(({ label }) => label)) : notEnforced(problems)),
  };
}

function toAllowWithoutMfa(synthesized: unknown, actions: readonly ActionName[], options: AllowWithoutMfaOptions = {}): MatcherResult {
  refuseIfAny([...checkList("actions", actions, "a list of actions", "an action"), ...checkOptions(options, ["except", "viaAwsService"])]);
  const { except = [], viaAwsService = "deny" } = options;
  const examination = examine(synthesized, except);
  if (examination.problems.length > 0) {
    return { pass: false, message: () => notEnforced(examination.problems) };
  }
  const problems = [...compareActions(examination, actions), ...compareViaAwsService(examination, viaAwsService)];
  return {
    pass: problems.length === 0,
    message: () => (problems.length === 0 ? exactExemptions(actions) : otherExemptions(problems)),
  };
}

function compareActions({ enforced }: Examination, expected: readonly string[]): readonly string[] {
  const passing = new Map<string, { readonly action: string; readonly places: Set<string> }>();
  for (const { verdict, places } of enforced) {
    for (const action of verdict.exemptActions) {
      const found = passing.get(action.toLowerCase()) ?? { action, places: new Set() };
      places.forEach((place) => found.places.add(place));
      passing.set(action.toLowerCase(), found);
    }
  }
  const keys = new Set(expected.map((action) => action.toLowerCase()));
  return [
    ...[...passing].flatMap(([key, { action, places }]) => (keys.has(key) ? [] : [unexpectedExemption(action, [...places])])),
    ...expected.filter((action) => !passing.has(action.toLowerCase())).map(missingExemption),
  ];
}

function compareViaAwsService({ enforced }: Examination, expected: "deny" | "allow"): readonly string[] {
  const open = enforced.filter(({ verdict }) => verdict.viaAwsService === "allow");
  if (expected === "allow") {
    return open.length > 0 ? [] : [viaAwsServiceDenied()];
  }
  return open.length > 0 ? [viaAwsServiceAllowed([...new Set(open.flatMap(({ places }) => places))])] : [];
}

function refuseIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw invalidCall(problems);
  }
}

function checkOptions(options: unknown, known: readonly string[]): readonly Problem[] {
  if (!isObject(options)) {
    return [wrongType("options", options, "an object of options")];
  }
  const { except = [], viaAwsService = "deny" } = options;
  return [
    ...unknownKeys("", options, known),
    ...checkList("except", except, "a list of names", "a name"),
    ...(viaAwsService === "deny" || viaAwsService === "allow" ? [] : [badChoice("viaAwsService", viaAwsService, ["deny", "allow"])]),
  ];
}

function checkList(path: string, value: unknown, list: string, entry: string): readonly Problem[] {
  if (!Array.isArray(value)) {
    return [wrongType(path, value, list)];
  }
  return value.flatMap((item: unknown, index) => (typeof item === "string" ? [] : [wrongType(at(path, index), item, entry)]));
}
