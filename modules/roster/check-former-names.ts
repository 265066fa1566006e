import { at, type Problem } from "../problem";
import type { Placed } from "./placed";
import { duplicateFormerName, formerNameInUse, formerNameIsName } from "./problems";

/** Problems of the former names of groups or users with their names and with each other. */
export function checkFormerNames(
  kind: string,
  things: readonly Placed<{ readonly formerName: string }>[],
  showPlace: (path: string) => string,
): readonly Problem[] {
  if (things.every(({ value }) => value.formerName === undefined)) {
    return [];
  }
  const problems: Problem[] = [];
  const names = new Map(things.map(({ name = "", path }) => [name.toLowerCase(), path]));
  const firsts = new Map<string, string>();
  for (const { base, name, value } of things) {
    const { formerName } = value;
    if (formerName !== undefined) {
      const place = at(base, "formerName");
      const lower = formerName.toLowerCase();
      const inUse = names.get(lower);
      const first = firsts.get(lower);
      if (lower === name?.toLowerCase()) {
        problems.push(formerNameIsName(place, formerName));
      } else if (inUse !== undefined) {
        problems.push(formerNameInUse(place, kind, formerName, showPlace(inUse)));
      }
      if (first === undefined) {
        firsts.set(lower, place);
      } else {
        problems.push(duplicateFormerName(place, formerName, showPlace(first)));
      }
    }
  }
  return problems;
}
