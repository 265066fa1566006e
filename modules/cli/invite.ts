import type * as Room from "../account";
import { openSession } from "./open-session";
import type { Terminal } from "./terminal";

export interface InviteOptions {
  readonly markdown?: boolean;
  readonly mail?: boolean;
  readonly json?: boolean;
  readonly profile?: string;
}

/**
 * Gives a user a first password, says once what the user has to do, and returns the exit code.
 *
 * @throws InvalidInputError if the user cannot be invited, and for what goes wrong with AWS
 */
export async function invite(name: string, options: InviteOptions, terminal: Terminal): Promise<number> {
  const room = require("../account") as typeof Room;
  const invitation = await openSession("invite", options, terminal, (session) => room.invite(session, name));
  terminal.out(formatOf(options, room)(invitation));
  if (!options.json) {
    terminal.err("The password is shown this once and stored nowhere. Give it to nobody but the person it is for.\n");
  }
  return 0;
}

function formatOf({ markdown, mail, json }: InviteOptions, room: typeof Room): (invitation: Room.Invitation) => string {
  if (json) {
    return room.formatInvitationJson;
  }
  if (mail) {
    return room.formatInvitationMail;
  }
  return markdown ? room.formatInvitationMarkdown : room.formatInvitationText;
}
