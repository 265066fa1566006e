/**
 * What reviewing a large plan costs, compared with `JSON.parse` on the same file. Each measurement is a fresh process; both kinds alternate in
 * the same run, and medians are compared.
 *
 *     npm run build && npx tsx bench/review.ts
 *
 * Prints time and peak memory for a first deploy, and for a plan by which one colleague joins; exits 1 if a limit is exceeded.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { largePlan, type LargePlan } from "./large-plan";
import { median } from "./median";

const RUNS = 9;
/** Reviewing divided by parsing; and what Node and the package may need to start. */
const LIMITS = { time: 3, memory: 3 };
const START_MILLISECONDS = 300;
/** Time with 5,000 users divided by time with 1,000. */
const GROWTH_LIMIT = 6;
const SIZES = [1000, 5000];
const PLANS: readonly LargePlan[] = ["first deploy", "one colleague joins"];

interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The time that the main thread works, where Linux says so: other processes don't count. */
const CLOCK = `
  const { existsSync, readFileSync } = require("node:fs");
  const schedule = "/proc/self/task/" + process.pid + "/schedstat";
  const now = () => existsSync(schedule) ? Number(readFileSync(schedule, "utf8").split(" ")[0]) / 1e6 : performance.now();`;

const SCRIPTS = {
  parse: `
    const start = now();
    JSON.parse(readFileSync(process.argv[1], "utf8"));
    const milliseconds = now() - start;`,
  review: `
    const { parsePlan, reviewPlan } = require(${JSON.stringify(resolve("lib/review/index.js"))});
    const { findings } = reviewPlan(parsePlan(readFileSync(process.argv[1])), "plan.json");
    if (findings.length > 0) throw new Error(JSON.stringify(findings[0]));
    const milliseconds = now();`,
};

function measure(script: string, path: string): Cost {
  const report = `console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1000 }));`;
  return JSON.parse(execFileSync(process.execPath, ["-e", CLOCK + script + report, path], { encoding: "utf8" })) as Cost;
}

function check(what: string, value: number, limit: number): void {
  console.log(`${what} (limit ${limit.toFixed(2)})`);
  if (value > limit) {
    process.exitCode = 1;
  }
}

/** Compares reviewing with parsing, and returns how long the review takes. */
function compare(kind: LargePlan, users: number, path: string): number {
  const rounds = Array.from({ length: RUNS }, () => ({ parse: measure(SCRIPTS.parse, path), review: measure(SCRIPTS.review, path) }));
  const of = (one: keyof typeof SCRIPTS, unit: keyof Cost): number => median(rounds.map((round) => round[one][unit]));
  const [parse, review] = [of("parse", "milliseconds"), of("review", "milliseconds")];
  const allowed = LIMITS.time * parse + START_MILLISECONDS;
  const name = `${users} users, ${kind}`;
  check(`${name}: ${review.toFixed(0)} ms to start and review, ${parse.toFixed(0)} to parse`, review, allowed);
  const memory = of("review", "megabytes") / of("parse", "megabytes");
  const megabytes = `${of("review", "megabytes").toFixed(0)} MB to review, ${of("parse", "megabytes").toFixed(0)} to parse`;
  check(`${name}: ${megabytes}, ratio ${memory.toFixed(2)}`, memory, LIMITS.memory);
  return review;
}

const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-bench-"));
try {
  for (const kind of PLANS) {
    const times = SIZES.map((users) => {
      const path = join(folder, `${users}.json`);
      writeFileSync(path, JSON.stringify(largePlan(kind, users)));
      return compare(kind, users, path);
    });
    const growth = times[1]! / times[0]!;
    check(`from 1000 to 5000 users, ${kind}: ${growth.toFixed(2)} times the time`, growth, GROWTH_LIMIT);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
