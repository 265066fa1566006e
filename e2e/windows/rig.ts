import type { ChildProcess } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { type Account, startAccount } from "../harness/account";
import { iamClient } from "../harness/clients";
import { Deployment, type Run } from "../harness/deployment";
import { type Call, type Interference, RecordingProxy } from "../harness/proxy";
import { type AccountState, readAccountState, readDescriptions, restoreAccount } from "./account-state";
import { refusingConflicts } from "./conflicts";
import { labelOf } from "./faults";
import { askAws, type Finding } from "./probe";
import { recover, type Recovery, untaintAll } from "./recovery";
import { canonicalState, isWhole } from "./terraform-state";
import type { Transition } from "./transitions";

/** A moment at which somebody may do something without MFA that is not exempt. */
export interface Window extends Finding {
  /** The call that opened the window. */
  readonly after: string;

  /** Whether that call belongs to a run that recovers from a fault. */
  readonly isInRecovery: boolean;
}

/** The results of one run of a transition and of the runs that recover from it. */
export interface Outcome extends Recovery {
  /** The mutating calls of the run, without those of the recovery. */
  readonly calls: readonly string[];
  readonly windows: readonly Window[];

  /** Users who could do something with MFA at some moment. */
  readonly holders: readonly string[];

  /** Whether the run ended with an error, or was killed. */
  readonly isBroken: boolean;
  readonly end: AccountState;
}

interface Start {
  readonly account: AccountState;
  readonly descriptions: Readonly<Record<string, string>>;
  readonly state: string | undefined;
}

interface Recovered extends Recovery {
  readonly end: AccountState;
  readonly windows: readonly Window[];
}

/** How often the provider retries a call: enough to see what retries do, and still quick. */
const MAX_RETRIES = 2;

/** How long a signal takes to reach all threads. */
const SIGNAL_MS = 5;
/** On a busy machine, terraform may need this long to get on with writing its state. */
const ROUNDS_OF_AN_EMPTY_STATE = 50;

const PLAN_FILE = "transition.plan";

/**
 * Runs one transition as often as needed, each time from the same start in a new account, through a proxy that checks for windows after each
 * mutating call.
 */
export class Rig {
  readonly #recoveredByState = new Map<string, Recovered>();
  readonly #convergedStates = new Set<string>();
  #account: Account | undefined;
  #start: Start;
  #terraform: ChildProcess | undefined;
  #windows: Window[] = [];
  #holders = new Set<string>();

  private constructor(
    readonly transition: Transition,
    readonly proxy: RecordingProxy,
    readonly deployment: Deployment,
  ) {
    this.#start = { account: { policies: transition.elsewhere ?? [], groups: [], users: [] }, descriptions: {}, state: undefined };
  }

  /** Deploys the starting point of the transition. */
  static async start(transition: Transition): Promise<Rig> {
    const proxy = await RecordingProxy.start();
    const rig = new Rig(transition, proxy, new Deployment(proxy.url, { maxRetries: MAX_RETRIES }));
    if (transition.before) {
      await rig.#deployStart(transition.before);
    }
    rig.deployment.synth(transition.after ?? transition.before!);
    await rig.#makePlan();
    return rig;
  }

  /** The plan in Terraform's JSON format. */
  async planJson(): Promise<string> {
    return this.deployment.terraform("show", "-json", PLAN_FILE);
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.#account?.stop();
    this.deployment.remove();
  }

  /**
   * Kills terraform and its provider, but not while terraform is writing its state: a local state is written in place and would be lost, whereas
   * a remote state is replaced as a whole.
   */
  readonly kill = async (): Promise<void> => {
    const signal = (name: NodeJS.Signals): void => {
      process.kill(-this.#terraform!.pid!, name);
    };
    for (let round = 0; ; round++) {
      signal("SIGSTOP");
      await setTimeout(SIGNAL_MS);
      const { state } = this.deployment;
      // Terraform creates an empty file for the lock before there is any state. Later, an empty file is one that it is about to write.
      const isNotBegun = state === "" && this.#start.state === undefined && round >= ROUNDS_OF_AN_EMPTY_STATE;
      if (isWhole(state) || isNotBegun) {
        break;
      }
      signal("SIGCONT");
      await setTimeout(SIGNAL_MS);
    }
    signal("SIGKILL");
  };

  /**
   * One run from the start, with faults, and the runs that recover from it. As the guide says, tainted objects are untainted before the next
   * apply, unless `isHasty`.
   */
  async run(interference: Interference = {}, { isHasty = false } = {}): Promise<Outcome> {
    const url = await this.#reset();
    this.#watch(url, interference, false);
    const { code } = await this.#run("apply", "-input=false", "-no-color", PLAN_FILE);
    this.proxy.check();
    const calls = this.proxy.calls.filter(({ isMutating }) => isMutating).map(labelOf);
    const windows = this.#windows;
    const key = await this.#fingerprint(url);
    const recovered = (isHasty ? undefined : this.#recoveredByState.get(key)) ?? (await this.#recover(url, isHasty));
    if (!isHasty) {
      this.#recoveredByState.set(key, recovered);
    }
    return {
      ...recovered,
      calls,
      windows: [...windows, ...recovered.windows],
      holders: [...this.#holders],
      isBroken: code !== 0,
    };
  }

  async #deployStart(before: NonNullable<Transition["before"]>): Promise<void> {
    const url = await this.#reset();
    this.proxy.use({ upstream: url });
    this.deployment.synth(before);
    await this.deployment.apply();
    const iam = iamClient(url);
    const account = await readAccountState(iam);
    this.#start = { account, descriptions: await readDescriptions(iam, account), state: this.deployment.state };
  }

  /** All runs apply the same saved plan, like a pipeline in which somebody approves the plan. */
  async #makePlan(): Promise<void> {
    this.proxy.use({ upstream: await this.#reset() });
    const { code, output } = await this.#plan(`-out=${PLAN_FILE}`);
    if (code !== 0) {
      throw new Error(`${this.transition.name}: the plan fails:\n${output}`);
    }
  }

  /** A new account in the starting state. */
  async #reset(): Promise<string> {
    await this.#account?.stop();
    this.#account = await startAccount();
    const { account, descriptions, state } = this.#start;
    await restoreAccount(iamClient(this.#account.url), account, descriptions);
    this.deployment.state = state;
    return this.#account.url;
  }

  async #recover(url: string, isHasty: boolean): Promise<Recovered> {
    this.#watch(url, {}, true);
    const untainted = isHasty ? [] : await untaintAll(this.deployment);
    const operation = this.transition.after ? ["apply"] : ["destroy"];
    const recovery = await recover(this.deployment, () => this.#run(...operation, "-auto-approve", "-input=false", "-no-color"), url);
    this.proxy.check();
    const drift = recovery.problem === undefined ? await this.#planAgain(url) : {};
    const fixes = [...untainted, ...recovery.fixes];
    return { ...recovery, ...drift, fixes, windows: this.#windows, end: await readAccountState(iamClient(url)) };
  }

  /**
   * Checks that the plan is empty, unless this state is already known to give an empty plan. Outputs may change: the provider does not plan that
   * a group's ARN changes with its path, so the output is updated one apply later.
   */
  async #planAgain(url: string): Promise<Pick<Recovery, "problem">> {
    const fingerprint = await this.#fingerprint(url);
    if (this.#convergedStates.has(fingerprint)) {
      return {};
    }
    const { code, output } = await this.#plan("-detailed-exitcode");
    if (code !== 0 && !output.includes("without changing any real infrastructure")) {
      return { problem: `the plan after the next run is not empty:\n${output}` };
    }
    this.#convergedStates.add(fingerprint);
    return {};
  }

  /** What Terraform and AWS know, without anything that differs between identical runs. */
  async #fingerprint(url: string): Promise<string> {
    return canonicalState(this.deployment.state) + JSON.stringify(await readAccountState(iamClient(url)));
  }

  #plan(...options: readonly string[]): Promise<Run> {
    return this.#run("plan", "-input=false", "-no-color", ...(this.transition.after ? [] : ["-destroy"]), ...options);
  }

  #watch(upstream: string, interference: Interference, isInRecovery: boolean): void {
    this.#windows = [];
    const windows = this.#windows;
    this.proxy.use({
      upstream,
      interference: refusingConflicts(iamClient(upstream), interference),
      witness: async (call: Call) => {
        const { findings, holders } = await askAws(upstream);
        windows.push(...findings.map((finding) => ({ ...finding, after: labelOf(call), isInRecovery })));
        for (const holder of holders) {
          this.#holders.add(holder);
        }
      },
    });
  }

  #run(...args: readonly string[]): Promise<Run> {
    return this.deployment.run(args, (terraform) => {
      this.#terraform = terraform;
    });
  }
}
