import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { ROOT } from "./account";
import type { Credentials } from "./clients";

const REPO = resolve(__dirname, "../..");

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs `enforce-mfa` as a process that finds the account and its credentials in the environment.
 *
 * @param variables more environment variables; undefined removes one
 * @param onStart gets the process, to send it a signal
 */
export function enforceMfa(
  endpoint: string,
  args: readonly string[],
  credentials: Credentials = ROOT,
  variables: Readonly<Record<string, string | undefined>> = {},
  onStart?: (command: ChildProcess) => void,
): Promise<Printed> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_EC2_METADATA_DISABLED: "true",
    ...variables,
  };
  const main = resolve(REPO, "modules/cli/main.ts");
  return new Promise((done, fail) => {
    const command = spawn(process.execPath, ["--require", "tsx/cjs", main, ...args], { cwd: REPO, env, stdio: ["ignore", "pipe", "pipe"] });
    const printed = { out: "", err: "" };
    command.stdout.setEncoding("utf8").on("data", (text: string) => (printed.out += text));
    command.stderr.setEncoding("utf8").on("data", (text: string) => (printed.err += text));
    command.once("error", fail);
    command.once("close", (code) => {
      done({ code, ...printed });
    });
    onStart?.(command);
  });
}
