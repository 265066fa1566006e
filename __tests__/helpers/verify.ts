import { mfaPolicyDocument } from "../../modules";
import type { AccountDetails } from "../../modules/access";
import { type Ask, type Exception, type Question, type Verification, verify } from "../../modules/account";
import { account, policyArn } from "./accounts";

export const NUMBER = "123456789012";
export const MFA_POLICY = { name: "EnforceMfa", arn: policyArn("EnforceMfa"), document: JSON.stringify(mfaPolicyDocument()) };

/** An inline policy. */
export function statements(...list: readonly object[]): { readonly name: string; readonly document: string } {
  return { name: "own", document: JSON.stringify({ Version: "2012-10-17", Statement: list }) };
}

export const allow = (Action: string | readonly string[], Resource = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

/** A simulator that decides by action, in place of AWS's. It keeps the questions. */
export function simulator(decide: (question: Question) => "allowed" | "explicitDeny" | "implicitDeny") {
  const questions: Question[] = [];
  const ask: Ask = (_, asked) => {
    questions.push(...asked);
    return Promise.resolve(asked.map((question) => ({ ...question, decision: decide(question), missing: [] })));
  };
  return { ask, questions };
}

export const ALLOWS_ALL = simulator(() => "allowed").ask;
export const DENIES_ALL = simulator(() => "explicitDeny").ask;

export function verifyWith(details: Partial<AccountDetails>, ask: Ask, exceptions: readonly Exception[] = []): Promise<Verification> {
  return verify(account(details), ask, { exceptions, now: new Date("2026-11-24T12:00:00Z"), toolVersion: "1.2.3" });
}

/** A condition. */
export function mfaIs(operator: string, value: string): object {
  return { [operator]: { "aws:MultiFactorAuthPresent": value } };
}
