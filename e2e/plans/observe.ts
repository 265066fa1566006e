import { Workplace } from "../../verification/plans/lab";
import type { TerraformCase } from "../../verification/plans/model";
import { startAccount } from "../harness/account";
import { iamClient } from "../harness/clients";
import { type Call, type Interference, RecordingProxy } from "../harness/proxy";
import { type AccountState, readAccountState, readDescriptions, restoreAccount } from "../windows/account-state";
import { labelOf } from "../windows/faults";
import { askAws, type Finding } from "../windows/probe";

/** What was seen while a plan was applied, several times, from the same start and in different orders. */
export interface Observation {
  readonly name: string;

  /** The mutating calls of an apply that nothing interferes with. */
  readonly calls: readonly string[];

  /** How often the plan was applied. */
  readonly runs: number;

  /** Moments at which somebody could act without MFA who could not before, such as `after DetachGroupPolicy Power EnforceMfa: john may s3:GetObject`. */
  readonly windows: readonly string[];
}

interface Start {
  readonly account: AccountState;
  readonly descriptions: Readonly<Record<string, string>>;
  readonly state: string | undefined;
  readonly findings: ReadonlySet<string>;
}

interface Run {
  readonly calls: readonly string[];
  readonly windows: readonly string[];
}

/** What is refused, and what waits for it, does not happen: the other calls are those of an apply in which it comes last. */
const REFUSED = { status: 403, code: "AccessDenied" };

/**
 * Applies a plan through a proxy that asks AWS after each mutating call, for every user, what is allowed without MFA. The first run is
 * Terraform's own order, which differs from run to run where nothing waits for anything. In the others some of the calls are refused. With
 * `isHasty` the first window ends it.
 */
export async function observe(planCase: TerraformCase, { isHasty = false } = {}): Promise<Observation> {
  const proxy = await RecordingProxy.start();
  const workplace = await Workplace.prepare(planCase, (upstream) => {
    proxy.use({ upstream });
    return proxy.url;
  });
  try {
    const start = await readStart(workplace);
    const runs = [await runOnce(workplace, proxy, start, [])];
    const { calls } = runs[0]!;
    for (const refused of schedules(calls)) {
      if (isHasty && runs.some(({ windows }) => windows.length > 0)) {
        break;
      }
      runs.push(await runOnce(workplace, proxy, start, refused));
    }
    return { name: planCase.name, calls, runs: runs.length, windows: [...new Set(runs.flatMap(({ windows }) => windows))] };
  } finally {
    await workplace.remove();
    await proxy.stop();
  }
}

/** Observes several plans, some at a time. A plan that cannot be applied at all is an error. */
export async function observeAll(
  cases: readonly TerraformCase[],
  lanes: number,
  options?: { readonly isHasty: boolean },
): Promise<ReadonlyMap<string, Observation | Error>> {
  const observations = new Map<string, Observation | Error>();
  const queue = cases.values();
  const lane = async (): Promise<void> => {
    for (const planCase of queue) {
      observations.set(planCase.name, await observe(planCase, options).catch((error: unknown) => error as Error));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return observations;
}

/**
 * What to refuse in each of the runs: every call on its own, so that it comes last, and all but one, so that it comes first. So it is not left to
 * Terraform whether a Deny goes before everything else or comes after it. Where two Denies of one user come and go, that would not be enough; no case
 * is like that.
 */
function schedules(calls: readonly string[]): readonly (readonly string[])[] {
  const labels = [...new Set(calls)];
  const last = labels.map((label) => [label]);
  const first = labels.map((label) => labels.filter((other) => other !== label)).filter(({ length }) => length > 1);
  return [...last, ...first];
}

async function readStart(workplace: Workplace): Promise<Start> {
  const { url } = workplace.accounts[0]!;
  const iam = iamClient(url);
  const account = await readAccountState(iam);
  const { findings } = await askAws(url);
  return {
    account,
    descriptions: await readDescriptions(iam, account),
    state: workplace.state,
    findings: new Set(findings.map(describe)),
  };
}

/** One apply of the plan in a new account. It fails where a call is refused. */
async function runOnce(workplace: Workplace, proxy: RecordingProxy, start: Start, refused: readonly string[]): Promise<Run> {
  const account = await startAccount();
  try {
    await restoreAccount(iamClient(account.url), start.account, start.descriptions);
    workplace.state = start.state;
    const windows: string[] = [];
    proxy.use({
      upstream: account.url,
      interference: refusing(refused),
      witness: async (call: Call) => {
        const { findings } = await askAws(account.url);
        const isNew = (finding: Finding): boolean => !start.findings.has(describe(finding));
        windows.push(...findings.filter(isNew).map((finding) => `after ${labelOf(call)}: ${finding.user} may ${finding.action}`));
      },
    });
    const error = await workplace.applyPlan().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    proxy.check();
    // An apply may also fail because of what opens the window: the provider does not find what it has just attached.
    if (error && refused.length === 0 && windows.length === 0) {
      throw error as Error;
    }
    return { calls: proxy.calls.filter(({ isMutating }) => isMutating).map(labelOf), windows };
  } finally {
    await account.stop();
  }
}

function refusing(labels: readonly string[]): Interference {
  return { before: (call) => (call.isMutating && labels.includes(labelOf(call)) ? REFUSED : "pass") };
}

function describe({ user, action, signedBy }: Finding): string {
  return `${user} ${action} ${signedBy}`;
}
