/**
 * Jest matchers for a consumer's own tests. Importing the room adds them to jest's `expect`, for `@types/jest` and `@jest/globals` alike:
 *
 * ```ts
 * import "cdktf-enforce-mfa/testing";
 *
 * expect(Testing.synth(stack)).toEnforceMfa({ except: ["ci"] });
 * expect(Testing.synth(stack)).toAllowWithoutMfa(["iam:EnableMFADevice", "iam:ListMFADevices"]);
 * ```
 *
 * For all test files at once, name it in jest's `setupFilesAfterEnv`. Where jest has no globals (`injectGlobals: false`), and in other test
 * runners, write `expect.extend(mfaMatchers)`.
 */
import "./expect";

export { type AllowWithoutMfaOptions, type EnforceMfaOptions, type MatcherResult, mfaMatchers, type MfaMatchers } from "./matchers";
