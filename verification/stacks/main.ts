/**
 * Runs the matcher on many random stacks, and fails if it says "enforced" of one in which a request without MFA gets through.
 *
 * Environment variables: STACKS (how many, default 2000), SEED (default 2018), VERBOSE (also prints a stack for every cause).
 */
import { wrongEffects } from "./effects";
import { smallest } from "./minimize";
import { type Finding, reasonOf, runStacks, type Tally } from "./tally";

const STACKS = Number(process.env.STACKS ?? 2000);
const SEED = Number(process.env.SEED ?? 2018);
const isVerbose = process.env.VERBOSE !== undefined;

function main(): void {
  const started = Date.now();
  const tally = runStacks(STACKS, SEED);
  printCounts(tally);
  const percent = Math.round((100 * tally.enforced) / tally.stacks);
  console.log(
    `seed ${SEED}: ${tally.stacks} stacks, ${tally.enforced} enforced (${percent} %), of which ${tally.recognised} recognised; ${tally.invalid} more invalid; ` +
      `${Math.round((Date.now() - started) / 1000)} s`,
  );
  tally.missed.forEach(({ cause }) => {
    console.log(`not recognised: ${cause}`);
  });
  tally.wrong.forEach((finding) => {
    console.log(`WRONGLY ENFORCED: ${finding.cause}\n  ${reasonOf(finding.comparison)}`);
    if (isVerbose) {
      printSmallest(finding);
    }
  });
  const useless = wrongEffects(60, SEED);
  useless.forEach((line) => {
    console.log(`A DEFECT OF THIS TEST: ${line}`);
  });
  process.exitCode = tally.wrong.length + useless.length > 0 ? 1 : 0;
  const [first] = [...tally.wrong].sort((a, b) => a.stack.steps.length - b.stack.steps.length || size(a) - size(b));
  if (first) {
    console.log(`\nthe smallest stack that is wrongly said to be enforced (${first.cause}):`);
    printSmallest(first);
  }
}

function size({ stack }: Finding): number {
  return JSON.stringify(stack.json).length;
}

function printSmallest({ stack, comparison }: Finding): void {
  const kind = comparison.judgement.kind;
  const { json, except } = smallest(stack, (smaller) => smaller.isWrong && smaller.judgement.kind === kind);
  console.log(`  except: ${JSON.stringify(except)}\n  ${JSON.stringify(json)}`);
}

function printCounts({ counts }: Tally): void {
  console.log("stacks  opened alone  wrongly enforced  not recognised  change");
  for (const [name, { stacks, changed, wrong, missed }] of counts) {
    const numbers = [stacks, changed, wrong, missed].map(String);
    console.log(`${numbers[0]?.padStart(6)}${numbers[1]?.padStart(14)}${numbers[2]?.padStart(18)}${numbers[3]?.padStart(16)}  ${name}`);
  }
}

main();
