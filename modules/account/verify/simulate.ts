import type { ContextEntry, EvaluationResult, SimulatePolicyResponse } from "@aws-sdk/client-iam";
import { isObject } from "../../problem";
import type { Session } from "../session";

export interface Question {
  readonly action: string;
  readonly resource: string;
}

export interface Answer extends Question {
  /** AWS's words. An implicit deny means that nothing allows it. */
  readonly decision: "allowed" | "explicitDeny" | "implicitDeny";
  /** Condition keys of the policies that the question did not give. */
  readonly missing: readonly string[];
}

/** Asks AWS's simulator what a user can do. Questions that it refuses have no answer. */
export type Ask = (arn: string, questions: readonly Question[], context: readonly ContextEntry[]) => Promise<readonly Answer[]>;

/** AWS documents no limit for the actions of a call. It gives a hundred results at once. Source: IAM API reference, SimulatePrincipalPolicy. */
const ACTIONS_PER_CALL = 100;

/** AWS's own simulator of policies. */
export function askAws(session: Session): Ask {
  return async (arn, questions, context) => {
    const answers: Answer[] = [];
    for (const resource of new Set(questions.map((question) => question.resource))) {
      const actions = questions.filter((question) => question.resource === resource).map(({ action }) => action);
      for (let from = 0; from < actions.length; from += ACTIONS_PER_CALL) {
        answers.push(...(await simulate(session, arn, actions.slice(from, from + ACTIONS_PER_CALL), resource, context)));
      }
    }
    return answers;
  };
}

/** AWS refuses all questions of a call for one that it does not understand, such as an action that it does not know. */
async function simulate(
  session: Session,
  arn: string,
  actions: readonly string[],
  resource: string,
  context: readonly ContextEntry[],
): Promise<readonly Answer[]> {
  const answers = await simulateAtOnce(session, arn, actions, resource, context);
  if (answers !== undefined || actions.length === 1) {
    return answers ?? [];
  }
  const half = Math.ceil(actions.length / 2);
  return [
    ...(await simulate(session, arn, actions.slice(0, half), resource, context)),
    ...(await simulate(session, arn, actions.slice(half), resource, context)),
  ];
}

/** Returns nothing if AWS does not accept the questions. */
async function simulateAtOnce(
  session: Session,
  arn: string,
  actions: readonly string[],
  resource: string,
  context: readonly ContextEntry[],
): Promise<readonly Answer[] | undefined> {
  const results: EvaluationResult[] = [];
  let marker: string | undefined;
  do {
    const page = await session.call("iam:SimulatePrincipalPolicy", async ({ iam }): Promise<SimulatePolicyResponse | undefined> => {
      const client = await iam();
      try {
        return await client.simulatePrincipalPolicy({
          PolicySourceArn: arn,
          ActionNames: [...actions],
          ResourceArns: [resource],
          ContextEntries: [...context],
          ...(marker !== undefined && { Marker: marker }),
        });
      } catch (error) {
        if (isObject(error) && error.name === "InvalidInputException") {
          return undefined;
        }
        throw error;
      }
    });
    if (page === undefined) {
      return undefined;
    }
    results.push(...(page.EvaluationResults ?? []));
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  return results.flatMap(({ EvalActionName: action, EvalDecision: decision, MissingContextValues: missing = [] }) =>
    action === undefined || decision === undefined ? [] : [{ action, resource, decision, missing }],
  );
}
