import type { Grant } from "./roster";

const NAME = "[A-Za-z0-9_+=,.@-]{1,128}";
const AWS_MANAGED_NAME = new RegExp(`^(?:${NAME}/)*${NAME}$`);
const AWS_MANAGED_ARN = /^arn:aws(?:-cn|-us-gov)?:iam::aws:policy\/(.+)$/;
const POLICY_ARN = new RegExp(`^arn:aws(?:-cn|-us-gov)?:iam::(?:aws|[0-9]{12}):policy/(?:[!-~]{1,511}/)?${NAME}$`);

/** Whether a value is a grant: the name of an AWS managed policy, a policy's ARN, or something with an `arn`. */
export function isGrant(value: unknown): value is Grant {
  if (typeof value === "string") {
    return AWS_MANAGED_NAME.test(value) || POLICY_ARN.test(value);
  }
  return typeof value === "object" && value !== null && "arn" in value && typeof value.arn === "string";
}

/** The name of the AWS managed policy that a grant stands for, with its path; nothing where it is none. */
export function awsManagedPolicyName(grant: Grant): string | undefined {
  if (typeof grant !== "string") {
    return undefined;
  }
  return AWS_MANAGED_NAME.test(grant) ? grant : AWS_MANAGED_ARN.exec(grant)?.[1];
}
