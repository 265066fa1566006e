import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALLOWED, type Answer, answerOf, DENIED, OWN_DEVICES_NEED_MFA } from "../harness/answer";
import { createDevice, enableDevice } from "../harness/person";
import { Accounts } from "./accounts";
import { REFUSED_BY_AWS, type RefusedByAws, type Risk, RISKS } from "./by-design";
import type { Scene } from "./scene";
import { type AnyDocumentName, DOCUMENT_NAMES, type DocumentName, ENROLMENT_NAMES, STRICTER, type StricterName } from "./stack";

const threatModel = readFileSync(join(__dirname, "../../docs/threat-model.md"), "utf8");

/** The cells of the table under a heading, row by row. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ""] = threatModel.split(`\n## ${heading}\n`);
  const lines = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| --"));
  return lines.slice(1).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("docs/threat-model.md lists exactly the rows that are tested here", () => {
  expect(rowsBelow("Residual risks").map(([name]) => name)).toEqual(RISKS.map(({ name }) => name));
  expect(rowsBelow("Refused by AWS itself").map(([name, answer]) => [name, answer])).toEqual(
    REFUSED_BY_AWS.map(({ name, expected }) => [name, `\`${expected.split(":")[0]!}\``]),
  );
});

interface Case {
  readonly name: string;
  readonly answer: Answer;
  readonly run: (scene: Scene) => Promise<unknown>;
}

/** The rows with AWS's answer to each with this document. */
function casesOf(document: AnyDocumentName, rows: readonly (Risk | RefusedByAws)[]): readonly Case[] {
  const base = document in STRICTER ? STRICTER[document as StricterName].base : (document as DocumentName);
  return rows.map(({ name, expected, closedBy, run }) => {
    const answer = typeof expected === "string" ? expected : expected[base];
    return { name, run, answer: isClosed(closedBy, document) ? DENIED : answer };
  });
}

function isClosed(closedBy: Risk["closedBy"] = [], document: AnyDocumentName): boolean {
  return (closedBy as readonly AnyDocumentName[]).includes(document);
}

/** The risks that at least one of the limits on enrolment closes. */
const risksOfEnrolment = RISKS.filter(({ closedBy }) => ENROLMENT_NAMES.some((name) => isClosed(closedBy, name)));

/** Deploys a document and tries each case in a copy of the account. */
function tryCases(document: AnyDocumentName, cases: readonly Case[]): { readonly another: () => Promise<Scene> } {
  let accounts: Accounts;

  beforeAll(async () => {
    accounts = await Accounts.deploy(document);
  });

  afterAll(async () => {
    await accounts.stop();
  });

  test.each(cases)("AWS answers $answer: $name", async ({ run, answer }) => {
    expect(await answerOf(run(await accounts.another()))).toBe(answer);
  });

  return { another: () => accounts.another() };
}

describe.each(ENROLMENT_NAMES)("with the document %s", (document) => {
  tryCases(document, casesOf(document, risksOfEnrolment));
});

describe.each([...DOCUMENT_NAMES, "exemptOwnUserOnly"] as const)("with the document %s", (document) => {
  const accounts = tryCases(document, casesOf(document, [...RISKS, ...REFUSED_BY_AWS]));

  test("a second device needs a session with MFA, a first one does not", async () => {
    const { john, newcomer, sessions } = await accounts.another();
    const second = await createDevice(john.key, "john-second");
    expect({
      newcomersKey: await answerOf(newcomer.enrol()),
      johnsKey: await answerOf(enableDevice(john.key, john.name, second)),
      johnWithMfa: await answerOf(enableDevice(sessions.johnWithMfa, john.name, second)),
    }).toEqual({ newcomersKey: ALLOWED, johnsKey: OWN_DEVICES_NEED_MFA, johnWithMfa: ALLOWED });
  });
});
