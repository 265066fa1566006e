import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  PutGroupPolicyCommand,
} from "@aws-sdk/client-iam";
import Ajv from "ajv";
import { parse } from "yaml";
import { mfaPolicyDocument } from "../../modules";
import schema from "../../modules/account/adopt.schema.json";
import type { Adoption } from "../../modules/account";
import { checkRoster } from "../../modules/roster";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { expectNeeded, operatorWith, without } from "../harness/operator";
import type { Person } from "../harness/person";
import { RecordingProxy } from "../harness/proxy";

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";
const ALLOW_S3 = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] });

let account: Account;
let root: Caller;
let operator: Person;
let policy: Parameters<typeof without>[0];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-adopt-"));
  account = await startAccount();
  root = new Caller(account.url);
  policy = JSON.parse((await enforceMfa(account.url, ["policy", "adopt"])).out) as typeof policy;
  await makeAccount();
  operator = await operatorWith(root, "ops", policy);
});

afterAll(async () => {
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An account that was made by hand. */
async function makeAccount(): Promise<void> {
  const { iam } = root;
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: "ForceMfa", PolicyDocument: JSON.stringify(mfaPolicyDocument()) }),
  );
  const deploy = await iam.send(new CreatePolicyCommand({ PolicyName: "Deploy", Path: "/team/", PolicyDocument: ALLOW_S3 }));
  await iam.send(new CreateGroupCommand({ GroupName: "Power", Path: "/team/" }));
  await iam.send(new CreateGroupCommand({ GroupName: "Builders" }));
  for (const [GroupName, PolicyArn] of [
    ["Power", POWER_USER],
    ["Power", Policy!.Arn],
    ["Builders", deploy.Policy!.Arn],
  ]) {
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
  }
  await iam.send(new PutGroupPolicyCommand({ GroupName: "Builders", PolicyName: "extra", PolicyDocument: ALLOW_S3 }));
  await iam.send(new CreateUserCommand({ UserName: "alice" }));
  await iam.send(new CreateUserCommand({ UserName: "john", Path: "/team/", Tags: [{ Key: "team", Value: "blue: 1" }] }));
  await iam.send(new CreateUserCommand({ UserName: "ci" }));
  await iam.send(new CreateLoginProfileCommand({ UserName: "john", Password: "Long-enough-1" }));
  await iam.send(new CreateAccessKeyCommand({ UserName: "ci" }));
  await iam.send(new AttachUserPolicyCommand({ UserName: "alice", PolicyArn: POWER_USER }));
  for (const [UserName, GroupName] of [
    ["john", "Power"],
    ["john", "Builders"],
    ["ci", "Builders"],
  ]) {
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
  }
}

/** The command, run by somebody who may do exactly what its policy says. */
function adopt(...args: readonly string[]): ReturnType<typeof enforceMfa> {
  return enforceMfa(account.url, ["adopt", ...args], operator.key.credentials);
}

test("writes a roster of the account that the roster's rules accept, and says what it leaves out", async () => {
  const { code, out, err } = await adopt();
  const { existing, ...roster } = parse(out) as Record<string, unknown>;
  expect(checkRoster(roster)).toEqual([]);
  expect({ existing, ...roster }).toEqual({
    existing: "all",
    groups: {
      Builders: { managedPolicies: ["arn:aws:iam::123456789012:policy/team/Deploy"] },
      Power: { managedPolicies: ["PowerUserAccess"], path: "/team/" },
    },
    users: [
      { name: "alice", groups: [] },
      { name: "ci", groups: ["Builders"] },
      { name: "john", groups: ["Builders", "Power"], path: "/team/", tags: { team: "blue: 1" } },
      { name: "ops", groups: [] },
    ],
  });
  expect(code).toBe(2);
  expect(
    err
      .split("\n")
      .slice(1, -2)
      .map((line) => /^ {2}((group|user) \S+ .{20})/.exec(line)?.[1]),
  ).toEqual([
    "group Builders has the inline polic",
    "group Power carries arn:aws:iam:",
    "user alice has PowerUserAccess ",
    "user ci has access keys but ",
    "user ops has the inline polic",
    "user ops has access keys but ",
  ]);
});

test("--json says the same for programs, as its schema describes", async () => {
  const { code, out, err } = await adopt("--group", "power", "--json");
  const json = JSON.parse(out) as Adoption & { readonly exitCode: number };
  const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
  expect([validate(json), validate.errors]).toEqual([true, null]);
  expect([code, json.exitCode, err]).toEqual([2, 2, ""]);
  expect(json.roster.users.map(({ name }) => name)).toEqual(["john"]);
  expect(json.leftOut.map(({ id, subject }) => `${subject!.name}: ${id}`)).toEqual([
    "Power: mfa-policy",
    "alice: user-without-selected-group",
    "ci: user-without-selected-group",
    "john: membership",
    "ops: user-without-selected-group",
  ]);
});

test("--out writes a file as a whole, and overwrites only with --force", async () => {
  const file = join(folder, "roster.yaml");
  const { code, out, err } = await adopt("--out", file);
  expect([code, err]).toEqual([2, ""]);
  expect(out).toMatch(/^The roster has 4 users and 2 groups\./);
  const written = readFileSync(file, "utf8");
  expect(parse(written)).toEqual(parse((await adopt()).out));
  writeFileSync(file, "mine");
  expect(await adopt("--out", file)).toEqual({
    code: 1,
    out: "",
    err: `enforce-mfa: ${file}: this file exists; name another one, or overwrite it with --force\n`,
  });
  expect(readFileSync(file, "utf8")).toBe("mine");
  await adopt("--out", file, "--force");
  expect(readFileSync(file, "utf8")).toBe(written);
  expect(readdirSync(folder)).toEqual(["roster.yaml"]);
});

test("changes nothing in AWS", async () => {
  const proxy = await RecordingProxy.start();
  proxy.use({ upstream: account.url });
  await enforceMfa(proxy.url, ["adopt"], operator.key.credentials);
  const actions = new Set(proxy.calls.map(({ action }) => action));
  await proxy.stop();
  expect([...actions].sort()).toEqual(["GenerateCredentialReport", "GetAccountAuthorizationDetails", "GetCredentialReport"]);
});

test("needs every action of its policy, and names the one that is missing", async () => {
  const file = join(folder, "never.yaml");
  await expectNeeded(root, "adopt", policy, async () => {
    const printed = await adopt("--out", file);
    expect(existsSync(file)).toBe(false);
    return printed;
  });
});
