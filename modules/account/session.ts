import { isObject } from "../problem";
import type { Connection } from "./connect";
import { accountError, isDenial, isMissing, reasonOf } from "./problems";

/** How a command asks AWS. Every call goes through `call` or `attempt`, so that every failure is said in the same way. */
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
      throw this.#explained(error, action);
    }
  }

  /**
   * Makes a call about something that may not exist, and returns nothing if so.
   *
   * @throws InvalidInputError if AWS refuses it, or cannot be reached
   */
  find<T>(action: string, send: (connection: Connection) => Promise<T>): Promise<T | undefined> {
    return this.call(action, async (connection) => {
      try {
        return await send(connection);
      } catch (error) {
        if (isMissing(error)) {
          return undefined;
        }
        throw error;
      }
    });
  }

  /**
   * Makes a call that AWS may deny, and returns AWS's words if it does.
   *
   * @throws InvalidInputError if AWS cannot be reached, or answers with another error
   */
  async attempt(action: string, send: (connection: Connection) => Promise<unknown>): Promise<string | undefined> {
    try {
      await send(this.connection);
      return undefined;
    } catch (error) {
      if (isObject(error) && isDenial(error)) {
        return reasonOf(error);
      }
      throw this.#explained(error, action);
    }
  }

  #explained(error: unknown, action: string): unknown {
    return accountError(error, { action, command: this.command, profile: this.connection.profile });
  }
}
