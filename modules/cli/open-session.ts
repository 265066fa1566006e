import type * as Room from "../account";
import type { Terminal } from "./terminal";

/** Does a command's work with AWS, and clears what it showed of its progress in any case. */
export async function openSession<T>(
  command: string,
  { profile }: { readonly profile?: string },
  { progress = ignore }: Terminal,
  work: (session: Room.Session) => Promise<T>,
): Promise<T> {
  const { connect, Session } = require("../account") as typeof Room;
  try {
    return await work(new Session(command, connect({ profile }), progress));
  } finally {
    progress("");
  }
}

function ignore(): void {
  // Nobody watches.
}
