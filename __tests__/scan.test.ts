import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { examine, EXPECTED, type Report } from "../scripts/scan";

const root = resolve(__dirname, "..");

function report(failed: readonly string[], summary: Partial<Report["summary"]> = {}): Report {
  return {
    results: { failed_checks: failed.map((check_id) => ({ check_id })) },
    summary: { passed: 20, failed: failed.length, parsing_errors: 0, ...summary },
  };
}

beforeAll(() => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
});

test("the app and every example are scanned", () => {
  const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `examples/${name}/main.ts`);
  expect(Object.keys(EXPECTED).sort()).toEqual([...examples, "main.ts"].sort());
  expect(Object.keys(EXPECTED).filter((app) => !existsSync(join(root, app)))).toEqual([]);
});

test("the scan passes if exactly the expected checks fail", () => {
  expect(examine("main.ts", report(["CKV_AWS_9", "CKV_AWS_273", "CKV_AWS_273"]))).toEqual([]);
});

test.each<[title: string, report: Partial<Report>, problem: string]>([
  [
    "another check fails",
    report(["CKV_AWS_9", "CKV_AWS_273", "CKV_AWS_1"]),
    "CKV_AWS_1 fails; fix it, or explain it in docs/scanners.md and list it here",
  ],
  ["an expected check does not fail", report(["CKV_AWS_9"]), "CKV_AWS_273 does not fail any more; take it off the list"],
  ["a file could not be parsed", report(["CKV_AWS_9", "CKV_AWS_273"], { parsing_errors: 1 }), "Checkov could not parse 1 files"],
  ["nothing was checked", report([], { passed: 0 }), "Checkov found nothing to check"],
  ["Checkov reports totals only", {}, "Checkov found nothing to check"],
])("the scan fails if %s", (_title, given, problem) => {
  expect(examine("main.ts", given)).toEqual([`main.ts: ${problem}`]);
});

test("docs/scanners.md explains exactly the checks that fail", () => {
  const explained = [...readFileSync(join(root, "docs/scanners.md"), "utf8").matchAll(/^\| (CKV\w+)/gm)].map(([, id]) => id);
  expect(explained.sort()).toEqual([...new Set(Object.values(EXPECTED).flat())].sort());
});
