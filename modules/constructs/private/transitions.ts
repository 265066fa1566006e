/** What `existing` and `formerName` in a roster add: blocks that tell Terraform what a resource was before. */
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserLoginProfile } from "@cdktf/provider-aws/lib/iam-user-login-profile";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { CHANGE_PASSWORD } from "../../iam";
import { awsManagedPolicyName, type Roster, type RosterGroup, type RosterUser } from "../../roster";
import type { MfaEnforcedGroup } from "../mfa-enforced-group";
import type { IMfaPolicy } from "../mfa-policy";
import { ForgottenResource } from "./forgotten-resource";
import { ImportBlock } from "./import-block";
import { attachments, isItself } from "./managed-policies";
import { MovedBlock } from "./moved-block";

/** The construct of a roster. */
interface RosterConstruct extends Construct {
  readonly mfaPolicy: IMfaPolicy;
  readonly users: Readonly<Record<string, IamUser>>;
  readonly groups: Readonly<Record<string, MfaEnforcedGroup>>;
}

/** Adds the blocks of all groups and users of a roster. */
export function addTransitions(construct: RosterConstruct, roster: Roster, existingPolicyArn?: string): void {
  const isExisting = ({ existing = roster.existing === "all" }: RosterUser | RosterGroup): boolean => existing;
  const users = [...roster.users].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const user of users) {
    addUser(construct, user, isExisting(user));
  }
  for (const name of Object.keys(construct.groups).sort()) {
    const group = roster.groups[name];
    const made = construct.groups[name];
    if (group && made) {
      addGroup(construct, made, { name, group, users, isExisting, existingPolicyArn });
    }
  }
}

function addUser(construct: RosterConstruct, { name, formerName }: RosterUser, isExisting: boolean): void {
  const user = construct.users[name];
  if (user && isExisting) {
    new ImportBlock(user, formerName ?? name);
  }
  if (user && formerName !== undefined) {
    new MovedBlock(construct, `user-${formerName}`, user);
    const deny = construct.node.tryFindChild(`deny-${name}`);
    if (TerraformResource.isTerraformResource(deny)) {
      new MovedBlock(construct, `deny-${formerName}`, deny);
    }
    // A login profile cannot be renamed, and its replacement would be a new password.
    new ForgottenResource(construct, `login-profile-${formerName}`, IamUserLoginProfile.tfResourceType);
  }
}

interface GroupTransition {
  readonly name: string;
  readonly group: RosterGroup;
  readonly users: readonly RosterUser[];
  readonly isExisting: (entry: RosterUser | RosterGroup) => boolean;
  readonly existingPolicyArn: string | undefined;
}

function addGroup(construct: RosterConstruct, made: MfaEnforcedGroup, transition: GroupTransition): void {
  const { name, group, users, isExisting } = transition;
  const formerMembers = new Map(users.map((user) => [`member-${user.name}`, user]));
  const before = group.formerName === undefined ? undefined : new Construct(construct, `group-${group.formerName}`);
  const ids = isExisting(group) ? importIds(construct, transition) : new Map<string, string>();
  for (const resource of made.node.children.filter((child) => TerraformResource.isTerraformResource(child))) {
    const { id } = resource.node;
    const member = formerMembers.get(id);
    const importId =
      member && isExisting(group) && isExisting(member) ? `${member.formerName ?? member.name}/${group.formerName ?? name}` : ids.get(id);
    if (importId !== undefined) {
      new ImportBlock(resource, importId);
    }
    if (before !== undefined || member?.formerName !== undefined) {
      const formerId = member?.formerName === undefined ? id : `member-${member.formerName}`;
      new MovedBlock(before ?? made, formerId, resource);
      keepWhileRenaming(resource, made);
    }
  }
}

/**
 * What refers to a renamed user or group by name is replaced. Made first and destroyed last, it is made under the new name, where AWS has it
 * already, and destroyed under the old name, which AWS no longer knows. So nothing is ever detached.
 */
function keepWhileRenaming(resource: TerraformResource, { group }: MfaEnforcedGroup): void {
  if (resource !== group) {
    resource.lifecycle = { ...resource.lifecycle, createBeforeDestroy: true };
  }
}

/** What identifies a group and those of its attachments that are listed in the roster, by construct id. */
function importIds(construct: RosterConstruct, { name, group, existingPolicyArn }: GroupTransition): ReadonlyMap<string, string> {
  const { mfaPolicy } = construct;
  const groupName = group.formerName ?? name;
  const listed = group.managedPolicies;
  const ids = new Map([["Resource", groupName]]);
  for (const { id, arn } of attachments(listed, mfaPolicy)) {
    const isListed = id !== "change-password" || listed.some((policy) => awsManagedPolicyName(policy) === CHANGE_PASSWORD);
    // Only Terraform knows the ARN of a policy that is made in the app, so the account cannot have it yet.
    if (isListed && arn.startsWith("arn:")) {
      ids.set(id, `${groupName}/${arn}`);
    }
  }
  if (existingPolicyArn !== undefined && listed.some((policy) => isItself(policy, mfaPolicy))) {
    ids.set("mfa", `${groupName}/${existingPolicyArn}`);
  }
  return ids;
}
