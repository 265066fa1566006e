import { IAM_PATH, PARTITIONS } from "../iam";
import { at, badChoice, badPath, isObject, outOfRange, type Problem, templateInPath, unknownKeys, wrongType } from "../problem";
import { hasTemplate } from "../terraform";
import { checkExemptActions } from "./check-exempt-actions";
import { checkSize } from "./check-size";
import {
  ALLOWED_DEVICES,
  ENROLMENT,
  FIDO_LEVELS,
  FIPS_LEVELS,
  KINDS,
  MAX_MFA_AGE_SECONDS,
  type MfaDocumentOptions,
  MIN_MFA_AGE_SECONDS,
  PARTS,
  VIA_AWS_SERVICE,
} from "./options";
import { emptyList, requiresOption } from "./problems";

/** Problems of one option's value, which is never undefined. */
type Check = (path: string, value: unknown) => readonly Problem[];

const SECURITY_KEYS: Readonly<Record<string, Check>> = { fido: oneOf(FIDO_LEVELS), fips140: oneOf(FIPS_LEVELS) };

const CHECKS: Readonly<Record<keyof MfaDocumentOptions, Check>> = {
  kind: oneOf(KINDS),
  parts: listOf("a list of parts", oneOf(PARTS)),
  changePasswordWithoutMfa: flag,
  getSessionTokenWithoutMfa: flag,
  exemptActions: listOf("a list of actions", () => []),
  maxMfaAgeSeconds: (path, value) =>
    Number.isInteger(value) && (value as number) >= MIN_MFA_AGE_SECONDS && (value as number) <= MAX_MFA_AGE_SECONDS
      ? []
      : [outOfRange(path, value, MIN_MFA_AGE_SECONDS, MAX_MFA_AGE_SECONDS, "seconds")],
  viaAwsService: oneOf(VIA_AWS_SERVICE),
  allowedDevices: oneOf(ALLOWED_DEVICES),
  securityKeys: checkSecurityKeys,
  exemptOwnUserOnly: flag,
  enrolment: oneOf(ENROLMENT),
  enrolmentTag: flag,
  userPaths: checkUserPaths,
  partition: oneOf(PARTITIONS),
};

/** All problems of a document's options; none means that `mfaPolicyDocument` accepts them. Takes untyped input. */
export function checkMfaDocumentOptions(options: unknown): readonly Problem[] {
  if (!isObject(options)) {
    return [wrongType("", options, "an object of options")];
  }
  const shape = checkKeys("", options, CHECKS);
  // The other rules see only the options of the right shape, so that one mistake neither hides nor causes another.
  const wrong = new Set(shape.map(({ path }) => path.replace(/[.[].*/, "")));
  const shaped = Object.fromEntries(Object.entries(options).filter(([key]) => !wrong.has(key))) as MfaDocumentOptions;
  const problems = [...shape, ...checkExemptActions(shaped), ...checkCombinations(shaped, wrong)];
  return problems.length > 0 ? problems : checkSize(shaped);
}

/** Options that need another option. */
function checkCombinations(
  { kind, parts, getSessionTokenWithoutMfa, allowedDevices, securityKeys }: MfaDocumentOptions,
  wrong: ReadonlySet<string>,
): readonly Problem[] {
  const isPhishingResistant = allowedDevices === "phishing-resistant";
  const problems: Problem[] = [];
  if (parts && kind !== "selfManage" && !wrong.has("kind")) {
    problems.push(requiresOption("parts", parts, 'kind: "selfManage"'));
  }
  if (securityKeys && !isPhishingResistant && !wrong.has("allowedDevices")) {
    problems.push(requiresOption("securityKeys", securityKeys, 'allowedDevices: "phishing-resistant"'));
  }
  if (getSessionTokenWithoutMfa && isPhishingResistant) {
    const reason = "sts:GetSessionToken takes codes, not passkeys or security keys";
    problems.push(requiresOption("getSessionTokenWithoutMfa", getSessionTokenWithoutMfa, 'allowedDevices: "any"', reason));
  }
  return problems;
}

function checkKeys(base: string, value: Readonly<Record<string, unknown>>, checks: Readonly<Record<string, Check>>): readonly Problem[] {
  return [
    ...unknownKeys(base, value, Object.keys(checks)),
    ...Object.entries(checks).flatMap(([key, check]) => (value[key] === undefined ? [] : check(at(base, key), value[key]))),
  ];
}

function checkSecurityKeys(path: string, value: unknown): readonly Problem[] {
  const expected = 'an object with at least one certification level, such as { fips140: "L2" }';
  if (!isObject(value)) {
    return [wrongType(path, value, expected)];
  }
  const problems = checkKeys(path, value, SECURITY_KEYS);
  return problems.length > 0 || Object.values(value).some((level) => level !== undefined) ? problems : [wrongType(path, value, expected)];
}

function checkUserPaths(path: string, value: unknown): readonly Problem[] {
  if (Array.isArray(value) && value.length === 0) {
    return [emptyList(path, 'IAM path, such as "/"')];
  }
  return listOf("a list of IAM paths", checkUserPath)(path, value);
}

function checkUserPath(path: string, value: unknown): readonly Problem[] {
  if (typeof value === "string" && hasTemplate(value)) {
    return [templateInPath(path, value)];
  }
  return typeof value === "string" && IAM_PATH.test(value) ? [] : [badPath(path, value)];
}

function oneOf(choices: readonly string[]): Check {
  return (path, value) => ((choices as readonly unknown[]).includes(value) ? [] : [badChoice(path, value, choices)]);
}

function listOf(expected: string, check: Check): Check {
  return (path, value) =>
    Array.isArray(value)
      ? Array.from<unknown>(value).flatMap((item, index) => check(at(path, index), item))
      : [wrongType(path, value, expected)];
}

function flag(path: string, value: unknown): readonly Problem[] {
  return typeof value === "boolean" ? [] : [wrongType(path, value, "true or false")];
}
