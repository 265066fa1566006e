import { checkMfaDocumentOptions, MAX_POLICY_LENGTH, type MfaDocumentOptions, mfaPolicyDocument, policyLength } from "../../modules/policy";
import { actionsOf } from "../../modules/iam";

const READING_EC2 = actionsOf("ec2")
  .filter((action) => action.startsWith("Describe"))
  .map((action): `ec2:${string}` => `ec2:${action}`);

/** Actions of EC2 that read, as many as asked for. */
function exemptActions(count: number): NonNullable<MfaDocumentOptions["exemptActions"]> {
  return READING_EC2.slice(0, count);
}

/** The most actions that fit. */
function mostThatFit(options: MfaDocumentOptions): number {
  const counts = READING_EC2.map((_, index) => index + 1);
  const tooMany = counts.find((count) => checkMfaDocumentOptions({ ...options, exemptActions: exemptActions(count) }).length > 0);
  return (tooMany ?? Infinity) - 1;
}

test("takes documents of up to 6,144 characters, white space not counted", () => {
  const count = mostThatFit({});
  const fits = policyLength(mfaPolicyDocument({ exemptActions: exemptActions(count) }));
  const next = `,"${exemptActions(count + 1).at(-1) ?? ""}"`.length;
  expect(count).toBeGreaterThan(100);
  expect(fits).toBeLessThanOrEqual(MAX_POLICY_LENGTH);
  expect(fits + next).toBeGreaterThan(MAX_POLICY_LENGTH);
});

test("takes a document of exactly 6,144 characters, and none of one more", () => {
  const withPath = (length: number): MfaDocumentOptions => ({ exemptActions: exemptActions(150), userPaths: [`/${"x".repeat(length)}/`] });
  const room = MAX_POLICY_LENGTH - policyLength(mfaPolicyDocument(withPath(1)));
  expect(policyLength(mfaPolicyDocument(withPath(1 + room)))).toBe(MAX_POLICY_LENGTH);
  expect(checkMfaDocumentOptions(withPath(2 + room))).toHaveLength(1);
});

test("says of a longer one what each part takes, most first", () => {
  const options: MfaDocumentOptions = {
    kind: "selfManage",
    parts: ["mfa", "sshKeys", "password"],
    exemptActions: exemptActions(100),
    userPaths: ["/", `/${"team".repeat(50)}/`],
    maxMfaAgeSeconds: 3600,
    exemptOwnUserOnly: false,
  };
  const [problem] = checkMfaDocumentOptions(options);
  const found =
    /^the document is (\d+) characters long without white space; IAM allows a managed policy 6144; drop (\d+) of them, of what these take: (.*)$/.exec(
      problem?.message ?? "",
    );
  const [length, excess] = [Number(found?.[1]), Number(found?.[2])];
  expect(length - excess).toBe(MAX_POLICY_LENGTH);
  const parts = (found?.[3] ?? "").split(", ").map((part) => [part.replace(/ \d+$/, ""), Number(/\d+$/.exec(part)?.[0])] as const);
  expect(parts.map(([part]) => part)).toEqual(["exemptActions", "maxMfaAgeSeconds", "userPaths", 'parts: "sshKeys"', 'parts: "password"']);
  expect(parts.map(([, characters]) => characters)).toEqual([...parts.map(([, characters]) => characters)].sort((a, b) => b - a));
});

test("what a part is said to take is what dropping it saves", () => {
  const options: MfaDocumentOptions = { exemptActions: exemptActions(180), maxMfaAgeSeconds: 3600 };
  const message = checkMfaDocumentOptions(options)[0]?.message ?? "";
  const saved = Number(/maxMfaAgeSeconds (\d+)/.exec(message)?.[1]);
  const length = Number(/is (\d+) characters/.exec(message)?.[1]);
  const without = checkMfaDocumentOptions({ ...options, maxMfaAgeSeconds: undefined });
  const rest =
    without.length > 0
      ? Number(/is (\d+) characters/.exec(without[0]?.message ?? "")?.[1])
      : policyLength(mfaPolicyDocument({ exemptActions: options.exemptActions }));
  expect(length - saved).toBe(rest);
});
