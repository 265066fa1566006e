import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, S3Backend, TerraformStack } from "cdktf";
import { ROOT } from "./account";
import type { Credentials } from "./clients";
import { forgetHashes, TERRAFORM_ENV } from "./terraform";

const STACK = "account";

/** What a plan does to one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown> | null;
  };
}

/** A terraform run: its exit code and everything it printed. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

interface RunOptions {
  readonly onStart?: (child: ChildProcess) => void;
  readonly input?: string;
}

export interface DeploymentOptions {
  /**
   * How often the provider retries a call that fails in a way that may be temporary.
   *
   * @default - the provider's default, which may take minutes
   */
  readonly maxRetries?: number;

  /**
   * Who deploys at first.
   *
   * @default - the account's root user
   */
  readonly deployer?: Credentials;

  /**
   * An existing bucket that keeps the state and, in a lock file, its lock.
   *
   * @default - the state is in a local file
   */
  readonly stateBucket?: string;
}

/**
 * A stack with its folder and its state, deployed by the real terraform.
 *
 * The provider talks to `endpoint`: an account's URL, or that of a proxy in front of it.
 */
export class Deployment {
  readonly #dir = mkdtempSync(join(tmpdir(), "enforce-mfa-e2e-"));
  #isInitialized = false;

  /** Who deploys. */
  deployer: Credentials;

  constructor(
    readonly endpoint: string,
    readonly options: DeploymentOptions = {},
  ) {
    this.deployer = options.deployer ?? ROOT;
  }

  /** Synthesizes a stack with what `build` adds to it. The state of earlier stacks is kept. */
  synth(build: (stack: TerraformStack) => void): void {
    const app = new App({ outdir: join(this.#dir, "cdktf.out") });
    const stack = new TerraformStack(app, STACK);
    this.#addBackend(stack);
    new AwsProvider(stack, "aws", {
      region: "us-east-1",
      endpoints: [{ iam: this.endpoint, sts: this.endpoint }],
      maxRetries: this.options.maxRetries,
    });
    build(stack);
    app.synth();
  }

  #addBackend(stack: TerraformStack): void {
    const { stateBucket: bucket } = this.options;
    if (bucket === undefined) {
      new LocalBackend(stack, { path: "../../../terraform.tfstate" });
    } else {
      const endpoints = { s3: this.endpoint, iam: this.endpoint, sts: this.endpoint };
      const backend = new S3Backend(stack, { bucket, key: "account.tfstate", region: "us-east-1", usePathStyle: true, endpoints });
      backend.addOverride("use_lockfile", true);
    }
  }

  /** `terraform apply`. Throws an error with terraform's output if it fails. */
  async apply(...options: readonly string[]): Promise<string> {
    return this.#succeed(["apply", "-auto-approve", "-input=false", "-no-color", ...options]);
  }

  async destroy(): Promise<string> {
    return this.#succeed(["destroy", "-auto-approve", "-input=false", "-no-color"]);
  }

  /** The changes in a plan, except `no-op`, `read` and `forget`. */
  async plan(): Promise<readonly PlannedChange[]> {
    await this.#succeed(["plan", "-input=false", "-no-color", "-out=plan.bin"]);
    const { resource_changes = [] } = JSON.parse(await this.#succeed(["show", "-json", "plan.bin"])) as {
      readonly resource_changes?: readonly PlannedChange[];
    };
    return resource_changes.filter(({ change }) => change.actions.some((action) => ["create", "update", "delete"].includes(action)));
  }

  /** Imports an existing object into the state. */
  async import(address: string, id: string): Promise<string> {
    return this.#succeed(["import", "-input=false", "-no-color", address, id]);
  }

  /** Any other terraform command. */
  async terraform(...args: readonly string[]): Promise<string> {
    return this.#succeed(args);
  }

  /** Any terraform command. It may fail, and `onStart` may kill it. */
  async run(args: readonly string[], onStart?: (terraform: ChildProcess) => void): Promise<Run> {
    await this.#init();
    return this.#run("terraform", args, { onStart });
  }

  /** A line for the shell, in the stack's folder, as whoever deploys. Questions are answered with `yes`, and colours are removed. */
  async shell(line: string): Promise<Run> {
    await this.#init();
    const { code, output } = await this.#run("sh", ["-c", line], { input: "yes\n" });
    return { code, output: stripVTControlCharacters(output) };
  }

  /** The state as stored by Terraform, if there is one. */
  get state(): string | undefined {
    return this.hasState ? readFileSync(this.#statePath, "utf8") : undefined;
  }

  /** Restores an earlier state, or removes the state. */
  set state(text: string | undefined) {
    if (text === undefined) {
      rmSync(this.#statePath, { force: true });
    } else {
      writeFileSync(this.#statePath, text);
    }
  }

  /** The synthesized Terraform JSON. */
  get json(): { readonly resource: Record<string, Record<string, Record<string, unknown>>> } {
    return JSON.parse(readFileSync(join(this.stackDir, "cdk.tf.json"), "utf8")) as Deployment["json"];
  }

  /** Deletes the folder, including the state. */
  remove(): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Where Terraform runs. */
  get stackDir(): string {
    return join(this.#dir, "cdktf.out", "stacks", STACK);
  }

  get #statePath(): string {
    return join(this.#dir, "terraform.tfstate");
  }

  async #init(): Promise<void> {
    if (!this.#isInitialized) {
      const { code, output } = await this.#run("terraform", ["init", "-input=false", "-no-color"]);
      if (code !== 0) {
        throw new Error(`terraform init failed:\n${output}`);
      }
      forgetHashes(this.stackDir);
      this.#isInitialized = true;
    }
  }

  async #succeed(args: readonly string[]): Promise<string> {
    await this.#init();
    const { code, output } = await this.#run("terraform", args);
    if (code !== 0) {
      throw new Error(`terraform ${args.join(" ")} failed:\n${output}`);
    }
    return output;
  }

  #run(program: string, args: readonly string[], { onStart, input }: RunOptions = {}): Promise<Run> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.deployer;
    const env = {
      ...process.env,
      ...TERRAFORM_ENV,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
    return new Promise((resolve, reject) => {
      // Its own process group, so that kill(-pid) also ends the provider.
      const child = spawn(program, args, {
        cwd: this.stackDir,
        env,
        detached: true,
        stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
      }
      child.once("error", reject);
      child.once("close", (code) => {
        resolve({ code, output });
      });
      child.stdin?.end(input);
      onStart?.(child);
    });
  }

  /** Whether there is any state. */
  get hasState(): boolean {
    return existsSync(this.#statePath);
  }
}
