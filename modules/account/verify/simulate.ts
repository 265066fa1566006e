import type { ContextEntry, EvaluationResult, SimulatePolicyResponse } from "@aws-sdk/client-iam";
import { groupBy } from "../../access";
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

/** AWS documents no limit for the actions and resources of a call. It gives a hundred results at once. Source: IAM API reference, SimulatePrincipalPolicy. */
const RESULTS_PER_CALL = 100;

/** Questions of one call: each action about each resource. */
interface Block {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** AWS's own simulator of policies. */
export function askAws(session: Session): Ask {
  return async (arn, questions, context) => {
    const answers: Answer[] = [];
    for (const block of blocksOf(questions)) {
      answers.push(...(await simulate(session, arn, block, context)));
    }
    return answers;
  };
}

/** Resources about which the same is asked share a call. */
function blocksOf(questions: readonly Question[]): readonly Block[] {
  const resources = groupBy(questions, ({ resource }) => resource).map((asked) => ({
    resource: asked[0]?.resource ?? "*",
    actions: asked.map(({ action }) => action),
  }));
  return groupBy(resources, ({ actions }) => actions.join(" ")).flatMap((same) => {
    const slices = slicesOf(same[0]?.actions ?? [], RESULTS_PER_CALL);
    return slices.flatMap((actions) =>
      slicesOf(same, Math.ceil(RESULTS_PER_CALL / actions.length)).map((some) => ({
        actions,
        resources: some.map(({ resource }) => resource),
      })),
    );
  });
}

function slicesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** AWS refuses all questions of a call for one that it does not understand, such as an action that it does not know. */
async function simulate(session: Session, arn: string, block: Block, context: readonly ContextEntry[]): Promise<readonly Answer[]> {
  const answers = await simulateAtOnce(session, arn, block, context);
  if (answers !== undefined) {
    return answers;
  }
  const all: Answer[] = [];
  for (const half of halvesOf(block)) {
    all.push(...(await simulate(session, arn, half, context)));
  }
  return all;
}

/** Nothing if it is a single question. */
function halvesOf({ actions, resources }: Block): readonly Block[] {
  if (actions.length > 1) {
    return slicesOf(actions, Math.ceil(actions.length / 2)).map((half) => ({ actions: half, resources }));
  }
  return resources.length > 1 ? slicesOf(resources, Math.ceil(resources.length / 2)).map((half) => ({ actions, resources: half })) : [];
}

/** Returns nothing if AWS does not accept the questions. */
async function simulateAtOnce(
  session: Session,
  arn: string,
  { actions, resources }: Block,
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
          ResourceArns: [...resources],
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
  return results.flatMap((result) => answersOf(result, resources));
}

/** About several resources, AWS may answer with a result for each, or with one result that has those of the resources in it. */
function answersOf(result: EvaluationResult, asked: readonly string[]): readonly Answer[] {
  const { EvalActionName: action, EvalDecision, EvalResourceName, MissingContextValues, ResourceSpecificResults = [] } = result;
  const [only] = asked.length === 1 ? asked : [EvalResourceName];
  const own = { EvalResourceName: only, EvalResourceDecision: EvalDecision, MissingContextValues };
  const all = asked.length > 1 && ResourceSpecificResults.length > 0 ? ResourceSpecificResults : [own];
  return all.flatMap(({ EvalResourceName: resource, EvalResourceDecision: decision, MissingContextValues: missing = [] }) =>
    action === undefined || resource === undefined || decision === undefined ? [] : [{ action, resource, decision, missing }],
  );
}
