/** "When people leave" in docs/taking-over-an-account.md. */
import {
  AttachUserPolicyCommand,
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  GetGroupCommand,
  type IAMClient,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import type { MfaEnforcedRosterProps, Roster } from "../../modules";
import { ALLOWED, type Answer, answerOf, DENIED } from "../harness/answer";
import type { Caller } from "../harness/caller";
import { Person } from "../harness/person";
import { guide, Scene } from "./scene";

const [LIST_KEYS, DEACTIVATE, DELETE_PASSWORD, FORGET, ...MORE] = guide("When people leave");

let scene: Scene;
let iam: IAMClient;
let john: Person;

beforeEach(async () => {
  scene = await Scene.start();
  ({ iam } = scene.root);
});

afterEach(() => scene.stop());

type Changes = Partial<Roster["users"][number]>;

const GROUPS = ["PowerConsultants", "Readers"];

function rosterWith(...users: readonly (string | Roster["users"][number])[]): Roster {
  return {
    groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] }, Readers: { managedPolicies: ["ReadOnlyAccess"] } },
    users: users.map((user) => (typeof user === "string" ? { name: user, groups: GROUPS } : user)),
  };
}

const PROPS = { document: { getSessionTokenWithoutMfa: true } };

/** Deploys Alice and John, and gives John a password, a key and a device. */
async function start(johns?: Changes, props: Partial<MfaEnforcedRosterProps> = {}): Promise<void> {
  await scene.deploy(rosterWith("alice", { name: "john", groups: GROUPS, ...johns }), { ...PROPS, ...props });
  await iam.send(new CreateLoginProfileCommand({ UserName: "john", Password: "a temporary Pa55word!" }));
  john = await Person.withKey(scene.root, "john");
  await john.enrol();
}

function work({ s3 }: Caller): Promise<Answer> {
  return answerOf(s3.send(new ListBucketsCommand({})));
}

/** The names of the users in the account and in the groups. */
async function membersOf(): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = (users: readonly { UserName?: string | undefined }[] = []): readonly string[] =>
    users.map(({ UserName = "" }) => UserName).sort();
  const groups = await Promise.all(
    GROUPS.map(async (GroupName) => [GroupName, names((await iam.send(new GetGroupCommand({ GroupName }))).Users)] as const),
  );
  return { account: names((await iam.send(new ListUsersCommand({}))).Users), ...Object.fromEntries(groups) };
}

test("somebody who leaves is shut out, and then deleted with devices, keys and password; the others stay in their groups", async () => {
  expect(MORE).toEqual([]);
  await start();
  const session = await john.session("with MFA");
  expect(await scene.run(LIST_KEYS)).toContain(john.key.credentials.accessKeyId);
  await scene.run(DEACTIVATE, { AKIAIOSFODNN7EXAMPLE: john.key.credentials.accessKeyId });
  await scene.run(DELETE_PASSWORD);
  expect(await work(john.key)).not.toBe(ALLOWED);
  expect(await work(session)).toBe(ALLOWED);

  scene.synth(rosterWith("alice"), PROPS);
  expect(await scene.plan()).toEqual(["- aws_iam_user", "~ aws_iam_group_membership", "~ aws_iam_group_membership"]);
  await scene.deployment.apply();
  expect(await membersOf()).toEqual({ account: ["alice"], PowerConsultants: ["alice"], Readers: ["alice"] });
  // The provider of this suite deactivates a virtual device without deleting it.
  const { VirtualMFADevices = [] } = await iam.send(new ListVirtualMFADevicesCommand({}));
  expect(VirtualMFADevices.map(({ User }) => User)).toEqual([undefined]);
  expect(await scene.plan()).toEqual([]);
});

test.each([
  ["exclusive", "aws_iam_user.", ["~ aws_iam_group_membership", "~ aws_iam_group_membership"]],
  ["additive", "aws_iam_user.", ["- aws_iam_user_group_membership", "- aws_iam_user_group_membership"]],
  ["additive", "aws_iam_user", []],
] as const)("somebody who stays, %s membership: what Terraform does after it forgot %s…", async (membership, forgotten, plan) => {
  await start({}, { membership });
  await iam.send(new AttachUserPolicyCommand({ UserName: "john", PolicyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }));
  expect(await work(john.key)).toBe(DENIED);
  const addresses = (await scene.deployment.terraform("state", "list")).split("\n");
  for (const ADDRESS of addresses.filter((address) => address.startsWith(forgotten) && address.includes("-john_"))) {
    await scene.run(FORGET, { ADDRESS });
  }
  scene.synth(rosterWith("alice"), { ...PROPS, membership });
  expect(await scene.plan()).toEqual(plan);
  await scene.deployment.apply();
  const members = plan.length > 0 ? ["alice"] : ["alice", "john"];
  expect(await membersOf()).toEqual({ account: ["alice", "john"], PowerConsultants: members, Readers: members });
  // Out of the groups, nothing enforces MFA for John.
  expect(await work(john.key)).toBe(plan.length > 0 ? ALLOWED : DENIED);
});

test("with `forceDestroy: false` the apply takes somebody out of the groups, and deletes them once key, password and device are gone", async () => {
  await start({ forceDestroy: false });
  scene.synth(rosterWith("alice"), PROPS);
  const UserName = "john";
  const SerialNumber = john.device!.serial;
  for (const remove of [
    new DeleteAccessKeyCommand({ UserName, AccessKeyId: john.key.credentials.accessKeyId }),
    new DeleteLoginProfileCommand({ UserName }),
    new DeactivateMFADeviceCommand({ UserName, SerialNumber }),
  ]) {
    const { code, output } = await scene.deployment.run(["apply", "-auto-approve", "-input=false", "-no-color"]);
    expect(code).toBe(1);
    expect(output).toContain("DeleteConflict");
    expect(await membersOf()).toEqual({ account: ["alice", "john"], PowerConsultants: ["alice"], Readers: ["alice"] });
    await iam.send(remove as DeleteLoginProfileCommand);
  }
  await scene.deployment.apply();
  expect(await membersOf()).toEqual({ account: ["alice"], PowerConsultants: ["alice"], Readers: ["alice"] });
});
