import { InvalidInputError } from "../../modules/problem";
import { checkMfaDocumentOptions, type MfaDocumentOptions, mfaPolicyDocument } from "../../modules/policy";

function messages(options: unknown): readonly string[] {
  return checkMfaDocumentOptions(options).map(({ path, message }) => (path ? `${path}: ${message}` : message));
}

test.each([[null], [[]], ["minimal"], [7]])("refuses %p, which is no object of options", (options) => {
  expect(messages(options)).toEqual([`${JSON.stringify(options)} where an object of options is expected`]);
});

test.each([
  [{ kind: "selfservice" }, 'kind: "selfservice" is not known; allowed are "minimal", "selfManage"'],
  [{ kind: "selfManage", parts: "mfa" }, 'parts: "mfa" where a list of parts is expected'],
  [
    { kind: "selfManage", parts: ["mfa", "keys"] },
    'parts[1]: "keys" is not known; allowed are "password", "accessKeys", "signingCertificates", "sshKeys", "serviceSpecificCredentials", "mfa"',
  ],
  [{ parts: ["mfa"] }, 'parts: ["mfa"] is possible only with kind: "selfManage"; change one of them'],
  [{ kind: "selfservice", parts: ["mfa"] }, 'kind: "selfservice" is not known; allowed are "minimal", "selfManage"'],
  [{ changePasswordWithoutMfa: "yes" }, 'changePasswordWithoutMfa: "yes" where true or false is expected'],
  [{ getSessionTokenWithoutMfa: 1 }, "getSessionTokenWithoutMfa: 1 where true or false is expected"],
  [
    { getSessionTokenWithoutMfa: true, allowedDevices: "phishing-resistant" },
    'getSessionTokenWithoutMfa: true is possible only with allowedDevices: "any", since sts:GetSessionToken takes codes, not passkeys and security keys; change one of them',
  ],
  [{ exemptActions: "codecommit:GitPull" }, 'exemptActions: "codecommit:GitPull" where a list of actions is expected'],
  ...[0, 899, 129_601, 3600.5, "3600", NaN, -3600].map((maxMfaAgeSeconds) => [
    { maxMfaAgeSeconds },
    `maxMfaAgeSeconds: ${JSON.stringify(maxMfaAgeSeconds)} is out of range; allowed are whole numbers from 900 to 129600 seconds, the shortest and the longest session that AWS gives a user`,
  ]),
  [{ viaAwsService: true }, 'viaAwsService: true is not known; allowed are "deny", "allow"'],
  [{ devices: "fido", securityKeys: { fido: "L1" } }, 'devices: "fido" is not known; allowed are "any", "phishing-resistant"'],
  [{ securityKeys: { fido: "L1" } }, 'securityKeys: {"fido":"L1"} is possible only with allowedDevices: "phishing-resistant"; change one of them'],
  [
    { allowedDevices: "phishing-resistant", securityKeys: { fido: "L9", fips: "L1" } },
    'securityKeys.fips: unknown key "fips"; known keys: fido, fips140',
    'securityKeys.fido: "L9" is not known; allowed are "L1", "L1plus", "L2", "L2plus", "L3", "L3plus"',
  ],
  [
    { allowedDevices: "phishing-resistant", securityKeys: { fips140: "L5" } },
    'securityKeys.fips140: "L5" is not known; allowed are "L1", "L2", "L3", "L4"',
  ],
  [{ allowedDevices: "phishing-resistant", securityKeys: {} }, "securityKeys: missing; a level of fido, of fips140, or of both is expected"],
  [
    { allowedDevices: "phishing-resistant", securityKeys: "L1" },
    'securityKeys: "L1" where an object of levels, such as { fips140: "L2" }, is expected',
  ],
  [{ exemptOwnUserOnly: null }, "exemptOwnUserOnly: null where true or false is expected"],
  [{ userPaths: [] }, 'userPaths: the list is empty; at least one IAM path (such as "/") is expected'],
  [{ userPaths: "/team/" }, 'userPaths: "/team/" where a list of IAM paths is expected'],
  [
    { userPaths: ["/", "team"] },
    'userPaths[1]: "team" is no IAM path; allowed are "/" or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
  ],
  [{ userPaths: [7] }, "userPaths[0]: 7 where an IAM path is expected"],
  [{ partition: "aws-eu" }, 'partition: "aws-eu" is not known; allowed are "aws", "aws-cn", "aws-us-gov"'],
  [
    { exemptAction: ["codecommit:GitPull"] },
    'exemptAction: unknown key "exemptAction"; known keys: kind, parts, changePasswordWithoutMfa, getSessionTokenWithoutMfa, exemptActions, maxMfaAgeSeconds, viaAwsService, devices, securityKeys, exemptOwnUserOnly, userPaths, partition',
  ],
] as readonly (readonly [unknown, ...string[]])[])("refuses %p", (options, ...problems) => {
  expect(messages(options)).toEqual(problems);
});

test.each([
  [{}],
  [{ kind: undefined, parts: undefined, exemptActions: undefined, maxMfaAgeSeconds: undefined }],
  [{ maxMfaAgeSeconds: 900 }],
  [{ maxMfaAgeSeconds: 129_600 }],
  [{ userPaths: ["/"] }],
  [{ userPaths: [`/${"a".repeat(510)}/`] }],
  [{ kind: "selfManage", parts: [] }],
  [{ getSessionTokenWithoutMfa: false, allowedDevices: "phishing-resistant" }],
])("takes %p", (options) => {
  expect(messages(options)).toEqual([]);
});

test("throws all problems at once", () => {
  const options = { kind: "none", maxMfaAgeSeconds: 1, exemptActions: ["*"], surprise: true } as unknown as MfaDocumentOptions;
  expect(() => mfaPolicyDocument(options)).toThrow(InvalidInputError);
  expect(messages(options).map((text) => text.split(":")[0])).toEqual(["surprise", "kind", "maxMfaAgeSeconds", "exemptActions[0]"]);
});
