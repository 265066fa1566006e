/** What can be wrong with the constructs' props and ids, and the warnings. */
import { closestManagedPolicy, managedPoliciesDate } from "../../iam";
import { InvalidInputError, type Problem, show, wrongType } from "../../problem";

export function invalidConstruct(constructPath: string, problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError(constructPath, problems);
}

export function badDescription(path: string, value: unknown): Problem {
  return {
    code: "invalid-description",
    path,
    message: `${show(value)} is not a valid policy description; use up to 1,000 characters of printable ASCII or Latin-1, tabs and line breaks`,
  };
}

export function notEnforced(): string {
  return 'MFA is NOT enforced: with enforcement: "prepare", people can register a device, and nothing takes MFA; switch to enforcement: "enforce" once they have';
}

export function otherPartition(path: string, arn: string, partition: string): Problem {
  return {
    code: "other-partition",
    path,
    message: `${show(arn)} is in another partition than the MFA policy, which is in ${show(partition)}; use an ARN of that partition, or set document.partition`,
  };
}

export function loginProfileWithoutPasswordChange(path: string): Problem {
  return {
    code: "password-change-denied",
    path,
    message:
      "the first password must be changed at sign-in, but the policies of this user do not allow that before MFA; set document.changePasswordWithoutMfa: true, or remove loginProfile and set a password by other means",
  };
}

export function notAnMfaPolicy(path: string, value: unknown, isPolicy: boolean): Problem {
  const why = isPolicy ? "is an IamPolicy, which does not say whether it enforces MFA" : "is not an MfaPolicy";
  return {
    code: "not-an-mfa-policy",
    path,
    message: `${show(value)} ${why}; pass an MfaPolicy, or MfaPolicy.fromArn(scope, id, arn) for one that is managed elsewhere`,
  };
}

const POLICY_ARN_EXAMPLE = "arn:aws:iam::123456789012:policy/EnforceMfa";

export function badPolicyArn(path: string, value: unknown): Problem {
  return value === undefined
    ? wrongType(path, value, `an ARN such as ${show(POLICY_ARN_EXAMPLE)}`)
    : {
        code: "invalid-arn",
        path,
        message: `${show(value)} is not the ARN of a managed policy; use one such as ${show(POLICY_ARN_EXAMPLE)}`,
      };
}

export function otherPolicyName(path: string, arn: string, policyName: unknown): Problem {
  return {
    code: "contradiction",
    path,
    message: `${show(arn)} is not called ${show(policyName)}, so it would be replaced instead of taken over; set policyName to the name in the ARN`,
  };
}

export function partitionContradictsArn(path: string, partition: string, arnPartition: string): Problem {
  return {
    code: "contradiction",
    path,
    message: `${show(partition)} contradicts the ARN, which is in the partition ${show(arnPartition)}; remove one of them`,
  };
}

export function emptyMembers(): Problem {
  return {
    code: "empty-group",
    path: "members",
    message: "the group has no members, which would remove everyone from it; add a member, or set allowEmpty: true if you mean it",
  };
}

export function badMember(path: string, value: unknown): Problem {
  return value === undefined
    ? wrongType(path, value, "a user's name or an IamUser")
    : { code: "invalid-member", path, message: `${show(value)} is not a member; use a user's name, or the IamUser itself` };
}

export function dataSourceMember(path: string): Problem {
  return {
    code: "data-source-member",
    path,
    message: "a DataAwsIamUser only looks up a user; write the user's name as text",
  };
}

export function referenceAsMember(path: string): Problem {
  return {
    code: "unresolved-token",
    path,
    message: "this is a reference that only Terraform can resolve; pass the IamUser itself, or the user's name as text",
  };
}

export function duplicateMember(path: string, member: string): Problem {
  return { code: "duplicate-member", path, message: `the member ${show(member)} is listed twice; remove one of them` };
}

export function hiddenConstructId(id: string): Problem {
  return {
    code: "invalid-id",
    path: "",
    message: `CDKTF leaves the construct id ${show(id)} out of Terraform addresses, so they could clash with others; choose another id`,
  };
}

export function badConstructId(id: string): Problem {
  return {
    code: "invalid-id",
    path: "",
    message: `the construct id ${show(id)} cannot begin a Terraform name; use letters, digits, _ and -, beginning with a letter or _`,
  };
}

export function sameAddress(address: string, first: string, second: string): Problem {
  return {
    code: "same-address",
    path: "",
    message: `${show(first)} and ${show(second)} would both have the Terraform address ${address}, and one of them would be lost; rename one`,
  };
}

export function onlyOnePerStack(what: string, firstPath: string, fix: string): Problem {
  return { code: "only-one-per-stack", path: "", message: `the stack already has ${what}, at ${firstPath}; ${fix}` };
}

export function groupExists(path: string, name: string, firstPath: string): Problem {
  return {
    code: "duplicate-name",
    path,
    message: `the stack already has the group ${show(name)}, at ${firstPath}; IAM ignores case in names; rename or remove one of them`,
  };
}

/** A warning. */
export function administratorsReachOthers(group: string): string {
  return `the group ${show(group)} has administrator rights, so before MFA the exempt actions of its MFA policy reach every user and device; set exemptOwnUserOnly: true in the policy's document, or exemptOwnUserOnly: false if you mean it`;
}

/** A warning. */
export function mayReachOthers(group: string): string {
  return `what the policies of the group ${show(group)} allow cannot be seen; if they allow iam:*, set exemptOwnUserOnly: true in the MFA policy's document, otherwise exemptOwnUserOnly: false`;
}

/** A warning, because AWS adds policies all the time. */
export function unknownManagedPolicy(group: string, name: string): string {
  const meant = closestManagedPolicy(name);
  const fix = meant === undefined ? "correct it if it is not newer" : `did you mean ${show(meant)}?`;
  return `the group ${show(group)}: AWS had no managed policy ${show(name)} on ${managedPoliciesDate()}; ${fix}`;
}

/** A warning. */
export function devicesOfOthers(name: string, other: string): string {
  return `with exemptOwnUserOnly, ${show(name)} can create and delete, before MFA, devices that are not enabled and named like those of ${show(other)}, because a device may be named after its user and a hyphen; rename one of the users if that matters`;
}
