/** Replays a million CloudTrail events, which must take less than a minute. */
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { mfaPolicyDocument } from "../modules";
import { readEvents, Replay } from "../modules/account";

const EVENTS = 1_000_000;
const LIMIT_SECONDS = 60;
const ACCOUNT = "123456789012";
const CALLS = [
  ["s3", "ListBuckets"],
  ["ec2", "DescribeInstances"],
  ["iam", "ListMFADevices"],
  ["lambda", "ListFunctions20150331"],
  ["new-service", "DoSomething"],
] as const;

/** An event of about the size of AWS's. */
function event(index: number): object {
  const [source, eventName] = CALLS[index % CALLS.length]!;
  const userName = `user-${index % 50}`;
  return {
    eventVersion: "1.09",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDACKCEVSQ6C2EXAMPLE",
      arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
      accountId: ACCOUNT,
      userName,
    },
    eventTime: "2026-11-01T00:00:00Z",
    eventSource: `${source}.amazonaws.com`,
    eventName,
    awsRegion: "eu-central-1",
    sourceIPAddress: "192.0.2.1",
    userAgent: "[Boto3/1.34 md/Botocore#1.34 ua/2.0 os/linux#6.1 md/arch#x86_64 lang/python#3.12]",
    requestParameters: { names: ["a", "b"], text: 'a "quoted" {text}', filter: "x".repeat(600) },
    responseElements: null,
    requestID: `${index}`,
    eventID: `${index}`,
    eventType: "AwsApiCall",
    recipientAccountId: ACCOUNT,
  };
}

function* file(): Generator<string> {
  yield '{"Records":[';
  for (let from = 0; from < EVENTS; from += 1000) {
    const texts = Array.from({ length: 1000 }, (_, index) => JSON.stringify(event(from + index)));
    yield `${from === 0 ? "" : ","}${texts.join(",")}`;
  }
  yield "]}";
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-bench-"));
  try {
    const path = join(folder, "events.json.gz");
    await pipeline(Readable.from(file()), createGzip({ level: 1 }), createWriteStream(path));
    const documents = [mfaPolicyDocument()];
    const replay = new Replay(ACCOUNT, new Map(Array.from({ length: 25 }, (_, index) => [`user-${index}`, documents])));
    const start = performance.now();
    await readEvents(path, (read) => {
      replay.add(read);
    });
    const seconds = (performance.now() - start) / 1000;
    const { events, denied } = replay.forecast();
    const megabytes = process.resourceUsage().maxRSS / 1000;
    const size = statSync(path).size / 1e6;
    console.log(
      `${events} events (${size.toFixed(0)} MB gzipped), ${denied.length} kinds of denied calls: ${seconds.toFixed(1)} s (limit ${LIMIT_SECONDS}), ${megabytes.toFixed(0)} MB of memory`,
    );
    if (seconds > LIMIT_SECONDS || events !== EVENTS) {
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
