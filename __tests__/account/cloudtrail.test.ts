import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { mfaPolicyDocument } from "../../modules";
import { mapEvent, readEvents, Replay } from "../../modules/account";
import { RecordSplitter } from "../../modules/account/cloudtrail/split-records";
import { findAction } from "../../modules/iam";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-cloudtrail-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string | Uint8Array): string {
  const path = join(folder, "events");
  writeFileSync(path, content);
  return path;
}

async function eventsOf(content: string | Uint8Array): Promise<readonly unknown[]> {
  const events: unknown[] = [];
  await readEvents(file(content), (event) => events.push(event));
  return events;
}

const AWKWARD = [
  { eventName: 'a "quoted" {name}', nested: { list: [{ a: [1] }, "]}"] } },
  { eventName: "\\", path: "c:\\" },
  {},
  { eventName: "ünïcode 🔑" },
];
const TEXT = JSON.stringify({ Records: AWKWARD });

describe("a file of CloudTrail", () => {
  test.each([
    ["JSON", TEXT],
    ["JSON.gz", gzipSync(TEXT)],
    ["two gzip members", Buffer.concat([gzipSync(TEXT.slice(0, 20)), gzipSync(TEXT.slice(20))])],
    ["indented JSON with a byte order mark", `\uFEFF${JSON.stringify({ Records: AWKWARD }, undefined, 2)}\n`],
  ])("is read as %s", async (_, content) => {
    expect(await eventsOf(content)).toEqual(AWKWARD);
  });

  test("may have no events", async () => {
    expect(await eventsOf('{"Records":[]}')).toEqual([]);
  });

  test("is read the same wherever it is cut", () => {
    const bytes = Buffer.from(TEXT);
    for (let size = 1; size <= bytes.length; size++) {
      const splitter = new RecordSplitter();
      const records: unknown[] = [];
      for (let from = 0; from < bytes.length; from += size) {
        splitter.push(bytes.subarray(from, from + size), (text) => records.push(JSON.parse(text)));
      }
      expect([records, splitter.isAtEnd]).toEqual([AWKWARD, true]);
    }
  });

  test.each([
    ["text", "hello"],
    ["an empty file", ""],
    ["other JSON", '{"Events":[{}]}'],
    ["a list", "[{}]"],
    ["an empty object", "{}"],
  ])("is refused if it is %s", async (_, content) => {
    await expect(eventsOf(content)).rejects.toThrow(`${join(folder, "events")}: not a CloudTrail log file`);
  });

  test.each([
    ["JSON", TEXT.slice(0, -30)],
    ["JSON.gz", gzipSync(TEXT).subarray(0, -10)],
  ])("is refused if it ends in the middle: %s", async (_, content) => {
    await expect(eventsOf(content)).rejects.toThrow("the file ends in the middle; download it again");
  });

  test("is refused if it does not exist", async () => {
    await expect(readEvents(join(folder, "missing"), () => undefined)).rejects.toThrow(
      "missing: cannot be read: no such file; check the path",
    );
    await expect(readEvents(folder, () => undefined)).rejects.toThrow("cannot be read: this is a folder; name a file in it");
  });

  test("is refused if it is damaged", async () => {
    const damaged = Buffer.from([0x1f, 0x8b, 8, 0xff, 1, 2, 3, 4, 5, 6, 7, 8]);
    await expect(eventsOf(damaged)).rejects.toThrow(/the file is damaged \(unknown header flags set\); download it again/);
  });
});

describe("the action of an event", () => {
  test.each([
    ["iam", "ListUsers", "iam:ListUsers"],
    ["ec2", "DescribeInstances", "ec2:DescribeInstances"],
    ["monitoring", "PutMetricAlarm", "cloudwatch:PutMetricAlarm"],
    ["email", "SendEmail", "ses:SendEmail"],
    ["lambda", "ListFunctions20150331", "lambda:ListFunctions"],
    ["lambda", "GetFunction20150331v2", "lambda:GetFunction"],
    ["lambda", "Invoke", "lambda:InvokeFunction"],
    ["cloudfront", "CreateDistribution2020_05_31", "cloudfront:CreateDistribution"],
    ["s3", "ListBuckets", "s3:ListAllMyBuckets"],
    ["s3", "HeadObject", "s3:GetObject"],
    ["s3", "ListObjects", "s3:ListBucket"],
    ["s3", "DeleteObjects", "s3:DeleteObject"],
    ["s3", "GetBucketEncryption", "s3:GetEncryptionConfiguration"],
  ])("%s %s is %s, which AWS has", (source, eventName, action) => {
    expect(mapEvent({ eventSource: `${source}.amazonaws.com`, eventName })).toEqual({ kind: "action", action });
    expect(findAction(action)).toBe(action);
  });

  test.each([
    ["a sign-in", { eventSource: "signin.amazonaws.com", eventName: "ConsoleLogin", eventType: "AwsConsoleSignIn" }],
    ["an event of a service", { eventSource: "kms.amazonaws.com", eventName: "RotateKey", eventType: "AwsServiceEvent" }],
    ["GetCallerIdentity", { eventSource: "sts.amazonaws.com", eventName: "GetCallerIdentity" }],
  ])("%s needs none", (_, event) => {
    expect(mapEvent(event)).toEqual({ kind: "none" });
  });

  test("is not guessed from a name that AWS has no action for", () => {
    expect(mapEvent({ eventSource: "apigateway.amazonaws.com", eventName: "CreateRestApi" })).toEqual({ kind: "unknown" });
    expect(mapEvent({})).toEqual({ kind: "unknown" });
  });
});

describe("a replay", () => {
  const ACCOUNT = "123456789012";
  const documents = new Map([["john", [mfaPolicyDocument()]]]);
  const identity = { type: "IAMUser", accountId: ACCOUNT, userName: "John" };
  const list = { eventTime: "2026-11-02T00:00:00Z", eventSource: "s3.amazonaws.com", eventName: "ListBuckets", userIdentity: identity };
  const session = (mfaAuthenticated: string) => ({ ...identity, sessionContext: { attributes: { mfaAuthenticated } } });

  function forecastOf(...events: readonly object[]): ReturnType<Replay["forecast"]> {
    const replay = new Replay(ACCOUNT, documents);
    events.forEach((event) => {
      replay.add(event);
    });
    return replay.forecast();
  }

  test("counts what would have been denied, most frequent first, and says which days it has", () => {
    const users = { ...list, eventSource: "ec2.amazonaws.com", eventName: "DescribeInstances", eventTime: "2026-11-01T00:00:00Z" };
    expect(forecastOf(users, list, list)).toEqual({
      events: 3,
      from: "2026-11-01T00:00:00Z",
      to: "2026-11-02T00:00:00Z",
      withoutMfa: 3,
      denied: [
        { user: "John", action: "s3:ListAllMyBuckets", count: 2 },
        { user: "John", action: "ec2:DescribeInstances", count: 1 },
      ],
      uncertain: [],
      unmapped: [],
    });
  });

  test("a session without MFA, and a call that a service makes for the user, are denied too", () => {
    const viaService = { ...list, userIdentity: { ...session("false"), invokedBy: "cloudformation.amazonaws.com" } };
    expect(forecastOf({ ...list, userIdentity: session("false") }, viaService).denied).toMatchObject([{ count: 2 }]);
  });

  test.each([
    ["with MFA", { ...list, userIdentity: session("true") }],
    ["of somebody else", { ...list, userIdentity: { ...identity, userName: "alice" } }],
    ["of the same name in another account", { ...list, userIdentity: { ...identity, accountId: "210987654321" } }],
    ["of a role", { ...list, userIdentity: { type: "AssumedRole", accountId: ACCOUNT, userName: "john" } }],
    ["that was denied anyway", { ...list, errorCode: "AccessDenied" }],
    ["to an exempt action", { ...list, eventSource: "iam.amazonaws.com", eventName: "ListMFADevices" }],
    ["that needs no permission", { ...list, eventSource: "sts.amazonaws.com", eventName: "GetCallerIdentity" }],
  ])("a call %s is not", (_, event) => {
    expect(forecastOf(event).denied).toEqual([]);
  });

  test("a call that fails for another reason is denied", () => {
    expect(forecastOf({ ...list, errorCode: "NoSuchBucket" }).denied).toHaveLength(1);
  });

  test("GetSessionToken is uncertain, and an unknown event is listed", () => {
    const token = { ...list, eventSource: "sts.amazonaws.com", eventName: "GetSessionToken" };
    const unknown = { ...list, eventSource: "new.amazonaws.com", eventName: "Do" };
    expect(forecastOf(token, unknown)).toMatchObject({
      denied: [],
      uncertain: [{ user: "John", action: "sts:GetSessionToken", count: 1 }],
      unmapped: [{ user: "John", event: "new.amazonaws.com Do", count: 1 }],
    });
  });
});
