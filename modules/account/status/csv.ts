import type { Status, UserStatus } from "./model";

/** The columns, and what is in each. Lists are separated by spaces, which no name in IAM has. */
const COLUMNS: readonly (readonly [string, (user: UserStatus) => string])[] = [
  ["user", ({ name }) => name],
  ["arn", ({ arn }) => arn],
  ["enforced", ({ isEnforced }) => yesNo(isEnforced)],
  ["enforced_by", ({ enforcedBy }) => enforcedBy.map(({ name }) => name).join(" ")],
  ["devices", ({ devices }) => devices.map(({ kind }) => kind).join(" ")],
  ["devices_since", ({ devices }) => devices.map(({ enabled }) => date(enabled) || "unknown").join(" ")],
  ["password", ({ password }) => password.state],
  ["password_changed", ({ password }) => date(password.changed)],
  ["password_used", ({ password }) => date(password.used)],
  ["active_keys", ({ activeKeys }) => (activeKeys === undefined ? "unknown" : String(activeKeys.length))],
  ["keys_used", ({ activeKeys = [] }) => activeKeys.map(({ lastUsed }) => date(lastUsed) || "never").join(" ")],
  ["keys_used_for", ({ activeKeys = [] }) => activeKeys.map(({ service }) => service ?? "nothing").join(" ")],
  ["groups", ({ groups }) => groups.join(" ")],
  ["in_roster", ({ isInRoster }) => (isInRoster === undefined ? "" : yesNo(isInRoster))],
  ["overdue", ({ isOverdue }) => yesNo(isOverdue)],
];

/**
 * For spreadsheets: RFC 4180, and a row for each user. A field that a spreadsheet could take for a formula, because it begins with `=`, `+`, `-` or
 * `@`, as the name of a user may, is preceded by an apostrophe. Source: OWASP, "CSV Injection".
 */
export function formatStatusCsv({ users }: Status): string {
  const rows = [COLUMNS.map(([column]) => column), ...users.map((user) => COLUMNS.map(([, value]) => value(user)))];
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\s']/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function date(value: Date | undefined): string {
  return value?.toISOString() ?? "";
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
