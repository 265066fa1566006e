/**
 * What synthesizing a roster costs, compared with a hand-written loop over the same resources. Each measurement is a fresh process that
 * loads CDKTF, builds the stack and writes it; both kinds alternate in the same run, and medians are compared.
 *
 *     npm run build && npx tsx bench/synth.ts
 *
 * Prints time, peak memory and size of the JSON for each number of users; exits 1 if a ratio exceeds its limit.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median } from "./median";

/** How many users, and how often each kind is measured: the shorter a run, the more it varies. */
const RUNS = new Map([
  [100, 61],
  [1000, 15],
  [5000, 9],
]);
/** Ours divided by the hand-written loop's. */
const LIMITS = { milliseconds: 1.1, megabytes: 1.1, jsonBytes: 1.3 };
/** Time with 5,000 users divided by time with 1,000. */
const GROWTH_LIMIT = 5.5;

type Cost = Record<keyof typeof LIMITS, number>;

const PRELUDE = `
  const { App, Fn, TerraformOutput, TerraformStack } = require("cdktf");
  const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
  const names = Array.from({ length: Number(process.argv[1]) }, (_, index) => "person." + index);
  const app = new App({ outdir: process.argv[2] });
  const stack = new TerraformStack(app, "account");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });`;

const VARIANTS = {
  "by hand": `
    const { IamGroup } = require("@cdktf/provider-aws/lib/iam-group");
    const { IamGroupMembership } = require("@cdktf/provider-aws/lib/iam-group-membership");
    const { IamGroupPolicyAttachment } = require("@cdktf/provider-aws/lib/iam-group-policy-attachment");
    const { IamPolicy } = require("@cdktf/provider-aws/lib/iam-policy");
    const { IamUser } = require("@cdktf/provider-aws/lib/iam-user");
    const policy = new IamPolicy(stack, "mfa-policy", {
      name: "EnforceMfa", path: "/", policy: "{}",
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["description", "path"] },
    });
    const group = new IamGroup(stack, "group", { name: "PowerConsultants", path: "/" });
    const mfa = new IamGroupPolicyAttachment(stack, "mfa", { group: group.name, policyArn: policy.arn, lifecycle: { createBeforeDestroy: true } });
    const others = ["PowerUserAccess", "IAMUserChangePassword"].map((name) =>
      new IamGroupPolicyAttachment(stack, name, { group: group.name, policyArn: "arn:aws:iam::aws:policy/" + name, dependsOn: [mfa] }));
    const users = names.map((name) => new IamUser(stack, "user-" + name, { name, path: "/", forceDestroy: true }));
    new IamGroupMembership(stack, "membership", {
      name: "PowerConsultants", group: group.name, users: users.map((user) => user.name), dependsOn: [mfa, ...others],
    });
    new TerraformOutput(stack, "mfa_policy_arn", { value: policy.arn });
    new TerraformOutput(stack, "group_arns", { value: { PowerConsultants: group.arn } });
    new TerraformOutput(stack, "sign_in_url", { value: "https://" + Fn.element(Fn.split(":", policy.arn), 4) + ".signin.aws.amazon.com/console" });`,
  roster: `
    const { defineRoster, MfaEnforcedRoster } = require(${JSON.stringify(resolve("lib/index.js"))});
    const roster = defineRoster({
      groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
      users: names.map((name) => ({ name, groups: ["PowerConsultants"] })),
    });
    new MfaEnforcedRoster(stack, "identity", { roster });`,
} as const;

const POSTLUDE = `
  app.synth();
  const milliseconds = performance.now();
  const megabytes = process.resourceUsage().maxRSS / 1000;
  const jsonBytes = require("node:fs").statSync(process.argv[2] + "/stacks/account/cdk.tf.json").size;
  console.log(JSON.stringify({ milliseconds, megabytes, jsonBytes }));`;

function measure(variant: keyof typeof VARIANTS, users: number): Cost {
  const outdir = mkdtempSync(join(tmpdir(), "enforce-mfa-bench-"));
  try {
    const script = PRELUDE + VARIANTS[variant] + POSTLUDE;
    return JSON.parse(execFileSync(process.execPath, ["-e", script, String(users), outdir], { encoding: "utf8" })) as Cost;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const times = new Map<number, number>();
for (const [users, runs] of RUNS) {
  const rounds = Array.from({ length: runs }, () => ({ byHand: measure("by hand", users), roster: measure("roster", users) }));
  for (const unit of Object.keys(LIMITS) as (keyof Cost)[]) {
    const byHand = median(rounds.map((round) => round.byHand[unit]));
    const roster = median(rounds.map((round) => round.roster[unit]));
    const ratio = roster / byHand;
    const values = `${roster.toFixed(0)} roster, ${byHand.toFixed(0)} by hand`;
    console.log(`${users} users: ${unit}: ${values}, ratio ${ratio.toFixed(2)} (limit ${LIMITS[unit].toFixed(2)})`);
    if (ratio > LIMITS[unit]) {
      process.exitCode = 1;
    }
    if (unit === "milliseconds") {
      times.set(users, roster);
    }
  }
}
const growth = times.get(5000)! / times.get(1000)!;
console.log(`from 1000 to 5000 users: ${growth.toFixed(2)} times the time (limit ${GROWTH_LIMIT.toFixed(2)})`);
if (growth > GROWTH_LIMIT) {
  process.exitCode = 1;
}
