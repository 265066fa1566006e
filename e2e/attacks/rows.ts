import { ALLOWED, type Answer, answerOf, DENIED } from "../harness/answer";
import type { Accounts } from "./accounts";
import { type Attacker, ATTACKERS } from "./attackers";
import { type Call, CALLS, PRESIGNED } from "./calls";
import type { Scene } from "./scene";
import { type AnyDocumentName, DOCUMENT_NAMES } from "./stack";

/** One attack: who makes which call, and the answer expected from AWS. */
export interface Row {
  readonly name: string;
  readonly attacker: Attacker;
  readonly call: Call;
  readonly expected: Answer;
}

/** How many attacks run in parallel, each in its own account. */
const LANES = 3;

/** All attacks on a stack with this document. */
export function rowsFor(document: AnyDocumentName): readonly Row[] {
  const attackers = ATTACKERS.filter(({ documents = DOCUMENT_NAMES }) => documents.includes(document));
  return attackers.flatMap((attacker) =>
    attacker.calls
      .filter(({ documents }) => documents.includes(document))
      .map((call) => ({ name: `${attacker.kind}: ${call.name}`, attacker, call, expected: call.expected[document] ?? DENIED })),
  );
}

/** Whether IAM allowed a call that it should have refused. */
export function isSuccess({ expected }: Row, answer: Answer): boolean {
  return answer !== expected && !answer.startsWith(DENIED);
}

/** Runs the attacks. An attack that succeeds and could change permissions uses up its account, and the next one gets a new account. */
export async function attackAll(accounts: Accounts, rows: readonly Row[]): Promise<ReadonlyMap<Row, Answer>> {
  return inLanes(accounts, rows, async (scene, row) => {
    const { attacker, call } = row;
    const answer = await answerOf(call.run({ as: attacker.as(scene), self: attacker.self(scene), scene }));
    // PowerUserAccess allows no changes to identities.
    return { answer, isUsedUp: !call.isRead && call.needs === "administrator" && isSuccess(row, answer) };
  });
}

/** Runs the control of every call: the same call by a user who has no Deny. */
export async function controlAll(accounts: Accounts): Promise<ReadonlyMap<Call, Answer>> {
  return inLanes(accounts, [...CALLS, ...PRESIGNED], async (scene, call) => {
    const { unrestricted } = scene;
    const answer = await answerOf(call.control.run({ as: unrestricted.key, self: unrestricted, scene }));
    // A valid code is accepted only once.
    return { answer, isUsedUp: answer === ALLOWED && (!call.isRead || call.stoppedBy === "aws") };
  });
}

async function inLanes<Item>(
  accounts: Accounts,
  items: readonly Item[],
  run: (scene: Scene, item: Item) => Promise<{ readonly answer: Answer; readonly isUsedUp: boolean }>,
): Promise<ReadonlyMap<Item, Answer>> {
  const answers = new Map<Item, Answer>();
  const queue = items.values();
  const lane = async (first: Scene): Promise<void> => {
    let scene = first;
    for (const item of queue) {
      const { answer, isUsedUp } = await run(scene, item);
      answers.set(item, answer);
      if (isUsedUp) {
        await accounts.discard(scene);
        scene = await accounts.another();
      }
    }
  };
  const others = Array.from({ length: LANES - 1 }, () => accounts.another());
  await Promise.all((await Promise.all([accounts.first(), ...others])).map(lane));
  return answers;
}
