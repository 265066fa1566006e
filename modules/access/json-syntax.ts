/** Terraform's JSON configuration syntax. Source: Terraform's documentation, "JSON configuration syntax". */
import { isObject, show } from "../problem";
import { readTemplate } from "../terraform";
import type { Value } from "./resource";

export type Body = Readonly<Record<string, unknown>>;

/** One reference to an attribute and nothing else, with or without spaces and an index. */
const REFERENCE = /^\$\{\s*([a-z][a-z0-9_]*)\.([A-Za-z_][\w-]*)(?:\[\s*(?:0|[1-9]\d*|"[^"$%\\]*")\s*\])?\.([a-z_]+)\s*\}$/;

/** The blocks that a value stands for: an object is one, a list has many. Anything else is none. */
export function blocks(value: unknown): readonly Body[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isObject);
}

/** Blocks by label: of `{ a: {…}, b: [{…}, {…}] }`, a has one body and b has two. Comments (`//`) are left out. */
export function labelled(value: unknown): readonly (readonly [label: string, bodies: unknown])[] {
  return blocks(value)
    .flatMap((block) => Object.entries(block))
    .filter(([label]) => label !== "//");
}

/** What a value of the configuration stands for. */
export function readValue(value: unknown): Value {
  if (typeof value !== "string") {
    return hasTemplates(value) ? { kind: "unknown", expression: show(value) } : { kind: "literal", value };
  }
  const [, type, name, attribute] = REFERENCE.exec(value) ?? [];
  if (type !== undefined && name !== undefined && attribute !== undefined) {
    return { kind: "reference", address: `${type}.${name}`, attribute, expression: value };
  }
  const { text, isLiteral, hasDirective } = readTemplate(value);
  if (isLiteral) {
    return { kind: "literal", value: text };
  }
  // A directive can leave out what is inside of it, so that nothing of the text is certain.
  return hasDirective ? { kind: "unknown", expression: value } : { kind: "unknown", expression: value, text };
}

/** The entries of a list. An expression in place of a list is one entry that is unknown. */
export function readEntries(value: unknown): readonly Value[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value.map(readValue) : [{ kind: "unknown", expression: show(value) }];
}

function hasTemplates(value: unknown): boolean {
  return typeof value === "object" && value !== null && /[$%]\{/.test(JSON.stringify(value));
}
