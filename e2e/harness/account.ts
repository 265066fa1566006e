import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The root user's keys in an emulated account. */
export const ROOT = { accessKeyId: "test", secretAccessKey: "test" };

/** An emulated AWS account, empty at first. `stop` ends it. */
export interface Account {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the emulator that `LAB_AWS` names and reads its URL from the first line. The emulator stores nothing, so each start is a new account. */
export async function startAccount(): Promise<Account> {
  const program = process.env.LAB_AWS;
  if (!program) {
    throw new Error("LAB_AWS is not set: it names the emulator's program, see e2e/README.md");
  }
  const emulator = spawn(program, ["--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const url = await firstLine(emulator);
  return { url, stop: () => end(emulator) };
}

function firstLine(emulator: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: emulator.stdout! }).once("line", resolve);
    emulator.once("error", reject);
    emulator.once("exit", (code) => {
      reject(new Error(`the emulator ended with ${String(code)} before it printed its URL`));
    });
  });
}

function end(emulator: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    emulator.once("exit", () => {
      resolve();
    });
    emulator.kill("SIGKILL");
  });
}
