import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { TerraformStack } from "cdktf";
import { defineRoster, type MfaDocumentOptions, MfaEnforcedRoster } from "../modules";
import { type Account, startAccount } from "./harness/account";
import { ALLOWED, type Answer, answerOf, DENIED } from "./harness/answer";
import { Caller } from "./harness/caller";
import { Deployment } from "./harness/deployment";
import { Person } from "./harness/person";

/** What differs between the stories. */
export interface StoryOptions {
  readonly title: string;
  /** The document's options. They must allow sessions with MFA on the command line. */
  readonly document: MfaDocumentOptions;
  /** What is allowed before MFA. */
  readonly withoutMfa: readonly CallName[];
  /** AWS's answers, with MFA, to calls about one's own user and devices. Calls not listed here are denied. */
  readonly withMfa: Partial<Readonly<Record<keyof typeof OWN_USER, Answer>>>;
}

type CallName = keyof typeof WORK | keyof typeof POWER_USERS_IAM | keyof typeof OWN_USER;

type Call = (as: Caller, self: Person) => Promise<unknown>;
type Calls = Readonly<Record<string, Call>>;

const BUCKET = "figures";
const FIRST_PASSWORD = "First-Passw0rd!";
const SECOND_PASSWORD = "Second-Passw0rd!";

/** A power user's work: Alice's bucket, queue and key. */
const WORK = {
  "s3: list the buckets": ({ s3: client }) => client.send(new s3.ListBucketsCommand({})),
  "s3: write an object": ({ s3: client }) => client.send(new s3.PutObjectCommand({ Bucket: BUCKET, Key: "report", Body: "42" })),
  "s3: read an object": ({ s3: client }) => client.send(new s3.GetObjectCommand({ Bucket: BUCKET, Key: "report" })),
  "s3: list a bucket": ({ s3: client }) => client.send(new s3.ListObjectsV2Command({ Bucket: BUCKET })),
  "sqs: list the queues": ({ sqs: client }) => client.send(new sqs.ListQueuesCommand({})),
  "sqs: send a message": ({ sqs: client, url }) => client.send(new sqs.SendMessageCommand({ QueueUrl: queue(url), MessageBody: "42" })),
  "sqs: receive a message": ({ sqs: client, url }) => client.send(new sqs.ReceiveMessageCommand({ QueueUrl: queue(url) })),
  "kms: list the keys": ({ kms: client }) => client.send(new kms.ListKeysCommand({})),
  "kms: encrypt": ({ kms: client }) => client.send(new kms.EncryptCommand({ KeyId: "alias/figures", Plaintext: Buffer.from("42") })),
  "kms: generate a data key": ({ kms: client }) =>
    client.send(new kms.GenerateDataKeyCommand({ KeyId: "alias/figures", KeySpec: "AES_256" })),
  "sts: assume a role that trusts the account": ({ sts: client }) =>
    client.send(new sts.AssumeRoleCommand({ RoleArn: "arn:aws:iam::123456789012:role/reader", RoleSessionName: "work" })),
} as const satisfies Calls;

/** The IAM actions of PowerUserAccess and IAMUserChangePassword, as calls. */
const POWER_USERS_IAM = {
  "iam:CreateServiceLinkedRole": ({ iam: client }) =>
    client.send(new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: "elasticbeanstalk.amazonaws.com" })),
  "iam:DeleteServiceLinkedRole": ({ iam: client }) =>
    client.send(new iam.DeleteServiceLinkedRoleCommand({ RoleName: "AWSServiceRoleForElasticBeanstalk" })),
  "iam:ListRoles": ({ iam: client }) => client.send(new iam.ListRolesCommand({})),
  "iam:GetAccountPasswordPolicy": ({ iam: client }) => client.send(new iam.GetAccountPasswordPolicyCommand({})),
} as const satisfies Calls;

/** What only Alice may do. Everybody else is denied, with or without MFA. */
const NOBODYS = {
  "iam: read all of IAM": ({ iam: client }) => client.send(new iam.GetAccountAuthorizationDetailsCommand({})),
  "iam: list the groups": ({ iam: client }) => client.send(new iam.ListGroupsCommand({})),
  "iam: read a group": ({ iam: client }) => client.send(new iam.GetGroupCommand({ GroupName: "PowerConsultants" })),
  "iam: list the policies": ({ iam: client }) => client.send(new iam.ListPoliciesCommand({})),
  "iam: create a user": ({ iam: client }) => client.send(new iam.CreateUserCommand({ UserName: "back.door" })),
  "iam: create a role": ({ iam: client }) =>
    client.send(new iam.CreateRoleCommand({ RoleName: "back-door", AssumeRolePolicyDocument: TRUST_ACCOUNT })),
  "iam: detach the MFA policy": ({ iam: client }) =>
    client.send(
      new iam.DetachGroupPolicyCommand({ GroupName: "PowerConsultants", PolicyArn: "arn:aws:iam::123456789012:policy/EnforceMfa" }),
    ),
  "iam: leave the group": ({ iam: client }, { name }) =>
    client.send(new iam.RemoveUserFromGroupCommand({ GroupName: "PowerConsultants", UserName: name })),
  "iam: attach AdministratorAccess to oneself": ({ iam: client }, { name }) =>
    client.send(new iam.AttachUserPolicyCommand({ UserName: name, PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" })),
  "iam: enable a device for somebody else": ({ iam: client }) =>
    client.send(
      new iam.EnableMFADeviceCommand({
        UserName: "outsider",
        SerialNumber: "arn:aws:iam::123456789012:mfa/john",
        ...WRONG_CODES,
      }),
    ),
} as const satisfies Calls;

/** What a document may let people do with their own user and devices, ordered so that no call breaks the next one. */
const OWN_USER = {
  "iam:ListUsers": ({ iam: client }) => client.send(new iam.ListUsersCommand({})),
  "iam:ListVirtualMFADevices": ({ iam: client }) => client.send(new iam.ListVirtualMFADevicesCommand({})),
  "iam:ListMFADevices": ({ iam: client }, { name }) => client.send(new iam.ListMFADevicesCommand({ UserName: name })),
  "iam:GetMFADevice": ({ iam: client }, self) => client.send(new iam.GetMFADeviceCommand(deviceOf(self))),
  "iam:CreateVirtualMFADevice": ({ iam: client }, { name }) =>
    client.send(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${name}-spare` })),
  "iam:DeleteVirtualMFADevice": ({ iam: client }, { name }) =>
    client.send(new iam.DeleteVirtualMFADeviceCommand({ SerialNumber: `arn:aws:iam::123456789012:mfa/${name}-spare` })),
  "iam:GetUser": ({ iam: client }, { name }) => client.send(new iam.GetUserCommand({ UserName: name })),
  "iam:GetLoginProfile": ({ iam: client }, { name }) => client.send(new iam.GetLoginProfileCommand({ UserName: name })),
  "iam:ListAccessKeys": ({ iam: client }, { name }) => client.send(new iam.ListAccessKeysCommand({ UserName: name })),
  "iam:CreateAccessKey": ({ iam: client }, { name }) => client.send(new iam.CreateAccessKeyCommand({ UserName: name })),
  "iam:ListSSHPublicKeys": ({ iam: client }, { name }) => client.send(new iam.ListSSHPublicKeysCommand({ UserName: name })),
  "iam:ListSigningCertificates": ({ iam: client }, { name }) => client.send(new iam.ListSigningCertificatesCommand({ UserName: name })),
  "iam:ListServiceSpecificCredentials": ({ iam: client }, { name }) =>
    client.send(new iam.ListServiceSpecificCredentialsCommand({ UserName: name })),
  "iam:ResyncMFADevice": ({ iam: client }, self) => client.send(new iam.ResyncMFADeviceCommand({ ...deviceOf(self), ...WRONG_CODES })),
  "iam:DeactivateMFADevice": ({ iam: client }, self) => client.send(new iam.DeactivateMFADeviceCommand(deviceOf(self))),
} as const satisfies Calls;

/** A person's device, or the one that they would create. */
function deviceOf({ name, device }: Person): { readonly UserName: string; readonly SerialNumber: string } {
  return { UserName: name, SerialNumber: device?.serial ?? `arn:aws:iam::123456789012:mfa/${name}` };
}

const WRONG_CODES = { AuthenticationCode1: "000000", AuthenticationCode2: "000001" };

const TRUST_ACCOUNT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "sts:AssumeRole" }],
});

/** Tells the article's story with one document, in order: each test continues where the previous one ended. */
export function runStory({ title, document, withoutMfa, withMfa }: StoryOptions): void {
  describe(title, () => {
    let account: Account;
    let deployment: Deployment;
    let alice: Caller;
    let john: Person;
    let johnsSession: Caller;
    let colleague: Person;

    const isDenied = (name: string, allowed: readonly string[]): boolean => !allowed.includes(name);
    const everything = Object.entries<Call>({ ...WORK, ...POWER_USERS_IAM, ...NOBODYS, ...OWN_USER });
    const denied = everything.filter(([name]) => isDenied(name, withoutMfa));
    const exempt = everything.filter(([name]) => !isDenied(name, withoutMfa));

    /** Without MFA, exemptions are not denied and everything else is. */
    const tryEverything = async (as: Caller, self: Person): Promise<void> => {
      for (const [name, call] of everything) {
        expect([name, (await answerOf(call(as, self))) === DENIED]).toEqual([name, isDenied(name, withoutMfa)]);
      }
    };

    beforeAll(async () => {
      account = await startAccount();
      deployment = new Deployment(account.url);
      alice = new Caller(account.url);
      await giveAliceData(alice);
    });

    afterAll(async () => {
      deployment.remove();
      await account.stop();
    });

    const synth = (...names: readonly string[]): void => {
      deployment.synth((stack) => identity(stack, document, names));
    };

    test("Alice deploys the account, and nothing is left to do", async () => {
      synth("john");
      await deployment.apply();
      expect(await deployment.plan()).toEqual([]);
    });

    test("Alice gives John a temporary password and an access key", async () => {
      await alice.iam.send(new iam.CreateLoginProfileCommand({ UserName: "john", Password: FIRST_PASSWORD, PasswordResetRequired: true }));
      john = await Person.withKey(alice, "john");
      expect(await mustChangePassword(alice)).toBe(true);
    });

    test.each(denied)("before he enrols, John is denied: %s", async (_name, call) => {
      expect(await answerOf(call(john.key, john))).toBe(DENIED);
    });

    test.each(exempt)("before he enrols, John is not denied: %s", async (_name, call) => {
      expect(await answerOf(call(john.key, john))).not.toBe(DENIED);
    });

    test("John changes the temporary password", async () => {
      await john.key.iam.send(new iam.ChangePasswordCommand({ OldPassword: FIRST_PASSWORD, NewPassword: SECOND_PASSWORD }));
      expect(await mustChangePassword(alice)).toBe(false);
    });

    const seesUsers = !isDenied("iam:ListUsers", withoutMfa);
    test(`John ${seesUsers ? "finds himself in" : "does not get"} the list of users`, async () => {
      if (!seesUsers) {
        expect(await answerOf(john.key.iam.send(new iam.ListUsersCommand({})))).toBe(DENIED);
        return;
      }
      const { Users = [] } = await john.key.iam.send(new iam.ListUsersCommand({}));
      expect(Users.map(({ UserName }) => UserName)).toContain("john");
    });

    test("John creates a virtual device and enables it with two consecutive codes", async () => {
      const { serial } = await john.enrol();
      const { MFADevices = [] } = await john.key.iam.send(new iam.ListMFADevicesCommand({ UserName: "john" }));
      expect(MFADevices.map(({ SerialNumber }) => SerialNumber)).toEqual([serial]);
      const { VirtualMFADevices = [] } = await john.key.iam.send(new iam.ListVirtualMFADevicesCommand({ AssignmentStatus: "Assigned" }));
      expect(VirtualMFADevices.map(({ SerialNumber, User }) => [SerialNumber, User?.UserName])).toEqual([[serial, "john"]]);
    });

    test("once enrolled, John can do no more than before with his key alone", async () => {
      await tryEverything(john.key, john);
    });

    test("a session without a code can do no more than the key", async () => {
      await tryEverything(await john.session(), john);
    });

    test("John gets a session with a code from his device", async () => {
      johnsSession = await john.session("with MFA");
      expect(johnsSession.credentials.sessionToken).toEqual(expect.any(String));
    });

    test.each(Object.entries<Call>(WORK))("with MFA John can work: %s", async (_name, call) => {
      expect(await answerOf(call(johnsSession, john))).toBe(ALLOWED);
    });

    test("with MFA John creates his own bucket, queue and key, and gets back what he stores there", async () => {
      expect(await roundTrips(johnsSession)).toEqual({ object: "s3", message: "sqs", plaintext: "kms" });
    });

    test("PowerUserAccess and IAMUserChangePassword contain exactly the IAM actions in this story", async () => {
      const actions = [...(await iamActions(alice, "PowerUserAccess")), ...(await iamActions(alice, "IAMUserChangePassword"))];
      expect(actions.sort()).toEqual(["iam:ChangePassword", ...Object.keys(POWER_USERS_IAM)].sort());
    });

    test.each(Object.entries<Call>(POWER_USERS_IAM))("with MFA John can do what AWS's managed policies allow: %s", async (_name, call) => {
      expect(await answerOf(call(johnsSession, john))).toBe(ALLOWED);
    });

    test.each(Object.entries<Call>(NOBODYS))("with MFA John is still denied: %s", async (_name, call) => {
      expect(await answerOf(call(johnsSession, john))).toBe(DENIED);
    });

    test.each(Object.entries<Call>(OWN_USER))(
      "with MFA John gets the answers that the document implies for his own user: %s",
      async (name, call) => {
        expect(await answerOf(call(johnsSession, john))).toBe((withMfa as Partial<Record<string, Answer>>)[name] ?? DENIED);
      },
    );

    test("a new colleague is one addition and one change", async () => {
      synth("john", "first.colleague");
      expect((await deployment.plan()).map(({ type, change }) => [type, ...change.actions])).toEqual([
        ["aws_iam_group_membership", "update"],
        ["aws_iam_user", "create"],
      ]);
      await deployment.apply();
      expect(await deployment.plan()).toEqual([]);
      colleague = await Person.withKey(alice, "first.colleague");
    });

    test("from the first moment, the colleague can do no more than John could", async () => {
      await tryEverything(colleague.key, colleague);
    });

    test("the colleague enrols and can work like John", async () => {
      await colleague.enrol();
      const session = await colleague.session("with MFA");
      for (const [name, call] of Object.entries<Call>({ ...WORK })) {
        expect([name, await answerOf(call(session, colleague))]).toEqual([name, ALLOWED]);
      }
      for (const [name, call] of Object.entries<Call>(NOBODYS)) {
        expect([name, await answerOf(call(session, colleague))]).toEqual([name, DENIED]);
      }
    });
  });
}

const ENROLMENT = [
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:ListMFADevices",
  "iam:ListUsers",
  "iam:ListVirtualMFADevices",
] as const;

runStory({
  title: "the minimal document, with MFA on the command line",
  document: { getSessionTokenWithoutMfa: true },
  withoutMfa: ENROLMENT,
  withMfa: Object.fromEntries(ENROLMENT.map((name) => [name, ALLOWED])),
});

runStory({
  title: "the selfManage document, with a password change at first sign-in",
  document: { kind: "selfManage", changePasswordWithoutMfa: true },
  withoutMfa: [
    "iam:CreateVirtualMFADevice",
    "iam:GetAccountPasswordPolicy",
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
  ],
  withMfa: {
    // John created his spare device with the key, and this document does not allow deleting devices.
    "iam:CreateVirtualMFADevice": "EntityAlreadyExists",
    "iam:CreateAccessKey": ALLOWED,
    "iam:DeactivateMFADevice": ALLOWED,
    "iam:GetMFADevice": ALLOWED,
    "iam:GetUser": ALLOWED,
    "iam:ListAccessKeys": ALLOWED,
    "iam:ListMFADevices": ALLOWED,
    "iam:ListSSHPublicKeys": ALLOWED,
    "iam:ListServiceSpecificCredentials": ALLOWED,
    "iam:ListSigningCertificates": ALLOWED,
    "iam:ListVirtualMFADevices": ALLOWED,
    "iam:ResyncMFADevice": "InvalidAuthenticationCode",
  },
});

test("the story detects a Deny that does not stop long-term keys", async () => {
  const account = await startAccount();
  const deployment = new Deployment(account.url);
  try {
    deployment.synth((stack) => {
      const { policy } = identity(stack, {}, ["john"]).mfaPolicy;
      policy.addOverride("policy", policy.policyInput!.replace("BoolIfExists", "Bool"));
    });
    await deployment.apply();
    const alice = new Caller(account.url);
    await giveAliceData(alice);
    const john = await Person.withKey(alice, "john");
    const notDenied: string[] = [];
    for (const [name, call] of Object.entries<Call>({ ...WORK, ...POWER_USERS_IAM, ...NOBODYS, ...OWN_USER })) {
      if ((await answerOf(call(john.key, john))) !== DENIED) {
        notDenied.push(name);
      }
    }
    expect(notDenied.sort()).toEqual([...Object.keys(WORK), ...Object.keys(POWER_USERS_IAM), ...ENROLMENT].sort());
  } finally {
    deployment.remove();
    await account.stop();
  }
});

/** The article's account with these users. */
function identity(stack: TerraformStack, document: MfaDocumentOptions, names: readonly string[]): MfaEnforcedRoster {
  const users = names.map((name) => ({ name, groups: ["PowerConsultants" as const] }));
  const roster = defineRoster({ groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } }, users });
  return new MfaEnforcedRoster(stack, "identity", { roster, document });
}

/** What exists before John arrives: data, a role that can read it, and a user outside the roster. */
async function giveAliceData(alice: Caller): Promise<void> {
  await alice.s3.send(new s3.CreateBucketCommand({ Bucket: BUCKET }));
  await alice.s3.send(new s3.PutObjectCommand({ Bucket: BUCKET, Key: "report", Body: "41" }));
  await alice.sqs.send(new sqs.CreateQueueCommand({ QueueName: "jobs" }));
  const { KeyMetadata } = await alice.kms.send(new kms.CreateKeyCommand({}));
  await alice.kms.send(new kms.CreateAliasCommand({ AliasName: "alias/figures", TargetKeyId: KeyMetadata!.KeyId }));
  await alice.iam.send(new iam.CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument: TRUST_ACCOUNT }));
  await alice.iam.send(new iam.CreateUserCommand({ UserName: "outsider" }));
  await alice.iam.send(new iam.UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14, AllowUsersToChangePassword: true }));
}

function queue(url: string): string {
  return `${url}/123456789012/jobs`;
}

async function mustChangePassword({ iam: client }: Caller): Promise<boolean | undefined> {
  const { LoginProfile } = await client.send(new iam.GetLoginProfileCommand({ UserName: "john" }));
  return LoginProfile?.PasswordResetRequired;
}

/** Stores something in each service and reads it back. */
async function roundTrips(as: Caller): Promise<Readonly<Record<string, string | undefined>>> {
  await as.s3.send(new s3.CreateBucketCommand({ Bucket: "johns" }));
  await as.s3.send(new s3.PutObjectCommand({ Bucket: "johns", Key: "note", Body: "s3" }));
  const { Body } = await as.s3.send(new s3.GetObjectCommand({ Bucket: "johns", Key: "note" }));
  const { QueueUrl } = await as.sqs.send(new sqs.CreateQueueCommand({ QueueName: "johns" }));
  await as.sqs.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "sqs" }));
  const { Messages = [] } = await as.sqs.send(new sqs.ReceiveMessageCommand({ QueueUrl }));
  const { KeyMetadata } = await as.kms.send(new kms.CreateKeyCommand({}));
  const { CiphertextBlob } = await as.kms.send(new kms.EncryptCommand({ KeyId: KeyMetadata!.KeyId, Plaintext: Buffer.from("kms") }));
  const { Plaintext } = await as.kms.send(new kms.DecryptCommand({ CiphertextBlob }));
  return {
    object: await Body!.transformToString(),
    message: Messages[0]?.Body,
    plaintext: Buffer.from(Plaintext!).toString(),
  };
}

/** The IAM actions that an AWS managed policy names. */
async function iamActions({ iam: client }: Caller, policyName: string): Promise<readonly string[]> {
  const PolicyArn = `arn:aws:iam::aws:policy/${policyName}`;
  const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await client.send(new iam.GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId }));
  const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion!.Document!)) as {
    readonly Statement: readonly { readonly Action?: readonly string[] }[];
  };
  return Statement.flatMap(({ Action = [] }) => Action).filter((action) => action.startsWith("iam:"));
}
