import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FINDING_KINDS, formatMarkdown, formatText, readAccepted, report, type ReportOptions } from "../../modules/review";
import { HARMLESS, review, TODAY, WINDOW } from "../helpers/reviews";

const path = join(resolve(__dirname, "../.."), "docs/reviewing-plans.md");
const guide = readFileSync(path, "utf8");
const OPTIONS: ReportOptions = { accepted: [], isStrict: false, today: TODAY };

function prettier(markdown: string): string {
  const bin = require.resolve("prettier/bin/prettier.cjs");
  return execFileSync(process.execPath, [bin, "--stdin-filepath", path], { input: markdown, encoding: "utf8" });
}

test("the comment in the guide is what the command writes", () => {
  const quoted = formatMarkdown(report([HARMLESS], OPTIONS))
    .trimEnd()
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  const [, shown] = /<!-- example:begin -->\n\n([^]*)\n<!-- example:end -->/.exec(guide) ?? [];
  expect(shown).toBe(prettier(quoted));
});

test("the text in the guide is what the command prints", () => {
  const access = [
    { kind: "membership", change: "added", user: "alice", group: "Admins", policies: ["AdministratorAccess", "EnforceMfa"] },
  ] as const;
  const text = formatText(report([review({ access, findings: [WINDOW], otherChanges: 3 })], OPTIONS), false);
  const [, shown] = /```text\n([^]*?)```/.exec(guide) ?? [];
  expect(shown).toBe(text);
});

test("the accepted findings in the guide can be read", () => {
  const [, json = ""] = /```json\n([^]*?)```/.exec(guide) ?? [];
  const ids = FINDING_KINDS.map(({ id }) => id);
  expect(readAccepted(JSON.parse(json), ids)).toHaveLength(1);
});
