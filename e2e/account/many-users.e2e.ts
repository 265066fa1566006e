import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AddUserToGroupCommand, CreateGroupCommand, CreateUserCommand } from "@aws-sdk/client-iam";
import type { Preflight } from "../../modules/account";
import { loadRoster } from "../../modules/roster";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa, type Printed } from "../harness/command";
import { RecordingProxy } from "../harness/proxy";

/** As many as AWS lets an account have by default. */
const USERS = 5_000;
const AT_ONCE = 16;

let account: Account;
let proxy: RecordingProxy;
let folder: string;
let roster: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-many-"));
  roster = join(folder, "roster.yaml");
  account = await startAccount();
  proxy = await RecordingProxy.start();
  await makeUsers(new Caller(account.url));
});

afterAll(async () => {
  await proxy.stop();
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function makeUsers({ iam }: Caller): Promise<void> {
  await iam.send(new CreateGroupCommand({ GroupName: "PowerConsultants" }));
  const names = Array.from({ length: USERS }, (_, index) => `user-${index}`)[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const UserName of names) {
      await iam.send(new CreateUserCommand({ UserName }));
      await iam.send(new AddUserToGroupCommand({ UserName, GroupName: "PowerConsultants" }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** What a command prints, and the calls that it made. */
async function run(...args: readonly string[]): Promise<Printed & { readonly calls: readonly string[] }> {
  proxy.use({ upstream: account.url });
  const printed = await enforceMfa(proxy.url, args);
  return { ...printed, calls: proxy.calls.map(({ action }) => action) };
}

test("adopt writes a roster of 5,000 users, a thousand a call", async () => {
  const { code, err, calls } = await run("adopt", "--out", roster);
  expect([code, err]).toEqual([0, ""]);
  expect(loadRoster(roster).users).toHaveLength(USERS);
  expect(calls.filter((action) => action === "GetAccountAuthorizationDetails").length).toBeLessThanOrEqual(USERS / 1_000 + 1);
  expect(calls.length).toBeLessThan(20);
});

test("preflight says of 5,000 users that they have no device, with few calls", async () => {
  const { code, out, err, calls } = await run("preflight", "--roster", roster, "--json");
  expect([code, err]).toEqual([2, ""]);
  const { findings } = JSON.parse(out) as Preflight;
  expect(findings.filter(({ id }) => id === "no-device")).toHaveLength(USERS);
  expect(calls.length).toBeLessThanOrEqual(1.2 * USERS);
});
