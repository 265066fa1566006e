import type { Answer } from "../harness/answer";
import { Accounts } from "./accounts";
import { ATTACKERS } from "./attackers";
import { ENROLMENT } from "./calls";
import { attackAll, isSuccess, type Row, rowsFor } from "./rows";
import { type AnyDocumentName, type Weakening, WEAKENING_NAMES } from "./stack";

/** Whether the Deny alone stops this attack. */
const isStoppedByDenyAlone = ({ attacker, call }: Row): boolean =>
  !attacker.hasMfa &&
  call.stoppedBy === "deny" &&
  (attacker.permissions === "administrator" || call.needs === "power user") &&
  !(call.isRefusedToKeys && attacker.signsWith === "key");

const DEACTIVATIONS = ["iam: deactivate their own device", "iam: deactivate a colleague's device"];

/** The attacks that succeed with each weakening. */
const SUCCEEDING: Readonly<Record<Weakening, (row: Row) => boolean>> = {
  "Bool for BoolIfExists": (row) => isStoppedByDenyAlone(row) && row.attacker.signsWith === "key",
  "Deny removed": isStoppedByDenyAlone,
  "iam:DeactivateMFADevice exempt": (row) => isStoppedByDenyAlone(row) && DEACTIVATIONS.includes(row.call.name),
  "iam:* allowed": ({ attacker, call }) => call.stoppedBy === "permissions" || (attacker.hasMfa === true && call.stoppedBy === "deny"),
  "Deny of enrolment removed": ({ call }) => ENROLMENT.includes(call),
};

/** Attacks by kind of attacker, including kinds without any. */
function byKind(rows: readonly Row[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    ATTACKERS.map(({ kind }) => [
      kind,
      rows
        .filter(({ attacker }) => attacker.kind === kind)
        .map(({ call }) => call.name)
        .sort(),
    ]),
  );
}

async function successesOn(document: AnyDocumentName, weakening: Weakening): Promise<readonly Row[]> {
  const accounts = await Accounts.deploy(document, weakening);
  try {
    const answers: ReadonlyMap<Row, Answer> = await attackAll(accounts, rowsFor(document));
    return [...answers].filter(([row, answer]) => isSuccess(row, answer)).map(([row]) => row);
  } finally {
    await accounts.stop();
  }
}

/**
 * Each weakening is tried on one document, since it affects both in the same way. `Bool`, the easiest mistake to make, is tried on both, and the
 * Deny of enrolment is another one with each option.
 */
const STACKS: readonly { readonly document: AnyDocumentName; readonly weakening: Weakening }[] = [
  { document: "minimal", weakening: "Bool for BoolIfExists" },
  { document: "getSessionTokenWithoutMfa", weakening: "Bool for BoolIfExists" },
  { document: "minimal", weakening: "Deny removed" },
  { document: "getSessionTokenWithoutMfa", weakening: "iam:DeactivateMFADevice exempt" },
  { document: "getSessionTokenWithoutMfa", weakening: "iam:* allowed" },
  { document: "enrolment", weakening: "Deny of enrolment removed" },
  { document: "enrolmentTag", weakening: "Deny of enrolment removed" },
];

test.each(STACKS)("the attacks detect a weakened document $document: $weakening", async ({ document, weakening }) => {
  const successes = await successesOn(document, weakening);
  const expected = rowsFor(document).filter(SUCCEEDING[weakening]);
  process.stdout.write(`self-check: ${document}, ${weakening}: ${successes.length} of ${rowsFor(document).length} attacks succeed\n`);
  expect(byKind(successes)).toEqual(byKind(expected));
  expect(expected).not.toEqual([]);
});

test("every weakening is tried", () => {
  expect(new Set(STACKS.map(({ weakening }) => weakening))).toEqual(new Set(WEAKENING_NAMES));
});
