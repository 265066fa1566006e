import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import Ajv from "ajv";
import type { Preflight } from "../../modules/account";
import schema from "../../modules/account/preflight.schema.json";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa, type Printed } from "../harness/command";
import { expectNeeded, operatorWith, without } from "../harness/operator";
import { Person } from "../harness/person";
import { RecordingProxy } from "../harness/proxy";

const AWS = "arn:aws:iam::aws:policy";
const ROSTER = {
  groups: { Power: { managedPolicies: ["PowerUserAccess"] } },
  users: ["ci", "first.colleague", "john", "second.colleague"].map((name) => ({ name, groups: ["Power"] })),
};

let account: Account;
let root: Caller;
let john: Person;
let ops: Person;
let policy: Parameters<typeof without>[0];
let folder: string;
let roster: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-preflight-"));
  roster = join(folder, "roster.json");
  writeFileSync(roster, JSON.stringify(ROSTER));
  account = await startAccount();
  root = new Caller(account.url);
  policy = JSON.parse((await enforceMfa(account.url, ["policy", "preflight"])).out) as typeof policy;
  await makeAccount();
});

afterAll(async () => {
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** John has a device and uses his key; a colleague has a password only; ci is a program; alice is outside, and so is a member of the group. */
async function makeAccount(): Promise<void> {
  const { iam } = root;
  await iam.send(new CreateGroupCommand({ GroupName: "Power" }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn: `${AWS}/PowerUserAccess` }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn: `${AWS}/IAMFullAccess` }));
  for (const UserName of ["alice", "ci", "john", "outsider", "second.colleague"]) {
    await iam.send(new CreateUserCommand({ UserName }));
  }
  for (const UserName of ["ci", "john", "outsider", "second.colleague"]) {
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName: "Power" }));
  }
  for (const UserName of ["john", "second.colleague"]) {
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: "Long-enough-1" }));
  }
  await iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
  john = await Person.withKey(root, "john");
  await john.enrol();
  await john.key.s3.send(new ListBucketsCommand({}));
  ops = await operatorWith(root, "ops", policy);
}

/** The command, as JSON that fits its schema. */
async function preflight(as: Caller, ...args: readonly string[]): Promise<Preflight & { readonly code: number | null }> {
  const { code, out, err } = await enforceMfa(account.url, ["preflight", "--roster", roster, "--json", ...args], as.credentials);
  expect(err).toBe("");
  const json = JSON.parse(out) as Preflight & { readonly exitCode: number };
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  expect([validate(json), validate.errors]).toEqual([true, null]);
  expect(json.exitCode).toBe(code);
  return { ...json, code };
}

function said({ findings }: Preflight): readonly string[] {
  return findings.map(({ id, user }) => `${user ?? "account"}: ${id}`);
}

const ABOUT_PEOPLE = ["ci: service-user", "john: key-in-use", "second.colleague: no-device", "outsider: member-outside-roster"];

test("says who would be locked out, with the rights of its policy only", async () => {
  const result = await preflight(ops.key);
  expect(said(result)).toEqual([...ABOUT_PEOPLE, "account: only-root-can-repair"]);
  expect([result.code, result.enforced, result.existing]).toEqual([2, 4, 3]);
  expect(result.findings.find(({ id }) => id === "key-in-use")?.lastUsed).toMatchObject({ service: "s3", region: "us-east-1" });
});

test("knows a user outside of the roster who could repair the account", async () => {
  await root.iam.send(new AttachUserPolicyCommand({ UserName: "alice", PolicyArn: `${AWS}/AdministratorAccess` }));
  const result = await preflight(ops.key);
  expect([said(result), result.repairers]).toEqual([ABOUT_PEOPLE, ["user alice"]]);
});

test("a caller who will be enforced and has no MFA learns what to use instead", async () => {
  const { code, out } = await enforceMfa(account.url, ["preflight", "--roster", roster], john.key.credentials);
  expect(code).toBe(2);
  expect(out).toMatch(
    /^ {2}john: you are this user, and these credentials have no MFA, .* apply with a role, with a user outside the roster and its groups, or in a session with MFA/m,
  );
});

test("a caller who is outside the roster, but in one of its groups, learns it too", async () => {
  const outsider = await Person.withKey(root, "outsider");
  expect(said(await preflight(outsider.key))[0]).toBe("outsider: caller-locked-out");
});

test("a caller in a session with MFA is not", async () => {
  expect(said(await preflight(await john.session("with MFA")))).toEqual(ABOUT_PEOPLE);
});

test("a caller in a session without a device is", async () => {
  const colleague = await Person.withKey(root, "second.colleague");
  expect(said(await preflight(await colleague.session()))[0]).toBe("second.colleague: caller-locked-out");
});

test("a key that was used, and a device that was registered, after AWS made the credential report are noticed", async () => {
  const colleague = await Person.withKey(root, "second.colleague");
  await colleague.enrol();
  await root.iam.send(new CreateUserCommand({ UserName: "first.colleague" }));
  await root.iam.send(new AddUserToGroupCommand({ UserName: "first.colleague", GroupName: "Power" }));
  const newcomer = await Person.withKey(root, "first.colleague");
  await newcomer.key.iam.send(new ListUsersCommand({}));
  expect(said(await preflight(ops.key))).toEqual([
    "ci: service-user",
    "first.colleague: not-in-report",
    "first.colleague: no-device",
    "first.colleague: key-in-use",
    "john: key-in-use",
    "outsider: member-outside-roster",
  ]);
});

test("with a plan, those are enforced for whom the plan proves it", async () => {
  const plan = join(folder, "plan.json");
  writeFileSync(
    plan,
    JSON.stringify({ format_version: "1.2", terraform_version: "1.11.0", planned_values: {}, resource_changes: [], configuration: {} }),
  );
  const result = await preflight(ops.key, "--plan", plan);
  expect([result.enforced, said(result).filter((finding) => finding.endsWith("not-enforced-by-plan"))]).toEqual([
    0,
    ROSTER.users.map(({ name }) => `${name}: not-enforced-by-plan`),
  ]);
});

test("needs every action of its policy, and names the one that is missing", async () => {
  const run = (): Promise<Printed> => enforceMfa(account.url, ["preflight", "--roster", roster], ops.key.credentials);
  await expectNeeded(root, "preflight", policy, run);
});

describe("with 5,000 users", () => {
  const MANY = 5000;
  let large: Account;
  let proxy: RecordingProxy;
  let result: Printed;

  beforeAll(async () => {
    large = await startAccount();
    proxy = await RecordingProxy.start();
    const administrator = new Caller(large.url);
    const names = Array.from({ length: MANY }, (_, index) => `user-${index}`);
    for (let from = 0; from < MANY; from += 100) {
      await Promise.all(names.slice(from, from + 100).map((UserName) => administrator.iam.send(new CreateUserCommand({ UserName }))));
    }
    const file = join(folder, "large.json");
    writeFileSync(file, JSON.stringify({ groups: {}, users: names.map((name) => ({ name, groups: [] })) }));
    proxy.use({ upstream: large.url });
    result = await enforceMfa(proxy.url, ["preflight", "--roster", file]);
  });

  afterAll(async () => {
    await proxy.stop();
    await large.stop();
  });

  test("it makes no call for a single user, because the credential report is new", () => {
    expect([result.code, result.err]).toEqual([2, ""]);
    expect(result.out).toContain(`MFA will be enforced for ${MANY} users, of whom ${MANY} are in the account.`);
    expect(new Set(proxy.calls.map(({ action }) => action))).toEqual(
      new Set(["GetCallerIdentity", "GetAccountAuthorizationDetails", "GenerateCredentialReport", "GetCredentialReport"]),
    );
    expect(proxy.calls.length).toBeLessThan(20);
  });
});
