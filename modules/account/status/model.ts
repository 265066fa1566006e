import type { KeyUse } from "../credential-report";
import type { Device } from "../devices";

/** A policy by which a user is enforced, and from where the user has it. */
export interface EnforcingPolicy {
  /** The policy's name. */
  readonly name: string;
  /** Its ARN, or what it is inline in. */
  readonly policy: string;
  /** `group Power`, `user` or `boundary`. */
  readonly through: readonly string[];
}

export interface Password {
  /** `unknown` where the user is newer than the credential report. */
  readonly state: "none" | "set" | "unknown";
  readonly changed?: Date;
  readonly used?: Date;
}

/** What the account says of a user. */
export interface UserStatus {
  readonly name: string;
  readonly arn: string;
  /** The names of the user's groups, sorted. */
  readonly groups: readonly string[];
  /** Whether it is certain that MFA is enforced. */
  readonly isEnforced: boolean;
  readonly enforcedBy: readonly EnforcingPolicy[];
  /** Why it is not certain; empty where it is. */
  readonly doubts: readonly string[];
  readonly devices: readonly Device[];
  readonly password: Password;
  /** The access keys that are active; nothing where the user is newer than the credential report. */
  readonly activeKeys?: readonly KeyUse[];
  /** Nothing without a roster. */
  readonly isInRoster?: boolean;
  /** Whether the user has had a password for longer than the grace period, and has no device. */
  readonly isOverdue: boolean;
}

export interface Totals {
  readonly users: number;
  readonly enforced: number;
  readonly withDevice: number;
  readonly withPassword: number;
  readonly withPasswordAndNoDevice: number;
  readonly withActiveKeys: number;
  readonly overdue: number;
}

export interface Status {
  /** Filtered and sorted. */
  readonly users: readonly UserStatus[];
  /** About these users. */
  readonly totals: Totals;
  /** Names that are in the roster and not in the account, sorted. Nothing without a roster. */
  readonly missing?: readonly string[];
  /** When AWS made the credential report. */
  readonly reportGenerated: Date;
}

export const SORT_KEYS = ["name", "enforced", "devices", "password", "activity"] as const;

/**
 * By what users are sorted; whoever needs attention comes first, and equals are in the order of their names.
 *
 * - `name`: by name, ignoring case
 * - `enforced`: not enforced first
 * - `devices`: those with the fewest devices first
 * - `password`: those with the oldest password first, those without one last
 * - `activity`: those whose password and keys have been unused for longest first
 */
export type SortKey = (typeof SORT_KEYS)[number];

export interface StatusOptions {
  /** Only members of these groups, ignoring case. None: everybody. */
  readonly groups?: readonly string[];
  /** Only these users, ignoring case. None: everybody. */
  readonly users?: readonly string[];
  /** Only users without a device. */
  readonly withoutDevice?: boolean;
  /** Only users of whom it is not certain that they are enforced. */
  readonly notEnforced?: boolean;
  /** @default "name" */
  readonly sort?: SortKey;
  /** How long somebody may have a password and no device. Nothing: nobody is overdue. */
  readonly graceMs?: number;
  /** The names of the users who should be in the account. */
  readonly roster?: readonly string[];
  readonly now: Date;
}
