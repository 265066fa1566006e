import { actionsOf, MAX_POLICY_LENGTH } from "../../modules/iam";
import { buildDocument, checkMfaDocumentOptions, type MfaDocumentOptions, mfaPolicyDocument, policyLength } from "../../modules/policy";
import { refusalsOf } from "../helpers/synth";

const DESCRIBING_EC2 = actionsOf("ec2")
  .filter((action) => action.startsWith("Describe"))
  .map((action): `ec2:${string}` => `ec2:${action}`);

/** The options with a user path that makes the document this long, white space not counted. */
function withLength(options: MfaDocumentOptions, length: number): MfaDocumentOptions {
  const withPath = (size: number): MfaDocumentOptions => ({ ...options, userPaths: [`/${"x".repeat(size)}/`] });
  const missing = length - policyLength(mfaPolicyDocument(withPath(1)));
  return withPath(1 + missing);
}

const options: MfaDocumentOptions = { exemptActions: DESCRIBING_EC2.slice(0, 150) };

test("a document may have 6,144 characters, not counting white space", () => {
  expect(MAX_POLICY_LENGTH).toBe(6144);
  expect(policyLength(mfaPolicyDocument(withLength(options, 6144)))).toBe(6144);
});

test("a longer document is refused, with what each option takes up", () => {
  const [code, line] = refusalsOf(() => mfaPolicyDocument(withLength(options, 6145)))[0] ?? [];
  expect(code).toBe("document-too-long");
  expect(line).toMatch(
    /^the document has 6145 characters without white space, and IAM allows a managed policy 6144; save 1 by leaving out some of these: exemptActions \d+, userPaths \d+$/,
  );
});

describe("the message about a longer document", () => {
  const tooLong: MfaDocumentOptions = {
    kind: "selfManage",
    parts: ["mfa", "sshKeys", "password"],
    exemptActions: DESCRIBING_EC2.slice(0, 100),
    userPaths: ["/", `/${"team".repeat(50)}/`],
    maxMfaAgeSeconds: 3600,
    exemptOwnUserOnly: false,
  };
  const [, length = "", parts = ""] =
    /has (\d+) characters.* of these: (.*)$/.exec(checkMfaDocumentOptions(tooLong)[0]?.message ?? "") ?? [];
  const savings = parts.split(", ").map((part) => [part.replace(/ \d+$/, ""), Number(/\d+$/.exec(part)?.[0])] as const);

  test("lists what can be left out and saves something, the longest first", () => {
    expect(savings.map(([part]) => part)).toEqual([
      "exemptActions",
      "maxMfaAgeSeconds",
      "userPaths",
      'parts: "sshKeys"',
      'parts: "password"',
    ]);
    expect(savings.map(([, characters]) => characters)).toEqual(savings.map(([, characters]) => characters).sort((a, b) => b - a));
  });

  test("says how much leaving out an option saves", () => {
    const lengthOf = (shorter: MfaDocumentOptions): number => policyLength(buildDocument(shorter));
    expect(lengthOf(tooLong)).toBe(Number(length));
    expect(Object.fromEntries(savings)).toEqual({
      exemptActions: lengthOf(tooLong) - lengthOf({ ...tooLong, exemptActions: [] }),
      maxMfaAgeSeconds: lengthOf(tooLong) - lengthOf({ ...tooLong, maxMfaAgeSeconds: undefined }),
      userPaths: lengthOf(tooLong) - lengthOf({ ...tooLong, userPaths: ["/"] }),
      'parts: "sshKeys"': lengthOf(tooLong) - lengthOf({ ...tooLong, parts: ["mfa", "password"] }),
      'parts: "password"': lengthOf(tooLong) - lengthOf({ ...tooLong, parts: ["mfa", "sshKeys"] }),
    });
  });
});
