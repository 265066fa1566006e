import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The keys of an emulated account's root. */
export const ROOT = { accessKeyId: "test", secretAccessKey: "test" };

/** An empty AWS account of its own, which ends with `stop`. */
export interface Account {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the emulator of `LAB_AWS`, whose first line is its URL; it keeps nothing, so each start is a new account. */
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
