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

/** The form of an access key that nobody has. */
const NO_KEY = "AKIAIOSFODNN7EXAMPLE";

const ALLOWS_NOTHING = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });

/** What it takes to make a request. `resource` is the ARN, and `user` the caller's name. */
const CALLS: Readonly<Record<string, (as: Caller, resource: string, user: string) => Promise<unknown>>> = {
  "iam:AddUserToGroup": (as, resource, UserName) => as.iam.send(new iam.AddUserToGroupCommand({ GroupName: last(resource), UserName })),
  "iam:CreateAccessKey": (as, _, UserName) => as.iam.send(new iam.CreateAccessKeyCommand({ UserName })),
  "iam:DeleteAccessKey": (as, _, UserName) => as.iam.send(new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId: NO_KEY })),
  "iam:GetAccessKeyLastUsed": (as) => as.iam.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: as.credentials.accessKeyId })),
  "iam:GetAccountAuthorizationDetails": (as) => as.iam.send(new iam.GetAccountAuthorizationDetailsCommand({})),
  "iam:GetAccountSummary": (as) => as.iam.send(new iam.GetAccountSummaryCommand({})),
  "iam:ListAccessKeys": (as, _, UserName) => as.iam.send(new iam.ListAccessKeysCommand({ UserName })),
  "iam:ListAccountAliases": (as) => as.iam.send(new iam.ListAccountAliasesCommand({})),
  "iam:ListRoles": (as) => as.iam.send(new iam.ListRolesCommand({})),
  "iam:ListUsers": (as) => as.iam.send(new iam.ListUsersCommand({})),
  "iam:PutUserPolicy": (as, _, UserName) =>
    as.iam.send(new iam.PutUserPolicyCommand({ UserName, PolicyName: "tried", PolicyDocument: ALLOWS_NOTHING })),
  "iam:UpdateAccessKey": (as, _, UserName) =>
    as.iam.send(new iam.UpdateAccessKeyCommand({ UserName, AccessKeyId: NO_KEY, Status: "Inactive" })),
  "kms:ListKeys": (as) => as.kms.send(new kms.ListKeysCommand({})),
  "s3:AbortMultipartUpload": (as) => as.s3.send(new s3.AbortMultipartUploadCommand({ Bucket: "data", Key: "x", UploadId: "none" })),
  "s3:CreateBucket": (as) => as.s3.send(new s3.CreateBucketCommand({ Bucket: "tried" })),
  "s3:GetBucketPolicy": (as) => as.s3.send(new s3.GetBucketPolicyCommand({ Bucket: "data" })),
  "s3:GetObject": (as) => as.s3.send(new s3.GetObjectCommand({ Bucket: "data", Key: "report" })),
  "s3:ListAllMyBuckets": (as) => as.s3.send(new s3.ListBucketsCommand({})),
  "s3:ListBucket": (as) => as.s3.send(new s3.ListObjectsV2Command({ Bucket: "data" })),
  "s3:PutObject": (as) => as.s3.send(new s3.PutObjectCommand({ Bucket: "data", Key: "x", Body: "x" })),
  "s3:PutAccelerateConfiguration": (as) =>
    as.s3.send(new s3.PutBucketAccelerateConfigurationCommand({ Bucket: "data", AccelerateConfiguration: { Status: "Suspended" } })),
  "sqs:GetQueueAttributes": (as) => as.sqs.send(new sqs.GetQueueAttributesCommand({ QueueUrl: `${as.url}/123456789012/jobs` })),
  "sqs:ListQueues": (as) => as.sqs.send(new sqs.ListQueuesCommand({})),
  "sts:AssumeRole": (as, resource) => as.sts.send(new AssumeRoleCommand({ RoleArn: resource, RoleSessionName: "try" })),
};

/** The services that the emulator has, and their operations that it does not have. */
const SERVICES: readonly string[] = ["iam", "kms", "s3", "sqs", "sts"];
const MISSING: readonly string[] = ["iam:AcceptDelegationRequest", "s3:UpdateAccessGrantsLocation"];

/** Whether the emulator has the operation that a request is for. */
export function canMake({ action }: Request): boolean {
  return SERVICES.includes(action.split(":")[0]!) && !MISSING.includes(action);
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
