import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupMembership } from "@cdktf/provider-aws/lib/iam-group-membership";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { AnnotationMetadataEntryType } from "cdktf";
import { Construct } from "constructs";
import { unboundAdministrators } from "../construct-errors";
import { badChoice, type Problem, wrongShape } from "../errors";
import { awsManagedPolicyArn, escapeForTerraform } from "../policy";
import { checkGrants, checkGroupName, checkPath, type Grant } from "../roster";
import { checkAddresses, checkConstructId } from "./addresses";
import { ForgottenResource } from "./forgotten-resource";
import { checkGrantsOf, givesAdministration, grantArn, grantId } from "./grants";
import { checkMembers, type Member, toMember } from "./members";
import type { MfaPolicy } from "./mfa-policy";
import { refuseIfAny } from "./refuse";

/** Who may be in a group: `exclusive`, the members and nobody else; `additive`, the members and whoever is put there by other means. */
const MEMBERSHIPS = ["exclusive", "additive"] as const;

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
    refuseIfAny(this, [...checkConstructId(this), ...checkProps(props)]);
    const { groupName, mfaPolicy, membership = "exclusive", path = "/" } = props;
    if (givesAdministration(props.grants) && mfaPolicy.documentOptions.ownUserOnly === undefined) {
      // Annotations.addWarning would add a stack trace, and the machine's paths would be in the output.
      this.node.addMetadata(AnnotationMetadataEntryType.WARN, unboundAdministrators(groupName));
    }
    this.group = new IamGroup(this, "Resource", { name: groupName, path: escapeForTerraform(path) });

    const deny = new IamGroupPolicyAttachment(this, "mfa", {
      group: this.group.name,
      policyArn: mfaPolicy.arn,
      lifecycle: { createBeforeDestroy: true },
    });
    const attach = (id: string, policyArn: string): IamGroupPolicyAttachment =>
      new IamGroupPolicyAttachment(this, id, { group: this.group.name, policyArn, dependsOn: [deny] });
    const grants = props.grants
      .map((grant) => ({ id: grantId(grant), arn: grantArn(grant, mfaPolicy.partition) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, arn }) => attach(id, arn));
    const changePassword = attach("change-password", awsManagedPolicyArn("IAMUserChangePassword", mfaPolicy.partition));
    const members = props.members.map(toMember).sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#addMembers(members, membership, [deny, ...grants, changePassword]);
    refuseIfAny(this, checkAddresses(this));
  }

  /**
   * Both ways of membership know each other's addresses: after a switch, Terraform forgets the old resources instead of destroying them,
   * since a destroy would take members out of the group that the new ones have just put there.
   */
  #addMembers(members: readonly Member[], membership: Membership, attachments: IamGroupPolicyAttachment[]): void {
    if (membership === "exclusive") {
      new IamGroupMembership(this, "membership", {
        name: this.group.nameInput ?? "",
        group: this.group.name,
        users: members.map(({ reference }) => reference),
        dependsOn: attachments,
      });
      for (const { name } of members) {
        new ForgottenResource(this, `member-${name}`, IamUserGroupMembership.tfResourceType);
      }
      return;
    }
    new ForgottenResource(this, "membership", IamGroupMembership.tfResourceType);
    for (const { name, reference } of members) {
      new IamUserGroupMembership(this, `member-${name}`, { user: reference, groups: [this.group.name], dependsOn: attachments });
    }
  }
}

/** Problems of a group's props. Takes untyped input. */
function checkProps({
  groupName,
  mfaPolicy,
  grants,
  members,
  membership,
  path,
  allowEmpty = false,
}: MfaEnforcedGroupProps): readonly Problem[] {
  const grantProblems = Array.isArray(grants) ? checkGrants("grants", grants) : [wrongShape("grants", grants, "a list of grants")];
  return [
    ...checkGroupName("groupName", groupName),
    ...checkPath("path", path),
    ...(grantProblems.length > 0 ? grantProblems : checkGrantsOf(mfaPolicy, grants)),
    ...checkMembers(members, allowEmpty),
    ...checkMembership(membership),
  ];
}

/** Problems of a choice of membership. */
export function checkMembership(membership: unknown): readonly Problem[] {
  return membership === undefined || (MEMBERSHIPS as readonly unknown[]).includes(membership)
    ? []
    : [badChoice("membership", membership, MEMBERSHIPS)];
}
