import {
  armoredPgpKey,
  badPgpKey,
  badTagKey,
  badTagValue,
  duplicateMembership,
  duplicateTagKey,
  missingPgpKey,
  type Problem,
  reservedName,
  reservedTagKey,
  tooManyGroupsForUser,
  tooManyTags,
  unknownGroup,
} from "../errors";
import { checkName, checkPath } from "./check-names";
import { join } from "./paths";
import type { RosterUser, SignIn } from "./roster";

/** Groups that IAM allows a user. Source: "IAM and AWS STS quotas". */
const MAX_GROUPS = 10;
const MAX_TAGS = 50;

/** Source: IAM API reference, Tag. */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

const KEYBASE = /^keybase:[A-Za-z0-9_]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Problems of those parts of a user that have the right shape. */
export function checkUser(path: string, user: Partial<RosterUser>, knownGroups: ReadonlySet<string>): readonly Problem[] {
  return [
    ...(user.name === undefined ? [] : checkName(join(path, "name"), "user name", user.name, 64)),
    ...checkGroups(join(path, "groups"), user.groups ?? [], knownGroups),
    ...checkPath(join(path, "path"), user.path),
    ...checkTags(join(path, "tags"), user.tags ?? {}),
    ...checkSignIn(join(path, "signIn"), user.signIn),
  ];
}

function checkGroups(path: string, groups: readonly string[], known: ReadonlySet<string>): readonly Problem[] {
  const seen = new Set<string>();
  const problems = groups.flatMap((group, index) => {
    const place = join(path, index);
    if (!known.has(group)) {
      return [unknownGroup(place, group, known)];
    }
    if (seen.has(group)) {
      return [duplicateMembership(place, group)];
    }
    seen.add(group);
    return [];
  });
  return groups.length > MAX_GROUPS ? [...problems, tooManyGroupsForUser(path, groups.length)] : problems;
}

function checkTags(path: string, tags: Readonly<Record<string, string>>): readonly Problem[] {
  const firsts = new Map<string, string>();
  const problems = Object.entries(tags).flatMap(([key, value]) => {
    const place = join(path, key);
    const first = firsts.get(key.toLowerCase());
    firsts.set(key.toLowerCase(), key);
    return [
      ...(first === undefined ? [] : [duplicateTagKey(place, key, first)]),
      ...checkTagKey(place, key),
      ...(TAG_VALUE.test(value) ? [] : [badTagValue(place, value)]),
    ];
  });
  const count = Object.keys(tags).length;
  return count > MAX_TAGS ? [...problems, tooManyTags(path, count)] : problems;
}

function checkTagKey(place: string, key: string): readonly Problem[] {
  if (key === "__proto__") {
    return [reservedName(place, "tag key", key)];
  }
  if (key.toLowerCase().startsWith("aws:")) {
    return [reservedTagKey(place, key)];
  }
  return TAG_KEY.test(key) ? [] : [badTagKey(place, key)];
}

function checkSignIn(path: string, signIn: SignIn | undefined): readonly Problem[] {
  if (signIn === undefined) {
    return [];
  }
  const place = join(path, "pgpKey");
  const pgpKey: unknown = signIn.pgpKey;
  if (pgpKey === undefined || pgpKey === null || pgpKey === "") {
    return [missingPgpKey(place)];
  }
  if (typeof pgpKey !== "string") {
    return [badPgpKey(place, pgpKey)];
  }
  if (pgpKey.includes("-----BEGIN PGP")) {
    return [armoredPgpKey(place)];
  }
  return KEYBASE.test(pgpKey) || isBinaryPgpKey(pgpKey) ? [] : [badPgpKey(place, pgpKey)];
}

/** An OpenPGP packet begins with a byte whose highest bit is set. Source: RFC 4880, 4.2. */
function isBinaryPgpKey(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, "");
  return BASE64.test(packed) && packed.length % 4 === 0 && ((Buffer.from(packed, "base64")[0] ?? 0) & 0x80) !== 0;
}
