import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

const COPIED = ["main.ts", "account-stack.ts", "roster.ts", "scripts", "package.json", "tsconfig.json"];
const LINKED = ["modules", "node_modules"];

// Each test starts programs, which take their time on a busy machine.
jest.setTimeout(60_000);

let project: string;

/** A copy of the app, whose roster a test may spoil; the modules are this repo's. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "enforce-mfa-synth-"));
  for (const copied of COPIED) {
    cpSync(join(root, copied), join(project, copied), { recursive: true });
  }
  for (const linked of LINKED) {
    symlinkSync(join(root, linked), join(project, linked));
  }
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a script of the project with tsx, and with none of this process's environment except where programs are. */
function run(script: string, variables: NodeJS.ProcessEnv = {}, cwd = project): Run {
  const command = [join(root, "node_modules/tsx/dist/cli.mjs"), join(project, script)];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...variables };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd, env, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** `npm run synth`, without npm. */
const synth = (variables?: NodeJS.ProcessEnv, cwd?: string): Run => run("scripts/synth.ts", variables, cwd);

/** Everything in the project besides the app itself. */
const leftovers = (): readonly string[] => readdirSync(project).filter((name) => ![...COPIED, ...LINKED].includes(name));

/** Every file below a folder with its content. */
function contentsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return Object.fromEntries(
    files.filter((path) => statSync(path).isFile()).map((path) => [relative(folder, path), readFileSync(path, "base64")]),
  );
}

const writeRoster = (roster: string): void => {
  writeFileSync(join(project, "roster.ts"), `import { defineRoster } from "./modules";\nexport const roster = defineRoster(${roster});\n`);
};

const BAD_ROSTER = '{ groups: {}, users: [{ name: "john", groups: ["PowerConsultant"] as never }, { name: "JOHN", groups: [] }] }';

const BAD_ROSTER_MESSAGE = [
  "the roster has 2 problems:",
  '  users[0] "john".groups[0]: unknown group "PowerConsultant"; known groups: none',
  '  users[1] "JOHN".name: the user "JOHN" differs from "john" at users[0] "john".name only in case, which IAM ignores; rename or remove one of them',
  "",
].join("\n");

describe("npm run synth", () => {
  test("is this script", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    expect(scripts.synth).toBe("tsx scripts/synth.ts");
  });

  test("writes cdktf.out and prints where the JSON is and what it contains", () => {
    const { code, out, err } = synth();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toEqual([
      "cdktf.out/stacks/account/cdk.tf.json",
      "  group PowerConsultants  EnforceMfa, IAMUserChangePassword, PowerUserAccess",
      "                          3 members: first.colleague, john, second.colleague",
      "  in no group             none",
      "  state                   local file terraform.account.tfstate",
      "",
    ]);
    expect(leftovers()).toEqual(["cdktf.out"]);
    expect(Object.keys(contentsOf(join(project, "cdktf.out"))).sort()).toEqual(["manifest.json", "stacks/account/cdk.tf.json"]);
  });

  test("names ten of many users in no group, and says where the state is", () => {
    writeRoster('{ groups: {}, users: [..."lkjihgfedcba"].map((name) => ({ name, groups: [] })) }');
    const { code, out } = synth({ TF_STATE_BUCKET: "states" });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "cdktf.out/stacks/account/cdk.tf.json",
        "  in no group  a, b, c, d, e, f, g, h, i, j and 2 more",
        "  state        s3://states/cdktf-enforce-mfa/account.tfstate",
        "",
      ].join("\n"),
    );
  });

  test("writes where CDKTF_OUTDIR says, from any working directory, time zone and language, and the same bytes", () => {
    synth();
    const elsewhere = join(project, "scripts");
    const { code, out } = synth({ CDKTF_OUTDIR: "../out", TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8" }, elsewhere);
    expect(code).toBe(0);
    expect(out).toMatch(/^\.\.\/out\/stacks\/account\/cdk\.tf\.json\n/);
    expect(leftovers()).toEqual(["cdktf.out", "out"]);
    expect(contentsOf(join(project, "out"))).toEqual(contentsOf(join(project, "cdktf.out")));
  });

  test("replaces what it wrote before and leaves Terraform's files beside it", () => {
    synth({ AWS_REGION: "eu-central-1" });
    const stack = join(project, "cdktf.out/stacks/account");
    const before = readFileSync(join(stack, "cdk.tf.json"), "utf8");
    mkdirSync(join(stack, ".terraform"));
    writeFileSync(join(stack, ".terraform/keep"), "terraform's");
    writeFileSync(join(stack, ".terraform.lock.hcl"), "terraform's");
    expect(synth({ AWS_REGION: "us-west-2" }).code).toBe(0);
    expect(readFileSync(join(stack, "cdk.tf.json"), "utf8")).toBe(before.replace("eu-central-1", "us-west-2"));
    expect(readFileSync(join(stack, ".terraform/keep"), "utf8")).toBe("terraform's");
    expect(readFileSync(join(stack, ".terraform.lock.hcl"), "utf8")).toBe("terraform's");
  });
});

describe("npm run synth prints a mistake without a stack trace, writes nothing and exits with 1 if it is", () => {
  test("in the roster", () => {
    writeRoster(BAD_ROSTER);
    expect(synth()).toEqual({ code: 1, out: "", err: BAD_ROSTER_MESSAGE });
    expect(leftovers()).toEqual([]);
  });

  test("in a roster that was not checked by defineRoster", () => {
    writeFileSync(join(project, "roster.ts"), "export const roster = { groups: {}, users: [] };\n");
    expect(synth()).toEqual({
      code: 1,
      out: "",
      err: "account/identity has 1 problem:\n  roster.users: the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it\n",
    });
    // CDKTF creates the folder before it builds anything.
    expect(contentsOf(join(project, "cdktf.out"))).toEqual({});
  });

  test("in the environment", () => {
    const { code, out, err } = synth({ AWS_REGION: "Frankfurt", TF_CLOUD_ORGANIZATION: "example" });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(
      [
        "the environment has 2 problems:",
        '  AWS_REGION: "Frankfurt" is not valid; use the name of a region, such as eu-central-1',
        "  TF_WORKSPACE: not set, but HCP Terraform keeps one state per workspace; set it, or unset TF_CLOUD_ORGANIZATION",
        "",
      ].join("\n"),
    );
    expect(leftovers()).toEqual([]);
  });

  test("in the roster, and an earlier cdktf.out is still there", () => {
    synth();
    const before = contentsOf(join(project, "cdktf.out"));
    writeRoster(BAD_ROSTER);
    expect(synth().code).toBe(1);
    expect(synth({ AWS_REGION: "Frankfurt" }).code).toBe(1);
    expect(leftovers()).toEqual(["cdktf.out"]);
    expect(contentsOf(join(project, "cdktf.out"))).toEqual(before);
  });
});

test("npm run synth prints where any other error comes from", () => {
  writeFileSync(join(project, "roster.ts"), 'throw new Error("the disk is full");\nexport const roster = { groups: {}, users: [] };\n');
  const { code, err } = synth();
  expect(code).toBe(1);
  expect(err).toMatch(/^Error: the disk is full\n {4}at .*roster\.ts/);
});

describe("npx tsx main.ts", () => {
  test("synthesizes without printing anything", () => {
    expect(run("main.ts")).toEqual({ code: 0, out: "", err: "" });
    expect(Object.keys(contentsOf(join(project, "cdktf.out"))).sort()).toEqual(["manifest.json", "stacks/account/cdk.tf.json"]);
  });

  test("prints each mistake once", () => {
    writeRoster(BAD_ROSTER);
    const { code, err } = run("main.ts");
    expect(code).toBe(1);
    expect(err.match(/unknown group "PowerConsultant"/g)).toHaveLength(1);
    expect(err).not.toMatch(/^ {4}at /m);
    expect(leftovers()).toEqual([]);
  });

  test("takes a roster from a file, from any working directory, and makes the same of it", () => {
    run("main.ts");
    const stack = "cdktf.out/stacks/account/cdk.tf.json";
    const before = readFileSync(join(project, stack), "utf8");
    const name = (user: string): string => `  - { name: ${user}, groups: [PowerConsultants] }\n`;
    const users = ["john", "first.colleague", "second.colleague"].map(name).join("");
    const yaml = `groups: { PowerConsultants: { managedPolicies: [PowerUserAccess] } }\nusers:\n${users}`;
    writeFileSync(join(project, "roster.yaml"), yaml);
    const lines = ['import { join } from "node:path";', 'import { loadRoster } from "./modules";'];
    writeFileSync(join(project, "roster.ts"), [...lines, 'export const roster = loadRoster(join(__dirname, "roster.yaml"));\n'].join("\n"));
    expect(run("main.ts", {}, join(project, "scripts"))).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(join(project, "scripts", stack), "utf8")).toBe(before);
    writeFileSync(join(project, "roster.yaml"), yaml.replace("[PowerConsultants]", "[Power]"));
    const { code, err } = run("main.ts");
    expect(code).toBe(1);
    expect(err).toMatch(
      /InvalidInputError: the roster has 1 problem:\n {2}roster\.yaml:3:28: users\[0\] "john"\.groups\[0\]: unknown group "Power"/,
    );
    expect(err).not.toMatch(/^ {4}at /m);
  });

  test("is what cdktf.json runs", () => {
    const { app } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8")) as { app: string };
    expect(app).toBe("npx tsx main.ts");
  });
});
