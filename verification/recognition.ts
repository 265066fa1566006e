/**
 * Compares proofs of enforcement with an IAM simulator. "Not proven" is always permitted. "Enforced" is wrong if the simulator allows an action
 * that is not on the list of exemptions.
 */
import { runSimulation, runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { type Enforced, proveEnforcement } from "../modules/enforcement";
import { anyDocuments, knownDocuments, NAMED_ACTIONS } from "./documents";

/** How many documents got which verdict, and how many requests the simulator evaluated. */
export interface Tally {
  enforced: number;
  notProven: number;
  questions: number;
}

const ACCOUNT = "123456789012";
const USER = `arn:aws:iam::${ACCOUNT}:user/john`;
const ALLOW_ALL = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };

/** Actions that none of the generated documents names. */
const OTHER_ACTIONS = ["iam:AttachUserPolicy", "iam:DeactivateMFADevice", "s3:PutObject", "ec2:RunInstances", "sts:AssumeRole"];
const ACTIONS: readonly string[] = [...NAMED_ACTIONS, ...OTHER_ACTIONS];
const RESOURCES = ["*", USER, `arn:aws:iam::${ACCOUNT}:user/first.colleague`, "arn:aws:s3:::bucket/key"];

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly mfa?: "false";
  readonly viaService: "true" | "false";
}

const CONTEXTS: readonly Pick<Request, "mfa" | "viaService">[] = [
  { viaService: "false" },
  { viaService: "true" },
  { mfa: "false", viaService: "false" },
  { mfa: "false", viaService: "true" },
];

/**
 * For documents of any kind: only exempt actions pass, and a document that AWS would refuse proves nothing.
 *
 * @throws Error with the smallest counterexample
 */
export async function checkAnyDocuments(numRuns: number, seed: number): Promise<Tally> {
  const tally: Tally = { enforced: 0, notProven: 0, questions: 0 };
  const questions = fc.record({
    actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 4, maxLength: 6 }),
    resources: fc.uniqueArray(fc.constantFrom(...RESOURCES), { minLength: 2, maxLength: 2 }),
  });
  const property = fc.asyncProperty(anyDocuments, questions, async (documents, { actions, resources }) => {
    const verdict = count(tally, documents);
    if (!verdict) {
      return;
    }
    const refused = await Promise.all(documents.map(isRefused));
    if (verdict.by.some(({ document }) => refused[document])) {
      throw new Error("the simulator refuses a document that is said to enforce MFA");
    }
    const exempt = lowerCase(verdict.exemptActions);
    const accepted = documents.filter((_, index) => !refused[index]);
    const others = actions.filter((action) => !exempt.has(action.toLowerCase()));
    const passed = passing(others, resources, accepted, reached(verdict), tally);
    if (passed.length > 0) {
      throw new Error(`these pass, and are not on the list: ${passed.join(", ")}`);
    }
  });
  await fc.assert(property, { numRuns, seed });
  return tally;
}

/**
 * For fully understood documents: the list of exemptions is exact, and without wildcards among the exemptions so is the verdict.
 *
 * @throws Error with the smallest counterexample
 */
export function checkKnownDocuments(numRuns: number, seed: number): Tally {
  const tally: Tally = { enforced: 0, notProven: 0, questions: 0 };
  const property = fc.property(knownDocuments, (documents) => {
    const verdict = count(tally, documents);
    if (!verdict) {
      const isJustified =
        hasWildcard(documents) || passing(OTHER_ACTIONS, ["*"], documents, reached(), tally).length > 0 || opensServices(documents, tally);
      if (!isJustified) {
        throw new Error("not proven, though nothing else passes");
      }
      return;
    }
    const passed = lowerCase(passing(ACTIONS, ["*"], documents, reached(verdict), tally));
    const exempt = lowerCase(verdict.exemptActions);
    const differing = [...passed, ...exempt].filter((action) => !(passed.has(action) && exempt.has(action)));
    if (differing.length > 0) {
      throw new Error(`exempt or passing, but not both: ${differing.join(", ")}`);
    }
  });
  fc.assert(property, { numRuns, seed });
  return tally;
}

function count(tally: Tally, documents: readonly object[]): Enforced | undefined {
  const verdict = proveEnforcement(documents);
  if (verdict.verdict === "enforced") {
    tally.enforced++;
    return verdict;
  }
  tally.notProven++;
  return undefined;
}

/** The contexts that a verdict covers: all, or only direct calls, without an AWS service in between. */
function reached(verdict?: Enforced): typeof CONTEXTS {
  return CONTEXTS.filter(({ viaService }) => verdict?.viaAwsService === "deny" || viaService === "false");
}

/** The actions that are not denied in at least one context on at least one resource. */
function passing(
  actions: readonly string[],
  resources: readonly string[],
  documents: readonly object[],
  contexts: typeof CONTEXTS,
  tally: Tally,
): readonly string[] {
  return actions.filter((action) =>
    contexts.some((context) =>
      resources.some((resource) => {
        tally.questions++;
        return !isDenied(documents, { action, resource, ...context });
      }),
    ),
  );
}

function isDenied(documents: readonly object[], { action, resource, mfa, viaService }: Request): boolean {
  const contextVariables = { "aws:username": "john", "aws:ViaAWSService": viaService, ...(mfa && { "aws:MultiFactorAuthPresent": mfa }) };
  const answer = runUnsafeSimulation(
    {
      identityPolicies: [ALLOW_ALL, ...documents].map((policy, index) => ({ name: `policy ${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: { action, principal: USER, resource: { resource, accountId: ACCOUNT }, contextVariables },
    },
    {},
  );
  return answer === "ExplicitlyDenied";
}

/** Whether the simulator refuses a document because of its syntax. */
async function isRefused(policy: object): Promise<boolean> {
  const { resultType } = await runSimulation(
    {
      identityPolicies: [{ name: "policy", policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: { action: "iam:GetUser", principal: USER, resource: { resource: USER, accountId: ACCOUNT }, contextVariables: {} },
    },
    {},
  );
  return resultType === "error";
}

/** Whether a service that may do anything for its callers is exempt where calls through services are not denied. */
function opensServices(documents: readonly object[], tally: Tally): boolean {
  const [direct, viaService] = ["false", "true"].map((value) => CONTEXTS.filter((context) => context.viaService === value));
  const spared = passing(OTHER_ACTIONS, ["*"], documents, viaService ?? [], tally).length > 0;
  return spared && passing(["s3:GetObject"], ["*"], documents, direct ?? [], tally).length > 0;
}

function hasWildcard(documents: readonly object[]): boolean {
  return /"NotAction":("[^"]*[*?]|\[[^\]]*[*?])/.test(JSON.stringify(documents));
}

function lowerCase(actions: readonly string[]): ReadonlySet<string> {
  return new Set(actions.map((action) => action.toLowerCase()));
}
