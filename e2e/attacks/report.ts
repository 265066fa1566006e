import { type Answer, DENIED } from "../harness/answer";
import { ATTACKERS } from "./attackers";
import { type Call, CALLS, PRESIGNED } from "./calls";
import { isSuccess, type Row } from "./rows";
import { type AnyDocumentName, DOCUMENT_NAMES } from "./stack";

/** The answers to all attacks, by document. */
export type Answers = ReadonlyMap<AnyDocumentName, ReadonlyMap<Row, Answer>>;

/** The mark for an attack that succeeded. */
const SUCCESS = "!";

/** How many attacks there were, and how many succeeded. */
export function count(answers: Answers): { readonly attacks: number; readonly successes: number } {
  const all = [...answers.values()].flatMap((rows) => [...rows]);
  return { attacks: all.length, successes: all.filter(([row, answer]) => isSuccess(row, answer)).length };
}

/** The table of all attacks: a line per call, a column per attacker, a mark per answer from AWS. */
export function formatReport(answers: Answers, controls: ReadonlyMap<Call, Answer>): string {
  const marks = new Marks();
  const columns = ATTACKERS.map(({ kind }, index) => ({ kind, letter: String.fromCharCode(97 + index) }));
  const width = Math.max(...[...CALLS, ...PRESIGNED].map(({ name }) => name.length));
  const cells = cellsOf(answers, marks);
  const lines = [...CALLS, ...PRESIGNED].map((call) => {
    const { name } = call;
    const row = columns.map(({ kind }) => (cells.get(`${kind}: ${name}`) ?? ".").padEnd(3)).join("");
    return `${name.padEnd(width)}  ${row} ${controls.get(call) ?? ""}`;
  });
  const { attacks, successes } = count(answers);
  return [
    `Attacks with the documents ${[...answers.keys()].join(", ")}`,
    ...columns.map(({ kind, letter }) => `  ${letter}  ${kind}`),
    `  .  not tried   ${SUCCESS}  succeeded   ${marks.legend()}   two marks: ${DOCUMENT_NAMES.join(", ")}`,
    `${"".padEnd(width)}  ${columns.map(({ letter }) => letter.padEnd(3)).join("")} without the Deny`,
    ...lines,
    `${attacks} attacks, ${successes} successful`,
    "",
  ].join("\n");
}

function cellsOf(answers: Answers, marks: Marks): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const rows of answers.values()) {
    for (const [row, answer] of rows) {
      const mark = isSuccess(row, answer) ? SUCCESS : marks.of(answer);
      const before = cells.get(row.name);
      cells.set(row.name, before === undefined || before === mark ? mark : before + mark);
    }
  }
  return cells;
}

/** A character for each answer: `x` for a refusal by IAM, digits for the others. */
class Marks {
  readonly #marks = new Map<Answer, string>([[DENIED, "x"]]);

  of(answer: Answer): string {
    const mark = this.#marks.get(answer) ?? String(this.#marks.size);
    this.#marks.set(answer, mark);
    return mark;
  }

  legend(): string {
    return [...this.#marks].map(([answer, mark]) => `${mark}  ${answer}`).join("   ");
  }
}
