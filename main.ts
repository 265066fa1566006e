import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountPasswordPolicy, MfaEnforcedRoster, type Partition, type Roster } from "./modules";
import { badVariable, invalidEnvironment, missingVariable, type Problem } from "./modules/errors";
import { roster } from "./roster";

const STACK = "account";

/** What the environment says about where to deploy and where the state is. */
export interface Environment {
  readonly region: string;
  /** An AWS other than the real one, by its URL. */
  readonly endpoint?: string;
  readonly state:
    | { readonly kind: "cloud"; readonly organization: string; readonly workspace: string }
    | { readonly kind: "s3"; readonly bucket: string; readonly key: string }
    | { readonly kind: "local" };
}

/**
 * Reads the environment's variables.
 *
 * @throws InvalidInputError with all variables that are missing or not usable
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL, TF_CLOUD_ORGANIZATION, TF_WORKSPACE, TF_STATE_BUCKET, TF_STATE_KEY } =
    variables;
  const region = AWS_REGION || AWS_DEFAULT_REGION || "us-east-1";
  const problems = [
    ...check(
      AWS_REGION ? "AWS_REGION" : "AWS_DEFAULT_REGION",
      region,
      /^[a-z]{2}(-gov)?-[a-z]+-[0-9]+$/,
      "a region's name such as eu-central-1",
    ),
    ...check("AWS_ENDPOINT_URL", AWS_ENDPOINT_URL, /^https?:\/\/[A-Za-z0-9.:[\]_-]+(\/[A-Za-z0-9._/-]*)?$/, "an http or https URL"),
    ...check("TF_CLOUD_ORGANIZATION", TF_CLOUD_ORGANIZATION, /^[A-Za-z0-9_-]+$/, "letters, digits, _ and -"),
    ...(TF_CLOUD_ORGANIZATION ? check("TF_WORKSPACE", TF_WORKSPACE, /^[A-Za-z0-9_-]+$/, "letters, digits, _ and -") : []),
    ...check("TF_STATE_BUCKET", TF_STATE_BUCKET, /^[a-z0-9.-]{3,63}$/, "3 to 63 small letters, digits, dots and hyphens"),
    ...check("TF_STATE_KEY", TF_STATE_KEY, /^[A-Za-z0-9!_.*'()/-]+$/, "letters, digits and !_.*'()/-"),
    ...(TF_CLOUD_ORGANIZATION && !TF_WORKSPACE
      ? [missingVariable("TF_WORKSPACE", "TF_CLOUD_ORGANIZATION is set and HCP Terraform keeps a state by workspace")]
      : []),
  ];
  if (problems.length > 0) {
    throw invalidEnvironment(problems);
  }
  return {
    region,
    ...(AWS_ENDPOINT_URL && { endpoint: AWS_ENDPOINT_URL }),
    state:
      TF_CLOUD_ORGANIZATION && TF_WORKSPACE
        ? { kind: "cloud", organization: TF_CLOUD_ORGANIZATION, workspace: TF_WORKSPACE }
        : TF_STATE_BUCKET
          ? { kind: "s3", bucket: TF_STATE_BUCKET, key: TF_STATE_KEY || `cdktf-enforce-mfa/${STACK}.tfstate` }
          : { kind: "local" },
  };
}

/** The article's account: who may sign in, and that nobody works without MFA. */
export class AccountStack extends TerraformStack {
  constructor(scope: Construct, id: string, { region, endpoint, state }: Environment, people: Roster = roster) {
    super(scope, id);
    this.#keepState(state, region);
    new AwsProvider(this, "aws", { region, ...(endpoint && { endpoints: [{ iam: endpoint, sts: endpoint }] }) });
    new AccountPasswordPolicy(this, "password-policy");
    new MfaEnforcedRoster(this, "identity", { roster: people, document: { partition: partitionOf(region) } });
  }

  #keepState(state: Environment["state"], region: string): void {
    // `removed` blocks came with Terraform 1.7, S3's own lock file with 1.10.
    this.addOverride("terraform.required_version", state.kind === "s3" ? ">= 1.10" : ">= 1.7");
    switch (state.kind) {
      case "cloud":
        new CloudBackend(this, { organization: state.organization, workspaces: new NamedCloudWorkspace(state.workspace) });
        break;
      case "s3":
        new S3Backend(this, { bucket: state.bucket, key: state.key, region, encrypt: true }).addOverride("use_lockfile", true);
        break;
      case "local":
        // Terraform runs in cdktf.out/stacks/account; CDKTF's own default is an absolute path.
        new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
    }
  }
}

/** The app that this repo deploys. */
export function buildApp(outdir: string, variables: NodeJS.ProcessEnv = process.env): App {
  const environment = readEnvironment(variables);
  const app = new App({ outdir });
  new AccountStack(app, STACK, environment);
  return app;
}

function check(name: string, value: string | undefined, allowed: RegExp, inWords: string): readonly Problem[] {
  return !value || allowed.test(value) ? [] : [badVariable(name, value, inWords)];
}

function partitionOf(region: string): Partition {
  if (region.startsWith("us-gov-")) {
    return "aws-us-gov";
  }
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}
