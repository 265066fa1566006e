import type { Forecast } from "../cloudtrail/forecast";

export type FindingId =
  | "caller-locked-out"
  | "caller-uncertain"
  | "key-in-use"
  | "member-outside-roster"
  | "no-device"
  | "not-enforced-by-plan"
  | "not-in-report"
  | "only-root-can-repair"
  | "service-user";

/** Something to act on before enforcement is switched on. */
export interface Finding {
  readonly id: FindingId;
  /** The user that it is about; nothing where it is about the account. */
  readonly user?: string;
  /** What would happen, and what to do about it, in one sentence without a full stop. */
  readonly message: string;
  /** For `key-in-use`: what the key was last used for. */
  readonly lastUsed?: { readonly date: string; readonly service: string; readonly region: string; readonly accessKeyId?: string };
}

export interface Preflight {
  /** The ARN of whoever runs the command. */
  readonly caller: string;
  /** How many users will be enforced, and how many of them are in the account already. */
  readonly enforced: number;
  readonly existing: number;
  /** The most urgent first: the caller, then users by name, then the account. */
  readonly findings: readonly Finding[];
  /** Users and roles outside the roster that can take the enforcement back, besides the root user. */
  readonly repairers: readonly string[];
  readonly reportGenerated: Date;
  readonly forecast?: Forecast;
}
