import type { AccountDetails, AccountUser } from "../../access";
import { knownGroups, knownUsers } from "../names";
import type { SortKey, StatusOptions, UserStatus } from "./model";

/**
 * The users that are asked for by name or by group.
 *
 * @throws InvalidInputError if there is no such group or user
 */
export function choose({ users, groups }: AccountDetails, options: Pick<StatusOptions, "groups" | "users">): readonly AccountUser[] {
  const wantedGroups = knownGroups(options.groups ?? [], groups);
  const wantedUsers = knownUsers(options.users ?? [], users);
  return users.filter(
    (user) =>
      (wantedGroups.size === 0 || user.groups.some((name) => wantedGroups.has(name.toLowerCase()))) &&
      (wantedUsers.size === 0 || wantedUsers.has(user.name.toLowerCase())),
  );
}

/** The users that the other filters leave, in order. */
export function filterAndSort(
  users: readonly UserStatus[],
  { withoutDevice = false, notEnforced = false, sort = "name" }: StatusOptions,
): readonly UserStatus[] {
  return users
    .filter(({ devices, isEnforced }) => !(withoutDevice && devices.length > 0) && !(notEnforced && isEnforced))
    .sort((a, b) => ORDERS[sort](a) - ORDERS[sort](b) || compareNames(a, b));
}

const LAST = Number.MAX_SAFE_INTEGER;

const ORDERS: Readonly<Record<SortKey, (user: UserStatus) => number>> = {
  name: () => 0,
  enforced: ({ isEnforced }) => Number(isEnforced),
  devices: ({ devices }) => devices.length,
  password: ({ password }) => (password.state === "set" ? (password.changed?.getTime() ?? 0) : LAST),
  activity: ({ password, activeKeys = [] }) => {
    const times = [password.used, ...activeKeys.map(({ lastUsed }) => lastUsed)].map((date) => date?.getTime() ?? 0);
    return Math.max(...times);
  },
};

function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
  const [first, second] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}
