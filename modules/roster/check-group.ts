import { badGrant, duplicateGrant, impliedGrant, looksLikeToken, type Problem, tooManyGrants } from "../errors";
import { checkName, checkPath } from "./check-names";
import { arnOfGrant, awsManagedPolicyName, isGrant } from "./grants";
import { isNumberToken } from "./number-token";
import { join } from "./paths";
import type { RosterGroup } from "./roster";

/** Managed policies that IAM allows a group, less the MFA policy and IAMUserChangePassword. Source: "IAM and AWS STS quotas". */
const MAX_GRANTS = 8;

/** Problems of those parts of a group that have the right shape. */
export function checkGroup(path: string, name: string, group: Partial<RosterGroup>): readonly Problem[] {
  return [
    ...checkGroupName(path, name),
    ...checkPath(join(path, "path"), group.path),
    ...checkGrants(join(path, "grants"), group.grants ?? []),
  ];
}

/** Problems of a group's name. Takes untyped input. */
export function checkGroupName(path: string, name: unknown): readonly Problem[] {
  return checkName(path, "group name", name, 128);
}

/** Problems of a list of grants. */
export function checkGrants(path: string, grants: readonly unknown[]): readonly Problem[] {
  const seen = new Set<unknown>();
  const problems = Array.from(grants).flatMap((grant, index) => {
    const place = join(path, index);
    if (!isGrant(grant)) {
      return [badGrant(place, grant)];
    }
    const identity = awsManagedPolicyName(grant) ?? arnOfGrant(grant) ?? grant;
    if (identity === "IAMUserChangePassword") {
      return [impliedGrant(place)];
    }
    if (seen.has(identity)) {
      return [duplicateGrant(place, grant)];
    }
    seen.add(identity);
    return typeof identity === "string" && isNumberToken(identity) ? [looksLikeToken(place, grant)] : [];
  });
  return grants.length > MAX_GRANTS ? [...problems, tooManyGrants(path, grants.length)] : problems;
}
