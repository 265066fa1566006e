import { emptyList, onlyWith } from "../document-errors";
import { badChoice, badPath, missing, outOfRange, type Problem, unknownKey, wrongShape } from "../errors";
import { IAM_PATH } from "../iam-path";
import { checkExemptActions } from "./check-exempt-actions";
import { checkSize } from "./check-size";
import {
  DEVICES,
  FIDO_LEVELS,
  FIPS_LEVELS,
  KINDS,
  LEAST_MFA_AGE,
  type MfaDocumentOptions,
  MOST_MFA_AGE,
  PARTS,
  SERVICE_CALLS,
} from "./options";
import { PARTITIONS } from "./partition";

/** Problems of one option's value, which is never undefined. */
type Check = (path: string, value: unknown) => readonly Problem[];

const SECURITY_KEYS: Readonly<Record<string, Check>> = { fido: oneOf(FIDO_LEVELS), fips140: oneOf(FIPS_LEVELS) };

const SHAPES: Readonly<Record<keyof MfaDocumentOptions, Check>> = {
  kind: oneOf(KINDS),
  parts: listOf("a list of parts", oneOf(PARTS)),
  firstSignIn: flag,
  cliAccess: flag,
  exemptActions: listOf("a list of actions", () => []),
  maxMfaAge: (path, value) =>
    Number.isInteger(value) && (value as number) >= LEAST_MFA_AGE && (value as number) <= MOST_MFA_AGE
      ? []
      : [outOfRange(path, value, LEAST_MFA_AGE, MOST_MFA_AGE, "seconds, the shortest and the longest session that AWS gives a user")],
  serviceCalls: oneOf(SERVICE_CALLS),
  devices: oneOf(DEVICES),
  securityKeys: checkSecurityKeys,
  ownUserOnly: flag,
  userPaths: checkUserPaths,
  partition: oneOf(PARTITIONS),
};

/** All problems of a document's options; none means that `mfaPolicyDocument` takes them. Takes untyped input. */
export function checkMfaDocumentOptions(options: unknown): readonly Problem[] {
  if (!isObject(options)) {
    return [wrongShape("", options, "an object of options")];
  }
  const shape = checkKeys("", options, SHAPES);
  // The rules see the options whose shape is right, so that one mistake neither hides nor makes another.
  const wrong = new Set(shape.map(({ path }) => path.replace(/[.[].*/, "")));
  const shaped = Object.fromEntries(Object.entries(options).filter(([key]) => !wrong.has(key))) as MfaDocumentOptions;
  const problems = [...shape, ...checkExemptActions(shaped), ...checkTogether(shaped, wrong)];
  return problems.length > 0 ? problems : checkSize(shaped);
}

/** Options that make sense with another only. */
function checkTogether(
  { kind, parts, cliAccess, devices, securityKeys }: MfaDocumentOptions,
  wrong: ReadonlySet<string>,
): readonly Problem[] {
  const isPhishingResistant = devices === "phishing-resistant";
  return [
    ...(parts && kind !== "selfService" && !wrong.has("kind") ? [onlyWith("parts", parts, 'kind: "selfService"')] : []),
    ...(securityKeys && !isPhishingResistant && !wrong.has("devices")
      ? [onlyWith("securityKeys", securityKeys, 'devices: "phishing-resistant"')]
      : []),
    ...(cliAccess && isPhishingResistant
      ? [onlyWith("cliAccess", cliAccess, 'devices: "any"', "sts:GetSessionToken takes codes, not passkeys and security keys")]
      : []),
  ];
}

function checkKeys(path: string, value: Readonly<Record<string, unknown>>, checks: Readonly<Record<string, Check>>): readonly Problem[] {
  const known = Object.keys(checks);
  const at = (key: string): string => (path ? `${path}.${key}` : key);
  return [
    ...Object.keys(value)
      .filter((key) => !known.includes(key))
      .map((key) => unknownKey(at(key), key, known)),
    ...Object.entries(checks).flatMap(([key, check]) => (value[key] === undefined ? [] : check(at(key), value[key]))),
  ];
}

function checkSecurityKeys(path: string, value: unknown): readonly Problem[] {
  if (!isObject(value)) {
    return [wrongShape(path, value, 'an object of levels, such as { fips140: "L2" },')];
  }
  const problems = checkKeys(path, value, SECURITY_KEYS);
  return problems.length > 0 || Object.values(value).some((level) => level !== undefined)
    ? problems
    : [missing(path, "a level of fido, of fips140, or of both")];
}

function checkUserPaths(path: string, value: unknown): readonly Problem[] {
  if (Array.isArray(value) && value.length === 0) {
    return [emptyList(path, 'IAM path (such as "/")')];
  }
  return listOf("a list of IAM paths", checkUserPath)(path, value);
}

function checkUserPath(path: string, value: unknown): readonly Problem[] {
  if (typeof value !== "string") {
    return [wrongShape(path, value, "an IAM path")];
  }
  return IAM_PATH.test(value) ? [] : [badPath(path, value)];
}

function oneOf(choices: readonly string[]): Check {
  return (path, value) => ((choices as readonly unknown[]).includes(value) ? [] : [badChoice(path, value, choices)]);
}

function listOf(expected: string, check: Check): Check {
  return (path, value) =>
    Array.isArray(value)
      ? Array.from<unknown>(value).flatMap((item, index) => check(`${path}[${index}]`, item))
      : [wrongShape(path, value, expected)];
}

function flag(path: string, value: unknown): readonly Problem[] {
  return typeof value === "boolean" ? [] : [wrongShape(path, value, "true or false")];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
