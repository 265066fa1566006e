/**
 * What AWS makes of the text of a policy: what it refuses, and what is left of a document that only Terraform knows in full. Sources: IAM User
 * Guide, "Grammar of the IAM JSON policy language" and "IAM and AWS STS quotas".
 */
import { UNKNOWN_PART, type Value } from "./expressions";
import { isBody } from "./terraform-json";

/** A policy that may allow anything, in place of one whose content is not known. */
export const ANYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

/** Characters, not counting white space. */
export const MANAGED_POLICY_QUOTA = 6144;
export const INLINE_QUOTA = { user: 2048, group: 5120 } as const;

const OPERATORS = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"],
  ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"],
  ...["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
  ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
];
/** AWS checks the path of IAM's own ARNs: "IAM resource path must either be * or start with user/, federated-user/, role/, …". */
const RESOURCE =
  /^(\*|arn:[^:]*:(?!iam:)[^:]*:[^:]*:[^:]*:.+|arn:[^:]*:iam:[^:]*:[^:]*:(\*|root$|(user|federated-user|role|group|instance-profile|mfa|server-certificate|policy|sms-mfa|saml-provider|oidc-provider|report|access-report)\/).*)$/;
const DOCUMENT_KEYS = ["Version", "Id", "Statement"];
const STATEMENT_KEYS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/** What a document is in AWS: its text, or undefined if AWS refuses it. */
export function documentInAws(value: Value, quota: number = MANAGED_POLICY_QUOTA): string | undefined {
  if (value.kind === "text") {
    return isRefused(value.text, quota) ? undefined : value.text;
  }
  return value.text.includes(UNKNOWN_PART) ? knownPart(value.text, quota) : ANYTHING;
}

export function lengthOf(text: string): number {
  return text.replace(/\s/g, "").length;
}

/** Of a document with unknown parts: a Deny that has one may deny nothing, and an Allow that has one may allow everything. */
function knownPart(text: string, quota: number): string {
  const readable = text.replaceAll(UNKNOWN_PART, "UNKNOWN-PART");
  const document = parse(readable);
  if (!isBody(document) || isRefused(readable, quota)) {
    return ANYTHING;
  }
  const statements = statementsOf(document).flatMap((statement) => {
    if (!JSON.stringify(statement).includes("UNKNOWN-PART")) {
      return [statement];
    }
    return isBody(statement) && statement.Effect === "Deny" ? [] : [{ Effect: "Allow", Action: "*", Resource: "*" }];
  });
  return JSON.stringify({ ...document, Statement: statements });
}

function isRefused(text: string, quota: number): boolean {
  const document = parse(text);
  if (!isBody(document) || lengthOf(text) > quota || hasDuplicateKeys(text, document)) {
    return true;
  }
  const { Version: version = "2008-10-17" } = document;
  const statements = statementsOf(document);
  const sids = statements.flatMap((statement) => (isBody(statement) && statement.Sid !== undefined ? [statement.Sid] : []));
  return (
    !["2012-10-17", "2008-10-17"].includes(String(version)) ||
    !Object.keys(document).every((key) => DOCUMENT_KEYS.includes(key)) ||
    statements.length === 0 ||
    new Set(sids).size < sids.length ||
    !statements.every(isStatement)
  );
}

function isStatement(statement: unknown): boolean {
  if (!isBody(statement)) {
    return false;
  }
  const { Sid: sid = "", Effect: effect, Action, NotAction, Resource, NotResource, Condition: condition = {} } = statement;
  return (
    Object.keys(statement).every((key) => STATEMENT_KEYS.includes(key)) &&
    /^[A-Za-z0-9]*$/.test(String(sid)) &&
    (effect === "Allow" || effect === "Deny") &&
    isOneOf(Action, NotAction, /^(\*|[A-Za-z0-9-]+:[\w*?-]+)$/) &&
    isOneOf(Resource, NotResource, RESOURCE) &&
    isCondition(condition)
  );
}

/** Whether exactly one of two elements is there, and its entries have this form. */
function isOneOf(plain: unknown, negated: unknown, form: RegExp): boolean {
  if ((plain === undefined) === (negated === undefined)) {
    return false;
  }
  const entries = [plain ?? negated].flat();
  return entries.length > 0 && entries.every((entry) => typeof entry === "string" && form.test(entry));
}

function isCondition(condition: unknown): boolean {
  return (
    isBody(condition) &&
    Object.entries(condition).every(([operator, keys]) => isOperator(operator) && isBody(keys) && Object.keys(keys).length > 0)
  );
}

function isOperator(operator: string): boolean {
  const plain = operator.replace(/^(ForAllValues|ForAnyValue):/, "");
  return plain === "Null" || OPERATORS.includes(plain.replace(/IfExists$/, ""));
}

function statementsOf(document: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { Statement: statement = [] } = document;
  return [statement].flat();
}

/** Whether an object in the text has a key twice. Which of the two counts is not defined. */
function hasDuplicateKeys(text: string, document: unknown): boolean {
  const inText = text.match(/"(?:[^"\\]|\\.)*"/g)?.length ?? 0;
  return inText !== countStrings(document);
}

/** How many strings the JSON of a value has, keys included. */
function countStrings(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce((sum: number, item) => sum + countStrings(item), 0);
  }
  if (isBody(value)) {
    return Object.values(value).reduce((sum: number, held) => sum + 1 + countStrings(held), 0);
  }
  return typeof value === "string" ? 1 : 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
