import { at, badDate, didYouMean, InvalidInputError, isDay, isObject, type Problem, unknownKeys, wrongType } from "../problem";
import { duplicateAcceptance, unknownFinding } from "./problems";

/** A finding that somebody has decided to live with for a while. */
export interface Acceptance {
  /** The finding's id. */
  readonly id: string;
  /** The finding's address. */
  readonly address: string;
  readonly reason: string;
  /** The last day on which it is accepted, in UTC: `2026-12-31`. */
  readonly until: string;
}

const KEYS = ["id", "address", "reason", "until"] as const;

/**
 * Reads a list of accepted findings.
 *
 * @param json the parsed file
 * @param knownIds the ids that findings can have
 * @throws InvalidInputError with all problems
 */
export function readAccepted(json: unknown, knownIds: readonly string[]): readonly Acceptance[] {
  const problems: Problem[] = [];
  if (!Array.isArray(json)) {
    problems.push(wrongType("", json, 'a list such as [{ "id": …, "address": …, "reason": …, "until": "2026-12-31" }]'));
  }
  const accepted = (Array.isArray(json) ? (json as readonly unknown[]) : []).map((entry, index) =>
    readEntry(entry, at("", index), problems),
  );
  accepted.forEach(({ id, address }, index) => {
    if (!isText(id) || !isText(address)) {
      return;
    }
    const path = at("", index);
    if (!knownIds.includes(id)) {
      problems.push(unknownFinding(at(path, "id"), id, didYouMean(id, knownIds, "ids")));
    }
    const first = accepted.findIndex((other) => other.id === id && other.address === address);
    if (first < index) {
      problems.push(duplicateAcceptance(path, id, address, at("", first)));
    }
  });
  if (problems.length > 0) {
    throw new InvalidInputError("the list of accepted findings", problems);
  }
  return accepted;
}

/** Whether the day until which a finding is accepted has passed. Days are compared as text. */
export function isExpired({ until }: Acceptance, today: string): boolean {
  return until < today;
}

function readEntry(entry: unknown, path: string, problems: Problem[]): Acceptance {
  if (!isObject(entry)) {
    problems.push(wrongType(path, entry, "an object with id, address, reason and until"));
    return { id: "", address: "", reason: "", until: "" };
  }
  problems.push(...unknownKeys(path, entry, KEYS));
  const [id, address, reason, until] = KEYS.map((key) => readText(entry[key], at(path, key), problems)) as [string, string, string, string];
  if (isText(until) && !isDay(until)) {
    problems.push(badDate(at(path, "until"), until));
  }
  return { id, address, reason, until };
}

function readText(value: unknown, path: string, problems: Problem[]): string {
  if (typeof value === "string" && isText(value)) {
    return value;
  }
  problems.push(wrongType(path, value, "text that is not empty"));
  return "";
}

function isText(value: string): boolean {
  return value.trim() !== "";
}
