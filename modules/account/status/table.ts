import type * as Colours from "ansis" with { "resolution-mode": "import" };
import type * as Printer from "console-table-printer";
import { count, list } from "../../problem";
import type { DeviceKind } from "../devices";
import type { Status, UserStatus } from "./model";

type Paint = Colours.Ansis;

const KINDS: Readonly<Record<DeviceKind, string>> = {
  "authenticator-app": "authenticator app",
  "hardware-token": "hardware token",
  "passkey-or-security-key": "passkey or security key",
  sms: "text message",
};

/** How many groups of a user a row names. */
const MOST_GROUPS = 3;

const COLUMNS: readonly (readonly [string, (user: UserStatus, paint: Paint) => string])[] = [
  ["user", ({ name }) => name],
  ["MFA enforced", enforced],
  ["MFA device, since", devices],
  ["password set, used", password],
  ["active keys, used", activeKeys],
  ["groups", groups],
];

/** For people: a table and what it comes to. */
export function formatStatusTable(status: Status, colour: boolean): string {
  // Its types are those of an ES module, which only require can load here.
  const { Ansis } = require("ansis") as typeof Colours;
  const paint = new Ansis(colour ? 1 : 0);
  const { users, missing } = status;
  const columns = missing === undefined ? COLUMNS : [...COLUMNS, ["roster", roster] as const];
  const summary = summaryOf(status, paint);
  if (users.length === 0) {
    return `${summary.join("\n")}\n`;
  }
  const { Table } = require("console-table-printer") as typeof Printer;
  const table = new Table({
    shouldDisableColors: true,
    columns: columns.map(([title]) => ({ name: title, alignment: "left" })),
    rows: users.map((user) => Object.fromEntries(columns.map(([title, cell]) => [title, cell(user, paint)]))),
  });
  return `${[table.render(), ...summary].join("\n")}\n`;
}

function enforced({ isEnforced, enforcedBy }: UserStatus, paint: Paint): string {
  const by = enforcedBy.map(({ name, through }) => `${name} (${through.join(", ")})`).join(", ");
  return isEnforced ? paint.green(`by ${by}`) : paint.red("no");
}

function devices({ devices: all, password: { state }, isOverdue }: UserStatus, paint: Paint): string {
  if (all.length === 0) {
    return isOverdue ? paint.red("none, overdue") : state === "set" ? paint.yellow("none") : "none";
  }
  return all.map(({ kind, enabled }) => `${KINDS[kind]} ${day(enabled)}`).join(", ");
}

function password({ password: { state, changed, used } }: UserStatus): string {
  return state === "set" ? `${day(changed)}, ${used ? day(used) : "never"}` : state;
}

function activeKeys({ activeKeys: keys }: UserStatus): string {
  const use = keys?.map(({ lastUsed, service }) => (lastUsed ? `${service ?? "unknown"} ${day(lastUsed)}` : "never"));
  return use === undefined ? "unknown" : use.join(", ") || "none";
}

function groups({ groups: all }: UserStatus): string {
  const more = all.length > MOST_GROUPS ? ` and ${all.length - MOST_GROUPS} more` : "";
  return `${all.slice(0, MOST_GROUPS).join(", ")}${more}` || "none";
}

function roster({ isInRoster }: UserStatus, paint: Paint): string {
  return isInRoster ? "yes" : paint.yellow("no");
}

function summaryOf({ users, totals, missing, reportGenerated }: Status, paint: Paint): readonly string[] {
  const { enforced: isEnforced, withDevice, withPassword, withActiveKeys, withPasswordAndNoDevice, overdue } = totals;
  const outside = users.filter(({ isInRoster }) => isInRoster === false).map(({ name }) => name);
  const isNew = users.some(({ password: { state } }) => state === "unknown");
  return [
    `${count(totals.users, "user")}: ${isEnforced} enforced, ${withDevice} with a device, ${withPassword} with a password (${withPasswordAndNoDevice} of them without a device), ${withActiveKeys} with active keys`,
    ...(overdue > 0
      ? [paint.red(`Overdue, with a password for longer than the grace period and no device: ${list(overdueOf(users))}`)]
      : []),
    ...(missing === undefined
      ? []
      : [`In the account, not in the roster: ${list(outside)}`, `In the roster, not in the account: ${list(missing)}`]),
    `Passwords and keys are from the credential report of ${reportGenerated.toISOString()}, which AWS makes every four hours at most.`,
    ...(isNew ? ["A user whose password is unknown is newer than the report."] : []),
  ];
}

function overdueOf(users: readonly UserStatus[]): readonly string[] {
  return users.filter(({ isOverdue }) => isOverdue).map(({ name }) => name);
}

function day(date: Date | undefined): string {
  return date?.toISOString().slice(0, 10) ?? "unknown";
}
