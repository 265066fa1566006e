import * as iam from "@aws-sdk/client-iam";
import type { Caller } from "../../harness/caller";
import { ADMINISTRATOR_ACCESS, ALLOW_ALL, document, MFA_POLICY, POWER_USER_ACCESS } from "../scene";
import { admin, answers, type Call, power } from "./call";

const PolicyArn = MFA_POLICY;
const GroupName = "PowerConsultants";
const TRUST_EVERYBODY = document([{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }]);

const GROUP: readonly Call[] = [
  admin("iam: detach the MFA policy from the group", ({ as }) => as.iam.send(new iam.DetachGroupPolicyCommand({ GroupName, PolicyArn }))),
  admin("iam: attach AdministratorAccess to the group", ({ as }) =>
    as.iam.send(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn: ADMINISTRATOR_ACCESS })),
  ),
  admin("iam: put an inline policy on the group", ({ as }) =>
    as.iam.send(new iam.PutGroupPolicyCommand({ GroupName, PolicyName: "mine", PolicyDocument: ALLOW_ALL })),
  ),
  admin("iam: delete the group's inline policy", ({ as }) =>
    as.iam.send(new iam.DeleteGroupPolicyCommand({ GroupName, PolicyName: "by-hand" })),
  ),
  admin("iam: leave the group", ({ as, self }) => leave(as, self.name), {
    control: { run: ({ as, scene }) => leave(as, scene.john.name) },
  }),
  admin("iam: take a colleague out of the group", ({ as, scene }) =>
    as.iam.send(new iam.RemoveUserFromGroupCommand({ GroupName, UserName: scene.colleague.name })),
  ),
  admin("iam: join the administrators", ({ as, self }) =>
    as.iam.send(new iam.AddUserToGroupCommand({ GroupName: "Administrators", UserName: self.name })),
  ),
  admin("iam: delete the group", ({ as }) => as.iam.send(new iam.DeleteGroupCommand({ GroupName })), answers("DeleteConflict")),
  admin("iam: rename the group", ({ as }) => as.iam.send(new iam.UpdateGroupCommand({ GroupName, NewGroupName: "Nobodies" }))),
  admin("iam: create a group without the Deny", ({ as }) => as.iam.send(new iam.CreateGroupCommand({ GroupName: "Free" }))),
];

const POLICY: readonly Call[] = [
  admin("iam: replace the MFA policy's document", ({ as }) =>
    as.iam.send(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: ALLOW_ALL, SetAsDefault: true })),
  ),
  admin("iam: make another version of the MFA policy the default", ({ as }) =>
    as.iam.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v2" })),
  ),
  admin("iam: delete a version of the MFA policy", ({ as }) =>
    as.iam.send(new iam.DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" })),
  ),
  admin("iam: delete the MFA policy", ({ as }) => as.iam.send(new iam.DeletePolicyCommand({ PolicyArn })), answers("DeleteConflict")),
  admin("iam: tag the MFA policy", ({ as }) =>
    as.iam.send(new iam.TagPolicyCommand({ PolicyArn, Tags: [{ Key: "team", Value: "mine" }] })),
  ),
  admin("iam: create a policy that allows everything", ({ as }) =>
    as.iam.send(new iam.CreatePolicyCommand({ PolicyName: "Mine", PolicyDocument: ALLOW_ALL })),
  ),
];

const USER: readonly Call[] = [
  admin("iam: put an inline policy on oneself", ({ as, self }) =>
    as.iam.send(new iam.PutUserPolicyCommand({ UserName: self.name, PolicyName: "mine", PolicyDocument: ALLOW_ALL })),
  ),
  admin("iam: delete an inline policy of oneself", ({ as, self }) =>
    as.iam.send(new iam.DeleteUserPolicyCommand({ UserName: self.name, PolicyName: "mine" })),
  ),
  admin("iam: attach AdministratorAccess to oneself", ({ as, self }) =>
    as.iam.send(new iam.AttachUserPolicyCommand({ UserName: self.name, PolicyArn: ADMINISTRATOR_ACCESS })),
  ),
  admin(
    "iam: detach a policy from oneself",
    ({ as, self }) => as.iam.send(new iam.DetachUserPolicyCommand({ UserName: self.name, PolicyArn: ADMINISTRATOR_ACCESS })),
    answers("NoSuchEntity"),
  ),
  admin("iam: put a permissions boundary on oneself", ({ as, self }) =>
    as.iam.send(new iam.PutUserPermissionsBoundaryCommand({ UserName: self.name, PermissionsBoundary: POWER_USER_ACCESS })),
  ),
  admin("iam: put a permissions boundary on a colleague", ({ as, scene }) =>
    as.iam.send(new iam.PutUserPermissionsBoundaryCommand({ UserName: scene.colleague.name, PermissionsBoundary: POWER_USER_ACCESS })),
  ),
  admin("iam: delete their own permissions boundary", ({ as, self }) =>
    as.iam.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: self.name })),
  ),
  admin("iam: tag oneself", ({ as, self }) =>
    as.iam.send(new iam.TagUserCommand({ UserName: self.name, Tags: [{ Key: "team", Value: "administrators" }] })),
  ),
  admin("iam: untag oneself", ({ as, self }) => as.iam.send(new iam.UntagUserCommand({ UserName: self.name, TagKeys: ["team"] }))),
  admin("iam: rename oneself", ({ as, self }) =>
    as.iam.send(new iam.UpdateUserCommand({ UserName: self.name, NewUserName: "somebody.else" })),
  ),
  admin("iam: create a user", ({ as }) => as.iam.send(new iam.CreateUserCommand({ UserName: "back.door" }))),
  admin(
    "iam: delete a colleague",
    ({ as, scene }) => as.iam.send(new iam.DeleteUserCommand({ UserName: scene.colleague.name })),
    answers("DeleteConflict"),
  ),
];

const ROLE = { RoleName: "operator" };

const ACCOUNT_WIDE: readonly Call[] = [
  admin("iam: make a role trust everybody", ({ as }) =>
    as.iam.send(new iam.UpdateAssumeRolePolicyCommand({ ...ROLE, PolicyDocument: TRUST_EVERYBODY })),
  ),
  admin("iam: create a role that trusts everybody", ({ as }) =>
    as.iam.send(new iam.CreateRoleCommand({ RoleName: "back-door", AssumeRolePolicyDocument: TRUST_EVERYBODY })),
  ),
  admin("iam: attach AdministratorAccess to a role", ({ as }) =>
    as.iam.send(new iam.AttachRolePolicyCommand({ RoleName: "worker", PolicyArn: ADMINISTRATOR_ACCESS })),
  ),
  admin("iam: detach the MFA policy from a role", ({ as }) =>
    as.iam.send(new iam.DetachRolePolicyCommand({ RoleName: "worker", PolicyArn })),
  ),
  admin("iam: put an inline policy on a role", ({ as }) =>
    as.iam.send(new iam.PutRolePolicyCommand({ RoleName: "worker", PolicyName: "mine", PolicyDocument: ALLOW_ALL })),
  ),
  admin("iam: put a permissions boundary on a role", ({ as }) =>
    as.iam.send(new iam.PutRolePermissionsBoundaryCommand({ ...ROLE, PermissionsBoundary: POWER_USER_ACCESS })),
  ),
  power("iam: create a service-linked role", ({ as }) =>
    as.iam.send(new iam.CreateServiceLinkedRoleCommand({ AWSServiceName: "elasticbeanstalk.amazonaws.com" })),
  ),
  admin("iam: trust an identity provider", ({ as }) =>
    as.iam.send(new iam.CreateOpenIDConnectProviderCommand({ Url: "https://id.example.com", ThumbprintList: ["0".repeat(40)] })),
  ),
  admin("iam: weaken the password policy", ({ as }) =>
    as.iam.send(new iam.UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 6 })),
  ),
  admin("iam: delete the password policy", ({ as }) => as.iam.send(new iam.DeleteAccountPasswordPolicyCommand({}))),
  admin("iam: create an account alias", ({ as }) => as.iam.send(new iam.CreateAccountAliasCommand({ AccountAlias: "mine" }))),
];

/** Ways to weaken the enforcement: through the group, the policy, their own user, and account-wide settings. */
export const ENFORCEMENT: readonly Call[] = [...GROUP, ...POLICY, ...USER, ...ACCOUNT_WIDE];

function leave(as: Caller, UserName: string): Promise<unknown> {
  const group = UserName === "administrator" ? "Administrators" : GroupName;
  return as.iam.send(new iam.RemoveUserFromGroupCommand({ GroupName: group, UserName }));
}
