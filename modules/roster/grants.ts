import type { Grant } from "./roster";

const NAME = "[A-Za-z0-9_+=,.@-]{1,128}";
const AWS_MANAGED_NAME = new RegExp(`^(?:${NAME}/)*${NAME}$`);
const AWS_MANAGED_ARN = /^arn:aws(?:-cn|-us-gov)?:iam::aws:policy\/(.+)$/;
const POLICY_ARN = new RegExp(`^arn:aws(?:-cn|-us-gov)?:iam::(?:aws|[0-9]{12}):policy/(?:[!-~]{1,511}/)?${NAME}$`);

/** A mark of a reference that Terraform resolves; what it stands for is not known here. */
const REFERENCE = "${TfToken[";

/** Whether a value is a grant: the name of an AWS managed policy, a policy's ARN, or something with such an ARN or a reference to one. */
export function isGrant(value: unknown): value is Grant {
  if (typeof value === "string") {
    return AWS_MANAGED_NAME.test(value) || POLICY_ARN.test(value);
  }
  const arn: unknown = typeof value === "object" && value !== null && "arn" in value ? value.arn : undefined;
  return typeof arn === "string" && (arn.includes(REFERENCE) || POLICY_ARN.test(arn));
}

/** The ARN that is written in a grant; nothing for a name or a reference. */
export function arnOfGrant(grant: Grant): string | undefined {
  const arn = typeof grant === "string" ? grant : grant.arn;
  return POLICY_ARN.test(arn) ? arn : undefined;
}

/** The name of the AWS managed policy that a grant stands for, with its path; nothing where it is none. */
export function awsManagedPolicyName(grant: Grant): string | undefined {
  if (typeof grant === "string" && AWS_MANAGED_NAME.test(grant)) {
    return grant;
  }
  return AWS_MANAGED_ARN.exec(arnOfGrant(grant) ?? "")?.[1];
}
