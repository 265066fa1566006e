import type { Roster } from "../../roster";

/** A roster of what is in the account already. */
export interface AdoptedRoster extends Roster {
  /** Terraform takes over all that exists instead of creating it. */
  readonly existing: "all";
}

/** What a roster does not carry over, by kind. */
export type LeftOutKind =
  | "boundary"
  | "direct-attachment"
  | "inline-policy"
  | "keys-without-password"
  | "membership"
  | "mfa-policy"
  | "not-in-report"
  | "policies-over-quota"
  | "reserved-tag"
  | "roster-problem"
  | "user-without-selected-group";

/** Something that the roster does not say, or that needs a decision. */
export interface LeftOut {
  readonly id: LeftOutKind;
  /** The group or user that it is about; nothing where it is about the roster. */
  readonly subject?: { readonly kind: "group" | "user"; readonly name: string };
  /** What is left out, and what to do about it, in one sentence without a full stop. */
  readonly message: string;
}

export interface Adoption {
  readonly roster: AdoptedRoster;
  /** In the order of the subjects' names: groups, then users. */
  readonly leftOut: readonly LeftOut[];
  /** When AWS made the credential report that says who has a password. */
  readonly reportGenerated: Date;
}
