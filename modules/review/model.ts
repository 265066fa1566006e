/** How much a finding matters. `critical`: people act without MFA; `low`: nobody does, but it should be known. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Something that weakens the enforcement of MFA, or might. */
export interface Finding {
  /** The rule's stable name, such as `mfa-lost`. */
  readonly id: string;
  readonly severity: Severity;
  /** `false` where it depends on something that the plan does not say. */
  readonly isCertain: boolean;
  /** The Terraform address that it is about; `plan` for the plan as a whole. */
  readonly address: string;
  /** What could happen, in one sentence without a full stop. */
  readonly message: string;
  /** One request that would get through, such as `john with an access key: s3:ListAllMyBuckets`. */
  readonly request?: string;
  /** For a window: what is done in which order, and what closes it. */
  readonly window?: Window;
  /** What to do about it. */
  readonly fix: string;
  /** It was so before the plan already. Such findings count only with `--strict`. */
  readonly isOld: boolean;
}

/** A moment during an apply at which somebody can act without MFA. */
export interface Window {
  /** What has been done when it opens, in order: `attach PowerUserAccess to Power`. */
  readonly steps: readonly string[];
  /** The step that closes it; nothing where none does in this apply. */
  readonly until?: string;
}

export type Change = "added" | "removed";

/** A change of who exists, and who may do what. */
export type AccessChange =
  | { readonly kind: "group" | "user"; readonly change: Change; readonly name: string; readonly address: string }
  | {
      readonly kind: "group" | "policy" | "user";
      readonly change: "renamed";
      readonly name: string;
      readonly formerName: string;
      readonly address: string;
    }
  | { readonly kind: "policy"; readonly change: Change; readonly name: string; readonly address: string }
  | {
      readonly kind: "membership";
      readonly change: Change;
      readonly user: string;
      readonly group: string;
      /** The names of the policies that the user gains or loses by it. */
      readonly policies: readonly string[];
    }
  | {
      readonly kind: "attachment";
      readonly change: Change;
      readonly holder: { readonly kind: "group" | "user"; readonly name: string };
      readonly policy: string;
    }
  | { readonly kind: "boundary"; readonly change: Change | "changed"; readonly user: string; readonly policy: string }
  | { readonly kind: "credentials"; readonly change: Change; readonly user: string; readonly what: string }
  /** Somebody who is there before and after needs MFA from now on, or no longer does. */
  | {
      readonly kind: "enforcement";
      readonly change: Change;
      readonly user: string;
      /** The names of the policies that the user can use with MFA only, or without it. */
      readonly policies: readonly string[];
    };

/** What a change of a policy document means. */
export interface DocumentChange {
  readonly policy: string;
  readonly address: string;
  /** One sentence each, without a full stop: `without MFA, codecommit:GitPull works, too`. */
  readonly meaning: readonly string[];
}

/** What a review of one plan says. */
export interface Review {
  /** The plan's file, or `-`. */
  readonly plan: string;
  readonly access: readonly AccessChange[];
  readonly documents: readonly DocumentChange[];
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** How many other resources the plan changes. */
  readonly otherChanges: number;
  /** What the reader should know about the plan itself, such as an unknown minor format version. */
  readonly notes: readonly string[];
}
