import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
} from "@aws-sdk/client-iam";
import type { Caller } from "../harness/caller";

/** The identities of a deployed account, as AWS itself describes them. */
export type Blueprint = GetAccountAuthorizationDetailsResponse;

/** Reads the deployed identities, so that they can be recreated without terraform. */
export async function readBlueprint(root: Caller): Promise<Blueprint> {
  const blueprint = await root.iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ["User", "Group", "LocalManagedPolicy"], MaxItems: 1000 }),
  );
  if (blueprint.IsTruncated) {
    throw new Error("the account holds more than one page of identities");
  }
  return blueprint;
}

/** Recreates the policies, groups, users and memberships in an empty account. */
export async function build({ iam }: Caller, { Policies = [], GroupDetailList = [], UserDetailList = [] }: Blueprint): Promise<void> {
  for (const { PolicyName, Path, PolicyVersionList = [] } of Policies) {
    const { Document = "" } = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion) ?? {};
    await iam.send(new CreatePolicyCommand({ PolicyName, Path, PolicyDocument: decodeURIComponent(Document) }));
  }
  for (const { GroupName, Path, AttachedManagedPolicies = [] } of GroupDetailList) {
    await iam.send(new CreateGroupCommand({ GroupName, Path }));
    for (const { PolicyArn } of AttachedManagedPolicies) {
      await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
    }
  }
  for (const { UserName, Path, GroupList = [] } of UserDetailList) {
    await iam.send(new CreateUserCommand({ UserName, Path }));
    for (const GroupName of GroupList) {
      await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    }
  }
}
