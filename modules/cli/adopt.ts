import type * as Room from "../account";
import type * as RosterRoom from "../roster";
import { refuseExisting, writeOutput } from "./files";
import { openSession } from "./open-session";
import type { Terminal } from "./terminal";

export interface AdoptOptions {
  readonly group?: readonly string[];
  readonly out?: string;
  readonly force?: boolean;
  readonly profile?: string;
  readonly json?: boolean;
}

/**
 * Writes a roster of an account, and returns the exit code.
 *
 * @throws InvalidInputError for options, files, and what goes wrong with AWS
 */
export async function adopt(options: AdoptOptions, terminal: Terminal): Promise<number> {
  const { out, force = false } = options;
  if (out !== undefined && !force) {
    refuseExisting(out);
  }
  const room = require("../account") as typeof Room;
  const adoption = await openSession("adopt", options, terminal, async (session) => {
    const details = await room.readDetails(session);
    return room.adopt(details, await room.readCredentialReport(session), options.group);
  });
  const { rosterToText } = require("../roster") as typeof RosterRoom;
  if (out !== undefined) {
    if (!force) {
      refuseExisting(out);
    }
    writeOutput(out, rosterToText(adoption.roster, out), []);
  }
  if (options.json) {
    terminal.out(room.formatAdoptionJson(adoption));
  } else if (out === undefined) {
    terminal.out(rosterToText(adoption.roster, "roster.yaml"));
    terminal.err(room.formatAdoptionText(adoption));
  } else {
    terminal.out(room.formatAdoptionText(adoption));
  }
  return room.adoptExitCode(adoption);
}
