import type { MfaDocumentOptions, PolicyDocument } from "../modules/policy";
import { MANAGED_POLICIES, type ManagedPolicyName, isExpected } from "./expectations";
import { type FirstMinute, tryFirstMinute } from "./first-minute";
import { contextKeys, type ContextName, contextsFor, isOfPeople, nameOf, type Request, requestsFor } from "./requests";
import { isAllowed, policiesOf } from "./simulate";

/** For which requests the simulator checks resources and context keys: all, those of IAM and STS, or none. */
export type Checks = "all" | "people" | "none";

/** An unexpected answer from the simulator. */
export interface Mismatch {
  readonly managedPolicy: ManagedPolicyName;
  readonly context: ContextName;
  readonly action: string;
  readonly resource: string;
  readonly isAllowed: boolean;
}

/** The actions allowed in a context. */
export interface Allowed {
  /** On the user's own user and device, on lists, and on resources that belong to nobody. */
  readonly own: readonly string[];
  /** On another user or their device. */
  readonly others: readonly string[];
}

/** The results for a document, with each managed policy and in each context that the document distinguishes. */
export interface Outcome {
  readonly allowed: Readonly<Record<ManagedPolicyName, Readonly<Partial<Record<ContextName, Allowed>>>>>;
  readonly firstMinute: FirstMinute;
  readonly mismatches: readonly Mismatch[];
  readonly questions: number;
}

/**
 * Evaluates actions with a document in the simulator: on all resources, with each managed policy and in all contexts.
 *
 * @param document default: the document that the options give
 */
export async function runVariant(
  options: MfaDocumentOptions,
  actions: readonly string[],
  checks: Checks,
  document?: PolicyDocument,
): Promise<Outcome> {
  const requests = (await Promise.all(actions.map((action) => requestsFor(action, options)))).flat();
  const mismatches: Mismatch[] = [];
  const allowed: Record<ManagedPolicyName, Partial<Record<ContextName, Allowed>>> = { PowerUserAccess: {}, AdministratorAccess: {} };
  let questions = 0;
  for (const managedPolicy of MANAGED_POLICIES) {
    const policies = policiesOf(options, managedPolicy, document);
    for (const context of contextsFor(options)) {
      const keys = contextKeys(context, options);
      const passed: Request[] = [];
      for (const request of requests) {
        const answer = await isAllowed(options, policies, request, keys, checks === "all" || (checks === "people" && isOfPeople(request)));
        questions++;
        if (answer) {
          passed.push(request);
        }
        if (answer !== isExpected(options, managedPolicy, context, request)) {
          mismatches.push({
            managedPolicy,
            context: nameOf(context),
            action: request.action,
            resource: request.resource,
            isAllowed: answer,
          });
        }
      }
      allowed[managedPolicy][nameOf(context)] = summarize(passed);
    }
  }
  return { allowed, firstMinute: await tryFirstMinute(options), mismatches, questions };
}

function summarize(passed: readonly Request[]): Allowed {
  const actions = (requests: readonly Request[]): readonly string[] => [...new Set(requests.map(({ action }) => action))].sort();
  return {
    own: actions(passed.filter(({ scope }) => scope !== "other")),
    others: actions(passed.filter(({ scope }) => scope === "other")),
  };
}
