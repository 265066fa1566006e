import { type Context, isDenied } from "../../access";
import { mapEvent, type MappedEvent } from "./map-event";
import type { CloudTrailEvent } from "./event";

/** What would have been denied to whom. */
export interface DeniedCalls {
  readonly user: string;
  readonly action: string;
  readonly count: number;
}

export interface Forecast {
  /** How many events were read, and when the first and the last of them happened. */
  readonly events: number;
  readonly from?: string;
  readonly to?: string;
  /** How many were calls of users who will be enforced, without MFA, that AWS allowed. */
  readonly withoutMfa: number;
  /** By user and action. */
  readonly denied: readonly DeniedCalls[];
  /** Calls of which AWS does not say whether the Deny reaches them. */
  readonly uncertain: readonly DeniedCalls[];
  /** Events of these users that could not be mapped to an action: `eventSource eventName`. */
  readonly unmapped: readonly { readonly user: string; readonly event: string; readonly count: number }[];
}

/** Whoever will be enforced: the documents that then apply, by user name in lower case. */
export type DocumentsOf = ReadonlyMap<string, readonly unknown[]>;

/** What AWS answers when policies refuse a call. Some services have a prefix before it. */
const REFUSED = /AccessDenied|UnauthorizedOperation|NotAuthorized/;

/**
 * "It has no effect on a user's ability to perform the GetSessionToken operation": IAM User Guide,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
const UNCERTAIN: ReadonlySet<string> = new Set(["sts:GetSessionToken"]);

/** Replays events against the documents that will apply. */
export class Replay {
  #events = 0;
  #withoutMfa = 0;
  #from: string | undefined;
  #to: string | undefined;
  readonly #denied = new Tally();
  readonly #uncertain = new Tally();
  readonly #unmapped = new Tally();
  readonly #mapped = new Map<string, MappedEvent>();
  readonly #verdicts = new Map<readonly unknown[], Map<string, boolean>>();

  /** @param account the account's number; events of others are ignored */
  constructor(
    readonly account: string,
    readonly documents: DocumentsOf,
  ) {}

  add(event: CloudTrailEvent): void {
    this.#events++;
    this.#notice(event.eventTime);
    const { userIdentity = {}, errorCode = "" } = event;
    const { type, accountId, userName = "", invokedBy, sessionContext } = userIdentity;
    const documents = type === "IAMUser" && accountId === this.account ? this.documents.get(userName.toLowerCase()) : undefined;
    if (documents === undefined || sessionContext?.attributes?.mfaAuthenticated === "true" || REFUSED.test(errorCode)) {
      return;
    }
    const mapped = this.#map(event);
    if (mapped.kind === "none") {
      return;
    }
    this.#withoutMfa++;
    if (mapped.kind === "unknown") {
      this.#unmapped.add(userName, `${event.eventSource ?? ""} ${event.eventName ?? ""}`);
    } else if (UNCERTAIN.has(mapped.action)) {
      this.#uncertain.add(userName, mapped.action);
    } else if (this.#isDenied(documents, mapped.action, contextOf(sessionContext !== undefined, invokedBy !== undefined))) {
      this.#denied.add(userName, mapped.action);
    }
  }

  forecast(): Forecast {
    return {
      events: this.#events,
      ...(this.#from !== undefined && { from: this.#from, to: this.#to }),
      withoutMfa: this.#withoutMfa,
      denied: this.#denied.rows().map(([user, action, count]) => ({ user, action, count })),
      uncertain: this.#uncertain.rows().map(([user, action, count]) => ({ user, action, count })),
      unmapped: this.#unmapped.rows().map(([user, event, count]) => ({ user, event, count })),
    };
  }

  #notice(time: string | undefined): void {
    if (time !== undefined) {
      this.#from = this.#from === undefined || time < this.#from ? time : this.#from;
      this.#to = this.#to === undefined || time > this.#to ? time : this.#to;
    }
  }

  #map(event: CloudTrailEvent): MappedEvent {
    const key = `${event.eventType ?? ""} ${event.eventSource ?? ""} ${event.eventName ?? ""}`;
    const mapped = this.#mapped.get(key) ?? mapEvent(event);
    this.#mapped.set(key, mapped);
    return mapped;
  }

  #isDenied(documents: readonly unknown[], action: string, context: Context): boolean {
    const known = this.#verdicts.get(documents) ?? new Map<string, boolean>();
    this.#verdicts.set(documents, known);
    const key = `${context} ${action}`;
    const verdict = known.get(key) ?? isDenied(documents, action, context);
    known.set(key, verdict);
    return verdict;
  }
}

function contextOf(isSession: boolean, isViaService: boolean): Context {
  const kind = isSession ? "session" : "key";
  return isViaService ? `${kind} via service` : kind;
}

/** Counts by user and something else. */
class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(user: string, what: string): void {
    const own = this.#counts.get(user) ?? new Map<string, number>();
    this.#counts.set(user, own.set(what, (own.get(what) ?? 0) + 1));
  }

  /** Users by name, and what they did most first. */
  rows(): readonly (readonly [user: string, what: string, count: number])[] {
    return [...this.#counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([user, own]) =>
        [...own]
          .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
          .map(([what, count]) => [user, what, count] as const),
      );
  }
}
