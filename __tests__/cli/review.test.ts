import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../modules/cli/run";
import { InvalidInputError } from "../../modules/problem";
import { type Review, reviewPlan } from "../../modules/review";
import { finding, HARMLESS, KINDS, OLD, review } from "../helpers/reviews";

const PLAN = '{"format_version":"1.2","resource_changes":[]}';

let folder: string;
let previous: string;

beforeEach(() => {
  previous = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-cli-"));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(previous);
  rmSync(folder, { recursive: true, force: true });
});

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly reviewPlan?: (json: unknown, name: string) => Review;
}

const CORPUS = join(__dirname, "../../verification/plans");

/** Runs the command with a review that says what the test wants. */
async function enforceMfa(
  args: readonly string[],
  { stdin = "", isTTY = false, reviewPlan = (_, plan) => ({ ...HARMLESS, plan }) }: Setting = {},
): Promise<Result> {
  const printed = { out: "", err: "" };
  const terminal = {
    stdin: {
      isTTY,
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve(Buffer.from(stdin));
      },
    },
    hasColour: false,
    out: (text: string) => void (printed.out += text),
    err: (text: string) => void (printed.err += text),
  };
  const code = await run(args, terminal, () => ({ FINDING_KINDS: KINDS, reviewPlan }));
  return { code, ...printed };
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(name, content);
  return name;
}

describe("the exit code", () => {
  test("is 0 if nothing weakens", async () => {
    const { code, out, err } = await enforceMfa(["review", file("plan.json", PLAN)]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^plan\.json: This plan does not weaken MFA\n/);
  });

  test("is 2 if something weakens", async () => {
    const reviewPlan = (): Review => review({ findings: [finding()] });
    expect((await enforceMfa(["review", file("plan.json", PLAN)], { reviewPlan })).code).toBe(2);
  });

  test("is 0 for what was so before the plan, and 2 with --strict", async () => {
    const reviewPlan = (): Review => review({ findings: [OLD] });
    file("plan.json", PLAN);
    expect((await enforceMfa(["review", "plan.json"], { reviewPlan })).code).toBe(0);
    expect((await enforceMfa(["review", "plan.json", "--strict"], { reviewPlan })).code).toBe(2);
  });

  test("is 1 if one of several plans cannot be reviewed, and the others are reviewed nevertheless", async () => {
    file("plan.json", PLAN);
    const { code, out, err } = await enforceMfa(["review", "missing.json", "plan.json"]);
    expect([code, err]).toEqual([1, "enforce-mfa: missing.json: cannot be read: no such file; check the path\n"]);
    expect(out).toMatch(/^plan\.json: This plan does not weaken MFA\n/);
  });

  test("is 1 if the review refuses the plan", async () => {
    const reviewPlan = (): Review => {
      throw new InvalidInputError("the plan", [
        { code: "plan-errored", path: "errored", message: "the plan is incomplete; run terraform plan again" },
      ]);
    };
    const { code, err } = await enforceMfa(["review", file("plan.json", PLAN)], { reviewPlan });
    expect([code, err]).toEqual([1, "enforce-mfa: plan.json.errored: the plan is incomplete; run terraform plan again\n"]);
  });

  test("is 1 without a stack trace if the review has a bug", async () => {
    const reviewPlan = (): Review => {
      throw new TypeError("x is not a function");
    };
    const { code, err } = await enforceMfa(["review", file("plan.json", PLAN)], { reviewPlan });
    expect([code, err]).toEqual([
      1,
      "enforce-mfa: plan.json: enforce-mfa has a bug, so nothing is known about this plan: x is not a function\n",
    ]);
  });
});

test("the package's own review stops a plan that weakens, and lets a harmless one through", async () => {
  const weakening = join(CORPUS, "weakens/a-group-is-replaced-by-one-without-the-deny.json");
  const harmless = join(CORPUS, "harmless/everything-is-destroyed-in-order.json");
  expect((await enforceMfa(["review", harmless], { reviewPlan })).code).toBe(0);
  expect((await enforceMfa(["review", weakening], { reviewPlan })).code).toBe(2);
  expect((await enforceMfa(["review", harmless, weakening], { reviewPlan })).code).toBe(2);
});

describe("standard input", () => {
  test.each([[["review"]], [["review", "-"]]])("is read by %j", async (args) => {
    const { code, out } = await enforceMfa(args, { stdin: PLAN });
    expect(code).toBe(0);
    expect(out).toMatch(/^standard input: This plan does not weaken MFA\n/);
  });

  test("is not waited for on a terminal: the help is printed instead", async () => {
    const { code, out, err } = await enforceMfa(["review"], { isTTY: true });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^Usage: enforce-mfa review \[options\] \[plans\.\.\.\]\n/);
  });

  test("that is empty is an error", async () => {
    const { code, err } = await enforceMfa(["review"]);
    expect([code, err]).toEqual([1, "enforce-mfa: standard input: empty; pass the output of: terraform show -json PLAN > PLAN.json\n"]);
  });
});

describe("what is not a plan in JSON is one line with a fix", () => {
  const SHOW = "terraform show -json PLAN > PLAN.json";
  const FOR_PEOPLE = `this is a plan for people to read; save the plan, and convert it to JSON: ${SHOW}`;
  test.each([
    ["a binary plan", "PK\u0003\u0004", `this is a plan in Terraform's binary format; convert it to JSON: ${SHOW}`],
    ["a plan for people", "\nTerraform used the selected providers to generate the following execution\nplan.", FOR_PEOPLE],
    ["a plan for people, with colours", "\u001b[1mOpenTofu will perform the following actions:\u001b[0m\n", FOR_PEOPLE],
    [
      "the output of terraform plan",
      "aws_iam_user.john: Refreshing state... [id=john]\n\nNo changes. Your infrastructure matches",
      FOR_PEOPLE,
    ],
    ["text", "hello", `not JSON (Unexpected token 'h'): it begins with "hello"; pass the output of: ${SHOW}`],
    [
      "half a plan",
      PLAN.slice(0, 30),
      `not JSON (Unterminated string in JSON at position 30): it begins with ${JSON.stringify(PLAN.slice(0, 30))}; pass the output of: ${SHOW}`,
    ],
    [
      "the log of terraform plan -json",
      '{"@level":"info"}\n{"@level":"info"}\n',
      `this is what terraform plan -json prints while it works; save the plan with -out=PLAN, and convert it to JSON: ${SHOW}`,
    ],
    [
      "the output of setup-terraform's wrapper",
      `[command]/opt/terraform-bin show -json plan\n${PLAN}`,
      "the first line is not Terraform's; in GitHub Actions, set terraform_wrapper: false for hashicorp/setup-terraform",
    ],
    [
      "a state",
      '{"version":4,"terraform_version":"1.11.0","serial":1,"lineage":"x","resources":[]}',
      `this is a state, which doesn't say what will change; pass a plan instead: ${SHOW}`,
    ],
    [
      "a state, shown",
      '{"format_version":"1.0","terraform_version":"1.11.0","values":{}}',
      `this is a state, which doesn't say what will change; pass a plan instead: ${SHOW}`,
    ],
    [
      "a saved plan of HCP Terraform",
      '{"remote_plan_format":1,"run_id":"run-x","hostname":"app.terraform.io"}',
      `this is a saved plan of HCP Terraform, which only names the run; let Terraform fetch it: ${SHOW}`,
    ],
    ["a list", "[]", `[] is not a plan; pass the output of: ${SHOW}`],
    ["nothing", " \n", `empty; pass the output of: ${SHOW}`],
  ])("%s", async (_, content, message) => {
    const { code, out, err } = await enforceMfa(["review", file("plan", content)]);
    expect([code, out, err]).toEqual([1, "", `enforce-mfa: plan: ${message}\n`]);
  });

  test("a folder", async () => {
    expect(await enforceMfa(["review", folder])).toEqual({
      code: 1,
      out: "",
      err: `enforce-mfa: ${folder}: cannot be read: this is a folder; name a file in it\n`,
    });
  });
});

test.each([
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${PLAN}`)],
  ["UTF-16, which PowerShell's > writes", Buffer.from(`\uFEFF${PLAN}`, "utf16le")],
])("a plan in %s is read", async (_, bytes) => {
  expect((await enforceMfa(["review", file("plan.json", bytes)])).code).toBe(0);
});

describe("options", () => {
  test.each([
    [["review", "plan.json", "--format", "mardown"], '--format: unknown format "mardown"; did you mean "markdown"?'],
    [["review", "plan.json", "--format", "pdf"], '--format: unknown format "pdf"; known formats: html, json, markdown, sarif, text'],
    [["review", "plan.json", "--fromat", "text"], "unknown option '--fromat'; did you mean --format?"],
    [["review", "plan.json", "--verbose"], "unknown option '--verbose'; see enforce-mfa review --help"],
    [["review", "plan.json", "--out"], "option '--out <file>' argument missing; see enforce-mfa review --help"],
    [["reveiw", "plan.json"], "unknown command 'reveiw'; did you mean review?"],
  ])("%j is one line with a fix", async (args, message) => {
    file("plan.json", PLAN);
    expect(await enforceMfa(args)).toEqual({ code: 1, out: "", err: `enforce-mfa: ${message}\n` });
  });

  test("--help has two examples and the exit codes", async () => {
    const { code, out } = await enforceMfa(["review", "--help"]);
    expect(code).toBe(0);
    expect(out.match(/^ {2}\$ /gm)).toHaveLength(2);
    expect(out).toMatch(/^Exit codes:\n {2}0 /m);
  });

  test("--version prints the version", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { readonly version: string };
    expect(await enforceMfa(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });
});

describe("--accept", () => {
  const ACCEPTANCE = { id: "mfa-lost", address: finding().address, reason: "a migration", until: "9999-12-31" };
  const reviewPlan = (): Review => review({ findings: [finding()] });

  test("takes findings out of the count, and still lists them", async () => {
    file("plan.json", PLAN);
    file("accepted.json", JSON.stringify([ACCEPTANCE]));
    const { code, out } = await enforceMfa(["review", "plan.json", "--accept", "accepted.json"], { reviewPlan });
    expect(code).toBe(0);
    expect(out).toContain("accepted until 9999-12-31: a migration");
  });

  test("no longer does so after the day", async () => {
    file("plan.json", PLAN);
    file("accepted.json", JSON.stringify([{ ...ACCEPTANCE, until: "2026-01-01" }]));
    const { code, out } = await enforceMfa(["review", "plan.json", "--accept", "accepted.json"], { reviewPlan });
    expect(code).toBe(2);
    expect(out).toContain("ended on 2026-01-01, so it counts again");
  });

  test("reports what is wrong with the file, with its name, and reviews nothing", async () => {
    file("plan.json", PLAN);
    file("accepted.json", JSON.stringify([{ ...ACCEPTANCE, id: "mfa-last", until: "soon" }]));
    expect(await enforceMfa(["review", "plan.json", "--accept", "accepted.json"], { reviewPlan })).toEqual({
      code: 1,
      out: "",
      err:
        'enforce-mfa: accepted.json[0].until: "soon" is not a day; write it as "2026-12-31"\n' +
        'enforce-mfa: accepted.json[0].id: "mfa-last" is not the id of a finding; did you mean "mfa-lost"?\n',
    });
  });

  test("reports a file that is missing, or not JSON", async () => {
    file("plan.json", PLAN);
    file("accepted.yaml", "- id: mfa-lost");
    expect((await enforceMfa(["review", "plan.json", "--accept", "missing.json"])).err).toBe(
      "enforce-mfa: missing.json: cannot be read: no such file; check the path\n",
    );
    expect((await enforceMfa(["review", "plan.json", "--accept", "accepted.yaml"])).err).toMatch(
      /^enforce-mfa: accepted\.yaml: not JSON: .*\n$/,
    );
  });
});

describe("--out", () => {
  test("writes the report to a file and nothing else, and leaves nothing else behind", async () => {
    file("plan.json", PLAN);
    expect(await enforceMfa(["review", "plan.json", "--out", "review.txt"])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync("review.txt", "utf8")).toMatch(/^plan\.json: This plan does not weaken MFA\n/);
    expect(readdirSync(".").sort()).toEqual(["plan.json", "review.txt"]);
  });

  test("writes a page with --format html, which names the version", async () => {
    file("plan.json", PLAN);
    expect((await enforceMfa(["review", "plan.json", "--format", "html", "--out", "review.html"])).code).toBe(0);
    const page = readFileSync("review.html", "utf8").replace(/<wbr>/g, "");
    expect(page).toMatch(/^<!doctype html>[^]*This plan does not weaken MFA[^]*cdktf-enforce-mfa \d+\.\d+\.\d+/);
  });

  test("also says in the file which plans could not be reviewed, instead of leaving an older report there", async () => {
    file("review.txt", "plan: This plan does not weaken MFA\n");
    expect((await enforceMfa(["review", file("plan", "PK"), "--out", "review.txt"])).code).toBe(1);
    expect(readFileSync("review.txt", "utf8")).toMatch(
      /^plan: This plan could not be reviewed\n {2}plan: this is a plan in Terraform's binary format/,
    );
  });

  test("follows a link", async () => {
    file("plan.json", PLAN);
    mkdirSync("reports");
    file("reports/review.txt", "old");
    symlinkSync("reports/review.txt", "link.txt");
    await enforceMfa(["review", "plan.json", "--out", "link.txt"]);
    expect(readFileSync("reports/review.txt", "utf8")).toMatch(/^plan\.json: /);
  });

  test("can be a device", async () => {
    expect((await enforceMfa(["review", file("plan.json", PLAN), "--out", "/dev/null"])).code).toBe(0);
    expect(readFileSync("/dev/null", "utf8")).toBe("");
  });

  test.each([
    [".", "cannot be written: this is a folder; name a file in it"],
    ["missing/review.txt", "cannot be written: no such folder; check the path"],
    ["plan.json", "this file is also read; write the report to another one"],
    ["./plan.json", "this file is also read; write the report to another one"],
  ])("%s is an error", async (out, message) => {
    file("plan.json", PLAN);
    expect(await enforceMfa(["review", "plan.json", "--out", out])).toEqual({ code: 1, out: "", err: `enforce-mfa: ${out}: ${message}\n` });
    expect(readFileSync("plan.json", "utf8")).toBe(PLAN);
    expect(readdirSync(".")).toEqual(["plan.json"]);
  });
});
