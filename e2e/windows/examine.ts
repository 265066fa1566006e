import { type Fault, FAULTS, type Target } from "./faults";
import type { Repair } from "./recovery";
import { type Outcome, Rig } from "./rig";
import type { Transition } from "./transitions";

/** What came of one transition, with each fault at each of its calls in turn. */
export interface Examination {
  readonly transition: string;
  readonly calls: number;
  readonly faults: number;
  readonly repairs: readonly Repair[];

  /** Moments without the Deny, each with what led to it. */
  readonly windows: readonly string[];

  /** Runs after which the account does not come to the rest that it comes to without a fault. */
  readonly failures: readonly string[];
}

/** Runs a transition without a fault, then with each fault at each mutating call. */
export async function examine(transition: Transition): Promise<Examination> {
  const rig = await Rig.start(transition);
  try {
    const clean = await rig.run();
    const found = { windows: describeWindows("without a fault", clean), failures: describeFailure("without a fault", clean, clean) };
    const repairs: Repair[] = [];
    let faults = 0;
    for (const target of targetsOf(clean.calls)) {
      for (const [kind, make] of Object.entries(FAULTS)) {
        const fault = make(target, rig.kill);
        const outcome = await rig.run(fault);
        const title = `${kind}: ${target.label}`;
        faults++;
        repairs.push(...outcome.repairs);
        found.windows.push(...describeWindows(title, outcome));
        found.failures.push(...describeFailure(title, outcome, clean, fault));
      }
    }
    return { transition: transition.name, calls: clean.calls.length, faults, repairs, ...found };
  } finally {
    await rig.stop();
  }
}

/** Examines transitions side by side, the longest first. */
export async function examineAll(transitions: readonly Transition[], lanes: number): Promise<ReadonlyMap<string, Examination>> {
  const examinations = new Map<string, Examination>();
  const queue = [...transitions].values();
  const lane = async (): Promise<void> => {
    for (const transition of queue) {
      examinations.set(transition.name, await examine(transition));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return examinations;
}

export function targetsOf(calls: readonly string[]): readonly Target[] {
  const seen = new Map<string, number>();
  return calls.map((label) => {
    const occurrence = seen.get(label) ?? 0;
    seen.set(label, occurrence + 1);
    return { label, occurrence };
  });
}

export function describeWindows(title: string, { windows }: Outcome): string[] {
  const moments = windows.map(({ after, user, action, isInRecovery }) => {
    const run = isInRecovery ? "the next run" : "the run";
    return `${title}: after ${after} in ${run} ${user} may ${action}`;
  });
  return [...new Set(moments)];
}

function describeFailure(title: string, outcome: Outcome, clean: Outcome, fault?: Fault): string[] {
  return [
    ...(outcome.problem === undefined ? [] : [`${title}: ${outcome.problem}`]),
    ...(JSON.stringify(outcome.end) === JSON.stringify(clean.end) ? [] : [`${title}: the account ends in another state`]),
    ...(fault && !fault.hasHappened ? [`${title}: the fault did not happen`] : []),
    ...(!fault && outcome.isBroken ? [`${title}: terraform fails`] : []),
  ];
}
