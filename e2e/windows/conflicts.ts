import type { IAMClient } from "@aws-sdk/client-iam";
import type { Call, ErrorAnswer, Interference } from "../harness/proxy";
import { usersBoundedBy } from "./account-state";

const IN_USE: ErrorAnswer = { status: 409, code: "DeleteConflict" };

/**
 * Refuses, as AWS does, to delete a policy that is a user's permissions boundary. Not every emulator does that, and without it a user could be left
 * with a boundary that no longer exists. Source: docs/aws-behaviour.md.
 */
export function refusingConflicts(iam: IAMClient, interference: Interference): Interference {
  return {
    ...interference,
    before: async (call) => {
      const before = (await interference.before?.(call)) ?? "pass";
      return before === "pass" && (await isBoundaryInUse(iam, call)) ? IN_USE : before;
    },
  };
}

async function isBoundaryInUse(iam: IAMClient, { action, params }: Call): Promise<boolean> {
  return action === "DeletePolicy" && (await usersBoundedBy(iam, params.PolicyArn!)).length > 0;
}
