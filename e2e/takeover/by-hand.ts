import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetGroupCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListGroupsCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { mfaPolicyDocument, type Roster } from "../../modules";
import { Device } from "../harness/person";

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";

/**
 * Makes an account as the article leaves it: the policy ForceMfa, the group Power that carries it, and in it John, Alice and an outsider, each
 * with key, password and device.
 *
 * @returns the policy's ARN
 */
export async function makeAccountByHand(iam: IAMClient): Promise<string> {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: "ForceMfa", PolicyDocument: JSON.stringify(mfaPolicyDocument()) }),
  );
  const policyArn = Policy!.Arn!;
  await iam.send(new CreateGroupCommand({ GroupName: "Power", Path: "/team/" }));
  for (const PolicyArn of [policyArn, POWER_USER]) {
    await iam.send(new AttachGroupPolicyCommand({ GroupName: "Power", PolicyArn }));
  }
  for (const UserName of ["alice.smith", "john", "outsider"]) {
    await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: "team", Value: "platform" }] }));
    await iam.send(new AddUserToGroupCommand({ GroupName: "Power", UserName }));
    await iam.send(new CreateAccessKeyCommand({ UserName }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: "a temporary Pa55word!" }));
    await enrol(iam, UserName);
  }
  return policyArn;
}

/** That account as a roster: as `enforce-mfa adopt` writes it, except that the group lists the MFA policy, too. */
export function rosterByHand(policyArn: string): Roster {
  return {
    existing: "all",
    groups: { Power: { managedPolicies: ["PowerUserAccess", policyArn], path: "/team/" } },
    users: ["alice.smith", "john", "outsider"].map((name) => ({ name, groups: ["Power"], tags: { team: "platform" } })),
  };
}

async function enrol(iam: IAMClient, UserName: string): Promise<void> {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
  const SerialNumber = VirtualMFADevice!.SerialNumber!;
  const device = new Device(SerialNumber, VirtualMFADevice!.Base32StringSeed!);
  await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...device.consecutiveCodes() }));
}

/** The account's groups and users, and all that belongs to them, under the names that IAM gave them for good. */
export async function contentsOf(iam: IAMClient): Promise<object> {
  const { Users = [] } = await iam.send(new ListUsersCommand({}));
  const { Groups = [] } = await iam.send(new ListGroupsCommand({}));
  const users = await Promise.all(
    Users.map(async ({ UserName, UserId }) => {
      const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
      const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName }));
      const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
      const { User } = await iam.send(new GetUserCommand({ UserName }));
      const keys = AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId);
      const devices = MFADevices.map(({ SerialNumber }) => SerialNumber);
      return [UserId, { keys, devices, password: LoginProfile?.CreateDate?.toISOString(), tags: User?.Tags }] as const;
    }),
  );
  const groups = await Promise.all(Groups.map(async ({ GroupName, GroupId }) => [GroupId, await membersOf(iam, GroupName!)] as const));
  return { users: [...users].sort(byId), groups: [...groups].sort(byId) };
}

function byId([a = ""]: readonly [string | undefined, unknown], [b = ""]: readonly [string | undefined, unknown]): number {
  return a < b ? -1 : 1;
}

export async function membersOf(iam: IAMClient, GroupName: string): Promise<readonly (string | undefined)[]> {
  const { Users = [] } = await iam.send(new GetGroupCommand({ GroupName }));
  return Users.map(({ UserId }) => UserId).sort();
}

export async function policiesOf(iam: IAMClient, GroupName: string): Promise<readonly (string | undefined)[]> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
  return AttachedPolicies.map(({ PolicyName }) => PolicyName).sort();
}
