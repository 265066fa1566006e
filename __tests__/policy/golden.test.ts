import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MfaDocumentOptions, mfaPolicyDocument, type PolicyDocument } from "../../modules/policy";

/** What a document is for its options: a contract, since a change of it changes what people may do. */
interface Golden {
  readonly options: MfaDocumentOptions;
  readonly document: PolicyDocument;
}

const FOLDER = join(__dirname, "golden");
const goldens = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".golden.json"))
  .map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Golden] as const);

test.each(goldens)("%s is the document of its options, byte for byte", (_, { options, document }) => {
  expect(JSON.stringify(mfaPolicyDocument(options), undefined, 2)).toBe(JSON.stringify(document, undefined, 2));
});

test("every option is in a golden document", () => {
  const everyOption: Readonly<Record<keyof MfaDocumentOptions, true>> = {
    kind: true,
    parts: true,
    changePasswordWithoutMfa: true,
    getSessionTokenWithoutMfa: true,
    exemptActions: true,
    maxMfaAgeSeconds: true,
    viaAwsService: true,
    allowedDevices: true,
    securityKeys: true,
    exemptOwnUserOnly: true,
    enrolment: true,
    enrolmentTag: true,
    userPaths: true,
    partition: true,
  };
  const shown = new Set(goldens.flatMap(([, { options }]) => Object.keys(options)));
  expect([...shown].sort()).toEqual(Object.keys(everyOption).sort());
});
