import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateUserCommand } from "@aws-sdk/client-iam";
import { parse } from "yaml";
import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { enforceMfa } from "../harness/command";
import { RecordingProxy } from "../harness/proxy";

const MANY = 5000;

let account: Account;
let proxy: RecordingProxy;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enforce-mfa-connection-"));
  account = await startAccount();
  proxy = await RecordingProxy.start();
});

afterAll(async () => {
  await proxy.stop();
  await account.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A command that has to read the account. */
const ADOPT = ["adopt", "--json"];
const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

test("a profile gives credentials and the endpoint, whatever keys the environment has", async () => {
  const credentials = join(folder, "credentials");
  const config = join(folder, "config");
  writeFileSync(credentials, "[lab]\naws_access_key_id = test\naws_secret_access_key = test\n");
  writeFileSync(config, `[profile lab]\nregion = us-east-1\nendpoint_url = ${account.url}\n`);
  const files = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: config, AWS_REGION: undefined };
  const wrong = { accessKeyId: "AKIAWRONG", secretAccessKey: "wrong" };
  const { code, err } = await enforceMfa(account.url, [...ADOPT, "--profile", "lab"], wrong, { ...files, AWS_ENDPOINT_URL: undefined });
  expect([code, err]).toEqual([0, ""]);
});

test("no region is needed", async () => {
  expect(await enforceMfa(account.url, ADOPT, undefined, { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined })).toMatchObject({
    code: 0,
    err: "",
  });
});

describe("what goes wrong is one line with a fix, and exit code 1", () => {
  test.each([
    [
      "no credentials",
      {},
      NO_KEYS,
      /^enforce-mfa: AWS's SDK found no credentials \(.*\); sign in \(aws login, aws sso login\), or pass --profile\n$/,
    ],
    [
      "an unknown key",
      { accessKeyId: "AKIAWRONG", secretAccessKey: "x" },
      {},
      /^enforce-mfa: AWS does not accept the credentials \(.*\); check the access key, or sign in again\n$/,
    ],
    [
      "nothing at the endpoint",
      {},
      { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
      /^enforce-mfa: AWS cannot be reached \(.*\); check the network, a proxy and AWS_ENDPOINT_URL\n$/,
    ],
  ])("%s", async (_, credentials, variables, line) => {
    const { code, out, err } = await enforceMfa(
      account.url,
      ADOPT,
      { accessKeyId: "test", secretAccessKey: "test", ...credentials },
      variables,
    );
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(line);
  });

  test("a profile that does not exist", async () => {
    const { code, err } = await enforceMfa(account.url, [...ADOPT, "--profile", "nobody"]);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^enforce-mfa: the profile "nobody" gives no credentials \(.*\); check the name with: aws configure list-profiles\n$/,
    );
  });

  test("a session that has expired", async () => {
    proxy.use({ upstream: account.url, interference: { before: () => ({ status: 403, code: "ExpiredToken" }) } });
    const { code, err } = await enforceMfa(proxy.url, ADOPT);
    expect([code, err]).toEqual([1, "enforce-mfa: the session has expired (injected by the test); sign in again\n"]);
  });

  test("an error that it does not know, by AWS's name", async () => {
    proxy.use({ upstream: account.url, interference: { before: () => ({ status: 400, code: "Surprise" }) } });
    const { code, err } = await enforceMfa(proxy.url, ADOPT);
    expect(code).toBe(1);
    expect(err).toMatch(/^enforce-mfa: AWS answered iam:GetAccountAuthorizationDetails with Surprise \(.*\n$/);
  });
});

test("is retried when AWS throttles, and given up after several attempts", async () => {
  let left = 2;
  proxy.use({ upstream: account.url, interference: { before: () => (left-- > 0 ? { status: 400, code: "Throttling" } : "pass") } });
  expect((await enforceMfa(proxy.url, ADOPT)).code).toBe(0);
  proxy.use({ upstream: account.url, interference: { before: () => ({ status: 400, code: "Throttling" }) } });
  const { code, err } = await enforceMfa(proxy.url, ADOPT);
  expect([code, err]).toEqual([
    1,
    "enforce-mfa: AWS kept throttling iam:GetAccountAuthorizationDetails, also after several attempts; try again in a few minutes\n",
  ]);
  expect(proxy.calls).toHaveLength(8);
});

test(`reads ${MANY} users with a call for each thousand, and shows no progress where nobody watches`, async () => {
  const large = await startAccount();
  const root = new Caller(large.url);
  for (let from = 0; from < MANY; from += 100) {
    await Promise.all(
      Array.from({ length: 100 }, (__, index) => root.iam.send(new CreateUserCommand({ UserName: `user-${from + index}` }))),
    );
  }
  proxy.use({ upstream: large.url });
  const { code, out, err } = await enforceMfa(proxy.url, ["adopt"]);
  await large.stop();
  expect((parse(out) as { readonly users: readonly unknown[] }).users).toHaveLength(MANY);
  expect([code, err.split("\n")[0]]).toEqual([
    0,
    `The roster has ${MANY} users and 0 groups, and carries over everything that the account says about them.`,
  ]);
  const reads = proxy.calls.filter(({ action }) => action === "GetAccountAuthorizationDetails");
  expect(reads.length).toBeLessThanOrEqual(MANY / 1000 + 1);
});
