import { checkMfaDocumentOptions, type MfaDocumentOptions, mfaPolicyDocument } from "../../modules/policy";
import { errorOf, type Refusal, refusalsOf } from "../helpers/synth";

const refusals = (options: unknown): readonly Refusal[] => refusalsOf(() => mfaPolicyDocument(options as MfaDocumentOptions));

const PATH_RULE = 'is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"';
const KINDS = 'is not a valid value; use "minimal" or "selfManage"';
const PARTITIONS = 'is not a valid value; use "aws", "aws-cn" or "aws-us-gov"';
const PARTS = '"password", "accessKeys", "signingCertificates", "sshKeys", "serviceSpecificCredentials" or "mfa"';
const LEVELS = 'is not an object with at least one certification level, such as { fips140: "L2" }';
const ACTION_RULE = 'is not an action; write service:Action, such as "codecommit:GitPull"';

test.each<[options: unknown, code: string, line: string]>([
  [null, "wrong-type", "null is not an object of options"],
  [[], "wrong-type", "[] is not an object of options"],
  [["iam:GetUser"], "wrong-type", '["iam:GetUser"] is not an object of options'],
  ["minimal", "wrong-type", '"minimal" is not an object of options'],
  [7, "wrong-type", "7 is not an object of options"],

  [{ kind: "selfmanage" }, "invalid-value", `kind: "selfmanage" ${KINDS}`],
  [{ kind: null }, "invalid-value", `kind: null ${KINDS}`],

  [{ kind: "selfManage", parts: "mfa" }, "wrong-type", 'parts: "mfa" is not a list of parts'],
  [{ kind: "selfManage", parts: ["mfa", "keys"] }, "invalid-value", `parts[1]: "keys" is not a valid value; use ${PARTS}`],
  [{ kind: "selfManage", parts: [undefined] }, "missing", `parts[0]: missing; expected ${PARTS}`],
  [{ parts: ["mfa"] }, "requires-option", 'parts: ["mfa"] requires kind: "selfManage"; change one of them'],
  [{ kind: "minimal", parts: [] }, "requires-option", 'parts: [] requires kind: "selfManage"; change one of them'],
  // It is not known which kind was meant, so parts may be right.
  [{ kind: "selfmanage", parts: ["mfa"] }, "invalid-value", `kind: "selfmanage" ${KINDS}`],

  [{ changePasswordWithoutMfa: "yes" }, "wrong-type", 'changePasswordWithoutMfa: "yes" is not true or false'],
  [{ getSessionTokenWithoutMfa: 1 }, "wrong-type", "getSessionTokenWithoutMfa: 1 is not true or false"],
  [{ getSessionTokenWithoutMfa: null }, "wrong-type", "getSessionTokenWithoutMfa: null is not true or false"],
  [{ exemptOwnUserOnly: null }, "wrong-type", "exemptOwnUserOnly: null is not true or false"],
  [
    { getSessionTokenWithoutMfa: true, allowedDevices: "phishing-resistant" },
    "requires-option",
    'getSessionTokenWithoutMfa: true requires allowedDevices: "any", because sts:GetSessionToken takes codes, not passkeys or security keys; change one of them',
  ],

  [{ exemptActions: "iam:GetUser" }, "wrong-type", 'exemptActions: "iam:GetUser" is not a list of actions'],
  [{ exemptActions: null }, "wrong-type", "exemptActions: null is not a list of actions"],
  [{ exemptActions: [undefined] }, "missing", 'exemptActions[0]: missing; expected an action, such as "codecommit:GitPull"'],
  ...[7, null, "", "GetUser", "iam:", ":GetUser", "iam: GetUser", "iam:Get User", "iam:GetUser:x", "iam:GetUser\n", "iam:${x}"].map(
    (action): [unknown, string, string] => [
      { exemptActions: [action] },
      "invalid-action",
      `exemptActions[0]: ${JSON.stringify(action)} ${ACTION_RULE}`,
    ],
  ),

  ...[0, 899, 129_601, 3600.5, "3600", -3600, null].map((maxMfaAgeSeconds): [unknown, string, string] => [
    { maxMfaAgeSeconds },
    "out-of-range",
    `maxMfaAgeSeconds: ${JSON.stringify(maxMfaAgeSeconds)} is out of range; use a whole number of seconds from 900 to 129600`,
  ]),

  [{ viaAwsService: true }, "invalid-value", 'viaAwsService: true is not a valid value; use "deny" or "allow"'],

  [{ allowedDevices: "fido" }, "invalid-value", 'allowedDevices: "fido" is not a valid value; use "any" or "phishing-resistant"'],
  // It is not known which devices were meant, so securityKeys may be right.
  [
    { allowedDevices: "fido", securityKeys: { fido: "L1" } },
    "invalid-value",
    'allowedDevices: "fido" is not a valid value; use "any" or "phishing-resistant"',
  ],
  [
    { securityKeys: { fido: "L1" } },
    "requires-option",
    'securityKeys: {"fido":"L1"} requires allowedDevices: "phishing-resistant"; change one of them',
  ],
  [
    { allowedDevices: "phishing-resistant", securityKeys: { fido: "L9" } },
    "invalid-value",
    'securityKeys.fido: "L9" is not a valid value; use "L1", "L1plus", "L2", "L2plus", "L3" or "L3plus"',
  ],
  [
    { allowedDevices: "phishing-resistant", securityKeys: { fips140: "L5" } },
    "invalid-value",
    'securityKeys.fips140: "L5" is not a valid value; use "L1", "L2", "L3" or "L4"',
  ],
  [
    { allowedDevices: "phishing-resistant", securityKeys: { fips14: "L1" } },
    "unknown-key",
    'securityKeys.fips14: unknown key "fips14"; did you mean "fips140"?',
  ],
  [{ allowedDevices: "phishing-resistant", securityKeys: {} }, "wrong-type", `securityKeys: {} ${LEVELS}`],
  [{ allowedDevices: "phishing-resistant", securityKeys: { fido: undefined } }, "wrong-type", `securityKeys: {} ${LEVELS}`],
  [{ allowedDevices: "phishing-resistant", securityKeys: "L1" }, "wrong-type", `securityKeys: "L1" ${LEVELS}`],

  [{ userPaths: [] }, "empty-list", 'userPaths: the list is empty; add at least one IAM path, such as "/"'],
  [{ userPaths: "/team/" }, "wrong-type", 'userPaths: "/team/" is not a list of IAM paths'],
  [{ userPaths: ["/", "team"] }, "invalid-path", `userPaths[1]: "team" ${PATH_RULE}`],
  [{ userPaths: [7] }, "invalid-path", `userPaths[0]: 7 ${PATH_RULE}`],
  [{ userPaths: [undefined] }, "missing", 'userPaths[0]: missing; expected an IAM path, such as "/"'],
  [{ userPaths: [`/${"a".repeat(511)}/`] }, "invalid-path", `userPaths[0]: "/${"a".repeat(78)}… (515 characters) ${PATH_RULE}`],

  [{ partition: "aws-iso" }, "invalid-value", `partition: "aws-iso" ${PARTITIONS}`],
  [{ partition: "" }, "invalid-value", `partition: "" ${PARTITIONS}`],
  [{ partition: null }, "invalid-value", `partition: null ${PARTITIONS}`],

  [{ exemptAction: [] }, "unknown-key", 'exemptAction: unknown key "exemptAction"; did you mean "exemptActions"?'],
  [
    { provider: {} },
    "unknown-key",
    'provider: unknown key "provider"; known keys: allowedDevices, changePasswordWithoutMfa, enrolment, enrolmentTag, exemptActions, exemptOwnUserOnly, getSessionTokenWithoutMfa, kind, maxMfaAgeSeconds, partition and 4 more',
  ],
])("the options %j are refused as %s", (options, code, line) => {
  expect(refusals(options)).toEqual([[code, line]]);
});

test.each([
  {},
  { kind: undefined, parts: undefined, exemptActions: undefined, maxMfaAgeSeconds: undefined },
  { other: undefined },
  { maxMfaAgeSeconds: 900 },
  { maxMfaAgeSeconds: 129_600 },
  { userPaths: ["/"] },
  { userPaths: [`/${"a".repeat(510)}/`] },
  { kind: "selfManage", parts: [] },
  { getSessionTokenWithoutMfa: false, allowedDevices: "phishing-resistant" },
])("the options %j are accepted", (options) => {
  expect(checkMfaDocumentOptions(options)).toEqual([]);
});

test.each([NaN, Infinity])("%d seconds are out of range", (maxMfaAgeSeconds) => {
  expect(checkMfaDocumentOptions({ maxMfaAgeSeconds })).toMatchObject([{ code: "out-of-range", path: "maxMfaAgeSeconds" }]);
});

test("all problems are reported in one error, in a fixed order and without a stack trace", () => {
  const error = errorOf(() =>
    mfaPolicyDocument({
      exemptActions: ["s3:*", "nope"],
      securityKeys: { fips140: "L1" },
      getSessionTokenWithoutMfa: 1,
      partition: "moon",
      maxAge: 5,
    } as unknown as MfaDocumentOptions),
  ) as Error;
  expect(error.stack).toBe(
    [
      "InvalidInputError: the MFA document has 6 problems:",
      '  maxAge: unknown key "maxAge"; known keys: allowedDevices, changePasswordWithoutMfa, enrolment, enrolmentTag, exemptActions, exemptOwnUserOnly, getSessionTokenWithoutMfa, kind, maxMfaAgeSeconds, partition and 4 more',
      "  getSessionTokenWithoutMfa: 1 is not true or false",
      `  partition: "moon" ${PARTITIONS}`,
      '  exemptActions[0]: "s3:*" has a wildcard, so the exemption would grow whenever AWS adds actions; name each action',
      `  exemptActions[1]: "nope" ${ACTION_RULE}`,
      '  securityKeys: {"fips140":"L1"} requires allowedDevices: "phishing-resistant"; change one of them',
    ].join("\n"),
  );
});

test("options that TypeScript can check don't compile if they are wrong", () => {
  // @ts-expect-error unknown partition
  expect(refusals({ partition: "moon" } satisfies MfaDocumentOptions)).toHaveLength(1);
  // @ts-expect-error an action without its service
  expect(refusals({ exemptActions: ["GitPull"] } satisfies MfaDocumentOptions)).toHaveLength(1);
  // @ts-expect-error unknown option
  expect(refusals({ useCli: true } satisfies MfaDocumentOptions)).toHaveLength(1);
});
