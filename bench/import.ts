/**
 * What importing the package costs over importing cdktf and the provider's files that it needs, and what a first roster costs, which loads
 * the schema library: fresh processes in turn, medians.
 *
 *     npm run build && npm run bench
 *
 * Prints each with its difference to the baseline and their ratio; exits 1 when importing passes the limits.
 */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const RUNS = 15;
const LIMITS = { milliseconds: 50, megabytes: 10 };

interface Cost {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const RESOURCES = [
  "iam-account-password-policy",
  "iam-group",
  "iam-group-membership",
  "iam-group-policy-attachment",
  "iam-policy",
  "iam-user",
  "iam-user-group-membership",
  "iam-user-login-profile",
];
const baseline = ["cdktf", "constructs", ...RESOURCES.map((name) => `@cdktf/provider-aws/lib/${name}`)];
const ours = resolve("lib/index.js");
const roster = `require(${JSON.stringify(ours)}).defineRoster({ groups: {}, users: [{ name: "john", groups: [] }] });`;
const VARIANTS = {
  baseline: "",
  import: `require(${JSON.stringify(ours)});`,
  "import and a first roster": roster,
};

function measure(statement: string): Cost {
  const script = `
    const start = process.hrtime.bigint();
    for (const name of ${JSON.stringify(baseline)}) require(name);
    ${statement}
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    global.gc();
    console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 1e6 }));`;
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", "-e", script], { encoding: "utf8" })) as Cost;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const rounds = Array.from({ length: RUNS }, () => Object.values(VARIANTS).map(measure));
for (const unit of ["milliseconds", "megabytes"] as const) {
  const medians = Object.keys(VARIANTS).map((_name, index) => median(rounds.map((round) => round[index]![unit])));
  Object.keys(VARIANTS).forEach((name, index) => {
    const [value, base] = [medians[index]!, medians[0]!];
    const compared = index === 0 ? "" : `, ${value < base ? "" : "+"}${(value - base).toFixed(1)}, ratio ${(value / base).toFixed(2)}`;
    console.log(`${unit}: ${value.toFixed(1)} ${name}${compared}${name === "import" ? ` (limit +${LIMITS[unit]})` : ""}`);
    if (name === "import" && value - base > LIMITS[unit]) {
      process.exitCode = 1;
    }
  });
}
