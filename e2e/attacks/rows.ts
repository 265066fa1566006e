import { ALLOWED, type Answer, answerOf, DENIED } from "../harness/answer";
import type { Accounts } from "./accounts";
import { type Attacker, ATTACKERS } from "./attackers";
import { type Call, CALLS, PRESIGNED } from "./calls";
import type { Scene } from "./scene";
import type { DocumentName } from "./stack";

/** One attack: who, what, and what AWS is to answer. */
export interface Row {
  readonly name: string;
  readonly attacker: Attacker;
  readonly call: Call;
  readonly expected: Answer;
}

/** Attacks that run beside each other in accounts of their own. */
const LANES = 3;

/** All attacks on a stack with this document. */
export function rowsFor(document: DocumentName): readonly Row[] {
  return ATTACKERS.flatMap((attacker) =>
    attacker.calls
      .filter(({ documents }) => documents.includes(document))
      .map((call) => ({ name: `${attacker.kind}: ${call.name}`, attacker, call, expected: call.expected[document] })),
  );
}

/** Whether IAM let a call through that it should have refused. */
export function isSuccess({ expected }: Row, answer: Answer): boolean {
  return answer !== expected && !answer.startsWith(DENIED);
}

/** Runs the attacks. One that goes through and could change who may do what spends its account: the next one gets another. */
export async function attackAll(accounts: Accounts, rows: readonly Row[]): Promise<ReadonlyMap<Row, Answer>> {
  return inLanes(accounts, rows, async (scene, row) => {
    const { attacker, call } = row;
    const answer = await answerOf(call.run({ as: attacker.as(scene), self: attacker.self(scene), scene }));
    // PowerUserAccess allows no change of identities.
    return { answer, isSpent: !call.isRead && call.needs === "administrator" && isSuccess(row, answer) };
  });
}

/** Runs the control of every call: the same by a user to whom nothing is denied. */
export async function controlAll(accounts: Accounts): Promise<ReadonlyMap<Call, Answer>> {
  return inLanes(accounts, [...CALLS, ...PRESIGNED], async (scene, call) => {
    const { unrestricted } = scene;
    const answer = await answerOf(call.control.run({ as: unrestricted.key, self: unrestricted, scene }));
    // A valid code is taken only once.
    return { answer, isSpent: answer === ALLOWED && (!call.isRead || call.stoppedBy === "aws") };
  });
}

async function inLanes<Item>(
  accounts: Accounts,
  items: readonly Item[],
  run: (scene: Scene, item: Item) => Promise<{ readonly answer: Answer; readonly isSpent: boolean }>,
): Promise<ReadonlyMap<Item, Answer>> {
  const answers = new Map<Item, Answer>();
  const queue = items.values();
  const lane = async (first: Scene): Promise<void> => {
    let scene = first;
    for (const item of queue) {
      const { answer, isSpent } = await run(scene, item);
      answers.set(item, answer);
      if (isSpent) {
        await accounts.discard(scene);
        scene = await accounts.another();
      }
    }
  };
  const others = Array.from({ length: LANES - 1 }, () => accounts.another());
  await Promise.all((await Promise.all([accounts.first(), ...others])).map(lane));
  return answers;
}
