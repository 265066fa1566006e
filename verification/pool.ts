import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { Outcome } from "./run";
import type { Task } from "./worker";

/** Runs tasks in this many processes. The outcomes are in the order of the tasks. */
export async function runAll(
  tasks: readonly Task[],
  processes: number,
  onDone: (task: Task, outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = tasks.map((task, index) => ({ task, index }));
  const work = async (): Promise<void> => {
    const worker = fork(resolve(__dirname, "worker.ts"));
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const outcome = await ask(worker, next.task);
        outcomes[next.index] = outcome;
        onDone(next.task, outcome);
      }
    } finally {
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return outcomes;
}

async function ask(worker: ChildProcess, task: Task): Promise<Outcome> {
  const race = new AbortController();
  const { signal } = race;
  const answer = once(worker, "message", { signal }).then(([outcome]) => outcome as Outcome);
  const death = once(worker, "exit", { signal }).then(([code]) => {
    throw new Error(`a worker exited with ${String(code)} while evaluating document ${task.variant}`);
  });
  worker.send(task);
  try {
    return await Promise.race([answer, death]);
  } finally {
    race.abort();
    await Promise.allSettled([answer, death]);
  }
}
