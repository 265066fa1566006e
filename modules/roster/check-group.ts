import { at, type Problem } from "../problem";
import { checkGroupName, checkPath } from "./check-name";
import { checkManagedPolicies } from "./managed-policies";
import type { RosterGroup } from "./roster";

/** Problems of those parts of a group that have the right shape. */
export function checkGroup(path: string, name: string, group: Partial<RosterGroup>): readonly Problem[] {
  return [
    ...checkGroupName(path, name),
    ...(group.formerName === undefined ? [] : checkGroupName(at(path, "formerName"), group.formerName)),
    ...checkPath(at(path, "path"), group.path),
    ...checkManagedPolicies(at(path, "managedPolicies"), group.managedPolicies ?? []),
  ];
}
