import { actionsOf, bypassReason, covers, exampleAction, listOf, matchesPattern, statementsOf } from "../iam";
import type { CarriedPolicy } from "./policies";

/** Actions that are tried first, because everybody knows them. */
export const WELL_KNOWN_ACTIONS: readonly string[] = [
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
  [
    "PowerUserAccess",
    /^(?!iam:((Create|Delete)ServiceLinkedRole|ListRoles)$|account:(GetAccountInformation|GetPrimaryEmail|ListRegions)$|organizations:Describe(EffectivePolicy|Organization)$)(iam|organizations|account):/i,
  ],
  ["ReadOnlyAccess", /:(?!(Describe|Get|List))/],
]);

/** What people need before they have a device. */
export function isNeededBeforeMfa(action: string): boolean {
  return /^iam:(ChangePassword|(Create|Delete)VirtualMFADevice|EnableMFADevice|ResyncMFADevice|GetAccountPasswordPolicy|GetMFADevice|List\w*MFADevices)$/i.test(
    action,
  );
}

/** The exemptions of a document by which somebody could get around its Deny. */
export function dangerousExemptions(document: unknown): readonly string[] {
  return statementsOf(document)
    .filter(({ Effect }) => Effect === "Deny")
    .flatMap(({ NotAction }) => listOf(NotAction).map(String))
    .filter((action) => bypassReason(action) !== undefined);
}

/** Whether a policy allows an action on some resource and under its conditions. */
export function allows(policy: CarriedPolicy, action: string): boolean {
  const { document } = policy;
  if (document === undefined) {
    const exceptions = isAwsManaged(policy) ? BROAD.get(policy.label) : undefined;
    return exceptions !== undefined && !exceptions.test(action);
  }
  return statementsOf(document).some((statement) => statement.Effect === "Allow" && covers(statement, action));
}

/** Whether a policy may allow an action: a document that is not known may allow anything, unless its name says what it allows. */
export function mayAllowAction(policy: CarriedPolicy, action: string): boolean {
  const isHidden = policy.document === undefined && !(isAwsManaged(policy) && BROAD.has(policy.label));
  return isHidden || allows(policy, action);
}

/** Some actions that a policy certainly allows, on some resource and under its conditions. */
export function allowedActions(policy: CarriedPolicy): readonly string[] {
  const known = WELL_KNOWN_ACTIONS.filter((action) => allows(policy, action));
  const own = statementsOf(policy.document)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => listOf(Action).flatMap((pattern) => examplesOf(String(pattern))));
  const example = isAwsManaged(policy) ? exampleAction(policy.label) : undefined;
  return [...known, ...own, ...(example === undefined ? [] : [example])];
}

/** The first actions that a pattern such as `codecommit:Git*` matches. */
export function examplesOf(pattern: string): readonly string[] {
  const [service = ""] = pattern.toLowerCase().split(":");
  const matching = actionsOf(service)
    .map((action) => `${service}:${action}`)
    .filter((action) => matchesPattern(pattern, action));
  return matching.slice(0, 3);
}

/** AWS managed policies are labelled by their name. Their documents are not in a plan. */
function isAwsManaged({ label, name, document }: CarriedPolicy): boolean {
  return document === undefined && label === name;
}
