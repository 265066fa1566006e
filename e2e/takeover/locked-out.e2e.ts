/** "When somebody is locked out" in docs/taking-over-an-account.md. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  type IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type MfaDocumentOptions, mfaPolicyDocument, type Roster } from "../../modules";
import { ALLOWED, type Answer, answerOf, DENIED } from "../harness/answer";
import { Caller } from "../harness/caller";
import { credentialsOf, Person } from "../harness/person";
import { policiesOf } from "./by-hand";
import { guide, Scene } from "./scene";

const GROUP = "PowerConsultants";
const MANAGED_POLICIES = ["PowerUserAccess", "IAMFullAccess"];
const ROSTER: Roster = {
  existing: "all",
  groups: { [GROUP]: { managedPolicies: MANAGED_POLICIES } },
  users: ["alice", "john"].map((name) => ({ name, groups: [GROUP] })),
};
const PASSWORD = "a temporary Pa55word!";

let scene: Scene;
let iam: IAMClient;
let alice: Person;
let john: Person;

afterEach(() => scene.stop());

/** An account without MFA, in which Alice and John work with keys. */
async function makeAccount(state?: "state in S3"): Promise<void> {
  scene = await Scene.start(state);
  ({ iam } = scene.root);
  await iam.send(new CreateGroupCommand({ GroupName: GROUP }));
  for (const name of MANAGED_POLICIES) {
    await iam.send(new AttachGroupPolicyCommand({ GroupName: GROUP, PolicyArn: `arn:aws:iam::aws:policy/${name}` }));
  }
  for (const { name: UserName } of ROSTER.users) {
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName: GROUP }));
  }
  alice = await Person.withKey(scene.root, "alice");
  john = await Person.withKey(scene.root, "john");
  scene.writeRoster(ROSTER);
}

/** A user outside the roster, with an MFA policy of their own, but without a device. */
async function makeBreakGlassUser(): Promise<Person> {
  const UserName = "break-glass";
  const PolicyDocument = JSON.stringify(mfaPolicyDocument({ getSessionTokenWithoutMfa: true }));
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateLoginProfileCommand({ UserName, Password: PASSWORD }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "mfa", PolicyDocument }));
  return Person.withKey(scene.root, UserName);
}

function work({ s3 }: Caller): Promise<Answer> {
  return answerOf(s3.send(new ListBucketsCommand({})));
}

/** What the bucket with the state contains. */
async function objects(): Promise<readonly string[]> {
  const { Contents = [] } = await scene.root.s3.send(new ListObjectsV2Command({ Bucket: "state" }));
  return Contents.map(({ Key = "" }) => Key);
}

function hasErroredState(): boolean {
  return existsSync(join(scene.deployment.stackDir, "errored.tfstate"));
}

describe("Alice, who is in the roster and applies with her own key", () => {
  const [SESSION, PLAN, UNLOCK, PUSH, PLAN_AGAIN, UNTAINT, APPLY, LAST_PLAN, ...MORE] = guide("You, in the middle of an apply");

  /** Cuts Alice off, and returns what Terraform says. */
  async function cutOff(document: MfaDocumentOptions): Promise<string> {
    scene.deployment.deployer = alice.key.credentials;
    scene.synth(ROSTER, { document });
    return scene.run("terraform apply", {}, scene.root, 1);
  }

  /** Steps 4 and 5. */
  async function applyTheRest(): Promise<void> {
    const tainted = /# (\S+) is tainted, so (?:it )?must be replaced/.exec(await scene.run(PLAN_AGAIN))?.[1];
    expect(tainted).toMatch(/^aws_iam_group_policy_attachment\.identity_group-PowerConsultants_mfa_/);
    await scene.run(UNTAINT, { ADDRESS: tainted ?? "" });
    expect(await scene.run(APPLY)).toContain("2 added, 0 changed, 0 destroyed");
    expect(await scene.run(LAST_PLAN)).toContain("No changes.");
    expect(await policiesOf(iam, GROUP)).toEqual(["EnforceMfa", "IAMFullAccess", "IAMUserChangePassword", "PowerUserAccess"]);
    expect(await work(john.key)).toBe(DENIED);
  }

  test.each([
    ["herself, in a session with MFA", { getSessionTokenWithoutMfa: true }],
    ["a break-glass user, if the document does not allow her such a session", {}],
  ])("is cut off without saving the state or releasing the lock; it is put right by %s", async (_, document: MfaDocumentOptions) => {
    expect(MORE).toEqual([]);
    await makeAccount("state in S3");
    const breakGlass = await makeBreakGlassUser();
    const output = await cutOff(document);
    for (const error of [
      "Failed to save state",
      "AccessDeniedException: User: .*/alice is not authorized",
      "Error releasing the state lock",
    ]) {
      expect(output).toMatch(new RegExp(`Error: ${error}`));
    }
    expect([await objects(), hasErroredState()]).toEqual([["account.tfstate.tflock"], true]);
    expect(await work(alice.key)).toBe(DENIED);

    const device = await alice.enrol();
    expect(SESSION).toContain(device.serial);
    const values = { "code 123456": `code ${await device.code()}` };
    if (document.getSessionTokenWithoutMfa) {
      const { Credentials } = JSON.parse(await scene.run(SESSION, values, alice.key)) as {
        Credentials: Parameters<typeof credentialsOf>[0];
      };
      scene.deployment.deployer = credentialsOf(Credentials);
    } else {
      await expect(scene.run(SESSION, values, alice.key)).rejects.toThrow("not authorized to perform: sts:GetSessionToken");
      await breakGlass.enrol();
      scene.deployment.deployer = (await breakGlass.session("with MFA")).credentials;
    }

    // Pushing before unlocking, the other way round than in the guide.
    expect(await scene.run(PUSH, {}, scene.root, 1)).toContain("Error acquiring the state lock");
    const locked = await scene.run(PLAN, {}, scene.root, 1);
    const [, id = "", who] = /Lock Info:[^]*? ID: +(\S+)[^]*? Who: +(\S+)/.exec(locked) ?? [];
    expect(who).toMatch(/.@./);
    expect(await scene.run(UNLOCK, { "LOCK-ID": id })).toContain("successfully unlocked");
    await scene.run(PUSH);
    expect(await objects()).toEqual(["account.tfstate"]);
    await applyTheRest();
    rmSync(join(scene.deployment.stackDir, "errored.tfstate"));
    expect(await objects()).toEqual(["account.tfstate"]);
  });

  test("saves a local state and releases its lock, so only the rest is missing", async () => {
    await makeAccount();
    await cutOff({ getSessionTokenWithoutMfa: true });
    expect(hasErroredState()).toBe(false);
    await alice.enrol();
    scene.deployment.deployer = (await alice.session("with MFA")).credentials;
    await applyTheRest();
  });

  test("applies a tainted attachment after all: nobody is enforced until the apply after that", async () => {
    await makeAccount();
    await cutOff({ getSessionTokenWithoutMfa: true });
    await alice.enrol();
    scene.deployment.deployer = (await alice.session("with MFA")).credentials;
    await scene.deployment.apply();
    expect(await work(john.key)).toBe(ALLOWED);
    expect(await scene.plan()).toEqual(["+ aws_iam_group_policy_attachment"]);
    await scene.deployment.apply();
    expect(await work(john.key)).toBe(DENIED);
  });

  test("is warned by preflight, and her apply goes through when she follows its advice", async () => {
    await makeAccount("state in S3");
    await alice.enrol();
    const [, preflight] = guide("Take over an account");
    const advice = /alice: you are this user, and these credentials have no MFA, .* in a session with MFA \(aws sts get-session-token /;
    expect(await scene.run(preflight, {}, alice.key, 2)).toMatch(advice);
    const session = await alice.session("with MFA");
    expect(await scene.run(preflight, {}, session, 2)).not.toContain("you are this user");

    scene.deployment.deployer = session.credentials;
    await scene.deploy(ROSTER);
    expect([await objects(), hasErroredState()]).toEqual([["account.tfstate"], false]);
    expect(await scene.plan()).toEqual([]);
    expect(await work(alice.key)).toBe(DENIED);
  });
});

test("John, who lost his device, has it removed and registers another one under the same name", async () => {
  await makeAccount();
  await scene.deploy(ROSTER, { document: { getSessionTokenWithoutMfa: true } });
  const { serial } = await john.enrol();
  const commands = guide("Somebody who lost their device");
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    expect(command).toContain(serial);
    await scene.run(command);
  }
  await john.enrol();
  expect(await work(await john.session("with MFA"))).toBe(ALLOWED);
});

test("a break-glass user, whom preflight knows, lets everybody work again, and the next apply enforces MFA again", async () => {
  const [preflight, detach, ...more] = guide("Everybody");
  expect(more).toEqual([]);
  await makeAccount();
  const breakGlass = await makeBreakGlassUser();
  await breakGlass.enrol();
  expect(await scene.run(preflight, {}, scene.root, 2)).toMatch(/can take the enforcement back: user break-glass\.$/m);
  await scene.deploy(ROSTER);
  expect(await work(john.key)).toBe(DENIED);
  await expect(scene.run(detach, {}, breakGlass.key)).rejects.toThrow("not authorized to perform: iam:DetachGroupPolicy");

  const session = await breakGlass.session("with MFA");
  await scene.run(detach, {}, session);
  expect(await work(john.key)).toBe(ALLOWED);
  scene.deployment.deployer = session.credentials;
  expect(await scene.plan()).toEqual(["+ aws_iam_group_policy_attachment"]);
  await scene.deployment.apply();
  expect(await work(john.key)).toBe(DENIED);
});

test("preflight does not count a break-glass user who has an MFA policy, but no device", async () => {
  await makeAccount();
  await makeBreakGlassUser();
  const [preflight] = guide("Everybody");
  expect(await scene.run(preflight, {}, scene.root, 2)).toMatch(/can take the enforcement back: nobody\.$/m);
});
