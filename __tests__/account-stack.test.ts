import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { AccountStack, type Environment, readEnvironment } from "../account-stack";
import type { InvalidInputError } from "../modules";
import { roster } from "../roster";
import { errorOf, Synthesized } from "./helpers/synth";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-account-stack-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The Terraform JSON that the app writes, byte for byte. */
function write(variables: NodeJS.ProcessEnv = {}, name = "cdktf.out"): string {
  const outdir = join(folder, name);
  const app = new App({ outdir });
  new AccountStack(app, "account", { ...readEnvironment(variables), roster });
  app.synth();
  return readFileSync(join(outdir, "stacks/account/cdk.tf.json"), "utf8");
}

const stackOf = (variables: NodeJS.ProcessEnv = {}): Synthesized => new Synthesized(write(variables));

const local: Environment = { region: "us-east-1", state: { kind: "local" } };

describe("the environment", () => {
  test.each<[variables: NodeJS.ProcessEnv, environment: Environment]>([
    [{}, local],
    [{ AWS_REGION: "", AWS_DEFAULT_REGION: "", AWS_ENDPOINT_URL: "", TF_CLOUD_ORGANIZATION: "", TF_STATE_BUCKET: "" }, local],
    [{ AWS_REGION: "eu-central-1" }, { ...local, region: "eu-central-1" }],
    [{ AWS_DEFAULT_REGION: "ap-southeast-2" }, { ...local, region: "ap-southeast-2" }],
    [
      { AWS_REGION: "us-gov-west-1", AWS_DEFAULT_REGION: "eu-central-1" },
      { ...local, region: "us-gov-west-1" },
    ],
    [{ AWS_REGION: "cn-north-1" }, { ...local, region: "cn-north-1" }],
    [{ AWS_ENDPOINT_URL: "http://127.0.0.1:4566" }, { ...local, endpoint: "http://127.0.0.1:4566" }],
    [{ AWS_ENDPOINT_URL: "https://aws.example.com/" }, { ...local, endpoint: "https://aws.example.com/" }],
    [
      { TF_CLOUD_ORGANIZATION: "example", TF_WORKSPACE: "identity" },
      { ...local, state: { kind: "cloud", organization: "example", workspace: "identity" } },
    ],
    [
      { TF_CLOUD_ORGANIZATION: "example", TF_WORKSPACE: "identity", TF_STATE_BUCKET: "states" },
      { ...local, state: { kind: "cloud", organization: "example", workspace: "identity" } },
    ],
    [{ TF_WORKSPACE: "identity" }, local],
    [{ TF_STATE_BUCKET: "states" }, { ...local, state: { kind: "s3", bucket: "states", key: "cdktf-enforce-mfa/account.tfstate" } }],
    [
      { TF_STATE_BUCKET: "states", TF_STATE_KEY: "iam.tfstate" },
      { ...local, state: { kind: "s3", bucket: "states", key: "iam.tfstate" } },
    ],
    [{ TF_STATE_KEY: "iam.tfstate" }, local],
  ])("%j", (variables, environment) => {
    expect(readEnvironment(variables)).toEqual(environment);
  });

  test.each<[variables: NodeJS.ProcessEnv, problem: string]>([
    [{ AWS_REGION: "Frankfurt" }, 'AWS_REGION: "Frankfurt" is not valid; use the name of a region, such as eu-central-1'],
    [{ AWS_REGION: "eu-central-1a" }, 'AWS_REGION: "eu-central-1a" is not valid; use the name of a region, such as eu-central-1'],
    [{ AWS_REGION: "${region}-1" }, 'AWS_REGION: "${region}-1" is not valid; use the name of a region, such as eu-central-1'],
    [{ AWS_DEFAULT_REGION: "eu" }, 'AWS_DEFAULT_REGION: "eu" is not valid; use the name of a region, such as eu-central-1'],
    [{ AWS_ENDPOINT_URL: "localhost:4566" }, 'AWS_ENDPOINT_URL: "localhost:4566" is not valid; use an http or https URL'],
    [{ AWS_ENDPOINT_URL: "http://" }, 'AWS_ENDPOINT_URL: "http://" is not valid; use an http or https URL'],
    [{ AWS_ENDPOINT_URL: "http://a b" }, 'AWS_ENDPOINT_URL: "http://a b" is not valid; use an http or https URL'],
    [{ AWS_ENDPOINT_URL: "http://${x}" }, 'AWS_ENDPOINT_URL: "http://${x}" is not valid; use an http or https URL'],
    [{ AWS_REGION: "us-iso-east-1" }, 'AWS_REGION: "us-iso-east-1" is not valid; use the name of a region, such as eu-central-1'],
    [{ TF_STATE_BUCKET: "${x}" }, 'TF_STATE_BUCKET: "${x}" is not valid; use 3 to 63 lowercase letters, digits, dots and hyphens'],
    [{ TF_STATE_BUCKET: "states", TF_STATE_KEY: "%{x}" }, 'TF_STATE_KEY: "%{x}" is not valid; use letters, digits and !_.*\'()/-'],
    [
      { TF_CLOUD_ORGANIZATION: "${x}", TF_WORKSPACE: "identity" },
      'TF_CLOUD_ORGANIZATION: "${x}" is not valid; use letters, digits, _ and -',
    ],
    [{ TF_CLOUD_ORGANIZATION: "example", TF_WORKSPACE: "${x}" }, 'TF_WORKSPACE: "${x}" is not valid; use letters, digits, _ and -'],
    [
      { TF_CLOUD_ORGANIZATION: "example" },
      "TF_WORKSPACE: not set, but HCP Terraform keeps one state per workspace; set it, or unset TF_CLOUD_ORGANIZATION",
    ],
  ])("is refused if a variable is invalid: %j", (variables, problem) => {
    const { message, stack } = errorOf(() => readEnvironment(variables)) as InvalidInputError;
    expect(message).toBe(`the environment has 1 problem:\n  ${problem}`);
    expect(stack).not.toContain("    at ");
  });

  test("reports all problems at once", () => {
    const variables = { AWS_REGION: "x", AWS_ENDPOINT_URL: "y", TF_CLOUD_ORGANIZATION: "z" };
    const { problems } = errorOf(() => readEnvironment(variables)) as InvalidInputError;
    expect(problems.map(({ path }) => path)).toEqual(["AWS_REGION", "AWS_ENDPOINT_URL", "TF_WORKSPACE"]);
  });
});

describe("the account's stack", () => {
  test("contains the article's account: the policy, John and his colleagues in PowerConsultants, and the password policy", () => {
    const stack = stackOf();
    expect(stack.resource("aws_iam_policy").properties.name).toBe("EnforceMfa");
    expect(stack.resource("aws_iam_group").properties.name).toBe("PowerConsultants");
    expect(stack.resources("aws_iam_group_policy_attachment", { policy_arn: "arn:aws:iam::aws:policy/PowerUserAccess" })).toHaveLength(1);
    const people = stack.resources("aws_iam_user").map(({ properties }) => properties.name);
    expect(people).toEqual(roster.users.map(({ name }) => name).sort());
    expect(people).toContain("john");
    expect(stack.resource("aws_iam_group_membership").properties.users).toHaveLength(people.length);
    expect(stack.resource("aws_iam_account_password_policy").properties).toMatchObject({ minimum_password_length: 14 });
  });

  test("equals account.golden.json; after a review: UPDATE_GOLDEN=1 npx jest __tests__/account-stack.test.ts", () => {
    const golden = join(__dirname, "account.golden.json");
    // The version is that of CDKTF, or of CDK Terrain, which must give the same stack.
    const text = `${write().replace(/("stackName": "account",\s+"version": )"[^"]+"/, '$1"any"')}\n`;
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, "utf8"));
  });

  test.each([
    ["us-east-1", "aws", "signin.aws.amazon.com"],
    ["us-gov-east-1", "aws-us-gov", "signin.amazonaws-us-gov.com"],
    ["cn-northwest-1", "aws-cn", "signin.amazonaws.cn"],
  ])("is in the region's partition: %s", (AWS_REGION, partition, host) => {
    const stack = stackOf({ AWS_REGION });
    expect(stack.json.provider).toEqual({ aws: [{ region: AWS_REGION }] });
    const arns = stack.text.match(/arn:[a-z-]+:/g);
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
    expect(stack.output("identity_sign_in_url")).toMatch(new RegExp(`\\.${host.replaceAll(".", "\\.")}/console$`));
  });

  test("takes another roster", () => {
    const app = new App({ outdir: join(folder, "other") });
    new AccountStack(app, "account", { ...local, roster: { groups: {}, users: [{ name: "alice", groups: [] }] } });
    app.synth();
    const { text } = new Synthesized(readFileSync(join(folder, "other/stacks/account/cdk.tf.json"), "utf8"));
    expect(text).toContain('"alice"');
    expect(text).not.toContain('"john"');
  });

  test("sends IAM and STS to another AWS only when AWS_ENDPOINT_URL says so", () => {
    const url = "http://127.0.0.1:4566";
    expect(stackOf({ AWS_ENDPOINT_URL: url }).json.provider).toEqual({
      aws: [{ region: "us-east-1", endpoints: [{ iam: url, sts: url }] }],
    });
    expect(stackOf().json.provider).toEqual({ aws: [{ region: "us-east-1" }] });
  });
});

describe("the state is kept", () => {
  test("in a local file by default, next to cdktf.out, by a relative path", () => {
    const { terraform } = stackOf().json;
    expect(terraform).toMatchObject({ backend: { local: { path: "../../../terraform.account.tfstate" } } });
    expect(terraform).not.toHaveProperty("required_version");
    expect(join("/repo/cdktf.out/stacks/account", "../../../terraform.account.tfstate")).toBe("/repo/terraform.account.tfstate");
  });

  test("in S3 with its lock file, encrypted, when there is a bucket", () => {
    const { backend, required_version } = stackOf({ TF_STATE_BUCKET: "states", TF_STATE_KEY: "iam.tfstate", AWS_REGION: "eu-central-1" })
      .json.terraform as { backend: unknown; required_version: unknown };
    expect(backend).toEqual({
      s3: { bucket: "states", key: "iam.tfstate", region: "eu-central-1", encrypt: true, use_lockfile: true },
    });
    expect(required_version).toBe(">= 1.10");
  });

  test("in HCP Terraform when there are an organization and a workspace", () => {
    // CDKTF validates a cloud block by running terraform, which may not be installed.
    const app = new App({ outdir: folder, skipValidation: true });
    const environment = readEnvironment({ TF_CLOUD_ORGANIZATION: "example", TF_WORKSPACE: "identity" });
    new AccountStack(app, "account", { ...environment, roster });
    app.synth();
    const { terraform } = new Synthesized(readFileSync(join(folder, "stacks/account/cdk.tf.json"), "utf8")).json;
    expect(terraform).toMatchObject({ cloud: { organization: "example", workspaces: { name: "identity" } } });
    expect(terraform).not.toHaveProperty("backend");
    expect(terraform).not.toHaveProperty("required_version");
  });
});

describe("the same input gives the same bytes", () => {
  test("each time, into any folder", () => {
    expect(write({}, "another folder")).toBe(write());
  });

  test("at any time", () => {
    const now = write();
    try {
      jest.useFakeTimers({ now: new Date("2031-02-03T04:05:06Z") });
      expect(new Date().getFullYear()).toBe(2031);
      expect(write()).toBe(now);
    } finally {
      jest.useRealTimers();
    }
  });

  test("from any working directory, and with no absolute path in them", () => {
    const here = process.cwd();
    const before = write();
    try {
      process.chdir(folder);
      expect(write()).toBe(before);
    } finally {
      process.chdir(here);
    }
    for (const path of [folder, here, tmpdir()]) {
      expect(before).not.toContain(path);
    }
    expect(before).not.toMatch(/"(\/[\w.-]+){2,}|"[A-Z]:\\/);
  });
});
