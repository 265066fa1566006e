import { mfaMatchers } from "../../../modules/testing";
import { judgeStack } from "../../../verification/stacks/judge-account";
import { OPENING_ACTIONS } from "../../../verification/stacks/probes";
import { ATTACHMENTS, type Case, DOCUMENTS, enforced, exempting, HIDDEN, john, MEMBERSHIPS, NOTATION, PEOPLE } from "./cases";

const EXEMPTIONS: readonly Case[] = [...OPENING_ACTIONS, "IAM:CREATEACCESSKEY"].map((action) => ({
  name: `the Deny exempts ${action}`,
  stack: exempting(action),
}));

test("the stacks that the cases change are enforced", () => {
  for (const stack of [enforced(), john(), exempting("codecommit:GitPull")]) {
    expect([judgeStack(stack).kind, mfaMatchers.toEnforceMfa(stack).pass]).toEqual(["enforced", true]);
  }
});

describe("MFA is not enforced, and the matcher does not say so, if", () => {
  test.each([...DOCUMENTS, ...EXEMPTIONS, ...ATTACHMENTS, ...NOTATION, ...MEMBERSHIPS, ...PEOPLE])("$name", ({ stack, except = [] }) => {
    expect([judgeStack(stack, except).kind, saysEnforced(stack, except)]).toEqual(["open", false]);
  });
});

describe("the matcher does not say enforced of a stack that hides", () => {
  test.each(HIDDEN)("$name", ({ stack, except = [] }) => {
    expect([judgeStack(stack, except).kind, saysEnforced(stack, except)]).toEqual(["unknown", false]);
  });
});

/** A refused call says nothing. */
function saysEnforced(stack: unknown, except: readonly string[]): boolean {
  try {
    return mfaMatchers.toEnforceMfa(stack, { except }).pass;
  } catch {
    return false;
  }
}
