import type { GetAccountAuthorizationDetailsResponse, GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import type { AccountDetails, AccountGroup, AccountPolicy, AccountRole, AccountUser, AttachedPolicy, InlinePolicy } from "../access";
import { count } from "../problem";
import type { Session } from "./session";

/** As many as AWS gives at once. Source: IAM API reference, GetAccountAuthorizationDetails. */
const PAGE_SIZE = 1000;

/**
 * Reads all users, groups, roles and managed policies of an account.
 *
 * @throws InvalidInputError if AWS refuses it, or cannot be reached
 */
export async function readDetails(session: Session): Promise<AccountDetails> {
  const users: AccountUser[] = [];
  const groups: AccountGroup[] = [];
  const roles: AccountRole[] = [];
  const policies: AccountPolicy[] = [];
  let page: GetAccountAuthorizationDetailsResponse | undefined;
  do {
    const marker = page?.Marker;
    page = await session.call("iam:GetAccountAuthorizationDetails", async ({ iam }) =>
      (await iam()).getAccountAuthorizationDetails({ MaxItems: PAGE_SIZE, ...(marker !== undefined && { Marker: marker }) }),
    );
    users.push(...(page.UserDetailList ?? []).map(userOf));
    groups.push(...(page.GroupDetailList ?? []).map(groupOf));
    roles.push(...(page.RoleDetailList ?? []).map(roleOf));
    policies.push(...(page.Policies ?? []).map(policyOf));
    session.progress(`reading the account: ${count(users.length, "user")}, ${count(groups.length, "group")}`);
  } while (page.IsTruncated === true);
  return { users: sorted(users), groups: sorted(groups), roles: sorted(roles), policies: sorted(policies) };
}

function userOf(user: UserDetail): AccountUser {
  return {
    ...entityOf(user.UserName, user.Path, user.Arn, user.AttachedManagedPolicies, user.UserPolicyList),
    tags: Object.fromEntries((user.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    groups: user.GroupList ?? [],
    ...boundaryOf(user),
  };
}

function groupOf(group: GroupDetail): AccountGroup {
  return entityOf(group.GroupName, group.Path, group.Arn, group.AttachedManagedPolicies, group.GroupPolicyList);
}

function roleOf(role: RoleDetail): AccountRole {
  return {
    ...entityOf(role.RoleName, role.Path, role.Arn, role.AttachedManagedPolicies, role.RolePolicyList),
    trustDocument: decode(role.AssumeRolePolicyDocument),
    ...boundaryOf(role),
  };
}

function policyOf({ PolicyName = "", Arn = "", PolicyVersionList = [] }: ManagedPolicyDetail): AccountPolicy {
  const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
  return { name: PolicyName, arn: Arn, document: decode(version?.Document) };
}

function entityOf(
  name = "",
  path = "/",
  arn = "",
  attached: UserDetail["AttachedManagedPolicies"] = [],
  inline: UserDetail["UserPolicyList"] = [],
): AccountGroup {
  return {
    name,
    path,
    arn,
    attached: sorted(attached.map(({ PolicyName, PolicyArn }): AttachedPolicy => ({ name: PolicyName ?? "", arn: PolicyArn ?? "" }))),
    inline: sorted(
      inline.map(({ PolicyName, PolicyDocument }): InlinePolicy => ({ name: PolicyName ?? "", document: decode(PolicyDocument) })),
    ),
  };
}

function boundaryOf({ PermissionsBoundary }: UserDetail | RoleDetail): { readonly boundary?: string } {
  const arn = PermissionsBoundary?.PermissionsBoundaryArn;
  return arn === undefined ? {} : { boundary: arn };
}

/** AWS encodes documents as in a URL (RFC 3986). Source: IAM API reference, GetAccountAuthorizationDetails. */
function decode(document = ""): string {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

/** By name, because AWS does not promise an order. */
function sorted<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
