import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  FINDING_KINDS,
  formatMarkdown,
  formatText,
  readAccepted,
  report,
  type ReportOptions,
  type Review,
  reviewPlan,
} from "../../modules/review";
import { TODAY } from "../helpers/reviews";

const path = join(resolve(__dirname, "../.."), "docs/reviewing-plans.md");
const guide = readFileSync(path, "utf8");
const OPTIONS: ReportOptions = { accepted: [], isStrict: false, today: TODAY };

function prettier(markdown: string): string {
  const bin = require.resolve("prettier/bin/prettier.cjs");
  return execFileSync(process.execPath, [bin, "--stdin-filepath", path], { input: markdown, encoding: "utf8" });
}

/** A plan of the corpus, under the name that it has in the guide. */
function reviewed(file: string): Review {
  const folder = resolve(__dirname, "../../verification/plans");
  return reviewPlan(readFileSync(join(folder, file), "utf8"), "plan.json");
}

test("the comment in the guide is what the command writes about a real plan", () => {
  const plan = reviewed("weakens/a-colleague-joins-another-leaves-and-an-exemption-is-added.json");
  const quoted = formatMarkdown(report([plan], OPTIONS))
    .trimEnd()
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  const [, shown] = /<!-- example:begin -->\n\n([^]*)\n<!-- example:end -->/.exec(guide) ?? [];
  expect(shown).toBe(prettier(quoted));
});

test("the text in the guide is what the command prints about a real plan", () => {
  const text = formatText(report([reviewed("window/nothing-waits-for-the-deny-in-a-new-group.json")], OPTIONS), false);
  const [, shown] = /```text\n([^]*?)```/.exec(guide) ?? [];
  expect(shown).toBe(text);
});

test("the accepted findings in the guide can be read", () => {
  const [, json = ""] = /```json\n([^]*?)```/.exec(guide) ?? [];
  const ids = FINDING_KINDS.map(({ id }) => id);
  expect(readAccepted(JSON.parse(json), ids)).toHaveLength(1);
});
