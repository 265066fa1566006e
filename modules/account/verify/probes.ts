import {
  type AccountUser,
  allowedActions,
  allows,
  type CarriedPolicy,
  dangerousExemptions,
  examplesOf,
  mayAllowAction,
  WELL_KNOWN_ACTIONS,
} from "../../access";
import { covers, listOf, matchesPattern, servicePrefixes, type Statement, statementsOf } from "../../iam";
import { actionKinds } from "./action-kinds";
import { isExempt } from "./exempt";

/** A question for AWS's simulator: an action on `*` or on an ARN. */
export interface Probe {
  readonly action: string;
  readonly resource: string;
  /** Why a request may be refused although the simulator allows it. */
  readonly dependsOn: readonly string[];
}

/** Actions that have no resource, so that a request is about `*`. Source: Service Authorization Reference; a test compares them. */
export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  "dynamodb:ListTables",
  "ec2:DescribeInstances",
  "kms:ListKeys",
  "lambda:ListFunctions",
  "s3:ListAllMyBuckets",
]);

/** Actions that AWS has on a kind of resource. Source: Service Authorization Reference; a test compares them. */
export const ON_RESOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^arn:[^:]+:s3:::[^/]+$/, ["s3:ListBucket", "s3:GetBucketPolicy"]],
  [/^arn:[^:]+:s3:::[^/]+\/.+$/, ["s3:GetObject", "s3:PutObject"]],
  [/^arn:[^:]+:sqs:[^:]*:[^:]*:[^:/]+$/, ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"]],
  [/^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+$/, ["dynamodb:Scan", "dynamodb:PutItem"]],
  [/^arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+$/, ["lambda:GetFunction", "lambda:InvokeFunction"]],
  [/^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+$/, ["secretsmanager:GetSecretValue"]],
  [/^arn:[^:]+:iam::[^:]*:user\/.+$/, ["iam:ListAccessKeys", "iam:CreateAccessKey", "iam:PutUserPolicy"]],
  [/^arn:[^:]+:iam::[^:]*:group\/.+$/, ["iam:GetGroup", "iam:AddUserToGroup"]],
  [/^arn:[^:]+:iam::[^:]*:role\/.+$/, ["iam:GetRole", "iam:UpdateAssumeRolePolicy"]],
];

/** What a user's policies say, for the questions about that user. */
export interface Subject {
  readonly user: AccountUser;
  readonly account: string;
  /** The policies that may allow something: the user's own and those of the groups. */
  readonly grants: readonly CarriedPolicy[];
  /** All policies, the boundary included. */
  readonly carried: readonly CarriedPolicy[];
}

/** The requests that are most likely to get through: those that a policy names or gives an example of, the certain ones first. */
export function likelyProbes(subject: Subject): readonly Probe[] {
  const { grants, carried } = subject;
  const denies = carried.flatMap(({ document }) => statementsOf(document)).filter(({ Effect }) => Effect === "Deny");
  const allowing = grants.flatMap(allowsOf);
  const dangers = carried.flatMap(({ document }) => dangerousExemptions(document)).flatMap(examplesOf);
  const spared = denies.flatMap(({ NotAction }) => named(NotAction, isWildcard)).flatMap(examplesOf);
  const written = allowing.filter(isOnAll).flatMap(({ Action }) => named(Action, isAction));
  const anywhere = [
    ...[...dangers, ...spared].filter((action) => isAllowed(subject, action)),
    ...grants.flatMap(allowedActions),
    ...written,
  ];
  const resources = [
    ...carried.flatMap(allowsOf).flatMap(({ Resource }) => named(Resource, isSomeResource)),
    ...denies.flatMap(({ NotResource }) => named(NotResource, isSomeResource)),
  ];
  const onResources = allowing.flatMap((statement) => {
    const own = resources.filter((pattern) => isAbout(statement, pattern, subject));
    return pairsOf(statement, own, subject);
  });
  return ordered([...anywhere.map((action) => probe(action, "*", subject)), ...onResources], subject);
}

/** Of every service, an action of each kind that the policies tell apart, where a wildcard allows it and none has been asked about. */
export function remainingProbes(subject: Subject, asked: readonly Probe[]): readonly Probe[] {
  const known = new Set(asked.filter(({ resource }) => resource === "*").map(({ action }) => action.toLowerCase()));
  const actions = servicesByFame().flatMap((service) => examplesOfKinds(service, subject, (action) => isAllowed(subject, action), known));
  return ordered(
    actions.map((action) => probe(action, "*", subject)),
    subject,
  );
}

/** The services that everybody knows come first, because the first request that gets through is shown. */
function servicesByFame(): readonly string[] {
  return [...new Set([...WELL_KNOWN_ACTIONS.map((action) => action.split(":")[0] ?? ""), ...servicePrefixes()])];
}

/** Of a service, an action of each kind that the policies tell apart: one that everybody knows, or that reads, where there is one. */
function examplesOfKinds(
  service: string,
  { carried }: Subject,
  isWanted: (action: string) => boolean,
  asked: ReadonlySet<string> = new Set(),
): readonly string[] {
  const statements = carried.flatMap(({ document }) => statementsOf(document));
  const isCandidate = (action: string): boolean => !isExempt(action, carried) && isWanted(action);
  return actionKinds(service, statements)
    .filter((kind) => !kind.some((action) => asked.has(action.toLowerCase())))
    .flatMap(
      (kind) =>
        kind.find((action) => WELL_KNOWN_ACTIONS.includes(action) && isCandidate(action)) ??
        kind.find((action) => /:(List|Describe|Get)/.test(action) && isCandidate(action)) ??
        kind.find(isCandidate) ??
        [],
    );
}

function isAllowed({ grants }: Subject, action: string): boolean {
  return grants.some((policy) => mayAllowAction(policy, action));
}

/** The statements of a policy that allow something. A document that AWS has not listed may allow anything. */
function allowsOf({ document }: CarriedPolicy): readonly Statement[] {
  return document === undefined
    ? [{ Effect: "Allow", Action: "*", Resource: "*" }]
    : statementsOf(document).filter(({ Effect }) => Effect === "Allow");
}

/** The first statement that allows an action on a resource, such as `PowerUserAccess, statement 1`; the policy where AWS has not listed its document. */
export function allowingStatement(
  { grants, account, user }: Subject,
  { action, resource }: Pick<Probe, "action" | "resource">,
): string | undefined {
  const isOn = (pattern: string): boolean =>
    matchesPattern(fillIn(pattern, user), resource) || concrete(pattern, user, account) === resource;
  for (const { label, document } of grants) {
    const statements = statementsOf(document);
    const index = statements.findIndex(
      (statement) =>
        statement.Effect === "Allow" &&
        covers(statement, action) &&
        (resource === "*" || statement.NotResource !== undefined || named(statement.Resource).some(isOn)),
    );
    if (index >= 0) {
      return `${label}, ${statementName(statements[index] ?? {}, index)}`;
    }
  }
  return grants.find((policy) => policy.document === undefined && allows(policy, action))?.label;
}

/** `statement 2 (DenyWithoutMfa)`. */
export function statementName({ Sid }: Statement, index: number): string {
  return `statement ${index + 1}${typeof Sid === "string" && Sid !== "" ? ` (${Sid})` : ""}`;
}

/** Without what is exempt, each once, the certain ones first. */
function ordered(probes: readonly Probe[], { carried }: Subject): readonly Probe[] {
  const byKey = new Map<string, Probe>();
  for (const candidate of probes) {
    const { action, resource } = candidate;
    const key = `${action} ${resource}`.toLowerCase();
    if (!byKey.has(key) && !isExempt(action, carried)) {
      byKey.set(key, candidate);
    }
  }
  return [...byKey.values()].sort((a, b) => Math.min(1, a.dependsOn.length) - Math.min(1, b.dependsOn.length));
}

/** The requests about these resources that a statement allows. */
function pairsOf(statement: Statement, patterns: readonly string[], subject: Subject): readonly Probe[] {
  const written = named(statement.Action, isAction);
  return patterns.flatMap((pattern) => {
    const resource = concrete(pattern, subject.user, subject.account);
    const typed = ON_RESOURCES.flatMap(([form, actions]) => (form.test(resource) ? actions : [])).filter((action) =>
      covers(statement, action),
    );
    const known = new Set(typed.map((action) => action.toLowerCase()));
    const examples = typed.length > 0 ? [] : examplesOfKinds(serviceOfArn(resource), subject, (action) => covers(statement, action));
    const others = [...written, ...examples].filter((action) => !known.has(action.toLowerCase()));
    // A user's ARN has the path, so arn:…:user/${aws:username} is nobody where the user has one.
    const exists = /^arn:[^:]*:iam:/.test(resource) && resource !== subject.user.arn ? [`whether there is ${resource}`] : [];
    return [
      ...typed.map((action) => probe(action, resource, subject, exists)),
      ...others.map((action) => probe(action, resource, subject, [...exists, `whether ${action} is about such a resource`])),
    ];
  });
}

/** Whether a statement is about a resource that another one names. */
function isAbout({ Resource, NotResource }: Statement, pattern: string, { user, account }: Subject): boolean {
  const resource = concrete(pattern, user, account);
  const matches = (one: string): boolean => matchesPattern(fillIn(one, user), resource);
  return NotResource === undefined ? named(Resource).some(matches) : !named(NotResource).some(matches);
}

function probe(action: string, resource: string, { carried }: Subject, more: readonly string[] = []): Probe {
  const isLimited = carried
    .flatMap(({ document }) => statementsOf(document))
    .some(
      (statement) =>
        statement.Effect === "Deny" && covers(statement, action) && (statement.NotResource !== undefined || !isOnAll(statement)),
    );
  const isOpenResource = resource === "*" && isLimited && !WITHOUT_RESOURCE.has(action);
  return {
    action,
    resource,
    dependsOn: [
      ...more,
      ...(isOpenResource ? ["the resource, because a Deny names some"] : []),
      ...(/^kms:/i.test(action) && !WITHOUT_RESOURCE.has(action) ? ["the key's policy"] : []),
    ],
  };
}

function isOnAll({ Resource }: Statement): boolean {
  return named(Resource).includes("*");
}

function named(values: unknown, is: (value: string) => boolean = () => true): readonly string[] {
  return listOf(values).map(String).filter(is);
}

function isWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** AWS's simulator takes no wildcards. */
function isAction(pattern: string): boolean {
  return !isWildcard(pattern);
}

function isSomeResource(pattern: string): boolean {
  return pattern !== "*";
}

/** An ARN that a pattern matches: the user's own where it does. */
function concrete(pattern: string, user: AccountUser, account: string): string {
  const filled = fillIn(pattern, user);
  if (matchesPattern(filled, user.arn)) {
    return user.arn;
  }
  return filled
    .replace(/^(arn:[^:]*:iam::)[*?]+:/, `$1${account}:`)
    .replace(/^(arn:[^:]*:[^:]*:[^:]*:)\*:/, `$1${account}:`)
    .replace(/^arn:\*:/, "arn:aws:")
    .replace(/[*?]/g, "x");
}

function fillIn(pattern: string, { name }: AccountUser): string {
  return pattern.replace(/\$\{aws:username\}/gi, name);
}

function serviceOfArn(arn: string): string {
  return arn.split(":")[2] ?? "";
}
