import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ALLOWED, type Answer, answerOf, DENIED, OWN_DEVICES_NEED_MFA } from "../harness/answer";
import { createDevice, enableDevice } from "../harness/person";
import { Accounts } from "./accounts";
import { REFUSED_BY_AWS, RISKS } from "./by-design";
import type { Scene } from "./scene";
import { DOCUMENT_NAMES, type DocumentName, EXEMPT_OWN_USER_ONLY } from "./stack";

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

function casesOf(document: DocumentName | typeof EXEMPT_OWN_USER_ONLY): readonly Case[] {
  const isExemptOwnUserOnly = document === EXEMPT_OWN_USER_ONLY;
  return [
    ...RISKS.map(({ expected, ...risk }) => ({ ...risk, answer: expected[isExemptOwnUserOnly ? "minimal" : document] })),
    ...REFUSED_BY_AWS.map(({ expected, ...refusal }) => ({ ...refusal, answer: expected })),
  ].map(({ name, answer, closedByExemptOwnUserOnly, run }) => ({
    name,
    run,
    answer: isExemptOwnUserOnly && closedByExemptOwnUserOnly ? DENIED : answer,
  }));
}

describe.each([...DOCUMENT_NAMES, EXEMPT_OWN_USER_ONLY] as const)("with the document %s", (document) => {
  let accounts: Accounts;

  beforeAll(async () => {
    accounts = await Accounts.deploy(document);
  });

  afterAll(async () => {
    await accounts.stop();
  });

  test.each(casesOf(document))("AWS answers $answer: $name", async ({ run, answer }) => {
    expect(await answerOf(run(await accounts.another()))).toBe(answer);
  });

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
