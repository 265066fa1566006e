import { CreatePolicyCommand, CreateUserCommand, DeletePolicyCommand, DeleteUserPermissionsBoundaryCommand } from "@aws-sdk/client-iam";
import { type Account, startAccount } from "../harness/account";
import { ALLOWED, answerOf } from "../harness/answer";
import { iamClient } from "../harness/clients";
import { RecordingProxy } from "../harness/proxy";
import { readAccountState, restoreAccount } from "./account-state";
import { refusingConflicts } from "./conflicts";

const BOUNDARY = "arn:aws:iam::123456789012:policy/Boundary";
const EVERYTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

let account: Account;

beforeEach(async () => {
  account = await startAccount();
  const iam = iamClient(account.url);
  await iam.send(new CreatePolicyCommand({ PolicyName: "Boundary", PolicyDocument: EVERYTHING }));
  await iam.send(new CreateUserCommand({ UserName: "john", PermissionsBoundary: BOUNDARY }));
  await iam.send(new CreateUserCommand({ UserName: "alice" }));
});

afterEach(async () => {
  await account.stop();
});

test("the state of an account says who has which boundary, and restores it", async () => {
  const state = await readAccountState(iamClient(account.url));
  expect(state.users.map(({ name, boundary }) => [name, boundary])).toEqual([
    ["alice", undefined],
    ["john", BOUNDARY],
  ]);
  const other = await startAccount();
  try {
    await restoreAccount(iamClient(other.url), state, {});
    expect(await readAccountState(iamClient(other.url))).toEqual(state);
  } finally {
    await other.stop();
  }
});

test("a policy that is a boundary cannot be deleted, as on AWS", async () => {
  const proxy = await RecordingProxy.start();
  try {
    proxy.use({ upstream: account.url, interference: refusingConflicts(iamClient(account.url), {}) });
    const iam = iamClient(proxy.url);
    expect(await answerOf(iam.send(new DeletePolicyCommand({ PolicyArn: BOUNDARY })))).toBe("DeleteConflict");
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: "john" }));
    expect(await answerOf(iam.send(new DeletePolicyCommand({ PolicyArn: BOUNDARY })))).toBe(ALLOWED);
  } finally {
    await proxy.stop();
  }
});
