import { awsManagedPolicyArn, CHANGE_PASSWORD, isKnownManagedPolicy, type Partition, partitionOf } from "../../iam";
import { at, type Problem } from "../../problem";
import { awsManagedPolicyName, type ManagedPolicy, managedPolicyArn } from "../../roster";
import { type IMfaPolicy, MfaPolicy } from "../mfa-policy";
import { otherPartition } from "./problems";

/** A policy to attach: an id made from its name, and its ARN, which may be a reference. */
export interface Attachment {
  readonly id: string;
  readonly arn: string;
}

/** The attachments of a group besides that of the MFA policy, by id. An entry that is the MFA policy itself is left out. */
export function attachments(policies: readonly ManagedPolicy[], mfaPolicy: IMfaPolicy): readonly Attachment[] {
  const { partition } = mfaPolicy;
  const others = policies
    .filter((policy) => awsManagedPolicyName(policy) !== CHANGE_PASSWORD && !isItself(policy, mfaPolicy))
    .map((policy) => ({ id: attachmentId(policy), arn: attachmentArn(policy, partition) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return [...others, { id: "change-password", arn: awsManagedPolicyArn(CHANGE_PASSWORD, partition) }];
}

/** Whether an entry is the MFA policy: the construct, its resource, its ARN, or an ARN with its name, which is unique in the account. */
export function isItself(policy: ManagedPolicy, mfaPolicy: IMfaPolicy): boolean {
  const arn = managedPolicyArn(policy);
  if (!(mfaPolicy instanceof MfaPolicy)) {
    return policy === mfaPolicy || arn === mfaPolicy.arn;
  }
  return policy === mfaPolicy || policy === mfaPolicy.policy || customerPolicyName(arn) === mfaPolicy.policy.nameInput?.toLowerCase();
}

/** The name in the ARN of a policy that is not AWS's, in lower case, because IAM ignores case. */
function customerPolicyName(arn = ""): string | undefined {
  return /^arn:[^:]*:iam::[0-9]+:.*\/([^/]+)$/.exec(arn)?.[1]?.toLowerCase();
}

/** The names of AWS managed policies that AWS did not have when the list of them was made. */
export function misspelledPolicies(policies: readonly ManagedPolicy[]): string[] {
  return policies.flatMap((policy) => awsManagedPolicyName(policy) ?? []).filter((name) => !isKnownManagedPolicy(name));
}

/** Problems of policies whose ARN is not in the account's partition. */
export function checkPartitions(path: string, policies: readonly ManagedPolicy[], partition: Partition): readonly Problem[] {
  return policies.flatMap((policy, index) => {
    const arn = managedPolicyArn(policy);
    return arn === undefined || partitionOf(arn) === partition ? [] : [otherPartition(at(path, index), arn, partition)];
  });
}

/** An id for an attachment: the policy's name, its ARN, or where in the app it is made. An id may not have slashes; names have no colons. */
function attachmentId(policy: ManagedPolicy): string {
  const name = awsManagedPolicyName(policy) ?? managedPolicyArn(policy) ?? (typeof policy === "string" ? policy : policy.node.path);
  return `policy-${name.replaceAll("/", ":")}`;
}

function attachmentArn(policy: ManagedPolicy, partition: Partition): string {
  const arn = managedPolicyArn(policy);
  if (arn !== undefined) {
    return arn;
  }
  return typeof policy === "string" ? awsManagedPolicyArn(policy, partition) : policy.arn;
}
