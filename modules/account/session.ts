import type { Connection } from "./connect";
import { accountError } from "./problems";

/** How a command asks AWS. Every call goes through `call`, so that every failure is said in the same way. */
export class Session {
  constructor(
    readonly command: string,
    readonly connection: Connection,
    /** Says on a terminal how far long work is. */
    readonly progress: (text: string) => void = () => undefined,
  ) {}

  /**
   * Makes a call.
   *
   * @param action the IAM action that it needs
   * @throws InvalidInputError if AWS refuses it, or cannot be reached
   */
  async call<T>(action: string, send: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await send(this.connection);
    } catch (error) {
      throw accountError(error, { action, command: this.command, profile: this.connection.profile });
    }
  }
}
