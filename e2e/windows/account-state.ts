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
  ListEntitiesForPolicyCommand,
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

  /** The ARN of the permissions boundary. */
  readonly boundary?: string;
  readonly groups: readonly string[];
  readonly attached: readonly string[];
  readonly inline: readonly InlinePolicy[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Reads the state. Nothing else may change the account meanwhile.
 *
 * Everything comes from one call, except who has which boundary: AWS returns that too, but not every emulator does. Only the account's own policies
 * are looked up as boundaries, which is one call for each.
 */
export async function readAccountState(iam: IAMClient): Promise<AccountState> {
  const { Policies, GroupDetailList, UserDetailList, IsTruncated } = await iam.send(
    new GetAccountAuthorizationDetailsCommand({ Filter: ["LocalManagedPolicy", "Group", "User"], MaxItems: 1000 }),
  );
  if (IsTruncated) {
    throw new Error("the account is larger than one answer of GetAccountAuthorizationDetails; keep test accounts small");
  }
  const boundaries = await readBoundaries(iam, Policies ?? []);
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
      boundary: boundaries.get(user.UserName!),
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
  for (const { name, path, boundary, groups, attached, tags } of state.users) {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await iam.send(new CreateUserCommand({ UserName: name, Path: path, Tags, PermissionsBoundary: boundary }));
    for (const GroupName of groups) {
      await iam.send(new AddUserToGroupCommand({ UserName: name, GroupName }));
    }
    for (const PolicyArn of attached) {
      await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
    }
  }
}

/** The names of the users for whom a policy is the permissions boundary. */
export async function usersBoundedBy(iam: IAMClient, PolicyArn: string): Promise<readonly string[]> {
  const { PolicyUsers = [], IsTruncated } = await iam.send(
    new ListEntitiesForPolicyCommand({ PolicyArn, PolicyUsageFilter: "PermissionsBoundary", MaxItems: 1000 }),
  );
  if (IsTruncated) {
    throw new Error("the account is larger than one answer of ListEntitiesForPolicy; keep test accounts small");
  }
  return PolicyUsers.map(({ UserName }) => UserName!);
}

/** The ARNs of the users' boundaries, by user name. */
async function readBoundaries(
  iam: IAMClient,
  policies: readonly { readonly Arn?: string | undefined }[],
): Promise<ReadonlyMap<string, string>> {
  const entries = policies.map(async ({ Arn }) => (await usersBoundedBy(iam, Arn!)).map((name) => [name, Arn!] as const));
  return new Map((await Promise.all(entries)).flat());
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
