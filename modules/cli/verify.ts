import type * as Room from "../account";
import { packageVersion, readJson, writeOutput } from "./files";
import { openSession } from "./open-session";
import type { Terminal } from "./terminal";

export interface VerifyOptions {
  readonly except?: string;
  readonly live?: string;
  readonly report?: readonly string[];
  readonly profile?: string;
  readonly json?: boolean;
}

/**
 * Says for every user of an account whether MFA is enforced, and returns the exit code.
 *
 * @throws InvalidInputError for options, files, and what goes wrong with AWS
 */
export async function verify(options: VerifyOptions, terminal: Terminal): Promise<number> {
  const room = require("../account") as typeof Room;
  const { except, live, json = false } = options;
  if (live !== undefined) {
    const answers = await openSession("verify", options, terminal, (session) => room.verifyLive(session, live));
    terminal.out(json ? room.formatLiveJson(answers) : room.formatLiveText(answers));
    return room.liveExitCode(answers);
  }
  const reports = (options.report ?? []).map((file) => ({ file, format: room.reportFormat(file) }));
  const exceptions = except === undefined ? [] : readJson(except, "the list of exceptions", room.readExceptions);
  const verification = await openSession("verify", options, terminal, async (session) => {
    const details = await room.readDetails(session);
    const { progress } = session;
    return room.verify(details, room.askAws(session), {
      exceptions,
      now: new Date(),
      toolVersion: packageVersion(),
      progress,
    });
  });
  for (const { file, format } of reports) {
    writeOutput(file, format(verification), except === undefined ? [] : [except]);
  }
  terminal.out(json ? room.formatVerificationJson(verification) : room.formatVerificationText(verification));
  return room.verifyExitCode(verification);
}
