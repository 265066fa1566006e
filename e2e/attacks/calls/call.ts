import type { Answer } from "../../harness/answer";
import type { Caller } from "../../harness/caller";
import type { Person } from "../../harness/person";
import type { Scene } from "../scene";
import { type AnyDocumentName, DOCUMENT_NAMES } from "../stack";

/** One attempt at a call. */
export interface Attempt {
  /** Who signs the call. */
  readonly as: Caller;
  /** The user whose credentials are used. */
  readonly self: Person;
  readonly scene: Scene;
}

/** The managed policy that allows a call as long as nothing denies it: PowerUserAccess, or only AdministratorAccess. */
export type Permissions = "power user" | "administrator";

/**
 * Why a call without MFA is refused: because of the Deny; because no managed policy allows the (exempt) action on that resource; or by AWS
 * itself, because the call is invalid.
 */
export type StoppedBy = "deny" | "permissions" | "aws";

/** Something that must not work without MFA. */
export interface Call {
  readonly name: string;
  readonly needs: Permissions;
  readonly stoppedBy: StoppedBy;
  readonly run: (attempt: Attempt) => Promise<unknown>;
  /** Whether the call changes nothing, even if it succeeds. */
  readonly isRead: boolean;
  /** Whether only a long-term key can make the call at all. */
  readonly isForKeys: boolean;
  /** Whether AWS refuses the call to a long-term key, regardless of policies (security bulletin AWS-2023-001). */
  readonly isRefusedToKeys: boolean;
  /** Whether the call is about a device of one's own, so that only somebody who has one can make it. */
  readonly needsDevice: boolean;
  /** The documents for which the call is an attack. */
  readonly documents: readonly AnyDocumentName[];
  /** AWS's answer where it is not a refusal by IAM. */
  readonly expected: Readonly<Partial<Record<AnyDocumentName, Answer>>>;
  /** Shows that the call itself works: what a user without the Deny does (by default `run`), and AWS's answer. */
  readonly control: { readonly run: (attempt: Attempt) => Promise<unknown>; readonly expected: Answer };
}

/** How a call differs from the default: one that changes something, is stopped by the Deny, and works for the unrestricted user. */
export interface CallOptions {
  readonly isRead?: boolean;
  readonly isForKeys?: boolean;
  readonly isRefusedToKeys?: boolean;
  readonly needsDevice?: boolean;
  readonly stoppedBy?: StoppedBy;
  readonly documents?: readonly AnyDocumentName[];
  readonly expected?: Call["expected"];
  readonly control?: Partial<Call["control"]>;
}

type Run = Call["run"];

/** A call that PowerUserAccess allows. */
export function power(name: string, run: Run, options: CallOptions = {}): Call {
  return call(name, "power user", run, options);
}

/** A call that only AdministratorAccess allows. */
export function admin(name: string, run: Run, options: CallOptions = {}): Call {
  return call(name, "administrator", run, options);
}

/** Options for a call that only reads. */
export const READ: CallOptions = { isRead: true };

/** Options for a call that IAM answers with an error even when it is allowed. */
export function answers(expected: Answer): CallOptions {
  return { control: { expected } };
}

function call(name: string, needs: Permissions, run: Run, options: CallOptions): Call {
  const { isRead = false, isForKeys = false, isRefusedToKeys = false, needsDevice = false, stoppedBy = "deny" } = options;
  const { documents = DOCUMENT_NAMES, expected = {}, control } = options;
  return {
    name,
    needs,
    run,
    isRead,
    isForKeys,
    isRefusedToKeys,
    needsDevice,
    stoppedBy,
    documents,
    expected,
    control: { run, expected: "allowed", ...control },
  };
}
