import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const main = join(root, "modules/cli/main.ts");
const PLAN = '{"format_version":"1.2","terraform_version":"1.11.0","planned_values":{},"resource_changes":[],"configuration":{}}';

/** Runs a script that can load TypeScript. */
function node(script: string, args: readonly string[], input: string): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ["--require", "tsx/cjs", "--eval", script, "--", main, ...args], {
    cwd: root,
    input,
    encoding: "utf8",
  });
}

test("loads neither CDKTF, nor an AWS SDK, nor what only rosters need", () => {
  const script = `
    require(${JSON.stringify(main)});
    process.on("exit", () => console.error("LOADED " + JSON.stringify(Object.keys(require.cache))));
  `;
  const { stderr } = node(script, ["review", "-"], PLAN);
  const loaded = JSON.parse(/^LOADED (.*)$/m.exec(stderr)?.[1] ?? "[]") as readonly string[];
  expect(loaded).toEqual(expect.arrayContaining([main, join(root, "modules/review/index.ts")]));
  expect(loaded.filter((path) => /[\\/](cdktf|cdktn|constructs|@cdktf|@cdktn|@aws-sdk|zod|yaml)[\\/]/.test(path))).toEqual([]);
});

test("the help loads nothing of the review", () => {
  const script = `
    require(${JSON.stringify(main)});
    process.on("exit", () => console.error("LOADED " + JSON.stringify(Object.keys(require.cache))));
  `;
  const { stderr, status } = node(script, ["--help"], "");
  expect(status).toBe(0);
  expect(stderr).toContain("LOADED");
  expect(stderr).not.toContain("modules/review");
});

test("an exit code reaches the shell, and a reader that closes early is no error", () => {
  const command = `"$0" --require tsx/cjs "$1" review --help | true; echo "\${PIPESTATUS[0]}"; echo x | "$0" --require tsx/cjs "$1" review; echo "$?"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", command, process.execPath, main], { cwd: root, encoding: "utf8" });
  expect(stdout).toBe("0\n1\n");
  expect(stderr).toMatch(/^enforce-mfa: standard input: not JSON \([^\n]*\n$/);
});
