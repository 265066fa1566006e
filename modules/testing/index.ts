/**
 * Jest matchers for your own tests. Importing this module adds them to jest's `expect`, with types for `@types/jest` and `@jest/globals`:
 *
 * ```ts
 * import "cdktf-enforce-mfa/testing";
 *
 * expect(Testing.synth(stack)).toEnforceMfa({ except: ["ci"] });
 * expect(Testing.synth(stack)).toAllowWithoutMfa(["iam:EnableMFADevice", "iam:ListMFADevices"]);
 * ```
 *
 * To add them to all test files, list it in jest's `setupFilesAfterEnv`. In other test runners, and where jest has no globals
 * (`injectGlobals: false`), call `expect.extend(mfaMatchers)`.
 */
import "./expect";

export { type AllowWithoutMfaOptions, type EnforceMfaOptions, type MatcherResult, mfaMatchers, type MfaMatchers } from "./matchers";
