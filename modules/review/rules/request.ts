import { type CarriedPolicy, isDenied } from "../../access";
import { actionsOf, bypassReason, exampleAction, matchesPattern } from "../../iam";
import { isObject } from "../../problem";
import type { Standing } from "../side";

/** Actions that are tried first, because everybody knows them. */
const WELL_KNOWN = [
  "s3:ListAllMyBuckets",
  "ec2:DescribeInstances",
  "s3:GetObject",
  "iam:ListUsers",
  "sqs:ListQueues",
  "dynamodb:ListTables",
  "lambda:ListFunctions",
  "kms:ListKeys",
  "logs:DescribeLogGroups",
  "ec2:RunInstances",
  "iam:CreateAccessKey",
];

/** Of AWS managed policies that allow all that is well known, the actions that they leave out. Source: AWS managed policy reference guide. */
const BROAD: ReadonlyMap<string, RegExp> = new Map([
  ["AdministratorAccess", /^$/],
  ["PowerUserAccess", /^(iam|organizations|account):/],
  ["ReadOnlyAccess", /:(?!(Describe|Get|List))/],
]);

/**
 * One request that somebody gets through without MFA: `john with an access key: s3:ListAllMyBuckets`; nothing where none is certain. What works
 * without MFA in any case, such as registering a device, is left out.
 */
export function openRequest({ holder, grants, carried, enforcement }: Standing): string | undefined {
  if (enforcement.verdict === "enforced") {
    return undefined;
  }
  const documents = carried.flatMap(({ document }) => (document === undefined ? [] : [document]));
  const contexts = enforcement.open.length > 0 ? enforcement.open : (["key", "session"] as const);
  const actions = [
    ...documents.flatMap(exemptions).filter((action) => grants.some((policy) => allows(policy, action))),
    ...grants.flatMap(allowedActions),
  ];
  for (const context of contexts) {
    const action = actions.find((candidate) => !isHarmless(candidate) && !isDenied(documents, candidate, context));
    if (action !== undefined) {
      const who = holder.kind === "user" ? holder.name : `a member of ${holder.name}`;
      return `${who} ${context === "key" ? "with an access key" : "in the console without MFA"}: ${action}`;
    }
  }
  return undefined;
}

/** What people need before they have a device. */
function isHarmless(action: string): boolean {
  return /^iam:(ChangePassword|(Create|Delete)VirtualMFADevice|EnableMFADevice|ResyncMFADevice|GetAccountPasswordPolicy|GetMFADevice|List\w*MFADevices)$/i.test(
    action,
  );
}

/** The exemptions of a document by which somebody could get around its Deny. */
function exemptions(document: unknown): readonly string[] {
  return statementsOf(document)
    .filter(({ Effect }) => Effect === "Deny")
    .flatMap(({ NotAction }) => listOf(NotAction).map(String))
    .filter((action) => bypassReason(action) !== undefined);
}

function allows(policy: CarriedPolicy, action: string): boolean {
  const { document } = policy;
  if (document === undefined) {
    const exceptions = isAwsManaged(policy) ? BROAD.get(policy.label) : undefined;
    return exceptions !== undefined && !exceptions.test(action);
  }
  return statementsOf(document).some(
    ({ Effect, Action, NotAction }) =>
      Effect === "Allow" &&
      (NotAction === undefined
        ? listOf(Action).some((pattern) => matchesPattern(String(pattern), action))
        : !listOf(NotAction).some((pattern) => matchesPattern(String(pattern), action))),
  );
}

/** AWS managed policies are labelled by their name. Their documents are not in a plan. */
function isAwsManaged({ label, name, document }: CarriedPolicy): boolean {
  return document === undefined && label === name;
}

/** Some actions that a policy certainly allows, on some resource and under its conditions. */
function allowedActions(policy: CarriedPolicy): readonly string[] {
  const known = WELL_KNOWN.filter((action) => allows(policy, action));
  const own = statementsOf(policy.document)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => listOf(Action).flatMap((pattern) => examplesOf(String(pattern))));
  const example = isAwsManaged(policy) ? exampleAction(policy.label) : undefined;
  return [...known, ...own, ...(example === undefined ? [] : [example])];
}

/** The first actions that a pattern such as `codecommit:Git*` matches. */
function examplesOf(pattern: string): readonly string[] {
  const [service = ""] = pattern.toLowerCase().split(":");
  const matching = actionsOf(service)
    .map((action) => `${service}:${action}`)
    .filter((action) => matchesPattern(pattern, action));
  return matching.slice(0, 3);
}

function statementsOf(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  return isObject(document) ? listOf(document.Statement).filter(isObject) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
