/**
 * What importing the package costs in addition to cdktf and the provider's files that it needs, and what the first roster costs, which
 * loads the schema library. Fresh processes alternate, and medians are compared.
 *
 *     npm run build && npm run bench
 *
 * Prints each with its difference to the baseline and the ratio; exits 1 if importing exceeds the limits.
 */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { median } from "./median";

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
  "iam-user-policy-attachment",
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
