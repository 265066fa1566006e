/** Synthesizes the app of main.ts and prints a summary. Mistakes in the roster or the environment end in their message and exit code 1. */
import { InvalidInputError, summarize } from "../modules";

async function synth(): Promise<void> {
  await import("../main.js");
  console.log(summarize(process.env.CDKTF_OUTDIR || undefined));
}

synth().catch((error: unknown) => {
  console.error(error instanceof InvalidInputError ? error.message : error);
  process.exitCode = 1;
});
