import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const main = join(root, "modules/cli/main.ts");
const PLAN = '{"format_version":"1.2","terraform_version":"1.11.0","planned_values":{},"resource_changes":[],"configuration":{}}';

/** The packages that a command line loads. */
function packagesLoadedBy(args: readonly string[], input = ""): readonly string[] {
  const script = `
    require(${JSON.stringify(main)});
    process.on("exit", () => console.error("LOADED " + JSON.stringify(Object.keys(require.cache))));
  `;
  const { stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", "--eval", script, "--", main, ...args], {
    cwd: root,
    input,
    encoding: "utf8",
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_MAX_ATTEMPTS: "1",
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
    },
  });
  const paths = JSON.parse(/^LOADED (.*)$/m.exec(stderr)?.[1] ?? "[]") as readonly string[];
  return [...new Set(paths.flatMap((path) => /node_modules\/(@aws-sdk|@?cdkt[fn]|constructs|yaml|zod)\//.exec(path)?.[1] ?? []))].sort();
}

test.each([
  ["the help", ["--help"]],
  ["the version", ["--version"]],
  ["the help of adopt", ["adopt", "--help"]],
  ["the help of status", ["status", "--help"]],
  ["the help of verify", ["verify", "--help"]],
  ["policy", ["policy", "adopt"]],
  ["review", ["review", "-"]],
])("%s loads neither CDKTF nor the AWS SDK nor what reads files", (_, args) => {
  expect(packagesLoadedBy(args, PLAN)).toEqual([]);
});

test.each([
  ["adopt", ["adopt"]],
  ["status", ["status"]],
  ["verify", ["verify"]],
  ["invite", ["invite", "john"]],
])("%s loads the AWS SDK, and not CDKTF", (_, args) => {
  expect(packagesLoadedBy(args)).toEqual(["@aws-sdk"]);
});
