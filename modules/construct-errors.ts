/**
 * The errors about the constructs' props and ids, as named factories; all others are in errors.ts, with the rules for messages.
 */
import { InvalidInputError, type Problem, show } from "./errors";

export function invalidConstruct(constructPath: string, problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError(constructPath, problems);
}

export function badDescription(path: string, value: unknown): Problem {
  return {
    path,
    message: `${show(value)} is no description of a policy; allowed are up to 1,000 characters of printable ASCII or Latin-1, tabs and line ends`,
  };
}

export function foreignPartition(path: string, arn: string, partition: string): Problem {
  return {
    path,
    message: `the grant ${show(arn)} is in another partition than the MFA policy, which is in "${partition}"; write the grant's ARN of that partition, or set document.partition`,
  };
}

export function signInWithoutPasswordChange(path: string): Problem {
  return {
    path,
    message:
      "the first password must be changed at sign-in, and the MFA document denies that before MFA; write document: { firstSignIn: true }, or remove signIn and hand out a password by other means",
  };
}

/** A warning. */
export function unboundAdministrators(group: string): string {
  return `the group ${show(group)} has administrator rights, and the exempt actions of its MFA policy reach every user and device before MFA; write ownUserOnly: true in the policy's document, or ownUserOnly: false if that is meant`;
}

export function emptyMembers(): Problem {
  return {
    path: "members",
    message: "nobody is in the group, so all its members would be removed; add a member, or write allowEmpty: true if that is meant",
  };
}

export function badMember(path: string, value: unknown): Problem {
  return {
    path,
    message: `${show(value)} is no member; allowed are a user's name and an IamUser; for a user made in the app pass the IamUser itself`,
  };
}

export function hiddenConstructId(id: string): Problem {
  return {
    path: "",
    message: `the construct's id ${show(id)} is left out of Terraform addresses by CDKTF, so that they may meet others; choose another`,
  };
}

export function badConstructId(id: string): Problem {
  return {
    path: "",
    message: `the construct's id ${show(id)} cannot begin a name of Terraform; allowed are letters, digits, _ and -, a letter or _ first; choose another`,
  };
}

export function sameAddress(address: string, first: string, second: string): Problem {
  return {
    path: "",
    message: `${show(first)} and ${show(second)} would both be ${address} for Terraform, and one of them would vanish; rename one`,
  };
}

export function duplicateMember(path: string, member: string): Problem {
  return { path, message: `the member ${show(member)} is there already; remove one of them` };
}

export function secondPasswordPolicy(firstPath: string): Problem {
  return { path: "", message: `an account has one password policy, and ${firstPath} makes it already; remove one of them` };
}
