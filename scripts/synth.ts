/**
 * Synthesizes the app of main.ts and says what came out. A mistake in the roster or the environment ends in its message and exit code 1,
 * and leaves an earlier cdktf.out as it was.
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { summarize } from "./summary";

const outdir = process.env.CDKTF_OUTDIR || "cdktf.out";

async function synth(): Promise<void> {
  const { buildApp } = await import("../main.js");
  const parent = dirname(resolve(outdir));
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, `.${basename(outdir)}-`));
  try {
    buildApp(draft).synth();
    moveFiles(draft, outdir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  console.log(summarize(outdir).join("\n"));
}

/** File by file, since Terraform keeps its own files beside ours. */
function moveFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      moveFiles(source, target);
    } else {
      renameSync(source, target);
    }
  }
}

synth().catch((error: unknown) => {
  const isError = error instanceof Error;
  console.error(isError ? error.message : error);
  if (isError && error.name !== "InvalidInputError") {
    console.error(process.env.DEBUG ? error.stack : "DEBUG=1 shows where this comes from");
  }
  process.exitCode = 1;
});
