import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountPasswordPolicy, InvalidInputError, MfaEnforcedRoster, partitionOfRegion, type Problem, type Roster } from "./modules";

/** Where to deploy, and where to keep the state. */
export interface Environment {
  readonly region: string;
  /** The URL of another AWS for IAM and STS, such as an emulator. */
  readonly endpoint?: string;
  readonly state:
    | { readonly kind: "cloud"; readonly organization: string; readonly workspace: string }
    | { readonly kind: "s3"; readonly bucket: string; readonly key: string }
    | { readonly kind: "local" };
}

export interface AccountStackProps extends Environment {
  /** Who works in the account. */
  readonly roster: Roster;
}

/** The article's account: its people, its MFA policy and its password policy. */
export class AccountStack extends TerraformStack {
  constructor(scope: Construct, id: string, { region, endpoint, state, roster }: AccountStackProps) {
    super(scope, id);
    this.#addBackend(state, region);
    new AwsProvider(this, "aws", { region, ...(endpoint && { endpoints: [{ iam: endpoint, sts: endpoint }] }) });
    new AccountPasswordPolicy(this, "password-policy");
    new MfaEnforcedRoster(this, "identity", { roster, document: { partition: partitionOfRegion(region) } });
  }

  #addBackend(state: Environment["state"], region: string): void {
    switch (state.kind) {
      case "cloud":
        new CloudBackend(this, { organization: state.organization, workspaces: new NamedCloudWorkspace(state.workspace) });
        break;
      case "s3":
        new S3Backend(this, { bucket: state.bucket, key: state.key, region, encrypt: true }).addOverride("use_lockfile", true);
        // S3's own lock file came with Terraform 1.10.
        this.addOverride("terraform.required_version", ">= 1.10");
        break;
      case "local":
        // Terraform runs in cdktf.out/stacks/account. CDKTF's default would be an absolute path.
        new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
    }
  }
}

/** What a variable's value may be, and how to say so. */
const VARIABLES = {
  AWS_REGION: [/^[a-z]{2}(-gov)?-[a-z]+-[0-9]+$/, "the name of a region, such as eu-central-1"],
  AWS_DEFAULT_REGION: [/^[a-z]{2}(-gov)?-[a-z]+-[0-9]+$/, "the name of a region, such as eu-central-1"],
  AWS_ENDPOINT_URL: [/^https?:\/\/[A-Za-z0-9.:[\]_-]+(\/[A-Za-z0-9._/-]*)?$/, "an http or https URL"],
  TF_CLOUD_ORGANIZATION: [/^[A-Za-z0-9_-]+$/, "letters, digits, _ and -"],
  TF_WORKSPACE: [/^[A-Za-z0-9_-]+$/, "letters, digits, _ and -"],
  TF_STATE_BUCKET: [/^[a-z0-9.-]{3,63}$/, "3 to 63 lowercase letters, digits, dots and hyphens"],
  TF_STATE_KEY: [/^[A-Za-z0-9!_.*'()/-]+$/, "letters, digits and !_.*'()/-"],
} as const;

type Variables = Readonly<Partial<Record<keyof typeof VARIABLES, string>>>;

/**
 * Reads the environment variables that README.md lists. An empty variable counts as not set.
 *
 * @param variables default: `process.env`
 * @throws InvalidInputError with all variables that are missing or invalid
 */
export function readEnvironment(variables: Variables = process.env): Environment {
  const {
    AWS_DEFAULT_REGION,
    AWS_REGION = AWS_DEFAULT_REGION,
    AWS_ENDPOINT_URL,
    TF_CLOUD_ORGANIZATION,
    TF_WORKSPACE,
    TF_STATE_BUCKET,
    TF_STATE_KEY,
  } = checkVariables(variables);
  return { region: AWS_REGION ?? "us-east-1", ...(AWS_ENDPOINT_URL && { endpoint: AWS_ENDPOINT_URL }), state: readState() };

  function readState(): Environment["state"] {
    if (TF_CLOUD_ORGANIZATION && TF_WORKSPACE) {
      return { kind: "cloud", organization: TF_CLOUD_ORGANIZATION, workspace: TF_WORKSPACE };
    }
    return TF_STATE_BUCKET
      ? { kind: "s3", bucket: TF_STATE_BUCKET, key: TF_STATE_KEY ?? "cdktf-enforce-mfa/account.tfstate" }
      : { kind: "local" };
  }
}

/** The variables that are set. */
function checkVariables(variables: Variables): Variables {
  const problems: Problem[] = [];
  const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];
  const set = names.filter((name) => variables[name]);
  // TF_WORKSPACE on its own is Terraform's own variable.
  for (const name of set.filter((name) => name !== "TF_WORKSPACE" || variables.TF_CLOUD_ORGANIZATION)) {
    const value = variables[name] ?? "";
    const [pattern, allowed] = VARIABLES[name];
    if (!pattern.test(value)) {
      problems.push({ code: "invalid-variable", path: name, message: `${JSON.stringify(value)} is not valid; use ${allowed}` });
    }
  }
  if (variables.TF_CLOUD_ORGANIZATION && !variables.TF_WORKSPACE) {
    const message = "not set, but HCP Terraform keeps one state per workspace; set it, or unset TF_CLOUD_ORGANIZATION";
    problems.push({ code: "missing-variable", path: "TF_WORKSPACE", message });
  }
  if (problems.length > 0) {
    throw new InvalidInputError("the environment", problems);
  }
  return Object.fromEntries(set.map((name) => [name, variables[name]]));
}
