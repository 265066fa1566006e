import { isObject } from "../problem";
import { matchesPattern } from "./wildcards";

/** A statement of a document from anywhere, unchecked. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of a document, of which there may be one without a list. Source: IAM User Guide, "Grammar of the IAM JSON policy language". */
export function statementsOf(document: unknown): readonly Statement[] {
  return isObject(document) ? listOf(document.Statement).filter(isObject) : [];
}

/** An element that may be a single value, as a list. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Whether a statement is about an action. */
export function covers({ Action, NotAction }: Statement, action: string): boolean {
  return NotAction === undefined
    ? listOf(Action).some((pattern) => matchesPattern(String(pattern), action))
    : !listOf(NotAction).some((pattern) => matchesPattern(String(pattern), action));
}

/** The value of a document's text; nothing where it is not JSON. */
export function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
