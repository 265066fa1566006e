import { awsManagedPolicyName } from "../iam";
import type { AccountDetails, AccountGroup, AccountUser } from "./account-details";
import type { Holder, Holders } from "./holders";
import { type CarriedPolicy, readText } from "./policies";
import { groupNotListed, policyNotListed } from "./reasons";

/** Whoever has policies of their own. */
type Carrier = Pick<AccountUser, "attached" | "inline" | "arn">;

/** All groups and users of an account, with what they hold. Nothing in it is uncertain but documents and groups that AWS has not listed. */
export function readAccount(details: AccountDetails): Holders {
  const managed = new Map(details.policies.map(({ arn, name, document }) => [arn, managedPolicy(arn, name, document)]));
  const groups = new Map(details.groups.map((group) => [group.name.toLowerCase(), groupHolder(group, managed)]));
  const users = details.users.map((user) => userHolder(user, groups, managed));
  return {
    all: [...groups.values(), ...users].sort((a, b) => (a.label < b.label ? -1 : 1)),
    unexamined: [],
    attachments: [],
    memberships: [],
    policies: managed,
    credentials: [],
  };
}

/** The documents of whoever has policies of their own, such as a role: attached and inline. */
export function policiesOf(details: AccountDetails, carrier: Carrier): readonly CarriedPolicy[] {
  return carriedBy(carrier, new Map(details.policies.map(({ arn, name, document }) => [arn, managedPolicy(arn, name, document)])));
}

function groupHolder(group: AccountGroup, managed: ReadonlyMap<string, CarriedPolicy>): Holder {
  return { ...entity("group", group), policies: carriedBy(group, managed), groups: [], uncertainGroups: [] };
}

function userHolder(user: AccountUser, groups: ReadonlyMap<string, Holder>, managed: ReadonlyMap<string, CarriedPolicy>): Holder {
  const listed: Holder[] = [];
  const uncertainGroups: { group: Holder; doubt: string }[] = [];
  for (const name of user.groups) {
    const group = groups.get(name.toLowerCase());
    if (group) {
      listed.push(group);
    } else {
      uncertainGroups.push({ group: unlistedGroup(name), doubt: groupNotListed(name) });
    }
  }
  return {
    ...entity("user", user),
    policies: carriedBy(user, managed),
    ...(user.boundary !== undefined && { boundary: attachedPolicy(user.boundary, managed) }),
    groups: listed,
    uncertainGroups,
  };
}

function entity(kind: Holder["kind"], { name }: { readonly name: string }): Pick<Holder, "kind" | "key" | "label" | "name"> {
  return { kind, key: `${kind} ${name.toLowerCase()}`, label: `${kind} ${JSON.stringify(name)}`, name };
}

function unlistedGroup(name: string): Holder {
  return { ...entity("group", { name }), policies: [], groups: [], uncertainGroups: [] };
}

function carriedBy({ attached, inline, arn }: Carrier, managed: ReadonlyMap<string, CarriedPolicy>): readonly CarriedPolicy[] {
  const own = inline.map(({ name, document }) => ({
    label: `inline policy ${JSON.stringify(name)} of ${arn}`,
    key: `${arn} ${name}`,
    name,
    ...readText(document),
  }));
  return [...attached.map((policy) => attachedPolicy(policy.arn, managed)), ...own];
}

/** An AWS managed policy has no Deny of the kind that enforces MFA, so its document may be missing. */
function attachedPolicy(arn: string, managed: ReadonlyMap<string, CarriedPolicy>): CarriedPolicy {
  const name = awsManagedPolicyName(arn);
  return managed.get(arn) ?? (name === undefined ? { label: arn, key: arn, doubt: policyNotListed() } : { label: name, key: arn, name });
}

function managedPolicy(arn: string, name: string, document: string): CarriedPolicy {
  const awsName = awsManagedPolicyName(arn);
  return { label: awsName ?? arn, key: arn, name: awsName ?? name, ...readText(document) };
}
