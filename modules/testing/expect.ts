// Only an imported module can be augmented.
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

// Where there is a global `expect`: in a test file, or in a setup file.
const { expect } = globalThis as { readonly expect?: { readonly extend?: (matchers: typeof mfaMatchers) => void } };
expect?.extend?.(mfaMatchers);
