/**
 * Runs Checkov on the plans of the corpus and writes its findings to checkov.md.
 *
 *     npm run plans:checkov
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installCheckov, run } from "../../scripts/scan";
import { fileNameOf, type Label, LABELS, type PlanCase } from "./model";
import { CASES } from "./cases";

interface Check {
  readonly check_id: string;
  readonly file_path: string;
}

interface Report {
  readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[] };
  readonly summary: { readonly parsing_errors: number };
}

const HEAD = `# What Checkov says about each plan

Checkov CHECKOV_VERSION with its own checks: \`checkov --framework terraform_plan\`. Made by \`npm run plans:checkov\`. A dash means that no check failed;
"nothing to check" means that Checkov found no resource that one of its checks is for, as in a plan that destroys everything.

`;

function main(): void {
  const checkov = installCheckov();
  const version = run(checkov, ["--version"]).trim();
  const tables = LABELS.map((label) => `## ${label}\n\n${table(CASES[label], scan(checkov, label))}`);
  writeFileSync(join(__dirname, "checkov.md"), HEAD.replace("CHECKOV_VERSION", version) + tables.join("\n"));
}

/** Checkov does not fail if it cannot read a file; it says so in its summary only. */
function scan(checkov: string, label: Label): Report {
  const folder = join(__dirname, label);
  const args = ["--directory", folder, "--framework", "terraform_plan", "--output", "json", "--soft-fail", "--skip-download"];
  const report = JSON.parse(run(checkov, args)) as Report;
  if (report.summary.parsing_errors > 0) {
    throw new Error(`Checkov could not read ${report.summary.parsing_errors} of the ${readdirSync(folder).length} plans in ${label}`);
  }
  return report;
}

function table(cases: readonly PlanCase[], { results }: Report): string {
  const checksOf = (checks: readonly Check[], file: string): readonly string[] =>
    [...new Set(checks.filter(({ file_path }) => file_path === `/${file}`).map(({ check_id }) => check_id))].sort();
  const rows = cases.map((planCase) => {
    const file = fileNameOf(planCase);
    const failed = checksOf(results.failed_checks, file);
    const isChecked = failed.length + checksOf(results.passed_checks, file).length > 0;
    return `| ${planCase.name} | ${isChecked ? failed.join(", ") || "-" : "nothing to check"} |`;
  });
  return `| plan | checks that fail |\n| --- | --- |\n${rows.join("\n")}\n`;
}

main();
