import { type AccountUser, type Holder, readAccount } from "../../access";
import { type CredentialReport, type CredentialRow, readCredentialReport } from "../credential-report";
import { type Device, readDevices } from "../devices";
import { readDetails } from "../read-details";
import type { Session } from "../session";
import { enforcementOf } from "./enforcement";
import type { Password, Status, StatusOptions, Totals, UserStatus } from "./model";
import { choose, filterAndSort } from "./select";

/**
 * Reads who in an account has enrolled and is enforced. It asks for the devices of those of whom the credential report says that they have one,
 * or may not know yet.
 *
 * @throws InvalidInputError if there is no such group or user, or if AWS refuses a call or cannot be reached
 */
export async function readStatus(session: Session, options: StatusOptions): Promise<Status> {
  const details = await readDetails(session);
  const users = choose(details, options);
  const report = await readCredentialReport(session);
  const devices = await readDevices(session, toAsk(users, report));
  session.progress("judging the policies");
  const holders = new Map(readAccount(details).all.map((holder) => [holder.key, holder]));
  const { roster } = options;
  const inRoster = roster && new Set(roster.map((name) => name.toLowerCase()));
  const all = users.map((user) => {
    const key = user.name.toLowerCase();
    const holder = holders.get(`user ${key}`);
    return {
      ...userStatus(user, holder, report.rows.get(key), devices.get(key) ?? [], options),
      ...(inRoster && { isInRoster: inRoster.has(key) }),
    };
  });
  const listed = filterAndSort(all, options);
  return {
    users: listed,
    totals: totalsOf(listed),
    ...(roster && { missing: missingFrom(details.users, roster) }),
    reportGenerated: report.generated,
  };
}

/** A report that is not new may be four hours old, so anybody may have registered a device since. Even then it is one call a user. */
function toAsk(users: readonly AccountUser[], { rows, isFresh }: CredentialReport): readonly string[] {
  return users
    .map(({ name }) => name)
    .filter((name) => {
      const row = rows.get(name.toLowerCase());
      return !isFresh || row === undefined || row.hasDevice;
    });
}

function userStatus(
  { name, arn, groups }: AccountUser,
  holder: Holder | undefined,
  row: CredentialRow | undefined,
  devices: readonly Device[],
  { graceMs, now }: StatusOptions,
): UserStatus {
  const password = passwordOf(row);
  return {
    name,
    arn,
    groups: [...groups].sort(),
    ...(holder ? enforcementOf(holder) : { isEnforced: false, enforcedBy: [], doubts: [] }),
    devices,
    password,
    ...(row && { activeKeys: row.activeKeys }),
    isOverdue: devices.length === 0 && graceMs !== undefined && hasHadPassword(password, graceMs, now),
  };
}

function passwordOf(row: CredentialRow | undefined): Password {
  if (row === undefined) {
    return { state: "unknown" };
  }
  const { hasPassword, passwordChanged, passwordUsed } = row;
  return hasPassword
    ? { state: "set", ...(passwordChanged && { changed: passwordChanged }), ...(passwordUsed && { used: passwordUsed }) }
    : { state: "none" };
}

/** A password of unknown age counts as old. */
function hasHadPassword({ state, changed }: Password, graceMs: number, now: Date): boolean {
  return state === "set" && (changed === undefined || now.getTime() - changed.getTime() > graceMs);
}

function missingFrom(users: readonly AccountUser[], roster: readonly string[]): readonly string[] {
  const existing = new Set(users.map(({ name }) => name.toLowerCase()));
  return roster.filter((name) => !existing.has(name.toLowerCase())).sort();
}

function totalsOf(users: readonly UserStatus[]): Totals {
  const count = (is: (user: UserStatus) => boolean): number => users.filter(is).length;
  return {
    users: users.length,
    enforced: count(({ isEnforced }) => isEnforced),
    withDevice: count(({ devices }) => devices.length > 0),
    withPassword: count(({ password }) => password.state === "set"),
    withPasswordAndNoDevice: count(({ password, devices }) => password.state === "set" && devices.length === 0),
    withActiveKeys: count(({ activeKeys = [] }) => activeKeys.length > 0),
    overdue: count(({ isOverdue }) => isOverdue),
  };
}
