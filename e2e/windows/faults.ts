import { setTimeout } from "node:timers/promises";
import type { Call, ErrorAnswer, Interference } from "../harness/proxy";

/** One mutating call of a run, told from equal ones by how many came before it. */
export interface Target {
  readonly label: string;
  readonly occurrence: number;
}

/** A fault at one call. */
export interface Fault extends Interference {
  /** Whether the call came. */
  readonly hasHappened: boolean;
}

const REFUSED: ErrorAnswer = { status: 403, code: "AccessDenied" };
const FAILING: ErrorAnswer = { status: 500, code: "ServiceFailure" };
const LOCKED_OUT: ErrorAnswer = { status: 403, code: "InvalidClientTokenId" };

/** Longer than terraform needs from an answer to its next call. */
const QUIET_MS = 100;

/** The same call always has the same label, whatever run it is in: `AddUserToGroup GroupName=… UserName=…`. */
export function labelOf({ action, params }: Call): string {
  const words = Object.entries(params)
    .filter(([name]) => !/Document$|^Description$|^Path$|^NewPath$|^Tag/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value.replace(/^.*:policy\//, ""));
  return [action, ...words].join(" ");
}

/** What can go wrong at a call. `kill` ends terraform at once, with all that it has started. */
export const FAULTS: Readonly<Record<string, (target: Target, kill: () => Promise<void>) => Fault>> = {
  "AWS refuses it": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (watch.isTarget(call) ? REFUSED : "pass") });
  },
  "AWS fails at it, and at its repetitions": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (watch.isTarget(call) || watch.isRepetition(call) ? FAILING : "pass") });
  },
  "its answer gets lost": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: watch.look, after: (call) => (watch.wasTarget(call) ? "break" : "answer") });
  },
  "its answer gets lost, and its repetitions": (target) => {
    const watch = new Watch(target);
    return fault(watch, {
      before: (call) => (!watch.isTarget(call) && watch.isRepetition(call) ? "break" : "pass"),
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
  "all calls fail from it on": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (watch.isTarget(call) || watch.hasHappened ? LOCKED_OUT : "pass") });
  },
  "all calls fail after it": (target) => {
    const watch = new Watch(target);
    return fault(watch, { before: (call) => (!watch.isTarget(call) && watch.hasHappened ? LOCKED_OUT : "pass") });
  },
  "the look at its result fails": (target) => {
    const watch = new Watch(target);
    let isOver = false;
    return fault(watch, {
      before: (call) => {
        watch.look(call);
        if (!isOver && watch.isLookAtResult(call)) {
          isOver = true;
          return REFUSED;
        }
        return "pass";
      },
    });
  },
  "it comes late": (target) => {
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

/** Tried at every call of every transition; the others take turns, where a transition is not thorough. */
export const ALWAYS_TRIED: readonly string[] = [
  "AWS refuses it",
  "its answer gets lost",
  "terraform is killed before it",
  "terraform is killed after it",
];

/** The faults to try at a call, whose number sets whose turn it is. */
export function faultsAt(call: number, isThorough: boolean): readonly string[] {
  const others = Object.keys(FAULTS).filter((name) => !ALWAYS_TRIED.includes(name));
  return [...ALWAYS_TRIED, ...(isThorough ? others : [others[call % others.length]!])];
}

/** Waits for one call of a run. */
class Watch {
  #seen = 0;
  #target: Call | undefined;

  constructor(readonly target: Target) {}

  get hasHappened(): boolean {
    return this.#target !== undefined;
  }

  /** Whether this is the call; asked once a call. */
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

  isRepetition(call: Call): boolean {
    return this.hasHappened && call.isMutating && labelOf(call) === this.target.label;
  }

  /** A read that names what the call named, as the provider's read after a create does. */
  isLookAtResult(call: Call): boolean {
    const names = new Set(Object.values(this.#target?.params ?? {}));
    return !call.isMutating && Object.values(call.params).some((value) => names.has(value) || names.has(value.replace(/^.*[:/]/, "")));
  }
}

/** Notes calls, and tells when none has come for a while. */
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
