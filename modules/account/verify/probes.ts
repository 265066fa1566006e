import {
  type AccountUser,
  allowedActions,
  allows,
  type CarriedPolicy,
  covers,
  dangerousExemptions,
  examplesOf,
  isNeededBeforeMfa,
  listOf,
  type Statement,
  statementsOf,
} from "../../access";
import { actionsOf, bypassReason, matchesPattern, servicePrefixes } from "../../iam";

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

/** Whoever has no MFA may call these in any case, or whether they may depends on more than their own policies. */
const NEVER_ASKED = /^sts:(AssumeRole.*|GetCallerIdentity|GetSessionToken)$/i;

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
  const { grants } = subject;
  const dangers = subject.carried.flatMap(({ document }) => [...dangerousExemptions(document), ...exemptPatterns(document)]);
  const anywhere = [...dangers.filter((action) => grants.some((policy) => allows(policy, action))), ...grants.flatMap(allowedActions)];
  const onResources = grants.flatMap(({ document }) => allowStatements(document).flatMap((statement) => pairsOf(statement, subject)));
  const probes = [...anywhere.map((action) => probe(action, "*", subject)), ...onResources];
  return ordered(probes, subject);
}

/** An action of every other service that a wildcard of a policy stands for. */
export function remainingProbes(subject: Subject, asked: readonly Probe[]): readonly Probe[] {
  const services = new Set(asked.map(({ action }) => serviceOf(action)));
  const others = servicePrefixes().filter((service) => !services.has(service));
  const actions = others.flatMap((service) => {
    const allowed = actionsOf(service)
      .map((name) => `${service}:${name}`)
      .filter((action) => subject.grants.some((policy) => allows(policy, action)));
    return allowed.find((action) => /:(List|Describe|Get)/.test(action)) ?? allowed.slice(0, 1);
  });
  return ordered(
    actions.map((action) => probe(action, "*", subject)),
    subject,
  );
}

/** The first statement that allows an action on a resource, such as `PowerUserAccess, statement 1`. */
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
        (resource === "*" || statement.NotResource !== undefined || resourcesOf(statement).some(isOn)),
    );
    if (index >= 0) {
      return `${label}, ${statementName(statements[index] ?? {}, index)}`;
    }
  }
  return undefined;
}

/** `statement 2 (DenyWithoutMfa)`. */
export function statementName({ Sid }: Statement, index: number): string {
  return `statement ${index + 1}${typeof Sid === "string" && Sid !== "" ? ` (${Sid})` : ""}`;
}

/** Without what works before MFA anyway, each once, the certain ones first. */
function ordered(probes: readonly Probe[], { carried }: Subject): readonly Probe[] {
  const exempt = commonExemptions(carried);
  const byKey = new Map<string, Probe>();
  for (const candidate of probes) {
    const { action, resource } = candidate;
    const key = `${action} ${resource}`.toLowerCase();
    const isIgnored = NEVER_ASKED.test(action) || isNeededBeforeMfa(action) || exempt.has(action.toLowerCase());
    if (!isIgnored && !byKey.has(key)) {
      byKey.set(key, candidate);
    }
  }
  return [...byKey.values()].sort((a, b) => Math.min(1, a.dependsOn.length) - Math.min(1, b.dependsOn.length));
}

/** Harmless actions that every Deny with NotAction exempts: a user who is proven may call them as well. */
function commonExemptions(carried: readonly CarriedPolicy[]): ReadonlySet<string> {
  const lists = carried
    .flatMap(({ document }) => statementsOf(document))
    .filter(({ Effect, NotAction }) => Effect === "Deny" && NotAction !== undefined)
    .map(({ NotAction }) => listOf(NotAction).map((action) => String(action).toLowerCase()));
  const [first = [], ...others] = lists;
  return new Set(first.filter((action) => bypassReason(action) === undefined && others.every((list) => list.includes(action))));
}

/** Examples of the wildcards by which a Deny spares more than it names. */
function exemptPatterns(document: unknown): readonly string[] {
  return statementsOf(document)
    .filter(({ Effect }) => Effect === "Deny")
    .flatMap(({ NotAction }) => listOf(NotAction).map(String))
    .filter((pattern) => /[*?]/.test(pattern))
    .flatMap(examplesOf);
}

function allowStatements(document: unknown): readonly Statement[] {
  return statementsOf(document).filter(({ Effect }) => Effect === "Allow");
}

/** The requests that a statement about certain resources allows. */
function pairsOf(statement: Statement, subject: Subject): readonly Probe[] {
  const named = listOf(statement.Action)
    .map(String)
    .filter((action) => !/[*?]/.test(action));
  return resourcesOf(statement)
    .filter((pattern) => pattern !== "*")
    .flatMap((pattern) => {
      const resource = concrete(pattern, subject.user, subject.account);
      const typed = ON_RESOURCES.flatMap(([form, actions]) => (form.test(resource) ? actions : [])).filter((action) =>
        covers(statement, action),
      );
      const others = named.filter((action) => !typed.some((known) => known.toLowerCase() === action.toLowerCase()));
      // A user's ARN has the path, so arn:…:user/${aws:username} is nobody where the user has one.
      const exists = /^arn:[^:]*:iam:/.test(resource) && resource !== subject.user.arn ? [`whether there is ${resource}`] : [];
      return [
        ...typed.map((action) => probe(action, resource, subject, exists)),
        ...others.map((action) => probe(action, resource, subject, [...exists, `whether ${action} is about such a resource`])),
      ];
    });
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

function isOnAll(statement: Statement): boolean {
  return resourcesOf(statement).includes("*");
}

function resourcesOf({ Resource }: Statement): readonly string[] {
  return listOf(Resource).map(String);
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

function serviceOf(action: string): string {
  return action.split(":")[0]?.toLowerCase() ?? "";
}
