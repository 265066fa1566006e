import { awsManagedPolicyName as nameFromArn, CHANGE_PASSWORD, isAwsManagedPolicyName, isPolicyArn, MAX_POLICIES_PER_GROUP } from "../iam";
import { at, type Problem } from "../problem";
import { badManagedPolicy, duplicateManagedPolicy, referenceWithoutConstruct, tooManyManagedPolicies } from "./problems";
import type { ManagedPolicy, ManagedPolicyConstruct } from "./roster";
import { hasToken } from "./tokens";

/** The managed policies that a group can have besides the MFA policy and IAMUserChangePassword. */
const MOST = MAX_POLICIES_PER_GROUP - 2;

/**
 * Problems of a group's managed policies. Takes untyped input.
 *
 * @param isAttachedAnyway entries that are attached in any case, such as the MFA policy, may be listed and don't count
 */
export function checkManagedPolicies(
  path: string,
  entries: readonly unknown[],
  isAttachedAnyway: (policy: ManagedPolicy) => boolean = () => false,
): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  entries.forEach((entry, index) => {
    const place = at(path, index);
    if (!isManagedPolicy(entry)) {
      problems.push(isReference(entry) ? referenceWithoutConstruct(place) : badManagedPolicy(place, entry));
      return;
    }
    if (isOtherResource(entry)) {
      problems.push(badManagedPolicy(place, entry.node.path));
      return;
    }
    const identity = identityOf(entry);
    if (identity === CHANGE_PASSWORD || isAttachedAnyway(entry)) {
      return;
    }
    if (seen.has(identity)) {
      problems.push(duplicateManagedPolicy(place, entry));
    }
    seen.add(identity);
  });
  if (seen.size > MOST) {
    problems.push(tooManyManagedPolicies(path, seen.size, MOST));
  }
  return problems;
}

/** The ARN written in an entry; nothing for a name, and for a policy whose ARN only Terraform knows. */
export function managedPolicyArn(entry: ManagedPolicy): string | undefined {
  const arn = typeof entry === "string" ? entry : entry.arn;
  return isPolicyArn(arn) ? arn : undefined;
}

/** The name of the AWS managed policy that an entry stands for, with its path; nothing where it stands for another policy. */
export function awsManagedPolicyName(entry: ManagedPolicy): string | undefined {
  return typeof entry === "string" && isAwsManagedPolicyName(entry) ? entry : nameFromArn(managedPolicyArn(entry) ?? "");
}

/** What tells a policy from others. */
function identityOf(entry: ManagedPolicy): unknown {
  return awsManagedPolicyName(entry) ?? managedPolicyArn(entry) ?? entry;
}

function isManagedPolicy(entry: unknown): entry is ManagedPolicy {
  if (typeof entry === "string") {
    return isAwsManagedPolicyName(entry) || isPolicyArn(entry);
  }
  return hasArn(entry) && typeof (entry as { node?: { path?: unknown } }).node?.path === "string";
}

/** Whether an entry is a resource of another type, which may have an ARN too. An MfaPolicy is not a resource itself. */
function isOtherResource(entry: ManagedPolicy): entry is ManagedPolicyConstruct {
  const type = (entry as { terraformResourceType?: unknown }).terraformResourceType;
  return typeof type === "string" && type !== "aws_iam_policy";
}

/** Whether an entry refers to a policy without being a construct. */
function isReference(entry: unknown): boolean {
  return typeof entry === "string" ? hasToken(entry) : hasArn(entry);
}

function hasArn(entry: unknown): boolean {
  return typeof (entry as { arn?: unknown } | null | undefined)?.arn === "string";
}
