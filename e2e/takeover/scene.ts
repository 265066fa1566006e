import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { MfaEnforcedRoster, type MfaEnforcedRosterProps, type Roster } from "../../modules";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { Deployment, type PlannedChange } from "../harness/deployment";
import { commandsOf, filledIn, runAs } from "../harness/guide";
import { RecordingProxy } from "../harness/proxy";

const SIGNS: Readonly<Record<string, string>> = { create: "+", update: "~", delete: "-" };
const STATE_BUCKET = "state";

/** What the reader of the guide has to fill in, and with what. */
export type Values = Readonly<Record<string, string>>;

/** An account, a stack for it, and a folder for the roster. Terraform talks to the account through a proxy that records its calls. */
export class Scene {
  readonly root: Caller;
  readonly deployment: Deployment;
  readonly #folder = mkdtempSync(join(tmpdir(), "enforce-mfa-takeover-"));

  private constructor(
    readonly account: Account,
    readonly proxy: RecordingProxy,
    stateBucket?: string,
  ) {
    this.root = new Caller(account.url);
    // The proxy forwards text, so the state does not pass through it.
    this.deployment = new Deployment(stateBucket === undefined ? proxy.url : account.url, { stateBucket });
  }

  /** @param state where Terraform keeps it; default: a local file */
  static async start(state?: "state in S3"): Promise<Scene> {
    const account = await startAccount();
    const proxy = await RecordingProxy.start();
    proxy.use({ upstream: account.url });
    const scene = new Scene(account, proxy, state && STATE_BUCKET);
    if (state) {
      await scene.root.s3.send(new CreateBucketCommand({ Bucket: STATE_BUCKET }));
    }
    return scene;
  }

  async stop(): Promise<void> {
    this.deployment.remove();
    rmSync(this.#folder, { recursive: true, force: true });
    await this.proxy.stop();
    await this.account.stop();
  }

  get rosterFile(): string {
    return join(this.#folder, "roster.yaml");
  }

  /** Writes the roster for the commands that read it. */
  writeRoster(roster: Roster): void {
    writeFileSync(this.rosterFile, JSON.stringify(roster));
  }

  synth(roster: Roster, props: Partial<MfaEnforcedRosterProps> = {}): void {
    this.deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));
  }

  async deploy(roster: Roster, props?: Partial<MfaEnforcedRosterProps>): Promise<void> {
    this.synth(roster, props);
    await this.deployment.apply();
  }

  /** The plan as a reviewer reads it: `+ aws_iam_user`. */
  async plan(): Promise<readonly string[]> {
    return inWords(await this.deployment.plan());
  }

  /** The calls of an apply that change something, each once. */
  async callsOfApply(): Promise<readonly string[]> {
    this.proxy.use({ upstream: this.account.url });
    await this.deployment.apply();
    return [...new Set(this.proxy.calls.filter(({ isMutating }) => isMutating).map(({ action }) => action))].sort();
  }

  /** Runs a command of the guide, and returns what it prints. Terraform runs as whoever deploys, other programs as `caller`. */
  async run(command: string | undefined, values: Values = {}, caller = this.root, ...exitCodes: readonly number[]): Promise<string> {
    const line = filledIn(command, { "roster.yaml": this.rosterFile, ...values });
    if (!line.startsWith("terraform ")) {
      return runAs(caller, line, ...exitCodes);
    }
    const { code, output } = await this.deployment.shell(line);
    if (!(exitCodes.length > 0 ? exitCodes : [0]).includes(code ?? -1)) {
      throw new Error(`${line} ended with ${String(code)}:\n${output}`);
    }
    return output;
  }
}

/** The commands of the guide below one heading. */
export function guide(heading: string): readonly string[] {
  return commandsOf("taking-over-an-account.md", heading);
}

export function inWords(plan: readonly PlannedChange[]): readonly string[] {
  return plan.map(({ type, change }) => `${change.actions.map((action) => SIGNS[action] ?? action).join("/")} ${type}`).sort();
}
