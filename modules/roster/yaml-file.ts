import { readFileSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { isObject, type Problem } from "../problem";
import { duplicateKey, emptyFile, invalidYaml, noSuchFile, notARoster, notAFile, severalDocuments, unreadableFile } from "./problems";

/** A place in a file: an offset to sort by, and line and column as editors count them. */
export interface Position {
  readonly offset: number;
  readonly text: string;
}

/** A file of YAML or JSON, which is YAML too. */
export interface YamlFile {
  /** The file's content; nothing if it cannot be used. */
  readonly value?: Readonly<Record<string, unknown>>;
  /** What is wrong with the file itself, each with its offset. */
  readonly problems: readonly { readonly offset: number; readonly problem: Problem }[];
  /** Where a value is: its key, its entry in a list, or what would have contained it. */
  locate(keys: readonly (string | number)[]): Position;
}

/** As many as 5,000 users with a few aliases each. Each alias counts as often as the aliases in it, so documents made to explode are refused. */
const MOST_ALIASES = 100_000;

/** Reads a file. What is wrong with it is in the answer. */
export function readYamlFile(path: string): YamlFile {
  const file = shorten(path);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const problem = cannotRead(file, (error as NodeJS.ErrnoException).code ?? "");
    return { problems: [{ offset: 0, problem }], locate: () => ({ offset: 0, text: file }) };
  }
  return parse(file, text);
}

/** A path as one would type it: relative if it is below the working directory. */
function shorten(path: string): string {
  const short = relative(process.cwd(), path);
  return isAbsolute(path) && short !== "" && !short.startsWith("..") && !isAbsolute(short) ? short : path;
}

function cannotRead(file: string, code: string): Problem {
  if (code === "ENOENT" || code === "ENOTDIR") {
    return noSuchFile(file);
  }
  return code === "EISDIR" ? notAFile(file) : unreadableFile(file, code);
}

function parse(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { offset, text: `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}` };
  };
  const found = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    problem: problemOf(position(error.pos[0]).text, error),
  }));
  const { targets, unresolved } = resolveAliases(document);
  for (const alias of unresolved) {
    const offset = startOf(alias) ?? 0;
    const unknown = `the alias *${alias.source} has no anchor &${alias.source} before it`;
    found.push({ offset, problem: invalidYaml(position(offset).text, unknown) });
  }
  const locate = (keys: readonly (string | number)[]): Position => position(offsetOf(document, targets, keys));
  // A document with duplicate keys can be read, so its other problems can be found too.
  if (found.some(({ problem }) => problem.code !== "duplicate-key")) {
    return { problems: found, locate };
  }
  const { value, problem } = toValue(document, position(0).text);
  return problem ? { problems: [...found, { offset: 0, problem }], locate } : { value, problems: found, locate };
}

function toValue(document: Document, place: string): { readonly value?: Readonly<Record<string, unknown>>; readonly problem?: Problem } {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    return { problem: invalidYaml(place, "the aliases multiply into more than a roster can have") };
  }
  if (value === null || value === undefined) {
    return { problem: emptyFile(place) };
  }
  return isObject(value) ? { value } : { problem: { ...notARoster(value), path: place } };
}

function problemOf(place: string, { code, message }: YAMLError): Problem {
  switch (code) {
    case "DUPLICATE_KEY":
      return duplicateKey(place);
    case "MULTIPLE_DOCS":
      return severalDocuments(place);
    default:
      return invalidYaml(place, message);
  }
}

/** What each alias stands for. The library finds the anchor of a single alias only by walking through the whole document. */
function resolveAliases(document: Document): { readonly targets: ReadonlyMap<Alias, Node>; readonly unresolved: readonly Alias[] } {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const unresolved: Alias[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      const target = anchors.get(alias.source);
      if (target) {
        targets.set(alias, target);
      } else {
        unresolved.push(alias);
      }
    },
    Value: (_key, node) => {
      if (node.anchor) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return { targets, unresolved };
}

/** The offset of a value, or of the closest value that contains it. */
function offsetOf(document: Document, targets: ReadonlyMap<Alias, Node>, keys: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of keys) {
    const container: unknown = isAlias(node) ? targets.get(node) : node;
    if (isMap(container)) {
      // Of keys that are there twice the last one counts.
      const pair = container.items.findLast((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) {
        return offset;
      }
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(container) && typeof key === "number") {
      node = container.items[key];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
