import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import { defineRoster, MfaEnforcedRoster, type MfaEnforcedRosterProps } from "../modules";
import { type Account, startAccount } from "./harness/account";
import { ALLOWED, type Answer, answerOf, DENIED } from "./harness/answer";
import { Caller } from "./harness/caller";
import { Deployment } from "./harness/deployment";
import { Person } from "./harness/person";

const roster = defineRoster({
  groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
  users: [{ name: "john", groups: ["PowerConsultants"] }],
});

/** An account with John in it, deployed with or without a boundary. */
interface Scene {
  readonly account: Account;
  readonly deployment: Deployment;
  readonly root: Caller;
  readonly john: Person;
}

async function deploy(props: Partial<MfaEnforcedRosterProps>): Promise<Scene> {
  const account = await startAccount();
  const deployment = new Deployment(account.url);
  deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));
  await deployment.apply();
  const root = new Caller(account.url);
  await root.s3.send(new s3.CreateBucketCommand({ Bucket: "figures" }));
  await root.s3.send(new s3.PutObjectCommand({ Bucket: "figures", Key: "report", Body: "42" }));
  return { account, deployment, root, john: await Person.withKey(root, "john") };
}

const read = (as: Caller): Promise<Answer> => answerOf(as.s3.send(new s3.GetObjectCommand({ Bucket: "figures", Key: "report" })));

const PATHS_AROUND_THE_GROUP: readonly [name: string, (root: Caller) => Promise<unknown>][] = [
  [
    "the user is removed from the group by hand, and a policy is attached to the user by hand",
    async ({ iam: client }) => {
      await client.send(new iam.RemoveUserFromGroupCommand({ UserName: "john", GroupName: "PowerConsultants" }));
      await client.send(new iam.AttachUserPolicyCommand({ UserName: "john", PolicyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" }));
    },
  ],
  [
    "the Deny is detached from the group by hand, as the replacement of a tainted attachment does",
    ({ iam: client }) =>
      client.send(
        new iam.DetachGroupPolicyCommand({ GroupName: "PowerConsultants", PolicyArn: "arn:aws:iam::123456789012:policy/EnforceMfa" }),
      ),
  ],
  [
    "the user is removed from the group by hand, and a bucket's policy names the user",
    async ({ iam: client, s3: buckets }) => {
      await client.send(new iam.RemoveUserFromGroupCommand({ UserName: "john", GroupName: "PowerConsultants" }));
      const statement = {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:user/john" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::figures/*",
      };
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await buckets.send(new s3.PutBucketPolicyCommand({ Bucket: "figures", Policy }));
    },
  ],
  [
    "an inline policy of the user allows everything, and the user is in no group",
    async ({ iam: client }) => {
      await client.send(new iam.RemoveUserFromGroupCommand({ UserName: "john", GroupName: "PowerConsultants" }));
      const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
      await client.send(new iam.PutUserPolicyCommand({ UserName: "john", PolicyName: "all", PolicyDocument }));
    },
  ],
];

describe.each<[title: string, props: Partial<MfaEnforcedRosterProps>, withoutMfa: Answer]>([
  ["without a boundary John's key works again", {}, ALLOWED],
  ["with userBoundary John's key is still refused", { userBoundary: true }, DENIED],
])("%s", (_title, props, expected) => {
  test.each(PATHS_AROUND_THE_GROUP)("if %s", async (_name, act) => {
    const { account, deployment, root, john } = await deploy(props);
    try {
      expect(await read(john.key)).toBe(DENIED);
      await act(root);
      expect(await read(john.key)).toBe(expected);
    } finally {
      deployment.remove();
      await account.stop();
    }
  });
});

describe("with userBoundary", () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await deploy({ userBoundary: true, document: { getSessionTokenWithoutMfa: true } });
  });

  afterAll(async () => {
    scene.deployment.remove();
    await scene.account.stop();
  });

  test("the boundary is set and the second plan is empty", async () => {
    const { User } = await scene.root.iam.send(new iam.GetUserCommand({ UserName: "john" }));
    expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe("arn:aws:iam::123456789012:policy/EnforceMfaBoundary");
    expect(await scene.deployment.plan()).toEqual([]);
  });

  test("John registers a device and works with MFA as before", async () => {
    await scene.john.enrol();
    expect(await read(scene.john.key)).toBe(DENIED);
    expect(await read(await scene.john.session("with MFA"))).toBe(ALLOWED);
  });

  test("the boundary can be renamed, taken away and added again, each in one apply", async () => {
    const { deployment, root } = scene;
    const steps: readonly [props: Partial<MfaEnforcedRosterProps>, boundary: string | undefined][] = [
      [{ userBoundary: true, policyName: "NoWorkWithoutMfa" }, "arn:aws:iam::123456789012:policy/NoWorkWithoutMfaBoundary"],
      [{ policyName: "NoWorkWithoutMfa" }, undefined],
      [{ policyName: "NoWorkWithoutMfa", userBoundary: true }, "arn:aws:iam::123456789012:policy/NoWorkWithoutMfaBoundary"],
    ];
    for (const [props, boundary] of steps) {
      deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));
      await deployment.apply();
      const { User } = await root.iam.send(new iam.GetUserCommand({ UserName: "john" }));
      expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
      expect(await deployment.plan()).toEqual([]);
    }
  });
});

/** What an apply without a boundary needs with the provider of this suite. Newer providers read more. */
const APPLY_WITHOUT_BOUNDARY: readonly string[] = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:CreateGroup",
  "iam:CreatePolicy",
  "iam:CreateUser",
  "iam:DeleteGroup",
  "iam:DeletePolicy",
  "iam:DeleteUser",
  "iam:DetachGroupPolicy",
  "iam:GetGroup",
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "iam:GetUser",
  "iam:ListAccessKeys",
  "iam:ListAttachedGroupPolicies",
  "iam:ListGroupsForUser",
  "iam:ListMFADevices",
  "iam:ListPolicyVersions",
  "iam:ListSSHPublicKeys",
  "iam:ListVirtualMFADevices",
  "iam:DeleteLoginProfile",
  "iam:RemoveUserFromGroup",
  "sts:GetCallerIdentity",
];

const PUT = "iam:PutUserPermissionsBoundary";
const DELETE = "iam:DeleteUserPermissionsBoundary";

describe("whoever applies", () => {
  let account: Account;
  let deployment: Deployment;

  beforeEach(async () => {
    account = await startAccount();
  });

  afterEach(async () => {
    deployment.remove();
    await account.stop();
  });

  /** A deployer who may do only this. */
  async function deployWith(...extra: readonly string[]): Promise<void> {
    const { iam: root } = new Caller(account.url);
    const policy = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: [...APPLY_WITHOUT_BOUNDARY, ...extra], Resource: "*" }],
    };
    await root.send(new iam.CreateUserCommand({ UserName: "deployer" }));
    await root.send(new iam.PutUserPolicyCommand({ UserName: "deployer", PolicyName: "deploy", PolicyDocument: JSON.stringify(policy) }));
    const { AccessKey } = await root.send(new iam.CreateAccessKeyCommand({ UserName: "deployer" }));
    const deployer = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
    deployment = new Deployment(account.url, { deployer });
  }

  async function apply(props: Partial<MfaEnforcedRosterProps>): Promise<Answer> {
    deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));
    const { code, output } = await deployment.run(["apply", "-auto-approve", "-input=false", "-no-color"]);
    return code === 0 ? ALLOWED : (/not authorized to perform: (\S+)/.exec(output)?.[1] ?? output);
  }

  test("without a boundary needs neither of the two permissions", async () => {
    await deployWith();
    expect(await apply({})).toBe(ALLOWED);
    await deployment.destroy();
  });

  test("with both can make, rename, remove, add and destroy the boundary", async () => {
    await deployWith(PUT, DELETE);
    expect(await apply({ userBoundary: true })).toBe(ALLOWED);
    expect(await apply({ userBoundary: true, policyName: "NoWorkWithoutMfa" })).toBe(ALLOWED);
    expect(await apply({ policyName: "NoWorkWithoutMfa" })).toBe(ALLOWED);
    expect(await apply({ userBoundary: true, policyName: "NoWorkWithoutMfa" })).toBe(ALLOWED);
    await deployment.destroy();
  });

  test("needs iam:PutUserPermissionsBoundary to add it to users who exist", async () => {
    await deployWith(DELETE);
    expect(await apply({})).toBe(ALLOWED);
    expect(await apply({ userBoundary: true })).toBe(PUT);
  });

  test("needs iam:DeleteUserPermissionsBoundary to remove it", async () => {
    await deployWith(PUT);
    expect(await apply({ userBoundary: true })).toBe(ALLOWED);
    expect(await apply({})).toBe(DELETE);
  });

  test("needs neither to create and destroy users with it, in the emulator", async () => {
    await deployWith();
    expect(await apply({ userBoundary: true })).toBe(ALLOWED);
    await deployment.destroy();
  });
});
