/** Accounts as hands make them over the years, at random with a fixed seed. */
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { mfaPolicyDocument } from "../../modules";
import type { Caller } from "../harness/caller";
import { Person } from "../harness/person";

const ACCOUNT = "123456789012";

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*", more: object = {}): object => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

const NO_MFA = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
const deny = (what: object, Condition: object = NO_MFA, Resource = "*"): object => ({
  Effect: "Deny",
  ...what,
  Resource,
  Condition,
});
const EXEMPT = ["iam:ListMFADevices", "iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "iam:ChangePassword"];

/** Documents that grant something. */
const GRANTS: readonly (readonly object[])[] = [
  [allow("s3:*")],
  [allow("*")],
  [allow(["sqs:List*", "kms:List*"])],
  [allow("s3:GetObject", "arn:aws:s3:::data/*")],
  [allow("s3:*", ["arn:aws:s3:::data", "arn:aws:s3:::data/*"])],
  [allow("iam:*", `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`)],
  [allow(["iam:Get*", "iam:List*"])],
  [allow("sts:AssumeRole")],
  [allow("s3:*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })],
  [{ Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" }],
  // The emulator asks for s3:ListBuckets where AWS asks for s3:ListAllMyBuckets.
  [allow(["s3:ListAllMyBuckets", "s3:ListBuckets"], "*", { Condition: { StringEquals: { "aws:username": "user-1" } } })],
  [allow(["*:List*", "*:Get*", "s3:Put*"])],
  [allow("*", "arn:aws:s3:::data/*"), allow("sqs:*", `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`)],
  [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::data/*" }],
  [allow("sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/open`), allow("iam:Create*")],
];

/** Documents that deny, some of them with a hole. */
const DENIES: readonly (readonly object[])[] = [
  [deny({ NotAction: EXEMPT })],
  [deny({ NotAction: EXEMPT })],
  [deny({ Action: "*" })],
  mfaPolicyDocument().Statement,
  mfaPolicyDocument({ kind: "selfManage" }).Statement,
  [deny({ NotAction: [...EXEMPT, "s3:GetObject"] })],
  [deny({ NotAction: EXEMPT }, { Bool: { "aws:MultiFactorAuthPresent": "false" } })],
  [deny({ NotAction: EXEMPT }, { Null: { "aws:MultiFactorAuthPresent": "true" } })],
  [deny({ NotAction: [...EXEMPT, "iam:*"] })],
  [deny({ NotAction: [...EXEMPT, "iam:List*"] })],
  [deny({ Action: ["s3:*", "sqs:*", "kms:*"] })],
  [deny({ Action: ["iam:*", "sts:*", "ec2:*"] })],
  [deny({ NotAction: EXEMPT }, NO_MFA, "arn:aws:s3:::*")],
  [deny({ NotAction: EXEMPT }, NO_MFA, `arn:aws:iam::${ACCOUNT}:*`)],
  [deny({ NotAction: EXEMPT }, { ...NO_MFA, StringNotEquals: { "aws:username": "user-2" } })],
  [deny({ NotAction: [...EXEMPT, "iam:CreateAccessKey"] })],
  [deny({ Action: ["s3:Get*", "s3:List*", "iam:*", "sqs:*", "kms:*", "sts:*"] })],
  [deny({ Action: ["*:List*", "*:Describe*", "*:Get*"] })],
  [deny({ Action: ["*:Create*", "*:Put*", "*:Delete*"] }), deny({ NotAction: [...EXEMPT, "*:Update*"] })],
  [deny({ NotAction: [...EXEMPT, "iam:*AccessKey*"] }), deny({ Action: "iam:CreateAccessKey" })],
  [deny({ NotAction: EXEMPT }, { NumericGreaterThanIfExists: { "aws:MultiFactorAuthAge": "3600" } })],
  [deny({ NotAction: EXEMPT }, { Null: { "aws:MultiFactorAuthAge": "true" } })],
  [deny({ NotAction: EXEMPT }, { StringNotEqualsIfExists: { "aws:MultiFactorAuthPresent": "true" } })],
  [{ ...deny({ NotAction: EXEMPT }), Resource: undefined, NotResource: "arn:aws:s3:::data/*" }],
  [{ Effect: "Deny", NotAction: ["s3:GetObject", "iam:*"], Resource: "*", Condition: { StringEquals: { "aws:username": "user-9" } } }],
];

/** Pairs of documents that together deny everything. */
const SPLIT: readonly object[] = [
  deny({ NotAction: EXEMPT }, { Bool: { "aws:MultiFactorAuthPresent": "false" } }),
  deny({ NotAction: EXEMPT }, { Null: { "aws:MultiFactorAuthPresent": "true" } }),
];

const PATHS = ["/", "/team/", "/ops/eu/"];

/** A user with an access key, and a session without MFA from before the user had any policy. */
export interface RandomUser {
  /** Most have a device as well. */
  readonly person: Person;
  readonly session: Caller;
  /** The ARN of the permissions boundary. */
  readonly boundary?: string;
}

/** Makes an account with eight users. */
export async function makeRandomAccount(root: Caller, seed: number): Promise<readonly RandomUser[]> {
  const { iam } = root;
  const random = randomNumbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  const chance = (percent: number): boolean => random() * 100 < percent;
  const text = (statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements.map((statement) => ({ ...statement, Sid: undefined })) });

  const policies: string[] = [];
  for (let index = 0; index < 6; index++) {
    const both = chance(15) ? SPLIT : pick(index % 2 === 0 ? GRANTS : DENIES);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: `policy-${index}`, Path: pick(PATHS), PolicyDocument: text(both) }),
    );
    policies.push(Policy!.Arn!);
  }
  policies.push("arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws:iam::aws:policy/AdministratorAccess");
  for (let index = 0; index < 3; index++) {
    const GroupName = `group-${index}`;
    await iam.send(new CreateGroupCommand({ GroupName, Path: pick(PATHS) }));
    for (const PolicyArn of new Set([pick(policies), pick(policies), ...(chance(25) ? [policies[1]!] : [])])) {
      await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    }
    if (chance(25)) {
      await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: "inline", PolicyDocument: text(pick(DENIES)) }));
    }
  }
  const names = Array.from({ length: 8 }, (_, index) => `user-${index}`);
  const users: RandomUser[] = [];
  for (const UserName of names) {
    await iam.send(new CreateUserCommand({ UserName, Path: pick(PATHS) }));
    const person = await Person.withKey(root, UserName);
    const session = await person.signIn(root);
    if (chance(75)) {
      await person.enrol(root);
    }
    for (const GroupName of ["group-0", "group-1", "group-2"].filter(() => chance(40))) {
      await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    }
    if (chance(40)) {
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: pick(policies) }));
    }
    if (chance(40)) {
      await iam.send(
        new PutUserPolicyCommand({ UserName, PolicyName: "inline", PolicyDocument: text(pick(chance(50) ? GRANTS : DENIES)) }),
      );
    }
    // The emulator's simulator leaves out a boundary that is an AWS managed policy, so boundaries are the account's own here.
    const boundary = chance(30) ? pick(policies.slice(0, 6)) : undefined;
    if (boundary !== undefined) {
      await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: boundary }));
    }
    users.push({ person, session, ...(boundary !== undefined && { boundary }) });
  }
  // A unit test has a trust with BoolIfExists: the emulator judges trusts as if a long-term key had the MFA key, with the value false.
  const trusts: readonly (readonly [string, object, object?])[] = [
    ["open", { AWS: `arn:aws:iam::${ACCOUNT}:root` }],
    ["guarded", { AWS: `arn:aws:iam::${ACCOUNT}:root` }, { Bool: { "aws:MultiFactorAuthPresent": "true" } }],
  ];
  for (const [RoleName, Principal, Condition] of trusts) {
    const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole", ...(Condition && { Condition }) };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  }
  return users;
}
