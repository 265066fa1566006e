import { ENROLMENT_TAG, MAX_GROUPS_PER_USER, MAX_TAGS_PER_USER, TAG_KEY, TAG_VALUE } from "../iam";
import { at, type Problem } from "../problem";
import { checkUserName, checkPath } from "./check-name";
import { checkPgpKey } from "./check-pgp-key";
import {
  badTagKey,
  badTagValue,
  duplicateMembership,
  duplicateTagKey,
  loginProfileOfRenamed,
  reservedEnrolmentTag,
  reservedTagKey,
  tooManyGroupsForUser,
  tooManyTags,
  unknownGroup,
} from "./problems";
import type { RosterUser } from "./roster";

/** Problems of those parts of a user that have the right shape. */
export function checkUser(path: string, user: Partial<RosterUser>, knownGroups: ReadonlySet<string>): readonly Problem[] {
  return [
    ...(user.name === undefined ? [] : checkUserName(at(path, "name"), user.name)),
    ...(user.formerName === undefined ? [] : checkUserName(at(path, "formerName"), user.formerName)),
    ...checkGroups(at(path, "groups"), user.groups ?? [], knownGroups),
    ...checkPath(at(path, "path"), user.path),
    ...(user.tags ? checkTags(at(path, "tags"), user.tags) : []),
    ...(user.loginProfile ? checkPgpKey(at(path, "loginProfile", "pgpKey"), user.loginProfile.pgpKey) : []),
    ...(user.loginProfile && user.formerName !== undefined ? [loginProfileOfRenamed(at(path, "loginProfile"))] : []),
  ];
}

function checkGroups(path: string, groups: readonly string[], known: ReadonlySet<string>): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  groups.forEach((group, index) => {
    if (!known.has(group)) {
      problems.push(unknownGroup(at(path, index), group, [...known]));
    } else if (seen.has(group)) {
      problems.push(duplicateMembership(at(path, index), group));
    }
    seen.add(group);
  });
  if (groups.length > MAX_GROUPS_PER_USER) {
    problems.push(tooManyGroupsForUser(path, groups.length, MAX_GROUPS_PER_USER));
  }
  return problems;
}

function checkTags(path: string, tags: NonNullable<RosterUser["tags"]>): readonly Problem[] {
  const problems: Problem[] = [];
  const firsts = new Map<string, string>();
  const entries = Object.entries(tags).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  for (const [key, value] of entries) {
    const place = at(path, key);
    const first = firsts.get(key.toLowerCase());
    firsts.set(key.toLowerCase(), key);
    if (first !== undefined) {
      problems.push(duplicateTagKey(place, key, first));
    }
    if (key.toLowerCase().startsWith("aws:")) {
      problems.push(reservedTagKey(place, key));
    } else if (key.toLowerCase() === ENROLMENT_TAG) {
      problems.push(reservedEnrolmentTag(place, key));
    } else if (!TAG_KEY.test(key)) {
      problems.push(badTagKey(place, key));
    }
    if (!TAG_VALUE.test(value)) {
      problems.push(badTagValue(place, value));
    }
  }
  if (entries.length > MAX_TAGS_PER_USER) {
    problems.push(tooManyTags(path, entries.length, MAX_TAGS_PER_USER));
  }
  return problems;
}
