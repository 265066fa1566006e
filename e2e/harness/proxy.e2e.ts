import { CreateAccessKeyCommand, CreateUserCommand, type IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { type Account, startAccount } from "./account";
import { type Credentials, iamClient, stsClient } from "./clients";
import { type Interference, RecordingProxy } from "./proxy";

let account: Account;
let proxy: RecordingProxy;
let iam: IAMClient;

beforeEach(async () => {
  account = await startAccount();
  proxy = await RecordingProxy.start();
  proxy.use({ upstream: account.url });
  iam = iamClient(proxy.url);
});

afterEach(async () => {
  await proxy.stop();
  await account.stop();
});

function createUser(name: string): Promise<unknown> {
  return iam.send(new CreateUserCommand({ UserName: name }));
}

async function usersOfAccount(): Promise<readonly (string | undefined)[]> {
  const { Users = [] } = await iamClient(account.url).send(new ListUsersCommand({}));
  return Users.map(({ UserName }) => UserName);
}

test("a request arrives with the client's signature intact", async () => {
  await createUser("john");
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "john" }));
  const credentials: Credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  const call = (keys: Credentials) => iamClient(proxy.url, keys).send(new ListUsersCommand({}));
  // AWS refuses the call in john's name only if the signature was valid.
  await expect(call(credentials)).rejects.toThrow(/user\/john is not authorized/);
  await expect(call({ ...credentials, secretAccessKey: "x".repeat(40) })).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
});

test("every call is recorded with its service, its parameters and whether it changes anything", async () => {
  await createUser("john");
  await iam.send(new ListUsersCommand({}));
  await stsClient(proxy.url).send(new GetCallerIdentityCommand({}));
  expect(proxy.calls).toEqual([
    { service: "iam", action: "CreateUser", params: { UserName: "john" }, isMutating: true },
    { service: "iam", action: "ListUsers", params: {}, isMutating: false },
    { service: "sts", action: "GetCallerIdentity", params: {}, isMutating: false },
  ]);
});

test.each<readonly [string, Interference, string, readonly string[]]>([
  ["refused", { before: () => ({ status: 403, code: "AccessDenied" }) }, "injected by the test", []],
  ["cut before it reaches AWS", { before: () => "break" }, "socket hang up", []],
  ["cut after AWS has processed it", { after: () => "break" }, "socket hang up", ["john"]],
])("a call can be %s", async (_, interference, error, users) => {
  proxy.use({ upstream: account.url, interference });
  await expect(createUser("john")).rejects.toThrow(error);
  expect(await usersOfAccount()).toEqual(users);
});

test("other calls pass while one is held", async () => {
  let release = (): void => undefined;
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  proxy.use({
    upstream: account.url,
    interference: { hold: ({ params }) => (params.UserName === "john" ? isReleased : Promise.resolve()) },
  });
  const john = createUser("john");
  await createUser("alice");
  expect(await usersOfAccount()).toEqual(["alice"]);
  release();
  await john;
  expect(await usersOfAccount()).toEqual(["alice", "john"]);
});

test("the witness sees the account after each change and before the next", async () => {
  const seen: number[] = [];
  proxy.use({
    upstream: account.url,
    witness: async () => {
      seen.push((await usersOfAccount()).length);
    },
  });
  await Promise.all(["alice", "first.auditor", "john"].map(createUser));
  expect(seen).toEqual([1, 2, 3]);
});

test("an answer can be rewritten", async () => {
  await createUser("john");
  proxy.use({ upstream: account.url, interference: { rewrite: (_, body) => body.replace(/john/g, "anna-maria") } });
  const { Users = [] } = await iam.send(new ListUsersCommand({}));
  expect(Users.map(({ UserName }) => UserName)).toEqual(["anna-maria"]);
});

test("the check throws what a witness threw", async () => {
  proxy.use({ upstream: account.url, witness: () => Promise.reject(new Error("no answer")) });
  await createUser("john");
  expect(() => {
    proxy.check();
  }).toThrow("no answer");
});
