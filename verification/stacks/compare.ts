/** Compares the matcher with the judge, on one stack. */
import { InvalidInputError } from "../../modules/problem";
import { mfaMatchers } from "../../modules/testing";
import { type Judgement, judgeStack } from "./judge-account";
import { InvalidStackError, type StackJson } from "./terraform-json";

/** `refused` is a call that the matcher refuses, which says nothing. */
export type Said = "enforced" | "not enforced" | "refused";

export interface Comparison {
  readonly judgement: Judgement;
  readonly said: Said;
  /** The matcher says "enforced", and the judge knows better. */
  readonly isWrong: boolean;
  /** The judge says "enforced", and the matcher does not. */
  readonly isMissed: boolean;
}

/** Returns undefined if Terraform would refuse the stack, because then nothing reaches AWS. */
export function compare(stack: StackJson, except: readonly string[]): Comparison | undefined {
  const judgement = judge(stack, except);
  if (!judgement) {
    return undefined;
  }
  const said = ask(stack, except);
  const isEnforced = judgement.kind === "enforced";
  return { judgement, said, isWrong: said === "enforced" && !isEnforced, isMissed: said !== "enforced" && isEnforced };
}

function judge(stack: StackJson, except: readonly string[]): Judgement | undefined {
  try {
    return judgeStack(stack, except);
  } catch (error) {
    if (error instanceof InvalidStackError) {
      return undefined;
    }
    throw error;
  }
}

function ask(stack: StackJson, except: readonly string[]): Said {
  try {
    return mfaMatchers.toEnforceMfa(stack, { except }).pass ? "enforced" : "not enforced";
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return "refused";
    }
    throw error;
  }
}
