import { reviewPlan } from "../../modules/review";
import { type Fault, FAULTS, type Target } from "./faults";
import type { Fix } from "./recovery";
import { type Outcome, Rig } from "./rig";
import { faultsAt, type Suite } from "./suites";
import type { Transition } from "./transitions";

/** The results of one transition, with faults at each of its calls in turn. */
export interface Examination {
  readonly transition: string;

  /** The mutating calls, and the names of the faults that were tried at each. */
  readonly calls: readonly { readonly label: string; readonly faults: readonly string[] }[];
  readonly fixes: readonly Fix[];

  /** Users who may do something with MFA. Without any, there can be no window. */
  readonly holders: readonly string[];

  /** Moments without the Deny, each with its cause. */
  readonly windows: readonly string[];

  /** The windows that a review of the plan predicts. */
  readonly predicted: readonly string[];

  /** Runs after which the account does not end in the same state as without a fault. */
  readonly failures: readonly string[];
}

/** Runs a transition without a fault, then with faults at each mutating call. */
export async function examine(suite: Suite, transition: Transition): Promise<Examination> {
  const rig = await Rig.start(transition);
  try {
    const clean = await rig.run();
    const found = { windows: describeWindows("without a fault", clean), failures: describeFailure("without a fault", clean, clean) };
    const fixes: Fix[] = [];
    const calls: { label: string; faults: string[] }[] = [];
    for (const [index, target] of targetsOf(clean.calls).entries()) {
      const faults: string[] = [];
      calls.push({ label: target.label, faults });
      for (const kind of faultsAt(suite, transition, index, target.label)) {
        const fault = FAULTS[kind]!(target, rig.kill);
        const title = `${kind}: ${target.label}`;
        faults.push(kind);
        try {
          const outcome = await rig.run(fault);
          fixes.push(...outcome.fixes);
          found.windows.push(...describeWindows(title, outcome));
          found.failures.push(...describeFailure(title, outcome, clean, fault));
        } catch (error) {
          // Recorded as a failure of this run, so that the report still includes the others.
          found.failures.push(`${title}: ${String(error)}`);
        }
      }
    }
    const { findings } = reviewPlan(await rig.planJson(), transition.name);
    const predicted = findings.filter(({ id }) => id === "window").map(({ message }) => message);
    return { transition: transition.name, calls, fixes, holders: clean.holders, predicted, ...found };
  } finally {
    await rig.stop();
  }
}

/** Examines the transitions of a suite in parallel. */
export async function examineAll(suite: Suite, lanes: number): Promise<ReadonlyMap<string, Examination>> {
  const examinations = new Map<string, Examination>();
  const queue = [...suite.transitions].values();
  const lane = async (): Promise<void> => {
    for (const transition of queue) {
      const examination = await examine(suite, transition).catch((error: unknown) => unexamined(transition, error));
      examinations.set(transition.name, examination);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return examinations;
}

/** For a transition that fails even without a fault, so that the report still includes the others. */
function unexamined({ name }: Transition, error: unknown): Examination {
  return {
    transition: name,
    calls: [],
    fixes: [],
    holders: [],
    windows: [],
    predicted: [],
    failures: [`without a fault: ${String(error)}`],
  };
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
