import { Token } from "cdktf";
import { Construct } from "constructs";
import { foreignPartition } from "../construct-errors";
import { attachedAlready, badGrant, duplicateGrant, type Problem } from "../errors";
import { awsManagedPolicyArn, escapeForTerraform, type Partition } from "../policy";
import { arnOfGrant, awsManagedPolicyName, type Grant } from "../roster";
import type { MfaPolicy } from "./mfa-policy";

/** AWS managed policies that allow every action on every user. What a customer managed policy allows is not known here. */
const ADMINISTRATION: readonly string[] = ["AdministratorAccess", "IAMFullAccess"];

/** Whether one of the grants is known to allow the exempt actions on other people's users and devices. */
export function givesAdministration(grants: readonly Grant[]): boolean {
  return grants.some((grant) => ADMINISTRATION.includes(awsManagedPolicyName(grant) ?? ""));
}

/** What tells a grant's construct from those of the others: its name, its ARN, or where in the app its policy is made. */
export function grantId(grant: Grant): string {
  const name = awsManagedPolicyName(grant) ?? arnOfGrant(grant);
  const id = name ?? (Construct.isConstruct(grant) ? grant.node.path : "");
  // An id may not have slashes, and a name has no colons.
  return `grant-${id.replaceAll("/", ":")}`;
}

/** The ARN to attach, a reference where the policy is made in the same app. */
export function grantArn(grant: Grant, partition: Partition): string {
  const arn = arnOfGrant(grant);
  if (arn !== undefined) {
    return escapeForTerraform(arn);
  }
  return typeof grant === "string" ? awsManagedPolicyArn(grant, partition) : grant.arn;
}

/** Problems of grants together with the policy that the group carries. */
export function checkGrantsOf(mfaPolicy: MfaPolicy, grants: readonly Grant[]): readonly Problem[] {
  const ids = new Set<string>();
  return [
    ...checkPartition("grants", grants, mfaPolicy.partition),
    ...grants.flatMap((grant, index) => {
      const place = `grants[${index}]`;
      if (grant === mfaPolicy || grant === mfaPolicy.policy) {
        return [attachedAlready(place)];
      }
      if (typeof grant === "object" && !Construct.isConstruct(grant) && Token.isUnresolved(grant.arn)) {
        // A reference that is no construct has nothing from which a Terraform address could be made.
        return [badGrant(place, grant)];
      }
      const id = grantId(grant);
      return ids.size === ids.add(id).size ? [duplicateGrant(place, grant)] : [];
    }),
  ];
}

/** Problems of grants whose ARN cannot be in the account of the MFA policy. A reference says nothing yet. */
export function checkPartition(path: string, grants: readonly Grant[], partition: Partition): readonly Problem[] {
  return grants.flatMap((grant, index) => {
    const arn = arnOfGrant(grant) ?? "";
    const found = /^arn:([^:]*):/.exec(arn)?.[1];
    return found === undefined || found === partition ? [] : [foreignPartition(`${path}[${index}]`, arn, partition)];
  });
}
