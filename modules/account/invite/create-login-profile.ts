import { setTimeout as sleep } from "node:timers/promises";
import { isObject } from "../../problem";
import { isThrottled, reasonOf } from "../problems";
import type { Session } from "../session";
import { hasPassword, notTakenBack, refusal, takenBack } from "./problems";

/** How long to wait before each further attempt when AWS throttles. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000];

/**
 * Gives a user a password that must be changed at first sign-in. The call is made once, because a repeated one could not tell its own profile
 * from somebody else's. If its answer is lost, the profile is deleted again: there was none before, and nobody knows whether there is one now.
 *
 * @throws InvalidInputError if the user has no new password, or may have one that nobody knows; the latter says what to do
 */
export async function createLoginProfile(session: Session, user: string, password: string): Promise<void> {
  const lost = await session.call("iam:CreateLoginProfile", async ({ iamWithoutRetries }) => {
    const client = await iamWithoutRetries();
    const create = (): Promise<unknown> => client.createLoginProfile({ UserName: user, Password: password, PasswordResetRequired: true });
    try {
      await patiently(create);
      return undefined;
    } catch (error) {
      if (isObject(error) && error.name === "EntityAlreadyExistsException") {
        throw refusal(user, [hasPassword(user)]);
      }
      if (isRefusal(error)) {
        throw error;
      }
      return reasonOf(error);
    }
  });
  if (lost !== undefined) {
    await takeBack(session, user, lost);
    throw takenBack(user, lost);
  }
}

async function takeBack(session: Session, user: string, reason: string): Promise<void> {
  try {
    await session.find("iam:DeleteLoginProfile", async ({ iam }) => (await iam()).deleteLoginProfile({ UserName: user }));
  } catch (error) {
    throw notTakenBack(user, reason, error);
  }
}

/** Again while AWS throttles, which changes nothing. */
async function patiently(call: () => Promise<unknown>): Promise<void> {
  for (const wait of WAITS_MS) {
    try {
      await call();
      return;
    } catch (error) {
      if (!isThrottled(error)) {
        throw error;
      }
      await sleep(wait);
    }
  }
  await call();
}

/** Whether AWS has answered that it does not do it, so that nothing has changed. */
function isRefusal(error: unknown): boolean {
  const metadata = isObject(error) && isObject(error.$metadata) ? error.$metadata : {};
  const status = Number(metadata.httpStatusCode);
  return status >= 400 && status < 500;
}
