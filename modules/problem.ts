import { closest as closestWord, distance } from "fastest-levenshtein";

/** One mistake in the input. */
export interface Problem {
  /** A stable name for this kind of mistake, such as `unknown-group`. docs/errors.md lists them all. */
  readonly code: string;
  /** Where it is, written as in code, with a user's name beside the index: `users[3] "anna".groups[0]`. Empty for the input as a whole. */
  readonly path: string;
  /** What is wrong, with the value, and how to fix it. */
  readonly message: string;
}

/** Thrown for mistakes in the input. It carries every problem that was found; each says where it is, so there is no stack trace. */
export class InvalidInputError extends Error {
  /** All problems, in the order of the input. */
  declare readonly problems: readonly Problem[];

  /**
   * @param subject what has the problems, such as "the roster"
   * @param problems at least one
   */
  constructor(subject: string, problems: readonly Problem[]) {
    super(`${subject} has ${count(problems.length, "problem")}:\n${problems.map((problem) => `  ${describe(problem)}`).join("\n")}`);
    this.name = "InvalidInputError";
    this.stack = `${this.name}: ${this.message}`;
    // Not enumerable: Node prints an uncaught error's enumerable properties, and each problem is in the message already.
    Object.defineProperty(this, "problems", { value: problems });
  }
}

/** A problem on one line. */
export function describe({ path, message }: Problem): string {
  return path ? `${path}: ${message}` : message;
}

/** What an error of any kind says. */
export function messageOf(error: unknown): string {
  return isObject(error) && typeof error.message === "string" ? error.message : String(error);
}

/** `1 problem`, `2 problems`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The longest value that a message repeats in full. */
const LONGEST_VALUE = 80;

/** A value as a message shows it: JSON, shortened. */
export function show(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  const text = toJson(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text;
}

function toJson(value: unknown): string {
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === "string" ? text : `a ${typeof value}`;
  } catch {
    return typeof value === "bigint" ? `${value}n` : "an object";
  }
}

/** What a reader would not see, or what would make text look like other text: control and format characters, such as those that reorder text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text from elsewhere with everything invisible spelled out, on one line. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Names as a message lists them: sorted, the first ten. */
export function list(names: Iterable<string>): string {
  const sorted = [...names].sort();
  const shown = sorted.slice(0, 10).join(", ");
  return sorted.length > 10 ? `${shown} and ${sorted.length - 10} more` : shown || "none";
}

/** The known word that a misspelt one probably means, ignoring case; nothing where none is close. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const lower = known.map((name) => name.toLowerCase());
  const found = lower.length > 0 ? closestWord(wanted, lower) : "";
  const mistakes = distance(wanted, found);
  const isClose = mistakes < wanted.length && mistakes <= Math.max(2, Math.floor(wanted.length / 3));
  return isClose ? known[lower.indexOf(found)] : undefined;
}

/** `; did you mean "x"?`, or the known words where none is close. */
export function didYouMean(word: string, known: readonly string[], noun: string): string {
  const meant = closest(word, known);
  return meant === undefined ? `; known ${noun}: ${list(known)}` : `; did you mean ${show(meant)}?`;
}

// ---- problems that every room can find ------------------------------------------------------------------------------

export function wrongType(path: string, value: unknown, expected: string): Problem {
  return value === undefined
    ? { code: "missing", path, message: `missing; expected ${expected}` }
    : { code: "wrong-type", path, message: `${show(value)} is not ${expected}` };
}

export function unknownKey(path: string, key: string, known: readonly string[]): Problem {
  return { code: "unknown-key", path, message: `unknown key ${show(key)}${didYouMean(key, known, "keys")}` };
}

export function badChoice(path: string, value: unknown, choices: readonly string[]): Problem {
  const quoted = choices.map(show);
  const allowed = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return value === undefined
    ? wrongType(path, value, allowed)
    : { code: "invalid-value", path, message: `${show(value)} is not a valid value; use ${allowed}` };
}

export function outOfRange(path: string, value: unknown, lowest: number, highest: number, unit: string): Problem {
  return {
    code: "out-of-range",
    path,
    message: `${show(value)} is out of range; use a whole number of ${unit} from ${lowest} to ${highest}`,
  };
}

export function badPath(path: string, value: unknown): Problem {
  return value === undefined
    ? wrongType(path, value, 'an IAM path, such as "/"')
    : {
        code: "invalid-path",
        path,
        message: `${show(value)} is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"`,
      };
}

export function templateInPath(path: string, value: string): Problem {
  return {
    code: "invalid-path",
    path,
    message: `${show(value)} contains "\${" or "%{", which Terraform reads as a template; choose another path`,
  };
}

export function badDate(path: string, value: string): Problem {
  return { code: "invalid-date", path, message: `${show(value)} is not a day; write it as "2026-12-31"` };
}

/** A day of the calendar, as `2026-12-31`: not February 30. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Codes of Node.js for files that cannot be used. */
const FILE_REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied; check who may read it",
  EISDIR: "this is a folder; name a file in it",
  ENOENT: "no such file; check the path",
  ENOTDIR: "a part of the path is a file; check the path",
  EPERM: "permission denied; check who may read it",
};

/** Why a file cannot be used, with the fix where it is known. */
export function fileReason(error: unknown): string {
  const known = isObject(error) && typeof error.code === "string" ? FILE_REASONS[error.code] : undefined;
  return known ?? messageOf(error);
}

/** The keys of an object that it should not have. Keys whose value is undefined count as absent. */
export function unknownKeys(base: string, value: object, known: readonly string[]): readonly Problem[] {
  return Object.entries(value)
    .filter(([key, given]) => given !== undefined && !known.includes(key))
    .map(([key]) => unknownKey(at(base, key), key, known));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// ---- places ---------------------------------------------------------------------------------------------------------

/** A place in a value, as one would write it in code: `users[3].groups[0]`, `groups["my.group"]`. */
export function at(base: string, ...keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === "number") {
      return `${path}[${key}]`;
    }
    const text = String(key);
    if (!/^[A-Za-z_$][\w$]*$/.test(text)) {
      return `${path}[${JSON.stringify(text)}]`;
    }
    return path ? `${path}.${text}` : text;
  }, base);
}

/** The same problems, seen from outside of the value that they are in: `users[0].name` becomes `roster.users[0].name`. */
export function within(outer: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => {
    const { path } = problem;
    return { ...problem, path: path === "" || path.startsWith("[") ? `${outer}${path}` : `${outer}.${path}` };
  });
}
