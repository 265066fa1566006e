import { type CarriedPolicy, isDenied } from "../../access";
import { actionsOf, matchesPattern } from "../../iam";
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

/** AWS managed policies that allow all that is well known, except for IAM. Source: AWS managed policy reference guide. */
const BROAD: ReadonlySet<string> = new Set(["AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess"]);

/** One request that somebody gets through without MFA: `john with an access key: s3:ListAllMyBuckets`; nothing where none is certain. */
export function openRequest({ holder, grants, carried, enforcement }: Standing): string | undefined {
  if (enforcement.verdict === "enforced") {
    return undefined;
  }
  const documents = carried.flatMap(({ document }) => (document === undefined ? [] : [document]));
  const contexts = enforcement.open.length > 0 ? enforcement.open : (["key", "session"] as const);
  for (const context of contexts) {
    const action = grants.flatMap(allowedActions).find((candidate) => !isDenied(documents, candidate, context));
    if (action !== undefined) {
      const who = holder.kind === "user" ? holder.name : `a member of ${holder.name}`;
      return `${who} ${context === "key" ? "with an access key" : "in the console without MFA"}: ${action}`;
    }
  }
  return undefined;
}

/** Some actions that a policy certainly allows, on some resource and under its conditions. */
function allowedActions({ name, document }: CarriedPolicy): readonly string[] {
  if (document === undefined) {
    return name !== undefined && BROAD.has(name) ? WELL_KNOWN.filter((action) => !action.startsWith("iam:")) : [];
  }
  const { Statement } = isObject(document) ? document : {};
  return listOf(Statement).flatMap((statement) => (isObject(statement) && statement.Effect === "Allow" ? actionsIn(statement) : []));
}

function actionsIn({ Action, NotAction }: Readonly<Record<string, unknown>>): readonly string[] {
  if (NotAction !== undefined) {
    return WELL_KNOWN.filter((action) => !listOf(NotAction).some((pattern) => matchesPattern(String(pattern), action)));
  }
  return listOf(Action).flatMap((given) => {
    const pattern = String(given);
    const known = WELL_KNOWN.filter((action) => matchesPattern(pattern, action));
    return known.length > 0 ? known : examplesOf(pattern);
  });
}

/** The first actions that a pattern such as `codecommit:Git*` matches. */
function examplesOf(pattern: string): readonly string[] {
  const [service = ""] = pattern.split(":");
  const matching = actionsOf(service.toLowerCase())
    .map((action) => `${service.toLowerCase()}:${action}`)
    .filter((action) => matchesPattern(pattern, action));
  return matching.slice(0, 3);
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
