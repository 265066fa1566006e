import type { ActionName, ServiceCalls } from "../policy";
import { examine, type Examination } from "./examine";
import {
  doesNotPass,
  isEnforced,
  notEnforced,
  passesAsListed,
  passesOtherwise,
  passesUnexpectedly,
  serviceCallsDenied,
  serviceCallsPass,
} from "./messages";

/** What a matcher answers to jest. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Whom {@link MfaMatchers.toEnforceMfa} leaves out. */
export interface EnforceMfaOptions {
  /**
   * Service users, and groups that only service users are in: their names, or their Terraform addresses (`aws_iam_user.ci`).
   *
   * @default - nobody
   */
  readonly except?: readonly string[];
}

/** What {@link MfaMatchers.toAllowWithoutMfa} expects besides a list of actions. */
export interface AllowWithoutMfaOptions extends EnforceMfaOptions {
  /**
   * Whether calls that an AWS service makes for a user (`aws:ViaAWSService`) pass without MFA, whatever they do.
   *
   * @default "deny"
   */
  readonly serviceCalls?: ServiceCalls;
}

/** A matcher that is not there for what can be no synthesized stack. */
type ForStacks<T, Matcher> = T extends number | bigint | boolean | symbol | null | undefined ? never : Matcher;

/** The matchers, as they appear on jest's `expect(stack)`. */
export interface MfaMatchers<R, T> {
  /**
   * Passes when it is certain that MFA is enforced for everyone in a synthesized stack: each group that holds a grant carries an enforcing
   * Deny, and each user carries one, mostly by being in such a group.
   *
   * A grant is any policy that is attached to a group or user or written into it, and may allow something. Every user of the stack counts
   * as a person, with a login profile or without, since a password can be given later by hand; name service users in `except`. What cannot
   * be certain from the JSON fails: a policy by `jsonencode` or from another stack, `count` and `for_each` on what carries the Deny. Roles
   * are not looked at: to assume one needs MFA like any other action, and what it may then do is its own policies' matter.
   *
   * @param options default: nobody is left out
   * @throws InvalidInputError when it is no synthesized stack, nobody is left in it, or an exception names nobody, with `.not` too
   */
  toEnforceMfa: ForStacks<T, (options?: EnforceMfaOptions) => R>;

  /**
   * Passes when MFA is enforced for everyone as {@link toEnforceMfa} has it, and exactly these actions get past the Deny without it, taken
   * over all groups and users. That an action gets past the Deny allows nothing yet: that is for the self-service statements and the grants.
   *
   * @param actions `service:Action`, whatever the case, in any order
   * @param options default: nobody is left out, and calls that an AWS service makes for a user are denied
   * @throws InvalidInputError as {@link toEnforceMfa}
   */
  toAllowWithoutMfa: ForStacks<T, (actions: readonly ActionName[], options?: AllowWithoutMfaOptions) => R>;
}

/**
 * Both matchers, for `expect.extend(mfaMatchers)` where jest's `expect` is no global, or with another test runner that takes jest's matchers.
 *
 * They take a synthesized stack: the string that `Testing.synth(stack)` returns, or `JSON.parse` of it.
 */
export const mfaMatchers = { toEnforceMfa, toAllowWithoutMfa };

function toEnforceMfa(synthesized: unknown, { except = [] }: EnforceMfaOptions = {}): MatcherResult {
  const { enforced, problems } = examine(synthesized, except);
  return {
    pass: problems.length === 0,
    message: () => (problems.length === 0 ? isEnforced(enforced.map(({ label }) => label)) : notEnforced(problems)),
  };
}

function toAllowWithoutMfa(
  synthesized: unknown,
  actions: readonly ActionName[],
  { except = [], serviceCalls = "deny" }: AllowWithoutMfaOptions = {},
): MatcherResult {
  const examination = examine(synthesized, except);
  if (examination.problems.length > 0) {
    return { pass: false, message: () => notEnforced(examination.problems) };
  }
  const problems = [...compareActions(examination, actions), ...compareServiceCalls(examination, serviceCalls)];
  return {
    pass: problems.length === 0,
    message: () => (problems.length === 0 ? passesAsListed(actions) : passesOtherwise(problems)),
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
    ...[...passing].flatMap(([key, { action, places }]) => (keys.has(key) ? [] : [passesUnexpectedly(action, [...places])])),
    ...expected.filter((action) => !passing.has(action.toLowerCase())).map(doesNotPass),
  ];
}

function compareServiceCalls({ enforced }: Examination, expected: ServiceCalls): readonly string[] {
  const open = enforced.filter(({ verdict }) => verdict.serviceCalls === "allow");
  if (expected === "allow") {
    return open.length > 0 ? [] : [serviceCallsDenied()];
  }
  return open.length > 0 ? [serviceCallsPass([...new Set(open.flatMap(({ places }) => places))])] : [];
}
