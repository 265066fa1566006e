/**
 * Installs the packed package from its tarball in new repos, as its users would: with the newest and with the lowest supported peers, and with
 * CDK Terrain in place of CDKTF. Each repo has the tsconfig of CDKTF's own template, the README's example as its app, and a test with the
 * matchers. All must compile, run and synthesize the same resources. In one more repo, the command alone must work without CDKTF.
 *
 *     npm run consumers
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const HARMLESS_PLAN = "verification/plans/harmless/a-policy-that-nobody-carries-is-created.json";

interface Setup {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

/** The recipe in docs/cdk-terrain.md is the third of these; a test holds them equal. */
export const SETUPS: Readonly<Record<string, Setup>> = {
  "newest peers": { dependencies: { cdktf: "^0.21.0", "@cdktf/provider-aws": "^21.0.0", constructs: "^10.4.2" } },
  "lowest peers": { dependencies: { cdktf: "0.21.0", "@cdktf/provider-aws": "21.0.0", constructs: "10.4.2" } },
  "CDK Terrain": {
    dependencies: { cdktf: "npm:cdktn@^0.24.0", "@cdktf/provider-aws": "^21.0.0", constructs: ">=10.6.0 <10.8.0" },
    overrides: { cdktf: "$cdktf" },
  },
};

/** The tsconfig.json of CDKTF's TypeScript template. */
export const TEMPLATE = join(root, "e2e/cdktf-cli/template-tsconfig.json");

const TEST = `import "cdktf-enforce-mfa/testing";
import { mfaMatchers, type EnforceMfaOptions } from "cdktf-enforce-mfa/testing";
import { readFileSync } from "fs";

const stack = readFileSync("cdktf.out/stacks/account/cdk.tf.json", "utf8");

test("everyone is enforced", () => {
  const options: EnforceMfaOptions = {};
  expect(typeof mfaMatchers.toEnforceMfa).toBe("function");
  expect(stack).toEnforceMfa(options);
  expect(stack).not.toAllowWithoutMfa(["s3:GetObject"]);
});
`;

function run(cwd: string, command: string, ...args: readonly string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/** Packs the package, and returns the tarball's path. */
function pack(folder: string): string {
  const packed: unknown = JSON.parse(run(root, "npm", "pack", "--json", "--pack-destination", folder));
  const [{ filename }] = Object.values(packed as object) as [{ readonly filename: string }];
  return join(folder, filename);
}

/** The resources and outputs that a new repo synthesizes from the README's example. */
function tryOut(folder: string, tarball: string, { dependencies, overrides }: Setup): string {
  const example = /```ts\n([^]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";
  const manifest = {
    name: "consumer",
    private: true,
    dependencies: { ...dependencies, "cdktf-enforce-mfa": `file:${tarball}` },
    devDependencies: { typescript: "~5.9.0", "@types/node": "^20", "@types/jest": "^30.0.0" },
    overrides,
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  copyFileSync(TEMPLATE, join(folder, "tsconfig.json"));
  writeFileSync(join(folder, "main.ts"), example);
  writeFileSync(join(folder, "identity.test.ts"), TEST);
  run(folder, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
  run(folder, join(folder, "node_modules/.bin/tsc"), "-p", ".");
  run(folder, process.execPath, "main.js");
  run(folder, join(root, "node_modules/.bin/jest"), "--rootDir", folder, "--testMatch", "**/identity.test.js", "--ci");
  const { resource, output } = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/account/cdk.tf.json"), "utf8")) as {
    readonly resource: object;
    readonly output: object;
  };
  return JSON.stringify({ resource, output });
}

/** Installs the package for somebody who only uses the command. It must not install CDKTF. */
function tryCommand(folder: string, tarball: string): void {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "operator", private: true }));
  run(folder, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline", tarball);
  const packages = readdirSync(join(folder, "node_modules"));
  if (packages.some((name) => name === "cdktf" || name === "@cdktf" || name === "constructs")) {
    throw new Error(`the command alone installs ${packages.join(", ")}`);
  }
  const command = join(folder, "node_modules/.bin/enforce-mfa");
  for (const args of [["--version"], ["review", join(root, HARMLESS_PLAN)], ["policy", "verify"]]) {
    run(folder, command, ...args);
  }
  console.log("consumer of the command alone: installs no CDKTF, and reviews a plan");
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-consumers-"));
  try {
    const tarball = pack(folder);
    const outputs = Object.entries(SETUPS).map(([name, setup]) => {
      const repo = mkdtempSync(join(folder, "repo-"));
      const output = tryOut(repo, tarball, setup);
      console.log(`consumer with ${name}: compiles, synthesizes ${output.length} characters, and its test passes`);
      rmSync(repo, { recursive: true });
      return output;
    });
    const operator = mkdtempSync(join(folder, "operator-"));
    tryCommand(operator, tarball);
    if (new Set(outputs).size !== 1) {
      throw new Error("the consumers synthesize different resources");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module) {
  main();
}
