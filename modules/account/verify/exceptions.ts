import { at, badDate, InvalidInputError, isDay, isObject, type Problem, unknownKeys, wrongType } from "../../problem";

/** A user who need not be enforced for a while, such as a service user. */
export interface Exception {
  readonly user: string;
  readonly reason: string;
  /** The last day on which it counts, in UTC: `2026-12-31`. */
  readonly until: string;
}

const KEYS = ["user", "reason", "until"] as const;

/**
 * Reads a list of exceptions.
 *
 * @param json the parsed file
 * @throws InvalidInputError with all problems
 */
export function readExceptions(json: unknown): readonly Exception[] {
  const problems: Problem[] = [];
  if (!Array.isArray(json)) {
    problems.push(wrongType("", json, 'a list such as [{ "user": …, "reason": …, "until": "2026-12-31" }]'));
  }
  const entries = Array.isArray(json) ? (json as readonly unknown[]) : [];
  const exceptions = entries.map((entry, index) => readEntry(entry, at("", index), problems));
  const places = new Map<string, number>();
  exceptions.forEach(({ user }, index) => {
    const first = places.get(user.toLowerCase()) ?? index;
    places.set(user.toLowerCase(), first);
    if (user !== "" && first < index) {
      const message = `${user} is excepted twice, also in ${at("", first)}; remove one of them`;
      problems.push({ code: "duplicate-exception", path: at("", index), message });
    }
  });
  if (problems.length > 0) {
    throw new InvalidInputError("the list of exceptions", problems);
  }
  return exceptions;
}

/** IAM ignores the case of names. Source: IAM API reference, CreateUser. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether the day until which an exception counts has passed. Days are compared as text. */
export function isExpired({ until }: Exception, today: string): boolean {
  return until < today;
}

function readEntry(entry: unknown, path: string, problems: Problem[]): Exception {
  if (!isObject(entry)) {
    problems.push(wrongType(path, entry, "an object with user, reason and until"));
    return { user: "", reason: "", until: "" };
  }
  problems.push(...unknownKeys(path, entry, KEYS));
  const [user, reason, until] = KEYS.map((key) => readText(entry[key], at(path, key), problems)) as [string, string, string];
  if (until !== "" && !isDay(until)) {
    problems.push(badDate(at(path, "until"), until));
  }
  return { user, reason, until };
}

function readText(value: unknown, path: string, problems: Problem[]): string {
  if (typeof value === "string" && value.trim() !== "") {
    return value;
  }
  problems.push(wrongType(path, value, "text that is not empty"));
  return "";
}
