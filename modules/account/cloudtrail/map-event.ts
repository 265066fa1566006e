import { findAction } from "../../iam";
import type { CloudTrailEvent } from "./event";

/** What IAM checks for an event: an action, nothing, or something that is not known here. */
export type MappedEvent = { readonly kind: "action"; readonly action: string } | { readonly kind: "none" } | { readonly kind: "unknown" };

/**
 * The prefixes of actions that differ from the first part of the event's source. Source: Service Authorization Reference, the prefix of each
 * service, https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const PREFIXES: Readonly<Record<string, string>> = {
  amazonmq: "mq",
  email: "ses",
  monitoring: "cloudwatch",
  tagging: "tag",
};

/**
 * Actions that are not named like the operation. Sources: Amazon S3 User Guide, "Required permissions for Amazon S3 API operations",
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html; Service Authorization Reference, "AWS Lambda",
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  "lambda:Invoke": "lambda:InvokeFunction",
  "lambda:InvokeAsync": "lambda:InvokeFunction",
  "s3:CompleteMultipartUpload": "s3:PutObject",
  "s3:CopyObject": "s3:PutObject",
  "s3:CreateMultipartUpload": "s3:PutObject",
  "s3:DeleteBucketCors": "s3:PutBucketCORS",
  "s3:DeleteBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:DeleteBucketLifecycle": "s3:PutLifecycleConfiguration",
  "s3:DeleteBucketPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
  "s3:DeleteBucketReplication": "s3:PutReplicationConfiguration",
  "s3:DeleteBucketTagging": "s3:PutBucketTagging",
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetBucketLifecycle": "s3:GetLifecycleConfiguration",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListMultipartUploads": "s3:ListBucketMultipartUploads",
  "s3:ListObjects": "s3:ListBucket",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListParts": "s3:ListMultipartUploadParts",
  "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
  "s3:PutBucketLifecycle": "s3:PutLifecycleConfiguration",
  "s3:PutBucketReplication": "s3:PutReplicationConfiguration",
  "s3:UploadPart": "s3:PutObject",
  "s3:UploadPartCopy": "s3:PutObject",
};

/**
 * What AWS answers regardless of policies. Sources: STS API reference, GetCallerIdentity ("No permissions are required"),
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html; signing in is not an action,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
const WITHOUT_PERMISSION: ReadonlySet<string> = new Set(["sts:GetCallerIdentity"]);

/**
 * A date and a version that CloudTrail appends to the names of some operations: `ListFunctions20150331`, `GetFunction20150331v2`,
 * `CreateDistribution2020_05_31`. Source: AWS Lambda Developer Guide, https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html;
 * for CloudFront it is not documented, so it counts only if what is left is an action.
 */
const VERSION = /20\d\d_?\d\d_?\d\d(v\d+)?$/;

/** Finds the IAM action of an event. It is an action that AWS has, or unknown: nothing is guessed from a name alone. */
export function mapEvent({ eventType = "AwsApiCall", eventSource = "", eventName = "" }: CloudTrailEvent): MappedEvent {
  const [label = ""] = eventSource.split(".");
  if (eventType !== "AwsApiCall" || label === "signin") {
    return { kind: "none" };
  }
  const operation = `${PREFIXES[label] ?? label}:${eventName}`;
  if (WITHOUT_PERMISSION.has(operation)) {
    return { kind: "none" };
  }
  const action = ACTIONS[operation] ?? findAction(operation) ?? findAction(operation.replace(VERSION, ""));
  return action === undefined ? { kind: "unknown" } : { kind: "action", action };
}
