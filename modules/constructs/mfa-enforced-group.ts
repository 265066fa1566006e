import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupMembership } from "@cdktf/provider-aws/lib/iam-group-membership";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { AnnotationMetadataEntryType } from "cdktf";
import { Construct } from "constructs";
import { badChoice, isObject, type Problem, unknownKeys, wrongType } from "../problem";
import { checkGroupName, checkManagedPolicies, checkPath, type ManagedPolicy } from "../roster";
import { type IMfaPolicy, isMfaPolicy, MfaPolicy } from "./mfa-policy";
import { checkAddresses, checkConstructId } from "./private/addresses";
import { isChecked } from "./private/checked";
import { ForgottenResource } from "./private/forgotten-resource";
import { administrationOf } from "./private/administration";
import { attachments, checkPartitions, isItself, misspelledPolicies } from "./private/managed-policies";
import { checkMembers, type Member, toMember } from "./private/members";
import { register } from "./private/one-per-stack";
import { administratorsReachOthers, mayReachOthers, unknownManagedPolicy, groupExists, notAnMfaPolicy } from "./private/problems";
import { refuseIfAny } from "./private/refuse";

const MEMBERSHIPS = ["exclusive", "additive"] as const;

/** Who may be in a group: `exclusive`, only the listed members; `additive`, the listed members and anyone added by other means. */
export type Membership = (typeof MEMBERSHIPS)[number];

/** How a group's members are managed. */
export interface MembershipProps {
  /**
   * Whether Terraform removes members that are not listed.
   *
   * @default "exclusive"
   */
  readonly membership?: Membership;

  /**
   * What `membership` was before, for the one apply that switches it: Terraform then forgets the old membership resources instead of
   * destroying them, so nobody leaves the group in between. Needs Terraform 1.7.
   *
   * @default - `membership` has not changed
   */
  readonly previousMembership?: Membership;
}

export interface MfaEnforcedGroupProps extends MembershipProps {
  /** The group's name: 1 to 128 letters, digits and `+=,.@_-`. */
  readonly groupName: string;

  /** The policy that carries the Deny. It is attached first and detached last. */
  readonly mfaPolicy: IMfaPolicy;

  /**
   * What the members may do once they have signed in with MFA: at most 8 managed policies, in the partition of the MFA policy. If they
   * include administrator rights, set `exemptOwnUserOnly` in the MFA policy's document.
   */
  readonly managedPolicies: readonly ManagedPolicy[];

  /** The group's members: names, or `IamUser`s made elsewhere, which the group then refers to. */
  readonly members: readonly (string | IamUser)[];

  /**
   * The group's IAM path.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Whether the group may have no members. Otherwise an empty list is refused, because it is usually a mistake.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;
}

const KEYS = [
  "groupName",
  "mfaPolicy",
  "managedPolicies",
  "members",
  "membership",
  "previousMembership",
  "path",
  "allowEmpty",
] as const satisfies (keyof MfaEnforcedGroupProps)[];

/**
 * An enforced group: the group, the MFA policy, then its managed policies, then its members. Destroying runs the other way, so the group
 * never has a managed policy without the Deny.
 *
 * @throws InvalidInputError with all problems of the props
 */
export class MfaEnforcedGroup extends Construct {
  /** The group's resource. */
  readonly group: IamGroup;

  constructor(scope: Construct, id: string, props: MfaEnforcedGroupProps) {
    super(scope, id);
    const isPartOfRoster = isChecked(props);
    if (!isPartOfRoster) {
      refuseIfAny(this, [...checkConstructId(this), ...checkProps(props)]);
    }
    const { groupName, mfaPolicy, managedPolicies, path = "/" } = props;
    const first = register(this, `group ${groupName.toLowerCase()}`);
    refuseIfAny(this, first ? [groupExists("groupName", groupName, first.node.path)] : []);
    for (const warning of warningsAbout(props)) {
      // Annotations.addWarning would add a stack trace, and with it paths of the machine.
      this.node.addMetadata(AnnotationMetadataEntryType.WARN, warning);
    }
    this.group = new IamGroup(this, "Resource", { name: groupName, path });
    const group = this.group.name;
    const deny = new IamGroupPolicyAttachment(this, "mfa", { group, policyArn: mfaPolicy.arn, lifecycle: { createBeforeDestroy: true } });
    const others = attachments(managedPolicies, mfaPolicy).map(
      ({ id, arn }) => new IamGroupPolicyAttachment(this, id, { group, policyArn: arn, dependsOn: [deny] }),
    );
    this.#addMembers(props, [deny, ...others]);
    if (!isPartOfRoster) {
      refuseIfAny(this, checkAddresses(this));
    }
  }

  #addMembers(
    { groupName, members: given, membership = "exclusive", previousMembership = membership }: MfaEnforcedGroupProps,
    dependsOn: IamGroupPolicyAttachment[],
  ): void {
    const members = given.map((member) => toMember(member, this.group.cdktfStack)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const id = ({ name }: Member): string => `member-${name}`;
    const hasSwitched = previousMembership !== membership;
    const group = this.group.name;
    if (membership === "exclusive") {
      const users = members.map(({ reference }) => reference);
      new IamGroupMembership(this, "membership", { name: groupName, group, users, dependsOn });
      if (hasSwitched) {
        members.forEach((member) => new ForgottenResource(this, id(member), IamUserGroupMembership.tfResourceType));
      }
      return;
    }
    for (const member of members) {
      new IamUserGroupMembership(this, id(member), { user: member.reference, groups: [group], dependsOn });
    }
    if (hasSwitched) {
      new ForgottenResource(this, "membership", IamGroupMembership.tfResourceType);
    }
  }
}

function warningsAbout({ groupName, mfaPolicy, managedPolicies }: MfaEnforcedGroupProps): readonly string[] {
  const warnings = misspelledPolicies(managedPolicies).map((name) => unknownManagedPolicy(groupName, name));
  if (mfaPolicy instanceof MfaPolicy && mfaPolicy.documentOptions.exemptOwnUserOnly === undefined) {
    const administration = administrationOf(managedPolicies);
    if (administration === "yes") {
      warnings.push(administratorsReachOthers(groupName));
    } else if (administration === "unknown") {
      warnings.push(mayReachOthers(groupName));
    }
  }
  return warnings;
}

/** Problems of a group's props. Takes untyped input. */
function checkProps(props: unknown): readonly Problem[] {
  if (!isObject(props)) {
    return [wrongType("", props, "an object of props")];
  }
  const { groupName, mfaPolicy, managedPolicies, members, path, allowEmpty } = props;
  return [
    ...unknownKeys("", props, KEYS),
    ...checkGroupName("groupName", groupName),
    ...checkMfaPolicy(mfaPolicy),
    ...(Array.isArray(managedPolicies)
      ? checkPolicies(managedPolicies, mfaPolicy)
      : [wrongType("managedPolicies", managedPolicies, "a list of managed policies")]),
    ...checkMembers(members, allowEmpty === true),
    ...checkMembership(props),
    ...checkPath("path", path),
    ...(allowEmpty === undefined || typeof allowEmpty === "boolean" ? [] : [wrongType("allowEmpty", allowEmpty, "true or false")]),
  ];
}

function checkMfaPolicy(value: unknown): readonly Problem[] {
  if (value === undefined) {
    return [wrongType("mfaPolicy", value, "an MfaPolicy")];
  }
  if (isMfaPolicy(value)) {
    return [];
  }
  const isPolicy = isObject(value) && value.terraformResourceType === IamPolicy.tfResourceType;
  return [notAnMfaPolicy("mfaPolicy", Construct.isConstruct(value) ? value.node.path : value, isPolicy)];
}

function checkPolicies(entries: readonly unknown[], mfaPolicy: unknown): readonly Problem[] {
  if (!isMfaPolicy(mfaPolicy)) {
    return checkManagedPolicies("managedPolicies", entries);
  }
  const problems = checkManagedPolicies("managedPolicies", entries, (policy) => isItself(policy, mfaPolicy));
  return problems.length > 0 ? problems : checkPartitions("managedPolicies", entries as readonly ManagedPolicy[], mfaPolicy.partition);
}

/** Problems of the choice of membership. Takes untyped input. */
export function checkMembership(props: Readonly<Record<string, unknown>>): readonly Problem[] {
  return (["membership", "previousMembership"] as const).flatMap((key) => {
    const value = props[key];
    return value === undefined || (MEMBERSHIPS as readonly unknown[]).includes(value) ? [] : [badChoice(key, value, MEMBERSHIPS)];
  });
}
