import {
  armoredPgpKey,
  badPgpKey,
  badTagKey,
  badTagValue,
  duplicateMembership,
  duplicateTagKey,
  looksLikeToken,
  missingPgpKey,
  type Problem,
  reservedName,
  reservedTagKey,
  secretPgpKey,
  tooManyGroupsForUser,
  tooManyTags,
  unknownGroup,
} from "../errors";
import { checkPath, checkUserName } from "./check-names";
import { isNumberToken } from "./number-token";
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
    ...(user.name === undefined ? [] : checkUserName(join(path, "name"), user.name)),
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
      ...checkTagValue(place, value),
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
  if (!TAG_KEY.test(key)) {
    return [badTagKey(place, key)];
  }
  return isNumberToken(key) ? [looksLikeToken(place, key)] : [];
}

function checkTagValue(place: string, value: string): readonly Problem[] {
  if (!TAG_VALUE.test(value)) {
    return [badTagValue(place, value)];
  }
  return isNumberToken(value) ? [looksLikeToken(place, value)] : [];
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
  if (KEYBASE.test(pgpKey)) {
    return [];
  }
  switch (firstPacket(pgpKey)) {
    case PUBLIC_KEY:
      return [];
    case SECRET_KEY:
      return [secretPgpKey(place)];
    default:
      return [badPgpKey(place, pgpKey)];
  }
}

/** Tags of OpenPGP packets. Source: RFC 9580, 5. */
const SECRET_KEY = 5;
const PUBLIC_KEY = 6;

/** The tag of the first OpenPGP packet in base64. Source: RFC 9580, 4.2. */
function firstPacket(text: string): number | undefined {
  const packed = text.replace(/[\r\n]/g, "");
  const [first = 0] = BASE64.test(packed) && packed.length % 4 === 0 ? Buffer.from(packed, "base64") : [];
  if ((first & 0x80) === 0) {
    return undefined;
  }
  return (first & 0x40) === 0 ? (first & 0x3c) >> 2 : first & 0x3f;
}
