import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupMembership } from "@cdktf/provider-aws/lib/iam-group-membership";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { AnnotationMetadataEntryType, Token } from "cdktf";
import { Construct } from "constructs";
import { badChoice, badGrant, duplicateMember, emptyMembers, invalidConstruct, type Problem, unboundAdministrators } from "../errors";
import { awsManagedPolicyArn } from "../policy";
import { awsManagedPolicyName, checkGrants, checkGroupName, checkPath, type Grant } from "../roster";
import { ForgottenResource } from "./forgotten-resource";
import { checkPartition, givesAdministration } from "./grants";
import type { MfaPolicy } from "./mfa-policy";

/** Who may be in a group: `exclusive`, the members and nobody else; `additive`, the members and whoever is put there by other means. */
export const MEMBERSHIPS = ["exclusive", "additive"] as const;

export type Membership = (typeof MEMBERSHIPS)[number];

export interface MfaEnforcedGroupProps {
  /** The group's name: 1 to 128 letters, digits and `+=,.@_-`. */
  readonly groupName: string;

  /** The policy that carries the Deny; attached before anything else, detached after everything else. */
  readonly mfaPolicy: MfaPolicy;

  /**
   * What the members may do once they have signed in with MFA: at most 8 managed policies, in the partition of the MFA policy. Where they
   * include administrator rights, the MFA policy's document should have `ownUserOnly`.
   */
  readonly grants: readonly Grant[];

  /** The group's members: names, or users made elsewhere, whose references are kept. */
  readonly members: readonly (string | IamUser)[];

  /**
   * Whether strangers in the group are removed.
   *
   * @default "exclusive"
   */
  readonly membership?: Membership;

  /**
   * The group's IAM path.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Whether the group may have no members. Otherwise an empty list is refused, since it is the usual sign of a mistake.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;
}

interface Member {
  readonly name: string;
  readonly reference: string;
}

/**
 * An enforced group: the group, the MFA policy, then the grants, then the members. A destroy runs the other way, so that nobody holds a
 * grant without the Deny at any moment.
 *
 * @throws InvalidInputError with all problems of the props
 */
export class MfaEnforcedGroup extends Construct {
  /** The group's resource. */
  readonly group: IamGroup;

  constructor(scope: Construct, id: string, props: MfaEnforcedGroupProps) {
    super(scope, id);
    const members = props.members.map(toMember).sort((a, b) => (a.name < b.name ? -1 : 1));
    const problems = checkProps(props);
    if (problems.length > 0) {
      throw invalidConstruct(this.node.path, problems);
    }
    if (givesAdministration(props.grants) && props.mfaPolicy.documentOptions.ownUserOnly === undefined) {
      // Annotations.addWarning would add a stack trace, and the machine's paths would be in the output.
      this.node.addMetadata(AnnotationMetadataEntryType.WARN, unboundAdministrators(props.groupName));
    }
    this.group = new IamGroup(this, "Resource", { name: props.groupName, path: props.path ?? "/" });

    const deny = new IamGroupPolicyAttachment(this, "mfa", {
      group: this.group.name,
      policyArn: props.mfaPolicy.arn,
      lifecycle: { createBeforeDestroy: true },
    });
    const attach = (id: string, policyArn: string): IamGroupPolicyAttachment =>
      new IamGroupPolicyAttachment(this, id, { group: this.group.name, policyArn, dependsOn: [deny] });
    const { partition } = props.mfaPolicy;
    const grants = [
      ...props.grants.map((grant) => attach(`grant-${grantId(grant)}`, grantArn(grant, props.mfaPolicy))),
      attach("change-password", awsManagedPolicyArn("IAMUserChangePassword", partition)),
    ];
    this.#addMembers(members, props.membership ?? "exclusive", [deny, ...grants]);
  }

  /**
   * Both ways of membership know each other's addresses: after a switch, Terraform forgets the old resources instead of destroying them,
   * since a destroy would take members out of the group that the new ones have just put there.
   */
  #addMembers(members: readonly Member[], membership: Membership, attachments: IamGroupPolicyAttachment[]): void {
    const isExclusive = membership === "exclusive";
    if (isExclusive) {
      new IamGroupMembership(this, "membership", {
        name: this.group.nameInput ?? "",
        group: this.group.name,
        users: members.map(({ reference }) => reference),
        dependsOn: attachments,
      });
    } else {
      new ForgottenResource(this, "membership", IamGroupMembership.tfResourceType);
    }
    for (const { name, reference } of members) {
      if (isExclusive) {
        new ForgottenResource(this, `member-${name}`, IamUserGroupMembership.tfResourceType);
      } else {
        new IamUserGroupMembership(this, `member-${name}`, {
          user: reference,
          groups: [this.group.name],
          dependsOn: attachments,
        });
      }
    }
  }
}

function toMember(member: string | IamUser): Member {
  if (typeof member === "string") {
    return { name: member, reference: member };
  }
  const { nameInput, node } = member;
  return { name: nameInput === undefined || Token.isUnresolved(nameInput) ? node.path : nameInput, reference: member.name };
}

function grantId(grant: Grant): string {
  const name = awsManagedPolicyName(grant);
  if (name !== undefined) {
    return name;
  }
  if (typeof grant === "string") {
    return grant;
  }
  return Construct.isConstruct(grant) ? grant.node.path : grant.arn;
}

function grantArn(grant: Grant, { partition }: MfaPolicy): string {
  if (typeof grant !== "string") {
    return grant.arn;
  }
  return grant.startsWith("arn:") ? grant : awsManagedPolicyArn(grant, partition);
}

function checkProps(props: MfaEnforcedGroupProps): readonly Problem[] {
  return [
    ...checkGroupName("groupName", props.groupName),
    ...checkPath("path", props.path),
    ...checkGrants("grants", props.grants),
    ...checkPartition("grants", props.grants, props.mfaPolicy.partition),
    ...props.grants.flatMap((grant, index) => (hasNoName(grant) ? [badGrant(`grants[${index}]`, grant)] : [])),
    ...checkMembers(props),
    ...checkMembership(props.membership),
  ];
}

/** Problems of a choice of membership. */
export function checkMembership(membership: unknown): readonly Problem[] {
  return membership === undefined || (MEMBERSHIPS as readonly unknown[]).includes(membership)
    ? []
    : [badChoice("membership", membership, MEMBERSHIPS)];
}

/** A reference that is no construct has nothing from which a Terraform address could be made. */
function hasNoName(grant: Grant): boolean {
  return typeof grant === "object" && !Construct.isConstruct(grant) && Token.isUnresolved(grant.arn);
}

function checkMembers({ members, allowEmpty = false }: MfaEnforcedGroupProps): readonly Problem[] {
  if (members.length === 0) {
    return allowEmpty ? [] : [emptyMembers()];
  }
  const seen = new Set<string>();
  return members.flatMap((member, index) => {
    const { name } = toMember(member);
    const key = name.toLowerCase();
    if (seen.has(key)) {
      return [duplicateMember(`members[${index}]`, name)];
    }
    seen.add(key);
    return [];
  });
}
