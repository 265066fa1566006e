import { MAX_POLICY_LENGTH } from "../iam";
import { isObject } from "../problem";
import { isOperator } from "./operators";
import {
  badCondition,
  badEffect,
  badPattern,
  badSid,
  badVersion,
  duplicateSid,
  noStatement,
  notADocument,
  notAStatement,
  notExactlyOne,
  tooLong,
  unknownOperator,
  unknownElement,
} from "./reasons";

/** Where a statement is: the positions of its document and of the statement, from 0, and its Sid if it has one. */
export interface StatementPlace {
  readonly document: number;
  readonly statement: number;
  readonly sid?: string;
}

/** Why something proves nothing, and where. Without `statement` it concerns the document, without `document` all documents. */
export interface Doubt extends Partial<StatementPlace> {
  readonly reason: string;
}

/** One test of a Condition; a statement applies when all of its tests hold. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of an untrusted document, after checking its shape. Every element is a list. */
export interface ReadStatement {
  readonly place: StatementPlace;
  readonly effect: "Allow" | "Deny";
  readonly actionElement: "Action" | "NotAction";
  readonly actions: readonly string[];
  readonly resourceElement: "Resource" | "NotResource";
  readonly resources: readonly string[];
  readonly tests: readonly ConditionTest[];
}

export interface ReadDocument {
  readonly statements: readonly ReadStatement[];
  /** What AWS would refuse. If there is anything, nothing in the document is in force. */
  readonly doubts: readonly Doubt[];
}

type Elements = Readonly<Record<string, unknown>>;

const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];
const VERSIONS: readonly unknown[] = ["2012-10-17", "2008-10-17", undefined];

const ACTION = /^(\*|(\*|[A-Za-z0-9-]+):[A-Za-z0-9*?-]+)$/;

/**
 * An ARN: six parts, of which the region and the account may be empty. It may begin with `${…}`, a text that only Terraform knows. Source: IAM
 * User Guide, "Amazon Resource Names", and "IAM JSON policy elements: Resource".
 */
const RESOURCE = /^(\*$|\$\{…\}|arn:(\*|aws[a-z-]*):(?!iam:)[^:]+:[^:]*:[^:]*:.)/s;

/** An ARN of IAM: no region, and a kind of resource first. AWS does not document whether it refuses others, so nothing is proven by them. */
const IAM_RESOURCE =
  /^arn:(\*|aws[a-z-]*):iam::[^:]*:(\*$|\$\{…\}|(access-report|federated-user|group|instance-profile|mfa|oidc-provider|policy|report|role|saml-provider|server-certificate|sms-mfa|user)\/)/s;

/** Whether AWS refuses a document, so that nothing in it is in force. */
export function isRefused(document: unknown): boolean {
  return readDocument(document, 0).doubts.length > 0;
}

/**
 * Reads a document of any origin. It is as strict as AWS and corrects nothing, because what AWS refuses is not in force.
 *
 * Sources: IAM User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements: Sid".
 */
export function readDocument(value: unknown, document: number): ReadDocument {
  if (!isObject(value)) {
    return { statements: [], doubts: [{ document, reason: notADocument(value) }] };
  }
  const given = Array.isArray(value.Statement) ? (value.Statement as readonly unknown[]) : [value.Statement];
  const length = lengthOf(value);
  const reasons = [
    ...(length > MAX_POLICY_LENGTH ? [tooLong(length)] : []),
    ...unknownElements(value, DOCUMENT_ELEMENTS),
    ...(VERSIONS.includes(value.Version) ? [] : [badVersion(value.Version)]),
    ...(value.Statement === undefined || given.length === 0 ? [noStatement(value.Statement)] : []),
  ];
  const read = value.Statement === undefined ? [] : given.map((statement, index) => readStatement(statement, document, index));
  const statements = read.flatMap(({ statement }) => (statement ? [statement] : []));
  return {
    statements,
    doubts: [...reasons.map((reason) => ({ document, reason })), ...read.flatMap(({ doubts }) => doubts), ...checkSids(statements)],
  };
}

function readStatement(value: unknown, document: number, index: number): { statement?: ReadStatement; doubts: readonly Doubt[] } {
  const place: StatementPlace = { document, statement: index };
  if (!isObject(value)) {
    return { doubts: [{ ...place, reason: notAStatement(value) }] };
  }
  const { Sid, Effect, Condition } = value;
  const named = typeof Sid === "string" ? { ...place, sid: Sid } : place;
  const actions = readPatterns(value, "Action", "NotAction", [ACTION]);
  const resources = readPatterns(value, "Resource", "NotResource", [RESOURCE, IAM_RESOURCE]);
  const tests = Condition === undefined ? [] : readTests(Condition);
  const reasons = [
    ...unknownElements(value, STATEMENT_ELEMENTS),
    ...(Sid === undefined || (typeof Sid === "string" && /^[A-Za-z0-9]*$/.test(Sid)) ? [] : [badSid(Sid)]),
    ...(Effect === "Allow" || Effect === "Deny" ? [] : [badEffect(Effect)]),
    ...actions.reasons,
    ...resources.reasons,
    ...(tests ?? []).flatMap(({ operator }) => (isOperator(operator) ? [] : [unknownOperator(operator)])),
    ...(tests ? [] : [badCondition(Condition)]),
  ];
  if (reasons.length > 0) {
    return { doubts: reasons.map((reason) => ({ ...named, reason })) };
  }
  return {
    statement: {
      place: named,
      effect: Effect as ReadStatement["effect"],
      actionElement: actions.element,
      actions: actions.patterns,
      resourceElement: resources.element,
      resources: resources.patterns,
      tests: tests ?? [],
    },
    doubts: [],
  };
}

function readPatterns<Plain extends string, Negated extends string>(
  statement: Elements,
  plain: Plain,
  negated: Negated,
  forms: readonly RegExp[],
): { readonly element: Plain | Negated; readonly patterns: readonly string[]; readonly reasons: readonly string[] } {
  const element = statement[plain] === undefined ? negated : plain;
  if ((statement[plain] === undefined) === (statement[negated] === undefined)) {
    return { element, patterns: [], reasons: [notExactlyOne(plain, negated)] };
  }
  const values = listOf(statement[element]);
  const patterns = values.filter((value) => typeof value === "string" && forms.some((form) => form.test(value))) as readonly string[];
  const refused = values.length === 0 ? [statement[element]] : values.filter((value) => !(patterns as readonly unknown[]).includes(value));
  return { element, patterns, reasons: refused.map((value) => badPattern(element, value)) };
}

/** The tests of a Condition; nothing if it does not have the shape of a condition. */
function readTests(condition: unknown): readonly ConditionTest[] | undefined {
  if (!isObject(condition)) {
    return undefined;
  }
  const tests: ConditionTest[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isObject(keys) || Object.keys(keys).length === 0) {
      return undefined;
    }
    for (const [key, given] of Object.entries(keys)) {
      const values = listOf(given);
      if (values.length === 0 || !values.every((value) => ["string", "boolean", "number"].includes(typeof value))) {
        return undefined;
      }
      tests.push({ operator, key, values: values.map(String) });
    }
  }
  return tests;
}

function checkSids(statements: readonly ReadStatement[]): readonly Doubt[] {
  const seen = new Set<string>();
  return statements.flatMap(({ place }) => {
    if (!place.sid) {
      return [];
    }
    const isNew = !seen.has(place.sid);
    seen.add(place.sid);
    return isNew ? [] : [{ ...place, reason: duplicateSid(place.sid) }];
  });
}

function unknownElements(value: Elements, known: readonly string[]): readonly string[] {
  return Object.keys(value)
    .filter((element) => !known.includes(element))
    .map((element) => unknownElement(element, known));
}

/** In characters, as AWS counts them: without white space. */
function lengthOf(document: Elements): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
