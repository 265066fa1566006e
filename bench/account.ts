/**
 * What `verify` and `status` cost in a large account: calls to AWS, and time. `LAB_AWS` names the emulator, as for the e2e suite.
 *
 *     npx tsx bench/account.ts
 *
 * Some accounts have users with a device for whom MFA is proved; the others have users with a policy of their own and no Deny, who are asked about. Prints calls for each user, and exits with 1 if a limit is exceeded.
 */
import { performance } from "node:perf_hooks";
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { startAccount } from "../e2e/harness/account";
import { Caller } from "../e2e/harness/caller";
import { enforceMfa } from "../e2e/harness/command";
import { createDevice, enableDevice } from "../e2e/harness/person";
import { RecordingProxy } from "../e2e/harness/proxy";
import { mfaPolicyDocument } from "../modules";

const SIZES = [1000, 5000];
const GROUPS = 50;
const ROLES = 20;
const AT_ONCE = 50;
const LIMITS = { "status, proved": 1.2, "verify, proved": 0.02, "verify, unproved": 8 };
/** Time with 5,000 users divided by time with 1,000. */
const GROWTH_LIMIT = 7;

const allow = (more: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*", ...more }] });

async function inBatches(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => work(from + index)));
  }
}

async function fill(root: Caller, users: number, isProved: boolean): Promise<void> {
  const { iam } = root;
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: "EnforceMfa", PolicyDocument: JSON.stringify(mfaPolicyDocument()) }),
  );
  await inBatches(GROUPS, async (index) => {
    const GroupName = `group-${index}`;
    await iam.send(new CreateGroupCommand({ GroupName }));
    for (const PolicyArn of [...(isProved ? [Policy!.Arn] : []), "arn:aws:iam::aws:policy/PowerUserAccess"]) {
      await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    }
  });
  const trust = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" };
  await inBatches(ROLES, (index) =>
    iam.send(
      new CreateRoleCommand({
        RoleName: `role-${index}`,
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: trust }),
      }),
    ),
  );
  await inBatches(users, async (index) => {
    const UserName = `user-${index}`;
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName: `group-${index % GROUPS}` }));
    if (isProved) {
      await enableDevice(root, UserName, await createDevice(root, UserName));
    } else {
      await iam.send(
        new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument: allow({ Resource: `arn:aws:s3:::home/${UserName}/*` }) }),
      );
    }
  });
}

interface Cost {
  readonly calls: number;
  readonly seconds: number;
}

async function measure(url: string, proxy: RecordingProxy, command: string): Promise<Cost> {
  proxy.use({ upstream: url });
  const start = performance.now();
  const { code, err } = await enforceMfa(proxy.url, [command, "--json"]);
  const seconds = (performance.now() - start) / 1000;
  if (code === 1) {
    throw new Error(err);
  }
  return { calls: proxy.calls.length, seconds };
}

function check(what: string, value: number, limit: number): void {
  console.log(`${what}: ${value.toFixed(3)} (limit ${limit})`);
  if (value > limit) {
    process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  const proxy = await RecordingProxy.start();
  const costs = new Map<string, Cost[]>();
  for (const users of SIZES) {
    for (const isProved of [true, false]) {
      const account = await startAccount();
      const start = performance.now();
      await fill(new Caller(account.url), users, isProved);
      console.log(`${users} users made in ${((performance.now() - start) / 1000).toFixed(0)} s`);
      for (const command of isProved ? ["status", "verify"] : ["verify"]) {
        const what = `${command}, ${isProved ? "proved" : "unproved"}`;
        const cost = await measure(account.url, proxy, command);
        console.log(`${what}: ${users} users, ${cost.calls} calls, ${cost.seconds.toFixed(1)} s`);
        costs.set(what, [...(costs.get(what) ?? []), cost]);
      }
      await account.stop();
    }
  }
  await proxy.stop();
  for (const [what, limit] of Object.entries(LIMITS)) {
    const all = costs.get(what)!;
    check(`${what}: calls a user`, all.at(-1)!.calls / SIZES.at(-1)!, limit);
    check(`${what}: growth of time`, all.at(-1)!.seconds / all[0]!.seconds, GROWTH_LIMIT);
  }
}

void main();
