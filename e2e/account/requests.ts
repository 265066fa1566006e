/** Real calls for the requests that `verify` names. */
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { ALLOWED, type Answer, answerOf, DENIED } from "../harness/answer";
import type { Caller } from "../harness/caller";

export interface Request {
  readonly action: string;
  readonly resource: string;
}

const last = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(":")) + 1);

/** What it takes to make a request. `resource` is the ARN, and `user` the caller's name. */
const CALLS: Readonly<Record<string, (as: Caller, resource: string, user: string) => Promise<unknown>>> = {
  "iam:AddUserToGroup": (as, resource, UserName) => as.iam.send(new iam.AddUserToGroupCommand({ GroupName: last(resource), UserName })),
  "iam:CreateAccessKey": (as, _, UserName) => as.iam.send(new iam.CreateAccessKeyCommand({ UserName })),
  "iam:GetAccessKeyLastUsed": (as) => as.iam.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: as.credentials.accessKeyId })),
  "iam:GetAccountAuthorizationDetails": (as) => as.iam.send(new iam.GetAccountAuthorizationDetailsCommand({})),
  "iam:GetAccountSummary": (as) => as.iam.send(new iam.GetAccountSummaryCommand({})),
  "iam:ListAccessKeys": (as, _, UserName) => as.iam.send(new iam.ListAccessKeysCommand({ UserName })),
  "iam:ListAccountAliases": (as) => as.iam.send(new iam.ListAccountAliasesCommand({})),
  "iam:ListUsers": (as) => as.iam.send(new iam.ListUsersCommand({})),
  "kms:ListKeys": (as) => as.kms.send(new kms.ListKeysCommand({})),
  "s3:GetBucketPolicy": (as) => as.s3.send(new s3.GetBucketPolicyCommand({ Bucket: "data" })),
  "s3:GetObject": (as) => as.s3.send(new s3.GetObjectCommand({ Bucket: "data", Key: "report" })),
  "s3:ListAllMyBuckets": (as) => as.s3.send(new s3.ListBucketsCommand({})),
  "s3:ListBucket": (as) => as.s3.send(new s3.ListObjectsV2Command({ Bucket: "data" })),
  "s3:PutObject": (as) => as.s3.send(new s3.PutObjectCommand({ Bucket: "data", Key: "x", Body: "x" })),
  "sqs:ListQueues": (as) => as.sqs.send(new sqs.ListQueuesCommand({})),
  "sts:AssumeRole": (as, resource) => as.sts.send(new AssumeRoleCommand({ RoleArn: resource, RoleSessionName: "try" })),
};

export function canMake({ action }: Request): boolean {
  return action in CALLS;
}

/** AWS's answer to a request. What is not refused counts as allowed, such as an object that does not exist. */
export async function make({ action, resource }: Request, as: Caller, user: string): Promise<Answer> {
  const call = CALLS[action];
  if (!call) {
    throw new Error(`there is no call for ${action}`);
  }
  const answer = await answerOf(call(as, resource, user));
  return answer.startsWith(DENIED) ? DENIED : ALLOWED;
}
