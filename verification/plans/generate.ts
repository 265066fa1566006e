/**
 * Makes the plans of the corpus with Terraform. The lab, an AWS that enforces IAM, is named by LAB_AWS: see e2e/README.md.
 *
 *     npm run plans              # all
 *     npm run plans -- tainted   # those whose name has a word
 *     npm run plans -- --new     # those that have no file
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES } from "./cases";
import { Workplace } from "./lab";
import { fileNameOf, isHandwritten, type Label, LABELS, type PlanCase } from "./model";
import { scrub } from "./scrub";

const LANES = 3;

async function planOf(planCase: PlanCase): Promise<string> {
  if (isHandwritten(planCase)) {
    return `${JSON.stringify(planCase.plan, undefined, 1)}\n`;
  }
  const workplace = await Workplace.prepare(planCase);
  try {
    return scrub(await workplace.showPlan());
  } finally {
    await workplace.remove();
  }
}

function isWanted(label: Label, planCase: PlanCase, which: string): boolean {
  return which === "--new"
    ? !existsSync(join(folderOf(label), fileNameOf(planCase)))
    : planCase.name.toLowerCase().includes(which.toLowerCase());
}

async function generate(which: string): Promise<void> {
  const wanted = LABELS.flatMap((label) =>
    CASES[label].filter((one) => isWanted(label, one, which)).map((planCase) => ({ label, planCase })),
  );
  const queue = wanted.values();
  const lane = async (): Promise<void> => {
    for (const { label, planCase } of queue) {
      try {
        writeFileSync(join(folderOf(label), fileNameOf(planCase)), await planOf(planCase));
      } catch (error) {
        process.exitCode = 1;
        console.error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  console.log(`${wanted.length} plans`);
}

function folderOf(label: Label): string {
  return join(__dirname, label);
}

function removeUnknown(label: Label): void {
  const known = CASES[label].map(fileNameOf);
  mkdirSync(folderOf(label), { recursive: true });
  for (const file of readdirSync(folderOf(label)).filter((name) => !known.includes(name))) {
    rmSync(join(folderOf(label), file));
  }
}

LABELS.forEach(removeUnknown);
void generate(process.argv[2] ?? "");
