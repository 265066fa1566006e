import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  ChangePasswordCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  GetUserCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { ListKeysCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { mfaPolicyDocument } from "../../modules";
import type { Preflight } from "../../modules/account";
import { type Account, startAccount } from "../harness/account";
import { type Answer, answerOf, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { Person } from "../harness/person";

const ACCOUNT = "123456789012";
const BUCKET = { Bucket: "records" };
const OBJECT = { ...BUCKET, Key: "a" };

/** A call, and what CloudTrail calls it. */
interface Work {
  readonly source: string;
  readonly name: string;
  readonly send: (as: Caller) => Promise<unknown>;
}

/** Not sts:GetCallerIdentity: AWS answers it regardless of policies (STS API reference), and the emulator does not. */
const WORK: readonly Work[] = [
  { source: "s3", name: "ListBuckets", send: ({ s3 }) => s3.send(new ListBucketsCommand({})) },
  { source: "s3", name: "PutObject", send: ({ s3 }) => s3.send(new PutObjectCommand({ ...OBJECT, Body: "text" })) },
  { source: "s3", name: "HeadObject", send: ({ s3 }) => s3.send(new HeadObjectCommand(OBJECT)) },
  { source: "s3", name: "ListObjects", send: ({ s3 }) => s3.send(new ListObjectsV2Command(BUCKET)) },
  { source: "s3", name: "GetBucketEncryption", send: ({ s3 }) => s3.send(new GetBucketEncryptionCommand(BUCKET)) },
  {
    source: "s3",
    name: "DeleteObjects",
    send: ({ s3 }) => s3.send(new DeleteObjectsCommand({ ...BUCKET, Delete: { Objects: [{ Key: "a" }] } })),
  },
  { source: "sqs", name: "ListQueues", send: ({ sqs }) => sqs.send(new ListQueuesCommand({})) },
  { source: "kms", name: "ListKeys", send: ({ kms }) => kms.send(new ListKeysCommand({})) },
  { source: "iam", name: "GetUser", send: ({ iam }) => iam.send(new GetUserCommand({})) },
  { source: "iam", name: "ListUsers", send: ({ iam }) => iam.send(new ListUsersCommand({})) },
  { source: "iam", name: "ListMFADevices", send: ({ iam }) => iam.send(new ListMFADevicesCommand({})) },
  { source: "iam", name: "ListVirtualMFADevices", send: ({ iam }) => iam.send(new ListVirtualMFADevicesCommand({})) },
  {
    source: "iam",
    name: "ChangePassword",
    send: ({ iam }) => iam.send(new ChangePasswordCommand({ OldPassword: "x", NewPassword: "Long-enough-1" })),
  },
];

let account: Account;
let root: Caller;
let folder: string;
let callers: readonly { readonly user: string; readonly as: Caller; readonly mfa?: "true" | "false" }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-forecast-"));
  account = await startAccount();
  root = new Caller(account.url);
  await root.iam.send(new CreateGroupCommand({ GroupName: "Power" }));
  for (const name of ["PowerUserAccess", "IAMFullAccess"]) {
    await root.iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn: `arn:aws:iam::aws:policy/${name}` }));
  }
  await root.s3.send(new CreateBucketCommand(BUCKET));
  for (const UserName of ["john", "ci", "alice"]) {
    await root.iam.send(new CreateUserCommand({ UserName }));
    await root.iam.send(new AddUserToGroupCommand({ UserName, GroupName: UserName === "alice" ? await aliceGroup() : "Power" }));
  }
  const john = await Person.withKey(root, "john");
  await john.enrol();
  const ci = await Person.withKey(root, "ci");
  const alice = await Person.withKey(root, "alice");
  callers = [
    { user: "john", as: john.key },
    { user: "john", as: await john.session(), mfa: "false" },
    { user: "john", as: await john.session("with MFA"), mfa: "true" },
    { user: "ci", as: ci.key },
    { user: "alice", as: alice.key },
  ];
});

afterAll(async () => {
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A group that is not enforced. */
async function aliceGroup(): Promise<string> {
  await root.iam.send(new CreateGroupCommand({ GroupName: "Administrators" }));
  await root.iam.send(
    new AttachGroupPolicyCommand({ GroupName: "Administrators", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  );
  return "Administrators";
}

/** Everybody does all of their work. */
async function day(): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const { as } of callers) {
    for (const { send } of WORK) {
      answers.push(await answerOf(send(as)));
    }
  }
  return answers;
}

/** The day, as CloudTrail records it. */
function recorded(answers: readonly Answer[]): string {
  const calls = callers.flatMap((caller) => WORK.map((work) => ({ ...caller, ...work })));
  const Records = calls.map(({ user, mfa, source, name }, index) => ({
    eventType: "AwsApiCall",
    eventTime: "2026-11-01T12:00:00Z",
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    ...(answers[index] !== "allowed" && { errorCode: answers[index] }),
    userIdentity: {
      type: "IAMUser",
      accountId: ACCOUNT,
      userName: user,
      ...(mfa !== undefined && { sessionContext: { attributes: { mfaAuthenticated: mfa } } }),
    },
  }));
  return JSON.stringify({ Records });
}

test("what the forecast predicts for a recorded day is what AWS answers when the day is repeated after the switch", async () => {
  const before = await day();
  const roster = join(folder, "roster.json");
  const log = join(folder, "day.json.gz");
  const groups = { Power: { managedPolicies: ["PowerUserAccess"] } };
  writeFileSync(roster, JSON.stringify({ groups, users: ["john", "ci"].map((name) => ({ name, groups: ["Power"] })) }));
  writeFileSync(log, gzipSync(recorded(before)));
  const { out } = await enforceMfa(account.url, ["preflight", "--roster", roster, "--cloudtrail", log, "--json"]);
  const { forecast } = JSON.parse(out) as Preflight;

  const PolicyDocument = JSON.stringify(mfaPolicyDocument());
  const { Policy } = await root.iam.send(new CreatePolicyCommand({ PolicyName: "EnforceMfa", PolicyDocument }));
  await root.iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn: Policy!.Arn }));
  const after = await day();

  const calls = callers.flatMap(({ user }) => WORK.map(({ source, name }) => ({ user, event: `${source}:${name}` })));
  const stopped = calls.filter((_, index) => before[index] !== DENIED && after[index] === DENIED);
  const countBy = (user: string): number => stopped.filter((call) => call.user === user).length;
  const predicted = (user: string): number =>
    forecast!.denied.filter((call) => call.user === user).reduce((sum, { count }) => sum + count, 0);
  expect(["john", "ci", "alice"].map((user) => [user, predicted(user)])).toEqual(
    ["john", "ci", "alice"].map((user) => [user, countBy(user)]),
  );
  expect([countBy("john"), countBy("ci"), countBy("alice")]).toEqual([18, 9, 0]);

  // Call by call: the actions that are predicted to be denied are those of the calls that AWS now denies.
  const action: Readonly<Record<string, string>> = {
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:HeadObject": "s3:GetObject",
    "s3:ListObjects": "s3:ListBucket",
    "s3:DeleteObjects": "s3:DeleteObject",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  };
  const actions = stopped.map(({ user, event }) => `${user} ${action[event] ?? event}`);
  expect(forecast!.denied.map((call) => `${call.user} ${call.action}`).sort()).toEqual([...new Set(actions)].sort());
  expect([forecast!.unmapped, forecast!.uncertain]).toEqual([[], []]);
});
