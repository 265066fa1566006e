import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  type IAMClient,
  type PolicyDetail,
  PutGroupPolicyCommand,
  type Tag,
} from "@aws-sdk/client-iam";

interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

/** Everything that determines access in an account, sorted by name, without ids and times. */
export interface AccountState {
  readonly policies: readonly { readonly name: string; readonly arn: string; readonly path: string; readonly document: string }[];
  readonly groups: readonly {
    readonly name: string;
    readonly path: string;
    readonly attached: readonly string[];
    readonly inline: readonly InlinePolicy[];
  }[];
  readonly users: readonly User[];
}

export interface User {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly groups: readonly string[];
  readonly attached: readonly string[];
  readonly inline: readonly InlinePolicy[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads the state with a single call, so that no other call can come in between. */
export async function readAccountState(iam: IAMClient): Promise<AccountState> {
  const { Policies, GroupDetailList, UserDetailList, IsTruncated } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ["LocalManagedPolicy", "Group", "User"], MaxItems: 1000 }),
  );
  if (IsTruncated) {
    throw new Error("the account is larger than one answer of GetAccountAuthorizationDetails; keep test accounts small");
  }
  return {
    policies: byName(Policies, "PolicyName").map((policy) => ({
      name: policy.PolicyName!,
      arn: policy.Arn!,
      path: policy.Path!,
      document: decodeURIComponent(policy.PolicyVersionList!.find(({ IsDefaultVersion }) => IsDefaultVersion)!.Document!),
    })),
    groups: byName(GroupDetailList, "GroupName").map((group) => ({
      name: group.GroupName!,
      path: group.Path!,
      attached: (group.AttachedManagedPolicies ?? []).map(({ PolicyArn }) => PolicyArn!).sort(),
      inline: inlinePolicies(group.GroupPolicyList),
    })),
    users: byName(UserDetailList, "UserName").map((user) => ({
      name: user.UserName!,
      arn: user.Arn!,
      path: user.Path!,
      groups: [...(user.GroupList ?? [])].sort(),
      attached: (user.AttachedManagedPolicies ?? []).map(({ PolicyArn }) => PolicyArn!).sort(),
      inline: inlinePolicies(user.UserPolicyList),
      tags: Object.fromEntries(byName<Tag>(user.Tags, "Key").map(({ Key, Value }) => [Key!, Value!])),
    })),
  };
}

/** Descriptions of the account's own policies by ARN, which GetAccountAuthorizationDetails does not return. */
export async function readDescriptions(iam: IAMClient, { policies }: AccountState): Promise<Readonly<Record<string, string>>> {
  const entries = policies.map(async ({ arn }) => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    return [arn, Policy?.Description ?? ""] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Recreates a state in an empty account. */
export async function restoreAccount(iam: IAMClient, state: AccountState, descriptions: Readonly<Record<string, string>>): Promise<void> {
  for (const { name, arn, path, document } of state.policies) {
    await iam.send(new CreatePolicyCommand({ PolicyName: name, Path: path, PolicyDocument: document, Description: descriptions[arn] }));
  }
  for (const { name, path, attached, inline } of state.groups) {
    await iam.send(new CreateGroupCommand({ GroupName: name, Path: path }));
    for (const PolicyArn of attached) {
      await iam.send(new AttachGroupPolicyCommand({ GroupName: name, PolicyArn }));
    }
    for (const policy of inline) {
      await iam.send(new PutGroupPolicyCommand({ GroupName: name, PolicyName: policy.name, PolicyDocument: policy.document }));
    }
  }
  for (const { name, path, groups, attached, tags } of state.users) {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await iam.send(new CreateUserCommand({ UserName: name, Path: path, Tags }));
    for (const GroupName of groups) {
      await iam.send(new AddUserToGroupCommand({ UserName: name, GroupName }));
    }
    for (const PolicyArn of attached) {
      await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
    }
  }
}

function inlinePolicies(policies: readonly PolicyDetail[] | undefined): readonly InlinePolicy[] {
  return byName(policies, "PolicyName").map(({ PolicyName, PolicyDocument }) => ({
    name: PolicyName!,
    document: decodeURIComponent(PolicyDocument!),
  }));
}

function byName<T>(things: readonly T[] | undefined, key: keyof T): readonly T[] {
  return [...(things ?? [])].sort((a, b) => String(a[key]).localeCompare(String(b[key])));
}
