import { setTimeout } from "node:timers/promises";
import type { Call, ErrorAnswer, Interference } from "../harness/proxy";

/** One mutating call of a run. The occurrence distinguishes calls with the same label. */
export interface Target {
  readonly label: string;
  readonly occurrence: number;
}

/** A fault at one call. */
export interface Fault extends Interference {
  /** Whether the call has been made. */
  readonly hasHappened: boolean;
}

const REFUSED: ErrorAnswer = { status: 403, code: "AccessDenied" };
const FAILING: ErrorAnswer = { status: 500, code: "ServiceFailure" };
const LOCKED_OUT: ErrorAnswer = { status: 403, code: "InvalidClientTokenId" };

/** Longer than terraform takes from an answer to its next call. */
const QUIET_MS = 100;

/** The same call has the same label in every run: `AddUserToGroup Auditors first.auditor`. */
export function labelOf({ action, params }: Call): string {
  const words = Object.entries(params)
    .filter(([name]) => !/Document$|^Description$|^Path$|^NewPath$|^Tag/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value.replace(/^.*:policy\//, ""));
  return [action, ...words].join(" ");
}

/** What can go wrong at a call. `kill` ends terraform and everything it has started, immediately. */
export const FAULTS: Readonly<Record<string, (target: Target, kill: () => Promise<void>) => Fault>> = {
  "AWS refuses it": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (watch.isTarget(call) ? REFUSED : "pass") });
  },
  "AWS fails on it and on its retries": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (watch.isTarget(call) || watch.isRetry(call) ? FAILING : "pass") });
  },
  "its answer is lost": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: watch.look, after: (call) => (watch.wasTarget(call) ? "break" : "answer") });
  },
  "its answer is lost, and so are its retries": (target) => {
    const watch = new Watch(target);
    return fault(watch, {
      before: (call) => (!watch.isTarget(call) && watch.isRetry(call) ? "break" : "pass"),
      after: (call) => (watch.wasTarget(call) ? "break" : "answer"),
    });
  },
  "terraform is killed before it": (target, kill) => {
    const watch = new Watch(target);
    return fault(watch, {
      before: async (call) => {
        if (watch.isTarget(call)) {
          await kill();
        }
        return watch.hasHappened ? "break" : "pass";
      },
    });
  },
  "terraform is killed after it": (target, kill) => {
    const watch = new Watch(target);
    return fault(watch, {
      before: (call) => (watch.isTarget(call) || !watch.hasHappened ? "pass" : "break"),
      after: async (call) => {
        if (watch.wasTarget(call)) {
          await kill();
        }
        return watch.hasHappened ? "break" : "answer";
      },
    });
  },
  "it and all later calls fail": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (watch.isTarget(call) || watch.hasHappened ? LOCKED_OUT : "pass") });
  },
  "all calls after it fail": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (!watch.isTarget(call) && watch.hasHappened ? LOCKED_OUT : "pass") });
  },
  "the read after it fails": (target) => {
    const watch = new Watch(target);
    let isOver = false;
    return fault(watch, {
      before: (call) => {
        watch.look(call);
        if (!isOver && watch.isReadBack(call)) {
          isOver = true;
          return REFUSED;
        }
        return "pass";
      },
    });
  },
  "it is delayed": (target) => {
    const watch = new Watch(target);
    const line = new Line();
    return fault(watch, {
      hold: async (call) => {
        line.note();
        if (watch.isTarget(call)) {
          await line.quiet();
        }
      },
    });
  },
};

/** The faults that differ most from each other. */
export const BASE_FAULTS: readonly string[] = [
  "AWS refuses it",
  "its answer is lost",
  "terraform is killed before it",
  "terraform is killed after it",
];

/** Waits for one call of a run. */
class Watch {
  #seen = 0;
  #target: Call | undefined;

  constructor(readonly target: Target) {}

  get hasHappened(): boolean {
    return this.#target !== undefined;
  }

  /** Whether this is the target. To be asked once per call. */
  isTarget(call: Call): boolean {
    if (this.hasHappened || !call.isMutating || labelOf(call) !== this.target.label) {
      return false;
    }
    if (this.#seen++ === this.target.occurrence) {
      this.#target = call;
      return true;
    }
    return false;
  }

  readonly look = (call: Call): "pass" => {
    this.isTarget(call);
    return "pass";
  };

  wasTarget(call: Call): boolean {
    return call === this.#target;
  }

  isRetry(call: Call): boolean {
    return this.hasHappened && call.isMutating && labelOf(call) === this.target.label;
  }

  /** Whether a call reads what the target wrote, as the provider does after a create. */
  isReadBack(call: Call): boolean {
    const names = new Set(Object.values(this.#target?.params ?? {}));
    return !call.isMutating && Object.values(call.params).some((value) => names.has(value) || names.has(value.replace(/^.*[:/]/, "")));
  }
}

/** Counts calls, and waits until none has been made for a while. */
class Line {
  #calls = 0;

  note(): void {
    this.#calls++;
  }

  async quiet(): Promise<void> {
    for (let seen = -1; seen !== this.#calls;) {
      seen = this.#calls;
      await setTimeout(QUIET_MS);
    }
  }
}

function fault(watch: Watch, interference: Interference): Fault {
  return {
    ...interference,
    get hasHappened() {
      return watch.hasHappened;
    },
  };
}
