/** AWS's partitions, in which IAM's ARNs begin with another word each. Source: IAM User Guide, "Amazon Resource Names". */
export const PARTITIONS = ["aws", "aws-cn", "aws-us-gov"] as const;

/** The second part of an ARN. */
export type Partition = (typeof PARTITIONS)[number];

/**
 * The ARN of an AWS managed policy.
 *
 * @param name its name, with its path where it has one: `PowerUserAccess`, `job-function/ViewOnlyAccess`
 * @param partition default `aws`
 */
export function awsManagedPolicyArn(name: string, partition: Partition = "aws"): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}
