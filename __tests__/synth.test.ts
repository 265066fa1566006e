import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

const COPIED = ["main.ts", "roster.ts", "scripts", "package.json", "tsconfig.json"];
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

/** `npm run synth` without npm, with nothing of this process's environment but where programs are. */
function synth(variables: NodeJS.ProcessEnv = {}, cwd = project): Run {
  const command = [join(root, "node_modules/tsx/dist/cli.mjs"), join(project, "scripts/synth.ts")];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...variables };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd, env, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** All that is in the project besides the app itself. */
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
  '  users[0].groups[0]: unknown group "PowerConsultant"; known groups: none',
  '  users[1].name: the user "JOHN" differs only in case from "john", at users[0].name; IAM\'s names are unique whatever the case; rename or remove one',
  "",
].join("\n");

describe("npm run synth", () => {
  test("is this script", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
    expect(scripts.synth).toBe("tsx scripts/synth.ts");
  });

  test("writes cdktf.out and ends with five lines that say where the JSON is and what it holds", () => {
    const { code, out, err } = synth();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toEqual([
      "JSON    cdktf.out/stacks/account/cdk.tf.json",
      "policy  1: EnforceMfa",
      "groups  1: PowerConsultants",
      "users   3: first.colleague, john, second.colleague",
      "state   local file terraform.account.tfstate",
      "",
    ]);
    expect(leftovers()).toEqual(["cdktf.out"]);
    expect(Object.keys(contentsOf(join(project, "cdktf.out"))).sort()).toEqual(["manifest.json", "stacks/account/cdk.tf.json"]);
  });

  test("names five of many, and the state where it is", () => {
    writeRoster('{ groups: {}, users: ["f", "e", "d", "c", "b", "a"].map((name) => ({ name, groups: [] })) }');
    const { code, out } = synth({ TF_STATE_BUCKET: "states" });
    expect(code).toBe(0);
    expect(out).toContain("groups  0: none\nusers   6: a, b, c, d, e, …\nstate   s3://states/cdktf-enforce-mfa/account.tfstate\n");
  });

  test("writes where CDKTF_OUTDIR says, from any working directory, time zone and language, and the same bytes", () => {
    synth();
    const elsewhere = join(project, "scripts");
    const { code, out } = synth({ CDKTF_OUTDIR: "../deep/out", TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8" }, elsewhere);
    expect(code).toBe(0);
    expect(out).toMatch(/^JSON {4}\.\.\/deep\/out\/stacks\/account\/cdk\.tf\.json\n/);
    expect(leftovers()).toEqual(["cdktf.out", "deep"]);
    expect(readdirSync(join(project, "deep"))).toEqual(["out"]);
    expect(contentsOf(join(project, "deep/out"))).toEqual(contentsOf(join(project, "cdktf.out")));
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

describe("a mistake ends in its message and exit code 1, without a stack trace,", () => {
  test("in the roster: and leaves neither cdktf.out nor a draft of it", () => {
    writeRoster(BAD_ROSTER);
    expect(synth()).toEqual({ code: 1, out: "", err: BAD_ROSTER_MESSAGE });
    expect(leftovers()).toEqual([]);
  });

  test("in a roster that only the construct sees", () => {
    writeFileSync(join(project, "roster.ts"), "export const roster = { groups: {}, users: [] };\n");
    expect(synth()).toEqual({
      code: 1,
      out: "",
      err: "account/identity has 1 problem:\n  roster.users: nobody is in the roster, so every member would be removed from every group; add a user, or write allowEmpty: true beside users if that is meant\n",
    });
    expect(leftovers()).toEqual([]);
  });

  test("in the environment: and leaves nothing either", () => {
    const { code, out, err } = synth({ AWS_REGION: "Frankfurt", TF_CLOUD_ORGANIZATION: "example" });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(
      [
        "the environment has 2 problems:",
        '  AWS_REGION: "Frankfurt" is not usable; allowed is a region\'s name such as eu-central-1',
        "  TF_WORKSPACE: not set, though TF_CLOUD_ORGANIZATION is set and HCP Terraform keeps a state by workspace; set it, or unset the other",
        "",
      ].join("\n"),
    );
    expect(leftovers()).toEqual([]);
  });

  test("even where DEBUG is set", () => {
    writeRoster(BAD_ROSTER);
    expect(synth({ DEBUG: "1" })).toEqual({ code: 1, out: "", err: BAD_ROSTER_MESSAGE });
  });

  test("and leaves an earlier cdktf.out byte for byte", () => {
    synth();
    const before = contentsOf(join(project, "cdktf.out"));
    writeRoster(BAD_ROSTER);
    expect(synth().code).toBe(1);
    expect(synth({ AWS_REGION: "Frankfurt" }).code).toBe(1);
    expect(leftovers()).toEqual(["cdktf.out"]);
    expect(contentsOf(join(project, "cdktf.out"))).toEqual(before);
  });
});

describe("another error, which is none of the user's,", () => {
  beforeEach(() => {
    writeFileSync(
      join(project, "roster.ts"),
      'throw new Error("the disk is on fire");\nexport const roster = { groups: {}, users: [] };\n',
    );
  });

  test("says how to see where it comes from", () => {
    expect(synth()).toEqual({ code: 1, out: "", err: "the disk is on fire\nDEBUG=1 shows where this comes from\n" });
    expect(leftovers()).toEqual([]);
  });

  test("shows that with DEBUG=1", () => {
    expect(synth({ DEBUG: "1" }).err).toMatch(/^the disk is on fire\nError: the disk is on fire\n {4}at .*roster\.ts/);
  });
});
