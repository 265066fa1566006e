import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";

const root = resolve(__dirname, "..");

/** The first TypeScript block of the README. */
const example = /```ts\n([^]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";

let repo: string;
let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

/** Runs a command in the consumer's repo; a failure shows what it printed. */
function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd: repo, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

beforeAll(() => {
  repo = mkdtempSync(join(tmpdir(), "enforce-mfa-consumer-"));
  const pack = ["pack", "--json", "--pack-destination", repo];
  const answer: unknown = JSON.parse(execFileSync("npm", pack, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  [packed] = Object.values(answer as object) as [typeof packed];

  writeFileSync(join(repo, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  // The peers are this repo's, which saves downloading half a gigabyte. npm run consumers installs everything.
  run("npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--legacy-peer-deps", join(repo, packed.filename));
  for (const peer of ["cdktf", "constructs", "@cdktf/provider-aws", "@types/node"]) {
    const link = join(repo, "node_modules", peer);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", peer), link);
  }
  writeFileSync(join(repo, "main.ts"), example);
  const compilerOptions = { target: "ES2022", module: "node16", strict: true, skipLibCheck: true, types: ["node"] };
  writeFileSync(join(repo, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["main.ts"] }));
}, 120_000);

afterAll(() => {
  rmSync(repo, { recursive: true, force: true });
});

/** The relative links of a Markdown page, without their anchors. */
function linksIn(page: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target!);
  return targets.filter((target) => !/^[a-z]+:/.test(target)).map((target) => posix.normalize(posix.join(posix.dirname(page), target)));
}

test("the tarball contains compiled code, types, the licence, pages with their pictures and examples, and nothing else", () => {
  const others = packed.files.map(({ path }) => path).filter((path) => !/^lib\/.+\.(js|d\.ts|json)$/.test(path));
  const unexpected = others.filter(
    (path) => !/^(docs\/(.+\.md|images\/.+\.png)|examples\/.+\.(ts|md)|(modules\/[a-z]+\/|e2e\/)?README\.md)$/.test(path),
  );
  expect(unexpected.sort()).toEqual(["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "SECURITY.md", "package.json"]);
  expect(packed.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["lib/index.js", "lib/index.d.ts", "lib/testing/index.d.ts", "lib/review/review.schema.json"]),
  );
});

test("the command runs when it is installed from the tarball, also with npx", () => {
  const installed = statSync(join(repo, "node_modules/cdktf-enforce-mfa/lib/cli/main.js"));
  expect((installed.mode & 0o777).toString(8)).toBe("755");
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  expect(run(join(repo, "node_modules/.bin/enforce-mfa"), "--version")).toBe(`${version}\n`);
  const npx = spawnSync("npx", ["--no-install", "cdktf-enforce-mfa", "review"], { cwd: repo, input: "", encoding: "utf8" });
  expect(npx.status).toBe(1);
  expect(npx.stderr).toContain("enforce-mfa: standard input: empty; pass the output of: terraform show -json PLAN > PLAN.json\n");
});

test.each([
  ["the JSON report", "review.schema.json", "urn:cdktf-enforce-mfa:review:1.0"],
  ["a roster's file", "roster.schema.json", "urn:cdktf-enforce-mfa:roster"],
])("the schema of %s can be imported", (_name, file, id) => {
  expect(run(process.execPath, "-e", `console.log(require("cdktf-enforce-mfa/${file}").$id)`).trim()).toBe(id);
});

test("every link in the README leads to something in the tarball", () => {
  const files = packed.files.map(({ path }) => path);
  const isPacked = (target: string): boolean => files.some((path) => path === target || path.startsWith(`${target.replace(/\/$/, "")}/`));
  expect(linksIn("README.md").length).toBeGreaterThan(10);
  expect(linksIn("README.md").filter((target) => !isPacked(target))).toEqual([]);
});

test("every relative link in the pages of this repo leads to a file or folder", () => {
  const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  const broken = pages.flatMap((page) =>
    linksIn(page)
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("type-checks and synthesizes the README's example in a consumer's repo", () => {
  run(join(root, "node_modules/.bin/tsc"), "-p", ".");
  run(process.execPath, "main.js");
  const json = JSON.parse(readFileSync(join(repo, "cdktf.out/stacks/account/cdk.tf.json"), "utf8")) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, { readonly name?: string }>>>>;
  };
  const namesOf = (type: string): unknown => Object.values(json.resource[type] ?? {}).map(({ name }) => name);
  expect([namesOf("aws_iam_policy"), namesOf("aws_iam_group"), namesOf("aws_iam_user")]).toEqual([
    ["EnforceMfa"],
    ["PowerConsultants"],
    ["john"],
  ]);
});

test("does not compile with a group that is not in the roster", () => {
  writeFileSync(join(repo, "main.ts"), example.replace('groups: ["PowerConsultants"]', 'groups: ["PowerConsultant"]'));
  const tsc = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], { cwd: repo, encoding: "utf8" });
  expect(tsc.stdout).toMatch(/^main\.ts\(\d+,\d+\): error .*"PowerConsultant"/);
});

test("only the public modules can be imported", () => {
  const script = `try { require("cdktf-enforce-mfa/lib/roster"); console.log("reached") } catch (error) { console.log(error.code) }`;
  expect(run(process.execPath, "-e", script).trim()).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
});
