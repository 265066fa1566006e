import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateLoginProfileCommand, CreateUserCommand } from "@aws-sdk/client-iam";
import Ajv from "ajv";
import { defineRoster, MfaEnforcedRoster } from "../../modules";
import schema from "../../modules/account/status.schema.json";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { Deployment } from "../harness/deployment";
import { expectNeeded, operatorWith, without } from "../harness/operator";
import { Person } from "../harness/person";
import { RecordingProxy } from "../harness/proxy";

interface Json {
  readonly exitCode: number;
  readonly users: readonly {
    readonly name: string;
    readonly enforced: boolean;
    readonly enforcedBy: readonly { readonly name: string; readonly through: readonly string[] }[];
    readonly devices: readonly { readonly kind: string; readonly enabled: string }[];
    readonly password: { readonly state: string };
    readonly activeKeys?: readonly unknown[];
    readonly inRoster?: boolean;
    readonly overdue: boolean;
  }[];
  readonly totals: Readonly<Record<string, number>>;
  readonly missing?: readonly string[];
}

let account: Account;
let deployment: Deployment;
let proxy: RecordingProxy;
let root: Caller;
let operator: Person;
let policy: Parameters<typeof without>[0];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-status-"));
  account = await startAccount();
  proxy = await RecordingProxy.start();
  root = new Caller(account.url);
  deployment = new Deployment(account.url);
  deployment.synth((stack) => {
    const groups = { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } };
    const users = ["john", "first.colleague"].map((name) => ({ name, groups: ["PowerConsultants" as const] }));
    new MfaEnforcedRoster(stack, "identity", { roster: defineRoster({ groups, users }) });
  });
  await deployment.apply();
  for (const UserName of ["john", "first.colleague"]) {
    await root.iam.send(new CreateLoginProfileCommand({ UserName, Password: "Long-enough-1" }));
  }
  await (await Person.withKey(root, "john")).enrol();
  await root.iam.send(new CreateUserCommand({ UserName: "=ci" }));
  policy = JSON.parse((await enforceMfa(account.url, ["policy", "status"])).out) as typeof policy;
  operator = await operatorWith(root, "ops", policy);
});

afterAll(async () => {
  await proxy.stop();
  deployment.remove();
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The command, run by somebody who may do exactly what its policy says. */
function status(...args: readonly string[]): ReturnType<typeof enforceMfa> {
  return enforceMfa(account.url, ["status", ...args], operator.key.credentials);
}

async function json(...args: readonly string[]): Promise<Json> {
  return JSON.parse((await status("--json", ...args)).out) as Json;
}

test("the table says who is enforced by what, who has which device, a password and keys", async () => {
  const { code, out, err } = await status();
  expect([code, err]).toEqual([0, ""]);
  const today = new Date().toISOString().slice(0, 10);
  const rows = out.split("\n").map((line) => line.split("│").map((cell) => cell.trim()));
  expect(rows.find(([, name]) => name === "john")?.slice(2, 7)).toEqual([
    "by EnforceMfa (group PowerConsultants)",
    `authenticator app ${today}`,
    `${today}, never`,
    expect.stringMatching(/^iam |^never$/),
    "PowerConsultants",
  ]);
  expect(rows.find(([, name]) => name === "=ci")?.slice(2, 7)).toEqual(["no", "none", "none", "none", "none"]);
  expect(out).toMatch(/^4 users: 2 enforced, 1 with a device, 2 with a password \(1 of them without a device\), 2 with active keys$/m);
  expect(out).not.toContain("\u001b");
});

test("--json says the same for programs, as its schema describes", async () => {
  const found = await json();
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  expect([validate(found), validate.errors]).toEqual([true, null]);
  expect(found.users.map(({ name, enforced, devices }) => [name, enforced, devices.length])).toEqual([
    ["=ci", false, 0],
    ["first.colleague", true, 0],
    ["john", true, 1],
    ["ops", false, 0],
  ]);
});

test("--csv, for spreadsheets, has no name that is a formula", async () => {
  const { out } = await status("--csv");
  expect(out.split("\r\n").map((line) => line.split(",")[0])).toEqual(["user", `"'=ci"`, "first.colleague", "john", "ops", ""]);
  expect((await status("--format", "csv")).out).toBe(out);
});

test.each([
  [["--no-device", "--group", "powerconsultants"], ["first.colleague"]],
  [["--not-enforced"], ["=ci", "ops"]],
  [
    ["--user", "OPS", "john"],
    ["john", "ops"],
  ],
  [
    ["--sort", "enforced"],
    ["=ci", "ops", "first.colleague", "john"],
  ],
])("%j lists some, or in another order", async (args, names) => {
  expect((await json(...args)).users.map(({ name }) => name)).toEqual(names);
});

test("--roster compares in both directions", async () => {
  const file = join(folder, "roster.yaml");
  writeFileSync(
    file,
    "groups: { PowerConsultants: { managedPolicies: [PowerUserAccess] } }\nusers:\n  - { name: john, groups: [PowerConsultants] }\n  - { name: second.colleague, groups: [PowerConsultants] }\n",
  );
  const { users, missing } = await json("--roster", file);
  expect([users.filter(({ inRoster }) => inRoster).map(({ name }) => name), missing]).toEqual([["john"], ["second.colleague"]]);
  const { out } = await status("--roster", file);
  expect(out).toContain(
    "In the account, not in the roster: =ci, first.colleague, ops\nIn the roster, not in the account: second.colleague\n",
  );
  const unreadable = await status("--roster", join(folder, "none.yaml"));
  expect([unreadable.code, unreadable.out]).toEqual([1, ""]);
  expect(unreadable.err).toMatch(/^enforce-mfa: .*none\.yaml.*\n$/);
});

describe("--grace", () => {
  test("exits 2 if somebody has had a password for longer, and no device", async () => {
    const { code, out } = await status("--grace", "0d");
    expect(code).toBe(2);
    expect(out).toContain("Overdue, with a password for longer than the grace period and no device: first.colleague\n");
  });

  test.each([
    ["nobody has had one for so long", ["--grace", "7d"]],
    ["whoever is listed has a device", ["--grace", "0d", "--user", "john"]],
  ])("exits 0 if %s", async (_, args) => {
    expect((await status(...args)).code).toBe(0);
  });

  test("somebody who has enrolled since AWS made its report is not overdue", async () => {
    const colleague = await Person.withKey(root, "first.colleague");
    await colleague.enrol();
    expect((await status("--grace", "0d")).code).toBe(0);
  });
});

test.each([
  [["--grace", "soon"], /^enforce-mfa: --grace: "soon" is not a duration; use .*\n$/],
  [["--sort", "age"], /^enforce-mfa: --sort: "age" is not a valid value; use "name", .*\n$/],
  [["--format", "xml"], /^enforce-mfa: --format: "xml" is not a valid value; use "table", "csv" or "json"\n$/],
  [["--user", "jon"], /^enforce-mfa: --user: the account has no user "jon"; did you mean "john"\?\n$/],
])("%j is refused with a fix", async (args, line) => {
  const { code, out, err } = await status(...args);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(line);
});

test("changes nothing in AWS", async () => {
  proxy.use({ upstream: account.url });
  await enforceMfa(proxy.url, ["status"], operator.key.credentials);
  const actions = new Set(proxy.calls.map(({ action }) => action));
  expect([...actions].sort()).toEqual([
    "GenerateCredentialReport",
    "GetAccountAuthorizationDetails",
    "GetCredentialReport",
    "ListMFADevices",
  ]);
});

test("needs every action of its policy, and names the one that is missing", async () => {
  await expectNeeded(root, "status", policy, status);
});

test("500 users with a device take at most 1.2 calls each", async () => {
  const MANY = 500;
  const large = await startAccount();
  const admin = new Caller(large.url);
  for (let from = 0; from < MANY; from += 50) {
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const UserName = `user-${from + index}`;
        await admin.iam.send(new CreateUserCommand({ UserName }));
        await admin.iam.send(new CreateLoginProfileCommand({ UserName, Password: "Long-enough-1" }));
        await (await Person.withKey(admin, UserName)).enrol(admin);
      }),
    );
  }
  proxy.use({ upstream: large.url });
  const { code, out, err } = await enforceMfa(proxy.url, ["status", "--grace", "0d", "--json"]);
  await large.stop();
  expect([code, err, (JSON.parse(out) as Json).totals]).toEqual([0, "", expect.objectContaining({ users: MANY, withDevice: MANY })]);
  expect(proxy.calls.length).toBeLessThanOrEqual(1.2 * MANY);
});
