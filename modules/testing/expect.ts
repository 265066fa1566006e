// Only what is imported can be added to.
import type {} from "expect";
import { mfaMatchers, type MfaMatchers } from "./matchers";

declare global {
  // The types of @types/jest.
  namespace jest {
    interface Matchers<R, T> {
      toEnforceMfa: MfaMatchers<R, T>["toEnforceMfa"];
      toAllowWithoutMfa: MfaMatchers<R, T>["toAllowWithoutMfa"];
    }
  }
}

// The types of @jest/globals.
declare module "expect" {
  interface Matchers<R, T> {
    toEnforceMfa: MfaMatchers<R, T>["toEnforceMfa"];
    toAllowWithoutMfa: MfaMatchers<R, T>["toAllowWithoutMfa"];
  }
}

/** Adds the matchers to the global `expect`, where there is one: in a test file, or in a file that jest runs before each. */
const { expect } = globalThis as { readonly expect?: { readonly extend?: (matchers: typeof mfaMatchers) => void } };
expect?.extend?.(mfaMatchers);
