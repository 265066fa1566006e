import type { Answer } from "./harness/answer";
import { Accounts } from "./attacks/accounts";
import { ATTACKERS } from "./attacks/attackers";
import { type Call, CALLS, PRESIGNED } from "./attacks/calls";
import { count, formatReport } from "./attacks/report";
import { attackAll, controlAll, isSuccess, type Row, rowsFor } from "./attacks/rows";
import { type AnyDocumentName, DOCUMENT_NAMES, ENROLMENT_NAMES } from "./attacks/stack";

const documents: readonly AnyDocumentName[] = [...DOCUMENT_NAMES, ...ENROLMENT_NAMES];
const answers = new Map<AnyDocumentName, ReadonlyMap<Row, Answer>>();
const rows = new Map(documents.map((document) => [document, rowsFor(document)]));
const calls = [...CALLS, ...PRESIGNED];
let controls: ReadonlyMap<Call, Answer> = new Map();

beforeAll(async () => {
  for (const document of documents) {
    const accounts = await Accounts.deploy(document);
    try {
      answers.set(document, await attackAll(accounts, rows.get(document)!));
      if (controls.size === 0) {
        controls = await controlAll(accounts);
      }
    } finally {
      await accounts.stop();
    }
  }
});

afterAll(() => {
  process.stdout.write(`\n${formatReport(answers, controls)}`);
});

describe.each(documents)("with the document %s", (document) => {
  test.each(rows.get(document)!)("$name", (row) => {
    expect(answers.get(document)?.get(row)).toBe(row.expected);
  });
});

test("no attack succeeds", () => {
  const successes = [...answers].flatMap(([document, answered]) =>
    [...answered].filter(([row, answer]) => isSuccess(row, answer)).map(([{ name }, answer]) => `${document}: ${name}: ${answer}`),
  );
  expect(successes).toEqual([]);
  expect(count(answers)).toEqual({ attacks: [...rows.values()].flat().length, successes: 0 });
});

describe("a user without the Deny can", () => {
  test.each(calls)("$name", (call) => {
    expect(controls.get(call)).toBe(call.control.expected);
  });
});

test("every call and every attacker has a unique name", () => {
  for (const names of [calls.map(({ name }) => name), ATTACKERS.map(({ kind }) => kind)]) {
    expect(new Set(names).size).toBe(names.length);
  }
});
