import { setTimeout as sleep } from "node:timers/promises";
import * as iam from "@aws-sdk/client-iam";
import type { Caller } from "../../harness/caller";
import { MFA_POLICY, OPERATOR } from "../scene";
import { admin, answers, type Call, power, READ } from "./call";

const GroupName = "PowerConsultants";

/** What can be read in IAM beyond the lists of users and virtual devices. */
export const IAM_READS: readonly Call[] = [
  power("iam: list the roles", ({ as }) => as.iam.send(new iam.ListRolesCommand({})), READ),
  power("iam: read the password policy", ({ as }) => as.iam.send(new iam.GetAccountPasswordPolicyCommand({})), READ),
  admin("iam: read their own user", ({ as, self }) => as.iam.send(new iam.GetUserCommand({ UserName: self.name })), READ),
  admin("iam: read another user", ({ as, scene }) => as.iam.send(new iam.GetUserCommand({ UserName: scene.colleague.name })), READ),
  admin("iam: list their own groups", ({ as, self }) => as.iam.send(new iam.ListGroupsForUserCommand({ UserName: self.name })), READ),
  admin("iam: list their own access keys", ({ as, self }) => as.iam.send(new iam.ListAccessKeysCommand({ UserName: self.name })), READ),
  admin(
    "iam: list another user's access keys",
    ({ as, scene }) => as.iam.send(new iam.ListAccessKeysCommand({ UserName: scene.colleague.name })),
    READ,
  ),
  admin(
    "iam: read when a key was last used",
    ({ as, scene }) => as.iam.send(new iam.GetAccessKeyLastUsedCommand({ AccessKeyId: scene.colleague.key.credentials.accessKeyId })),
    READ,
  ),
  admin("iam: read their own login profile", ({ as, self }) => as.iam.send(new iam.GetLoginProfileCommand({ UserName: self.name })), READ),
  admin("iam: list their own tags", ({ as, self }) => as.iam.send(new iam.ListUserTagsCommand({ UserName: self.name })), READ),
  admin(
    "iam: list another user's devices",
    ({ as, scene }) => as.iam.send(new iam.ListMFADevicesCommand({ UserName: scene.colleague.name })),
    { ...READ, stoppedBy: "permissions" },
  ),
  admin(
    "iam: read their own device",
    ({ as, self }) => as.iam.send(new iam.GetMFADeviceCommand({ UserName: self.name, SerialNumber: self.device!.serial })),
    { ...READ, needsDevice: true },
  ),
  admin(
    "iam: list a device's tags",
    ({ as, self }) => as.iam.send(new iam.ListMFADeviceTagsCommand({ SerialNumber: self.device!.serial })),
    { ...READ, needsDevice: true },
  ),
  admin("iam: list the groups", ({ as }) => as.iam.send(new iam.ListGroupsCommand({})), READ),
  admin("iam: list a group's members", ({ as }) => as.iam.send(new iam.GetGroupCommand({ GroupName })), READ),
  admin("iam: list a group's policies", ({ as }) => as.iam.send(new iam.ListAttachedGroupPoliciesCommand({ GroupName })), READ),
  admin(
    "iam: read a group's inline policy",
    ({ as }) => as.iam.send(new iam.GetGroupPolicyCommand({ GroupName, PolicyName: "by-hand" })),
    READ,
  ),
  admin("iam: list the policies", ({ as }) => as.iam.send(new iam.ListPoliciesCommand({})), READ),
  admin(
    "iam: read the MFA policy",
    ({ as }) => as.iam.send(new iam.GetPolicyVersionCommand({ PolicyArn: MFA_POLICY, VersionId: "v1" })),
    READ,
  ),
  admin(
    "iam: list who carries the MFA policy",
    ({ as }) => as.iam.send(new iam.ListEntitiesForPolicyCommand({ PolicyArn: MFA_POLICY })),
    READ,
  ),
  admin("iam: read a role", ({ as }) => as.iam.send(new iam.GetRoleCommand({ RoleName: OPERATOR.split("/")[1] })), READ),
  admin("iam: read all of IAM in one call", ({ as }) => as.iam.send(new iam.GetAccountAuthorizationDetailsCommand({})), READ),
  admin("iam: read the account's summary", ({ as }) => as.iam.send(new iam.GetAccountSummaryCommand({})), READ),
  admin("iam: list the account's aliases", ({ as }) => as.iam.send(new iam.ListAccountAliasesCommand({})), READ),
  admin("iam: read the credential report", ({ as }) => as.iam.send(new iam.GetCredentialReportCommand({})), {
    ...READ,
    control: { run: ({ as }) => readCredentialReport(as) },
  }),
  admin(
    "iam: simulate another user's policies",
    ({ as, scene }) =>
      as.iam.send(
        new iam.SimulatePrincipalPolicyCommand({
          PolicySourceArn: `arn:aws:iam::123456789012:user/${scene.colleague.name}`,
          ActionNames: ["s3:GetObject"],
        }),
      ),
    READ,
  ),
  admin(
    "iam: read another user's inline policy",
    ({ as, scene }) => as.iam.send(new iam.GetUserPolicyCommand({ UserName: scene.colleague.name, PolicyName: "own" })),
    { ...READ, ...answers("NoSuchEntity") },
  ),
];

/** AWS takes a moment to write the report, and says so until it is ready. */
async function readCredentialReport(as: Caller): Promise<void> {
  while ((await as.iam.send(new iam.GenerateCredentialReportCommand({}))).State !== "COMPLETE") {
    await sleep(100);
  }
  await as.iam.send(new iam.GetCredentialReportCommand({}));
}
