import {
  AttachRolePolicyCommand,
  CreateLoginProfileCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GenerateCredentialReportCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  TagUserCommand,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateGrantCommand, CreateKeyCommand, EncryptCommand, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { Caller } from "../harness/caller";
import { createDevice, credentialsOf, type Device, Person } from "../harness/person";

/** The emulator's account number. All attacked ARNs are in this account. */
export const ACCOUNT = "123456789012";

export const arn = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

export const MFA_POLICY = arn("policy/EnforceMfa");
export const ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";
export const POWER_USER_ACCESS = "arn:aws:iam::aws:policy/PowerUserAccess";

/** Allows everything: what attackers would like to have. */
export const ALLOW_ALL = document([{ Effect: "Allow", Action: "*", Resource: "*" }]);

export const BUCKET = "data";
export const OBJECT = "report";
/** An object that the bucket's policy opens to the attackers by name. */
export const SHARED_OBJECT = "shared/report";
/** A role with AdministratorAccess that trusts the whole account. */
export const OPERATOR = arn("role/operator");
export const PASSWORD = "First-Passw0rd!";

/** An account worth attacking: the deployed identities, their credentials, and some data. */
export interface Scene {
  readonly root: Caller;
  /** A power user who has enrolled, and whose credentials are stolen. */
  readonly john: Person;
  /** A member of another group, who may do everything once signed in with MFA. */
  readonly administrator: Person;
  /** A power user who has enrolled. */
  readonly colleague: Person;
  /** A power user who has never enrolled and has no password. */
  readonly newcomer: Person;
  /** A user outside the roster, without any Deny: the control for the attacks. */
  readonly unrestricted: Person;
  /** A device that nobody has enabled yet. */
  readonly spare: Device;
  readonly sessions: {
    readonly john: Caller;
    readonly johnBeforeEnrolment: Caller;
    readonly johnWithMfa: Caller;
    readonly administrator: Caller;
    readonly newcomer: Caller;
    /** A session, without MFA, of a role that carries the MFA policy. */
    readonly role: Caller;
  };
  readonly queueUrl: string;
  readonly keyId: string;
  readonly ciphertext: Uint8Array;
}

/** Adds credentials and devices for the deployed users, and data. */
export async function furnish(url: string): Promise<Scene> {
  const root = new Caller(url);
  const [people] = await Promise.all([addCredentials(root), addIamTargets(root)]);
  return { root, ...people, ...(await addData(root)) };
}

async function addCredentials(root: Caller) {
  const [john, administrator, colleague, newcomer, unrestricted] = await Promise.all([
    Person.withKey(root, "john"),
    Person.withKey(root, "administrator"),
    Person.withKey(root, "first.colleague"),
    Person.withKey(root, "new.colleague"),
    outsider(root, "unrestricted", ALLOW_ALL),
  ]);
  const johns = john.whileSigningIn(root, async () => {
    const johnBeforeEnrolment = await john.session();
    await john.enrol(root);
    return { johnBeforeEnrolment, john: await john.session(), johnWithMfa: await john.session("with MFA") };
  });
  const [sessions, administrators, newcomers, role, spare] = await Promise.all([
    johns,
    administrator.signIn(root),
    newcomer.signIn(root),
    roleSession(root),
    createDevice(root, "spare"),
    administrator.enrol(root),
    colleague.enrol(root),
    unrestricted.enrol(root),
    ...["john", "administrator", "first.colleague", "unrestricted"].map((UserName) =>
      root.iam.send(new CreateLoginProfileCommand({ UserName, Password: PASSWORD })),
    ),
  ]);
  return {
    john,
    administrator,
    colleague,
    newcomer,
    unrestricted,
    spare,
    sessions: { ...sessions, administrator: administrators, newcomer: newcomers, role },
  };
}

/** A user outside the roster. */
async function outsider(root: Caller, name: string, policy: string): Promise<Person> {
  await root.iam.send(new CreateUserCommand({ UserName: name }));
  await root.iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "own", PolicyDocument: policy }));
  return Person.withKey(root, name);
}

/** A session that a pipeline gets from a role to which somebody has also attached the MFA policy. */
async function roleSession(root: Caller): Promise<Caller> {
  const pipeline = await outsider(
    root,
    "pipeline",
    document([{ Effect: "Allow", Action: "sts:AssumeRole", Resource: arn("role/worker") }]),
  );
  await createRole(root, "worker", [MFA_POLICY, POWER_USER_ACCESS, "arn:aws:iam::aws:policy/IAMUserChangePassword"]);
  const { Credentials } = await pipeline.key.sts.send(new AssumeRoleCommand({ RoleArn: arn("role/worker"), RoleSessionName: "job" }));
  return new Caller(root.url, credentialsOf(Credentials));
}

/** A role that trusts everybody in the account. */
async function createRole(root: Caller, RoleName: string, policies: readonly string[]): Promise<void> {
  const trust = document([{ Effect: "Allow", Principal: { AWS: arn("root") }, Action: "sts:AssumeRole" }]);
  await root.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  for (const PolicyArn of policies) {
    await root.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/** Targets of the attacks on IAM. They must exist, so that only the refusal protects them. */
async function addIamTargets(root: Caller): Promise<void> {
  const { iam } = root;
  const mayRead = document([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]);
  await Promise.all([
    createRole(root, "operator", [ADMINISTRATOR_ACCESS]),
    iam.send(new CreatePolicyVersionCommand({ PolicyArn: MFA_POLICY, PolicyDocument: ALLOW_ALL, SetAsDefault: false })),
    iam.send(new PutGroupPolicyCommand({ GroupName: "PowerConsultants", PolicyName: "by-hand", PolicyDocument: mayRead })),
    iam.send(new TagUserCommand({ UserName: "john", Tags: [{ Key: "team", Value: "consultants" }] })),
    iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14 })),
    iam.send(new GenerateCredentialReportCommand({})),
  ]);
}

/** Data that PowerUserAccess covers, and that resource policies and a KMS grant open to the attackers by name. */
async function addData({ s3, sqs, kms }: Caller) {
  const attackers = { AWS: [arn("user/john"), arn("user/administrator"), arn("role/worker")] };
  const queue = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
  const mayRead = document([
    { Effect: "Allow", Principal: attackers, Action: "s3:GetObject", Resource: `arn:aws:s3:::${BUCKET}/${SHARED_OBJECT}` },
  ]);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: OBJECT, Body: "figures" }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: SHARED_OBJECT, Body: "figures" }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: mayRead }));
  const mayUse = { Effect: "Allow", Principal: attackers, Action: "sqs:ReceiveMessage", Resource: queue };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "jobs", Attributes: { Policy: document([mayUse]) } }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "job" }));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata!.KeyId!;
  const root = { Effect: "Allow", Principal: { AWS: arn("root") }, Action: "kms:*", Resource: "*" };
  const mayDescribe = { Effect: "Allow", Principal: attackers, Action: "kms:DescribeKey", Resource: "*" };
  await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: document([root, mayDescribe]) }));
  await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal: arn("user/john"), Operations: ["Decrypt"] }));
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from("figures") }));
  return { queueUrl: QueueUrl!, keyId: KeyId, ciphertext: CiphertextBlob! };
}

/** A policy document with these statements. */
export function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
