import { foreignPartition, type Problem } from "../errors";
import type { Partition } from "../policy";
import { awsManagedPolicyName, type Grant } from "../roster";

/** AWS managed policies that allow every action on every user. What a customer managed policy allows is not known here. */
const ADMINISTRATION: readonly string[] = ["AdministratorAccess", "IAMFullAccess"];

/** Whether one of the grants is known to allow the exempt actions on other people's users and devices. */
export function givesAdministration(grants: readonly Grant[]): boolean {
  return grants.some((grant) => {
    const name = awsManagedPolicyName(typeof grant === "string" ? grant : grant.arn);
    return name !== undefined && ADMINISTRATION.includes(name);
  });
}

/** Problems of grants whose ARN cannot be in the account of the MFA policy. A reference says nothing yet. */
export function checkPartition(path: string, grants: readonly Grant[], partition: Partition): readonly Problem[] {
  return grants.flatMap((grant, index) => {
    const arn = typeof grant === "string" ? grant : grant.arn;
    const found = /^arn:([^:]*):/.exec(arn)?.[1];
    return found === undefined || found === partition ? [] : [foreignPartition(`${path}[${index}]`, arn, partition)];
  });
}
