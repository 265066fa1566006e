import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, TerraformStack } from "cdktf";
import { type ManagedPolicy, MfaEnforcedGroup, MfaEnforcedRoster, MfaPolicy, summarize } from "../../modules";
import { refusalsOf } from "../helpers/synth";

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "enforce-mfa-summarize-"));
});

afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** The summary of an app with these stacks. */
function summaryOf(stacks: Readonly<Record<string, (stack: TerraformStack) => void>>): string {
  const app = new App({ outdir });
  for (const [id, build] of Object.entries(stacks)) {
    const stack = new TerraformStack(app, id);
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    build(stack);
  }
  app.synth();
  return summarize(outdir);
}

const pathOf = (stack: string): string => join(outdir, "stacks", stack, "cdk.tf.json");

const group = (stack: TerraformStack, groupName: string, managedPolicies: readonly ManagedPolicy[], members: readonly string[]): void => {
  const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
  new MfaEnforcedGroup(stack, "group", { groupName, mfaPolicy, managedPolicies, members, allowEmpty: true });
};

test("a summary has each group with its policies and members, the users in no group, and where the state is", () => {
  const roster = {
    groups: {
      PowerConsultants: { managedPolicies: ["PowerUserAccess", "arn:aws:iam::123456789012:policy/Own"] },
      Auditors: { managedPolicies: ["SecurityAudit"], allowEmpty: true },
    },
    users: [
      { name: "john", groups: ["PowerConsultants"] },
      { name: "anna", groups: ["PowerConsultants"] },
      { name: "ci", groups: [] },
    ],
  };
  expect(
    summaryOf({ account: (stack) => new MfaEnforcedRoster(stack, "identity", { roster, document: { exemptOwnUserOnly: false } }) }).split(
      "\n",
    ),
  ).toEqual([
    pathOf("account"),
    "  group Auditors          EnforceMfa, IAMUserChangePassword, SecurityAudit",
    "                          0 members: none",
    "  group PowerConsultants  EnforceMfa, IAMUserChangePassword, PowerUserAccess, arn:aws:iam::123456789012:policy/Own",
    "                          2 members: anna, john",
    "  in no group             ci",
    `  state                   local file ${resolve("terraform.account.tfstate")}`,
  ]);
});

test("a summary has the warnings of the constructs", () => {
  const summary = summaryOf({
    account: (stack) => {
      group(stack, "Admins", ["AdministratorAccess"], ["john"]);
    },
  });
  expect(summary.split("\n")).toContain(
    '  warning       account/group: the group "Admins" has administrator rights, so before MFA the exempt actions of its MFA policy reach every user and device; set exemptOwnUserOnly: true in the policy\'s document, or exemptOwnUserOnly: false if you mean it',
  );
});

test("a summary says loudly that a roster does not enforce MFA yet", () => {
  const roster = { groups: { Power: { managedPolicies: ["PowerUserAccess"] } }, users: [{ name: "john", groups: ["Power"] }] };
  const summary = summaryOf({ account: (stack) => new MfaEnforcedRoster(stack, "identity", { roster, enforcement: "prepare" }) });
  expect(summary).toMatch(/^ {2}warning +account\/identity\/mfa-policy: MFA is NOT enforced: .*switch to enforcement: "enforce"/m);
});

test("a summary of an app with several stacks has a part for each", () => {
  const summary = summaryOf({
    one: (stack) => {
      group(stack, "Readers", [], ["john"]);
    },
    two: () => undefined,
  });
  expect(summary.split("\n\n").map((part) => part.split("\n")[0])).toEqual([pathOf("one"), pathOf("two")]);
  expect(summary.split("\n\n")[1]?.split("\n").slice(1)).toEqual([
    "  in no group  none",
    `  state        local file ${resolve("terraform.two.tfstate")}`,
  ]);
});

test.each<[where: string, build: (stack: TerraformStack) => void]>([
  ["local file state/iam.tfstate", (stack) => new LocalBackend(stack, { path: "state/iam.tfstate" })],
  ["s3://states/iam.tfstate", (stack) => new S3Backend(stack, { bucket: "states", key: "iam.tfstate" })],
  [
    "HCP Terraform, workspace identity",
    (stack) => new CloudBackend(stack, { organization: "example", workspaces: new NamedCloudWorkspace("identity") }),
  ],
])("a summary says where the state is: %s", (where, build) => {
  expect(summaryOf({ account: build }).split("\n")).toContain(`  state        ${where}`);
});

test("a folder without a synthesized app is refused", () => {
  const line = `"${outdir}" has no manifest.json of CDKTF; synthesize the app first, or pass the folder that it was synthesized into`;
  expect(refusalsOf(() => summarize(outdir))).toEqual([["not-synthesized", line]]);
  writeFileSync(join(outdir, "manifest.json"), "{");
  expect(refusalsOf(() => summarize(outdir))).toEqual([["not-synthesized", line]]);
});
