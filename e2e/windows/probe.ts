import { CreateAccessKeyCommand, DeleteAccessKeyCommand, type IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientConfig, type Credentials, iamClient } from "../harness/clients";
import { type AccountState, readAccountState, type User } from "./account-state";

/** Something that a user may do without MFA although it is not exempt. */
export interface Finding {
  readonly user: string;
  readonly action: string;
  readonly signedBy: SignedBy;
}

/** What AWS says about one state of an account. */
export interface Answer {
  /** What is allowed without MFA. */
  readonly findings: readonly Finding[];

  /** Users who may do something with MFA. Without any, there can be no window. */
  readonly holders: readonly string[];
}

/** How a request without MFA is signed. */
export type SignedBy = "access key" | "session without MFA";

/** Actions that are not exempt. A managed policy of one of the transitions allows each of them. */
const ACTIONS_ON_ANYTHING = [
  "ec2:RunInstances",
  "ec2:DescribeInstances",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateUser",
  "iam:ListRoles",
  "kms:Decrypt",
  "kms:ListKeys",
  "lambda:InvokeFunction",
  "s3:GetObject",
  "s3:ListAllMyBuckets",
  "s3:PutObject",
  "sqs:ListQueues",
  "sqs:SendMessage",
  "sts:AssumeRole",
];
const ACTIONS_ON_ONESELF = [
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:DeactivateMFADevice",
  "iam:GetUser",
  "iam:UpdateLoginProfile",
];

/**
 * A request signed with an access key has no `aws:MultiFactorAuthPresent` at all. In a session without MFA it is false.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
const MFA_OF: Readonly<Record<SignedBy, boolean | undefined>> = { "access key": undefined, "session without MFA": false };

/** Actions that are also called for real, with an access key of the user. */
const TRIALS: Readonly<Record<string, (config: ReturnType<typeof clientConfig>) => Promise<unknown>>> = {
  "kms:ListKeys": (config) => new KMSClient(config).send(new ListKeysCommand({})),
  "s3:ListAllMyBuckets": (config) => new S3Client(config).send(new ListBucketsCommand({})),
  "sqs:ListQueues": (config) => new SQSClient(config).send(new ListQueuesCommand({})),
};

/** Answers by what a user holds, since AWS's answer depends on nothing else. */
const known = new Map<string, Promise<UserAnswer>>();

interface UserAnswer {
  readonly findings: readonly Finding[];
  readonly isHolder: boolean;
}

/**
 * Asks AWS, for every user of the account, what is allowed without MFA besides the exemptions: all actions by simulation, and some also by
 * calls with an access key. What a user holds is read each time. What that allows is asked only once.
 *
 * @throws Error if a simulation and a call disagree
 */
export async function askAws(endpoint: string): Promise<Answer> {
  const iam = iamClient(endpoint);
  const state = await readAccountState(iam);
  const answers: (UserAnswer & { readonly name: string })[] = [];
  for (const user of state.users) {
    const key = JSON.stringify(holdings(state, user));
    const answer = known.get(key) ?? ask(endpoint, iam, user);
    known.set(key, answer);
    answers.push({ name: user.name, ...(await answer) });
  }
  return {
    findings: answers.flatMap(({ findings }) => findings),
    holders: answers.filter(({ isHolder }) => isHolder).map(({ name }) => name),
  };
}

/** A user with all policies that apply to them, including the permissions boundary. */
function holdings({ groups, policies }: AccountState, user: User): unknown {
  const own = groups.filter(({ name }) => user.groups.includes(name));
  const applying = new Set([user.boundary, ...user.attached, ...own.flatMap((group) => group.attached)]);
  return { user, own, policies: policies.filter(({ arn }) => applying.has(arn)) };
}

async function ask(endpoint: string, iam: IAMClient, { name, arn }: User): Promise<UserAnswer> {
  const findings: Finding[] = [];
  for (const signedBy of ["access key", "session without MFA"] as const) {
    const allowed = await simulate(iam, name, arn, MFA_OF[signedBy]);
    findings.push(...allowed.map((action) => ({ user: name, action, signedBy })));
  }
  const byKey = findings.filter(({ signedBy }) => signedBy === "access key").map(({ action }) => action);
  await crossCheck(endpoint, iam, name, byKey);
  return { findings, isHolder: (await simulate(iam, name, arn, true)).length > 0 };
}

/** SimulatePrincipalPolicy does not fill in the user's name or MFA. */
async function simulate(iam: IAMClient, user: string, arn: string, hasMfa: boolean | undefined): Promise<readonly string[]> {
  const ContextEntries = [
    { ContextKeyName: "aws:username", ContextKeyType: "string" as const, ContextKeyValues: [user] },
    ...(hasMfa === undefined
      ? []
      : [{ ContextKeyName: "aws:MultiFactorAuthPresent", ContextKeyType: "boolean" as const, ContextKeyValues: [String(hasMfa)] }]),
  ];
  const results = [];
  for (const [ActionNames, resource] of [
    [ACTIONS_ON_ANYTHING, "*"],
    [ACTIONS_ON_ONESELF, arn],
  ] as const) {
    const { EvaluationResults = [], IsTruncated } = await iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn: arn, ActionNames, ResourceArns: [resource], ContextEntries }),
    );
    if (IsTruncated || EvaluationResults.length !== ActionNames.length) {
      throw new Error(`SimulatePrincipalPolicy answered ${EvaluationResults.length} of ${ActionNames.length} actions`);
    }
    results.push(...EvaluationResults.filter(({ EvalDecision }) => EvalDecision === "allowed"));
  }
  return [...new Set(results.map(({ EvalActionName }) => EvalActionName!))].sort();
}

async function crossCheck(endpoint: string, iam: IAMClient, user: string, allowed: readonly string[]): Promise<void> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: user }));
  const credentials: Credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  for (const [action, call] of Object.entries(TRIALS)) {
    const isAllowed = await succeeds(call(clientConfig(endpoint, credentials)));
    const isFound = allowed.includes(action);
    if (isAllowed !== isFound) {
      throw new Error(
        `${action} of ${user}: the simulation says ${isFound ? "allowed" : "denied"}, but a call ${isAllowed ? "succeeds" : "is denied"}`,
      );
    }
  }
  await iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: credentials.accessKeyId }));
}

async function succeeds(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    const { name } = error as Error;
    if (name.startsWith("AccessDenied")) {
      return false;
    }
    throw error;
  }
}
