import { checkRoster } from "../../modules/roster";

/** The problems of a roster, each as its code and its line. */
export function linesOf(roster: unknown): readonly (readonly [code: string, line: string])[] {
  return checkRoster(roster).map(({ code, path, message }) => [code, path ? `${path}: ${message}` : message] as const);
}
