import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttachGroupPolicyCommand,
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
} from "@aws-sdk/client-iam";
import { mfaPolicyDocument } from "../../modules";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa, type Printed } from "../harness/command";
import { expectNeeded, operatorWith, setPolicy, without } from "../harness/operator";
import { Person } from "../harness/person";
import { RecordingProxy } from "../harness/proxy";

let policy: Parameters<typeof without>[0];

beforeAll(async () => {
  policy = JSON.parse((await enforceMfa("http://127.0.0.1:1", ["policy", "verify"])).out) as typeof policy;
});

describe("the command", () => {
  let account: Account;
  let root: Caller;
  let operator: Person;
  let john: Person;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "enforce-mfa-verify-"));
    account = await startAccount();
    root = new Caller(account.url);
    const { iam } = root;
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: "EnforceMfa", PolicyDocument: JSON.stringify(mfaPolicyDocument()) }),
    );
    await iam.send(new CreateGroupCommand({ GroupName: "Power" }));
    for (const PolicyArn of [Policy!.Arn, "arn:aws:iam::aws:policy/AdministratorAccess"]) {
      await iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn }));
    }
    await iam.send(new CreateUserCommand({ UserName: "john" }));
    await iam.send(new AddUserToGroupCommand({ UserName: "john", GroupName: "Power" }));
    john = await Person.withKey(root, "john");
    operator = await operatorWith(root, "ops", policy);
  });

  afterAll(async () => {
    await account.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function verify(...args: readonly string[]): Promise<Printed> {
    return enforceMfa(account.url, ["verify", ...args], operator.key.credentials);
  }

  test("says who is enforced and who is not, with a request, and exits with 2", async () => {
    const { code, out, err } = await verify();
    expect([code, err]).toEqual([2, ""]);
    expect(out).toMatch(/^Account 123456789012: MFA is not enforced for everybody: 1 user to act on\.\n {2}users: 2\n/);
    expect(out).toContain(
      "\nops: not enforced\n  gets through: iam:GetAccountAuthorizationDetails with an access key, allowed by inline policy",
    );
    expect(out).toMatch(/\nenforced \(proved\):\n {2}everything without MFA is denied by .*policy\/EnforceMfa, statement 3 .*: john\n/);
  });

  test("an exception makes it fine until its day", async () => {
    const file = join(folder, "exceptions.json");
    writeFileSync(file, JSON.stringify([{ user: "ops", reason: "verifies the account every month", until: "2099-12-31" }]));
    const { code, out } = await verify("--except", file);
    expect([code, out.split("\n")[0]]).toEqual([0, "Account 123456789012: MFA is enforced for every user but the exceptions."]);
    writeFileSync(file, JSON.stringify([{ user: "ops", reason: "verifies the account every month", until: "2020-12-31" }]));
    const late = await verify("--except", file);
    expect(late.code).toBe(2);
    expect(late.out).toContain("the exception of ops expired on 2020-12-31");
  });

  test("a mistake in the exceptions is one line with the file and the fix", async () => {
    const file = join(folder, "wrong.json");
    writeFileSync(file, JSON.stringify([{ user: "ops", reason: "x", until: "soon" }]));
    expect(await verify("--except", file)).toEqual({
      code: 1,
      out: "",
      err: `enforce-mfa: ${file}[0].until: "soon" is not a day; write it as "2026-12-31"\n`,
    });
  });

  test("changes nothing in AWS", async () => {
    const proxy = await RecordingProxy.start();
    proxy.use({ upstream: account.url });
    await enforceMfa(proxy.url, ["verify"], operator.key.credentials);
    const actions = new Set(proxy.calls.map(({ action }) => action));
    await proxy.stop();
    expect([...actions].sort()).toEqual(["GetAccountAuthorizationDetails", "SimulatePrincipalPolicy"]);
  });

  test("reads 500 proved users in a page, and asks the simulator about nobody else", async () => {
    const large = await startAccount();
    const { iam } = new Caller(large.url);
    const document = JSON.stringify(mfaPolicyDocument());
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "EnforceMfa", PolicyDocument: document }));
    await iam.send(new CreateGroupCommand({ GroupName: "Power" }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn: Policy!.Arn }));
    const names = Array.from({ length: 500 }, (_, index) => `user-${index}`);
    await Promise.all(
      names.map(async (UserName) => {
        await iam.send(new CreateUserCommand({ UserName }));
        await iam.send(new AddUserToGroupCommand({ UserName, GroupName: "Power" }));
      }),
    );
    const proxy = await RecordingProxy.start();
    proxy.use({ upstream: large.url });
    const { code, out } = await enforceMfa(proxy.url, ["verify"]);
    await Promise.all([proxy.stop(), large.stop()]);
    expect([code, out.split("\n")[1], proxy.calls.length]).toEqual([0, "  users: 500", 1]);
  });

  test("needs every action of its policy, and names the one that is missing", async () => {
    await expectNeeded(root, "verify", policy, verify);
  });

  test("--live shows AWS's answers to real calls that change nothing: all refused to an enforced user", async () => {
    const proxy = await RecordingProxy.start();
    proxy.use({ upstream: account.url });
    const { code, out } = await enforceMfa(proxy.url, ["verify", "--live", "john"], john.key.credentials);
    await proxy.stop();
    expect(code).toBe(0);
    expect(out).toMatch(
      /^arn:aws:iam::123456789012:user\/john: 0 of 6 calls got through; AWS refused every one\.\n {2}iam:GetAccountSummary: denied: .+\n/,
    );
    expect(out).toMatch(
      /\nA user without the right to make these calls is refused as well, .*; enforce-mfa verify says what the policies prove\.\n$/,
    );
    expect(proxy.calls.map(({ action }) => action)).toEqual([
      "GetCallerIdentity",
      "GetAccountSummary",
      "ListGroups",
      "ListRoles",
      "ListPolicies",
      "ListGroupsForUser",
      "ListAccountAliases",
    ]);
  });

  test("--live says what got through, and warns of a session", async () => {
    await john.enrol(root);
    await root.iam.send(new CreateUserCommand({ UserName: "open" }));
    await setPolicy(root, "open", { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
    const open = await Person.withKey(root, "open");
    const { code, out } = await enforceMfa(account.url, ["verify", "--live", "open"], open.key.credentials);
    expect([code, out.split("\n")[0]]).toEqual([2, "arn:aws:iam::123456789012:user/open: 6 of 6 calls got through without MFA."]);
    expect(out).not.toContain("is refused as well");
    const session = await open.session();
    const json = await enforceMfa(account.url, ["verify", "--live", "open", "--json"], session.credentials);
    expect(JSON.parse(json.out)).toMatchObject({ exitCode: 2, user: "open", isSession: true });
  });

  test("--live refuses the credentials of somebody else", async () => {
    const { code, err } = await enforceMfa(account.url, ["verify", "--live", "john"], operator.key.credentials);
    expect(code).toBe(1);
    expect(err).toMatch(/^enforce-mfa: --live: the credentials are those of "arn:.*user\/ops", not of the user "john"; pass .*\n$/);
  });
});
