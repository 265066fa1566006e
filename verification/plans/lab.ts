import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as iam from "@aws-sdk/client-iam";
import { type Account, ROOT, startAccount } from "../../e2e/harness/account";
import { iamClient } from "../../e2e/harness/clients";
import { forgetHashes, TERRAFORM_ENV } from "../../e2e/harness/terraform";
import type { Configuration, Step, TerraformCase } from "./model";

const PLAN_FILE = "plan.bin";
const OPTIONS = ["-input=false", "-no-color"];

/** The folder in which a case is deployed and planned, with its accounts. */
export class Workplace {
  readonly #dir = mkdtempSync(join(tmpdir(), "enforce-mfa-plans-"));

  private constructor(
    readonly planCase: TerraformCase,
    readonly accounts: readonly Account[],
    /** Where the provider and each of its aliases find AWS. */
    readonly endpoints: readonly string[],
  ) {}

  /** Makes everything up to the plan. `through` may put something between Terraform and the first account. */
  static async prepare(planCase: TerraformCase, through: (url: string) => string = (url) => url): Promise<Workplace> {
    const accounts = await Promise.all(["", ...(planCase.aliases ?? [])].map(startAccount));
    const endpoints = accounts.map(({ url }, index) => (index === 0 ? through(url) : url));
    const workplace = new Workplace(planCase, accounts, endpoints);
    try {
      await workplace.#makePlan();
    } catch (error) {
      await workplace.remove();
      throw new Error(`${planCase.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    return workplace;
  }

  /** The output of `terraform show -json` for the plan. */
  showPlan(): Promise<string> {
    return this.terraform("show", "-json", PLAN_FILE);
  }

  /** Applies the plan. Rejects if a call fails. */
  applyPlan(): Promise<string> {
    return this.terraform("apply", ...OPTIONS, PLAN_FILE);
  }

  get state(): string | undefined {
    try {
      return readFileSync(this.#statePath, "utf8");
    } catch {
      return undefined;
    }
  }

  set state(text: string | undefined) {
    if (text === undefined) {
      rmSync(this.#statePath, { force: true });
    } else {
      writeFileSync(this.#statePath, text);
    }
  }

  async remove(): Promise<void> {
    await Promise.all(this.accounts.map((account) => account.stop()));
    rmSync(this.#dir, { recursive: true, force: true });
  }

  async #makePlan(): Promise<void> {
    const { before, steps = [], after, options = [] } = this.planCase;
    if (before !== undefined) {
      await this.#configure(before);
      await this.terraform("apply", "-auto-approve", ...OPTIONS);
    }
    for (const step of steps) {
      await this.#do(step);
    }
    if (after !== undefined) {
      await this.#configure(after);
    }
    await this.terraform("plan", ...OPTIONS, `-out=${PLAN_FILE}`, ...(after === undefined ? ["-destroy"] : []), ...options);
  }

  async #do(step: Step): Promise<void> {
    if ("terraform" in step) {
      await this.terraform(...step.terraform);
    } else if ("depose" in step) {
      this.state = depose(this.state ?? "", step.depose);
    } else {
      const commands = iam as unknown as Readonly<Record<string, new (input: unknown) => iam.ListUsersCommand>>;
      const Command = commands[`${step.call}Command`];
      if (!Command) {
        throw new Error(`IAM has no action ${step.call}`);
      }
      await iamClient(this.accounts[0]?.url ?? "").send(new Command(step.input));
    }
  }

  async #configure(configuration: Configuration): Promise<void> {
    const files = typeof configuration === "string" ? { "main.tf": configuration } : configuration;
    for (const name of ["main.tf", "main.tf.json"]) {
      rmSync(join(this.#dir, name), { force: true });
    }
    for (const [path, text] of Object.entries({ ...files, "provider.tf": this.#providers() })) {
      mkdirSync(dirname(join(this.#dir, path)), { recursive: true });
      writeFileSync(join(this.#dir, path), text);
    }
    await this.terraform("init", ...OPTIONS);
    forgetHashes(this.#dir);
  }

  /** The provider 1.60 of the lab asks AWS for more than IAM unless its settings switch that off. */
  #providers(): string {
    const aliases = ["", ...(this.planCase.aliases ?? [])];
    return this.endpoints
      .map((endpoint, index) =>
        [
          `provider "aws" {`,
          ...(aliases[index] ? [`  alias = "${aliases[index]}"`] : []),
          `  region = "us-east-1"`,
          `  max_retries = 2`,
          `  endpoints {\n    iam = "${endpoint}"\n    sts = "${endpoint}"\n  }`,
          `}\n`,
        ].join("\n"),
      )
      .join("");
  }

  get #statePath(): string {
    return join(this.#dir, "terraform.tfstate");
  }

  terraform(...args: readonly string[]): Promise<string> {
    const env = {
      ...process.env,
      ...TERRAFORM_ENV,
      AWS_ACCESS_KEY_ID: ROOT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
    };
    return new Promise((resolve, reject) => {
      execFile("terraform", args, { cwd: this.#dir, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        if (error) {
          reject(new Error(`terraform ${args.join(" ")} fails:\n${stdout}${stderr}`));
        } else {
          resolve(stdout);
        }
      });
    });
  }
}

/** Moves the object of a resource aside, and leaves a copy of it in its place. */
function depose(state: string, address: string): string {
  const { resources, ...rest } = JSON.parse(state) as {
    readonly resources: readonly { readonly type: string; readonly name: string; readonly instances: readonly object[] }[];
  };
  return JSON.stringify({
    ...rest,
    resources: resources.map((resource) =>
      `${resource.type}.${resource.name}` === address
        ? { ...resource, instances: resource.instances.flatMap((object) => [object, { ...object, deposed: "00000001" }]) }
        : resource,
    ),
  });
}
