import type * as Room from "../account";
import { readJson } from "./files";
import { openSession } from "./open-session";
import { readRoster } from "./roster-file";
import type { Terminal } from "./terminal";

export interface PreflightOptions {
  readonly roster: readonly string[];
  readonly plan?: string;
  readonly cloudtrail?: readonly string[];
  readonly profile?: string;
  readonly json?: boolean;
}

/**
 * Says who would be locked out, and returns the exit code.
 *
 * @throws InvalidInputError for options, files, and what goes wrong with AWS
 */
export async function preflight(options: PreflightOptions, terminal: Terminal): Promise<number> {
  const roster = readRoster(options.roster);
  const plan = options.plan === undefined ? undefined : readJson(options.plan, "the plan", (json) => json);
  const room = require("../account") as typeof Room;
  const result = await openSession("preflight", options, terminal, (session) =>
    room.preflight(session, { roster, plan, cloudTrail: options.cloudtrail, now: new Date() }),
  );
  terminal.out(options.json ? room.formatPreflightJson(result) : room.formatPreflightText(result));
  return room.preflightExitCode(result);
}
