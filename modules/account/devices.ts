import { inParallel } from "./in-parallel";
import type { Session } from "./session";

/**
 * The kind of an MFA device, as its serial number tells: an ARN with `u2f/` for passkeys and security keys, with `mfa/` for authenticator apps,
 * with `sms-mfa/` for text messages, and no ARN for hardware tokens. Source: IAM User Guide, "IAM identifiers"; IAM API reference,
 * ListMFADevices.
 */
export type DeviceKind = "authenticator-app" | "hardware-token" | "passkey-or-security-key" | "sms";

/** An MFA device that is enabled. */
export interface Device {
  readonly kind: DeviceKind;
  readonly serialNumber: string;
  /** Since when. */
  readonly enabled?: Date;
}

/** How many calls are under way at the same time. */
const AT_ONCE = 8;

/**
 * Asks for the devices of users, one call each: nobody can have more devices than one answer holds. Source: IAM User Guide, "AWS multi-factor
 * authentication in IAM" (eight), and IAM API reference, ListMFADevices (100 in an answer).
 *
 * @returns the devices by the users' names in lower case
 * @throws InvalidInputError if AWS refuses it, or cannot be reached
 */
export async function readDevices(session: Session, users: readonly string[]): Promise<ReadonlyMap<string, readonly Device[]>> {
  const devices = await inParallel(
    AT_ONCE,
    users,
    async (user) => [user.toLowerCase(), await devicesOf(session, user)] as const,
    (done) => {
      session.progress(`asking for MFA devices: ${done} of ${users.length} users`);
    },
  );
  return new Map(devices);
}

/** @throws InvalidInputError if AWS refuses it, or cannot be reached */
export async function devicesOf(session: Session, user: string): Promise<readonly Device[]> {
  const found = await session.find("iam:ListMFADevices", async ({ iam }) => (await iam()).listMFADevices({ UserName: user }));
  // A user who has been deleted in the meantime has none.
  return (found?.MFADevices ?? []).map(({ SerialNumber = "", EnableDate }) => ({
    kind: kindOf(SerialNumber),
    serialNumber: SerialNumber,
    ...(EnableDate && { enabled: EnableDate }),
  }));
}

function kindOf(serialNumber: string): DeviceKind {
  const resource = /^arn:[^:]*:iam::[0-9]*:([^/]+)\//.exec(serialNumber)?.[1];
  switch (resource) {
    case "u2f":
      return "passkey-or-security-key";
    case "mfa":
      return "authenticator-app";
    case "sms-mfa":
      return "sms";
    default:
      return "hardware-token";
  }
}
