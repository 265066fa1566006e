import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { InvalidInputError, Problem } from "../../modules/problem";
import { readRoster } from "../../modules/cli/roster-file";

const root = resolve(__dirname, "../..");

test("a roster in code is refused with the command that writes it to a file", () => {
  let problems: readonly Problem[] = [];
  try {
    readRoster(["roster.ts", "roster.yaml", "more/roster.mjs"]);
  } catch (error) {
    ({ problems } = error as InvalidInputError);
  }
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["roster-in-code", "roster.ts"],
    ["roster-in-code", "more/roster.mjs"],
  ]);
  expect(problems[0]?.message).toBe(
    `this is code, which is not run here; write the roster to a file of JSON first: npx tsx -p 'JSON.stringify(require("./roster").roster)' > roster.json`,
  );
});

test("what that command writes is a roster", () => {
  const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-roster-"));
  try {
    const json = execFileSync(join(root, "node_modules/.bin/tsx"), ["-p", 'JSON.stringify(require("./roster").roster)'], {
      cwd: root,
      encoding: "utf8",
    });
    writeFileSync(join(folder, "roster.json"), json);
    expect(readRoster([join(folder, "roster.json")]).users.map(({ name }) => name)).toContain("john");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
