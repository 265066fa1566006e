/** AWS's partitions; an ARN begins `arn:PARTITION:`. Source: IAM User Guide, "Amazon Resource Names". */
export const PARTITIONS = ["aws", "aws-cn", "aws-us-gov"] as const;

/** The second part of an ARN. */
export type Partition = (typeof PARTITIONS)[number];

const NAME = "[A-Za-z0-9_+=,.@-]{1,128}";
const AWS_MANAGED_NAME = new RegExp(`^(?:${NAME}/)*${NAME}$`);
const AWS_MANAGED_ARN = /^arn:aws(?:-cn|-us-gov)?:iam::aws:policy\/(.+)$/;
/** Source: IAM API reference, CreatePolicy, for the characters of a policy's path. */
const POLICY_ARN = new RegExp(`^arn:aws(?:-cn|-us-gov)?:iam::(?:aws|[0-9]{12}):policy/(?:${NAME}/)*${NAME}$`);

/** Whether a text is the ARN of a managed policy, AWS's or a customer's. */
export function isPolicyArn(text: string): boolean {
  return POLICY_ARN.test(text);
}

/** Whether a text could be the name of an AWS managed policy, with its path where it has one. */
export function isAwsManagedPolicyName(text: string): boolean {
  return AWS_MANAGED_NAME.test(text);
}

/**
 * The ARN of an AWS managed policy.
 *
 * @param name its name, with its path where it has one: `PowerUserAccess`, `job-function/ViewOnlyAccess`
 * @param partition default `aws`
 */
export function awsManagedPolicyArn(name: string, partition: Partition = "aws"): string {
  return `arn:${partition}:iam::aws:policy/${name}`;
}

/** The name of the AWS managed policy with this ARN, with its path; nothing where it is another policy's. */
export function awsManagedPolicyName(arn: string): string | undefined {
  return AWS_MANAGED_ARN.exec(arn)?.[1];
}

/** The partition of an ARN, as it is written there. */
export function partitionOf(arn: string): string | undefined {
  return /^arn:([^:]*):/.exec(arn)?.[1];
}

/** The partition of a region, by its name. Source: AWS General Reference, "AWS service endpoints". */
export function partitionOfRegion(region: string): Partition {
  if (region.startsWith("us-gov-")) {
    return "aws-us-gov";
  }
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}
