import type { Status, UserStatus } from "./model";

/** The version of the format. Minor versions only add to it. */
const FORMAT_VERSION = "1.0";

/** 2 if somebody has had a password for longer than the grace period, and no device. */
export function statusExitCode({ totals }: Status): 0 | 2 {
  return totals.overdue > 0 ? 2 : 0;
}

/** For programs. The schema is status.schema.json. */
export function formatStatusJson(status: Status): string {
  const { users, totals, missing, reportGenerated } = status;
  const json = {
    formatVersion: FORMAT_VERSION,
    exitCode: statusExitCode(status),
    users: users.map(userJson),
    totals,
    missing,
    reportGenerated,
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function userJson({ isEnforced, isInRoster, isOverdue, ...user }: UserStatus): object {
  const { name, arn, groups, ...rest } = user;
  return { name, arn, groups, enforced: isEnforced, ...rest, inRoster: isInRoster, overdue: isOverdue };
}
