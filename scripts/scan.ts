/**
 * Runs Checkov on the synth output of the app and of each example, and compares the checks that fail with the list below. docs/scanners.md
 * explains each of them. It fails if other checks fail, if an expected one does not fail any more, and if Checkov could not parse a file or
 * found nothing to check in it.
 *
 *     npm run scan
 *
 * Checkov is installed from PyPI into .venv/, once. Without Python the script says so and ends without an error.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const CHECKOV = "3.3.30";

/** Use IAM Identity Center instead of IAM users; let passwords expire. */
const EVERYWHERE = ["CKV_AWS_273", "CKV_AWS_9"];

/** The checks that fail, by app. */
export const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "main.ts": EVERYWHERE,
  "examples/administrators/main.ts": [...EVERYWHERE, "CKV_AWS_274", "CKV_AWS_40"],
  "examples/existing-users/main.ts": ["CKV_AWS_9"],
  "examples/self-manage/main.ts": [...EVERYWHERE, "CKV2_AWS_22"],
};

/** The parts of Checkov's JSON that are read here. */
export interface Report {
  readonly results: { readonly failed_checks: readonly { readonly check_id: string }[] };
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
}

const venv = resolve(".venv");

export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", env, maxBuffer: 1 << 28 });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? stdout + stderr}`);
  }
  return stdout;
}

export function installCheckov(): string {
  const checkov = join(venv, "bin/checkov");
  const isInstalled = existsSync(checkov) && run(checkov, ["--version"]).trim() === CHECKOV;
  if (!isInstalled) {
    run("python3", ["-m", "venv", venv]);
    run(join(venv, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", `checkov==${CHECKOV}`]);
  }
  return checkov;
}

/** What Checkov says about an app. */
function scan(checkov: string, app: string): Report {
  const outdir = mkdtempSync(join(tmpdir(), "enforce-mfa-scan-"));
  try {
    run(process.execPath, ["--import", "tsx", app], { ...process.env, CDKTF_OUTDIR: outdir });
    const args = ["--directory", outdir, "--framework", "terraform_json", "--output", "json", "--quiet", "--soft-fail", "--skip-download"];
    return JSON.parse(run(checkov, args)) as Report;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What is wrong with a report. */
export function examine(app: string, { results, summary }: Partial<Report>): readonly string[] {
  if (!results || !summary || summary.passed === 0) {
    return [`${app}: Checkov found nothing to check`];
  }
  const failed = [...new Set(results.failed_checks.map(({ check_id }) => check_id))].sort();
  const expected = [...(EXPECTED[app] ?? [])].sort();
  console.log(`${app}: ${summary.passed} checks pass, ${summary.failed} fail: ${failed.join(", ")}`);
  return [
    ...(summary.parsing_errors > 0 ? [`${app}: Checkov could not parse ${summary.parsing_errors} files`] : []),
    ...failed
      .filter((id) => !expected.includes(id))
      .map((id) => `${app}: ${id} fails; fix it, or explain it in docs/scanners.md and list it here`),
    ...expected.filter((id) => !failed.includes(id)).map((id) => `${app}: ${id} does not fail any more; take it off the list`),
  ];
}

function main(): void {
  if (spawnSync("python3", ["-m", "venv", "--help"]).status !== 0) {
    console.log("scan: skipped: python3 with its venv module is not on this machine");
    return;
  }
  const checkov = installCheckov();
  const problems = Object.keys(EXPECTED).flatMap((app) => examine(app, scan(checkov, app)));
  problems.forEach((problem) => {
    console.error(problem);
  });
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (require.main === module) {
  main();
}
