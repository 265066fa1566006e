import { type Answer, DENIED } from "../../harness/answer";
import type { Caller } from "../../harness/caller";
import type { Person } from "../../harness/person";
import type { Scene } from "../scene";
import type { DocumentName } from "../stack";

/** Somebody's attempt. */
export interface Attempt {
  /** Who signs the call. */
  readonly as: Caller;
  /** The user whose credentials they are. */
  readonly self: Person;
  readonly scene: Scene;
}

/** The grant that allows a call once nothing denies it: PowerUserAccess, or only AdministratorAccess. */
export type Permissions = "power user" | "administrator";

/**
 * What refuses a call without MFA: the Deny; or, for an exempt action, only that no grant allows it on that resource; or AWS itself, since
 * the call is not what it asks for.
 */
export type StoppedBy = "deny" | "permissions" | "aws";

/** Something that nobody may do without MFA. */
export interface Call {
  readonly name: string;
  readonly needs: Permissions;
  readonly stoppedBy: StoppedBy;
  readonly run: (attempt: Attempt) => Promise<unknown>;
  /** Whether the call leaves everything as it is, even if it goes through. */
  readonly isRead: boolean;
  /** Whether only a long-term key can make the call at all. */
  readonly isForKeys: boolean;
  /** Whether AWS refuses the call to a long-term key, whatever the policies allow (security bulletin AWS-2023-001). */
  readonly isRefusedToKeys: boolean;
  /** The documents with which the call is an attack. */
  readonly documents: readonly DocumentName[];
  readonly expected: Readonly<Record<DocumentName, Answer>>;
  /** What shows that the call is a real one: the same by a user to whom nothing is denied, or `run`, and AWS's answer. */
  readonly control: { readonly run: (attempt: Attempt) => Promise<unknown>; readonly expected: Answer };
}

/** What differs from a call that changes something, is stopped by the Deny, and is allowed to the unrestricted. */
export interface CallOptions {
  readonly isRead?: boolean;
  readonly isForKeys?: boolean;
  readonly isRefusedToKeys?: boolean;
  readonly stoppedBy?: StoppedBy;
  readonly documents?: readonly DocumentName[];
  readonly expected?: Partial<Record<DocumentName, Answer>>;
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

/** Options of a call that only reads. */
export const READ: CallOptions = { isRead: true };

/** Options of a call that IAM would answer with an error, once it is allowed to. */
export function answers(expected: Answer): CallOptions {
  return { control: { expected } };
}

function call(name: string, needs: Permissions, run: Run, options: CallOptions): Call {
  const { isRead = false, isForKeys = false, isRefusedToKeys = false, stoppedBy = "deny" } = options;
  const { documents = ["minimal", "getSessionTokenWithoutMfa"], expected, control } = options;
  return {
    name,
    needs,
    run,
    isRead,
    isForKeys,
    isRefusedToKeys,
    stoppedBy,
    documents,
    expected: { minimal: DENIED, getSessionTokenWithoutMfa: DENIED, ...expected },
    control: { run, expected: "allowed", ...control },
  };
}
