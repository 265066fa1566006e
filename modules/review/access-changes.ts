import { type Attachment, type CarriedPolicy, literalString, type Membership, type Plan, type ResourceChange } from "../access";
import type { AccessChange, Change } from "./model";
import { enforcing } from "./rules/cause";
import { credentialWords } from "./rules/unenforced-credentials";
import { isEnforced, isExposed, type Side } from "./side";

/** Who comes and goes, and who gains or loses what, in the order of the vocabulary: people first. */
export function accessChanges(plan: Plan, before: Side, after: Side): readonly AccessChange[] {
  const names = new Names(plan);
  return [
    ...comings(plan),
    ...memberships(before, after, names),
    ...attachments(before, after, names),
    ...boundaries(before, after),
    ...credentials(before, after),
    ...enforcement(before, after),
  ];
}

const KINDS: ReadonlyMap<string, "group" | "policy" | "user"> = new Map([
  ["aws_iam_user", "user"],
  ["aws_iam_group", "group"],
  ["aws_iam_policy", "policy"],
]);

/** Keys of users and groups that a plan renames, so that nobody leaves and joins by a rename. */
class Names {
  readonly #renamed = new Map<string, string>();

  constructor(plan: Plan) {
    for (const { type, provider, before, after } of plan.changes) {
      const [was, is] = [before && nameOf(before), after && nameOf(after)];
      if (["aws_iam_user", "aws_iam_group"].includes(type) && was !== undefined && is !== undefined && was !== is) {
        this.#renamed.set(`${provider} ${type} ${was.toLowerCase()}`, `${provider} ${type} ${is.toLowerCase()}`);
      }
    }
  }

  /** The key that somebody has after the plan. */
  current(key: string): string {
    return this.#renamed.get(key) ?? key;
  }
}

function comings(plan: Plan): readonly AccessChange[] {
  const changes = plan.changes.filter(({ type, isDeposed }) => KINDS.has(type) && !isDeposed).flatMap(coming);
  const order = ["user", "group", "policy"];
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function coming({ type, address, action, before, after }: ResourceChange): readonly AccessChange[] {
  const kind = KINDS.get(type);
  const [was, is] = [before && nameOf(before), after && nameOf(after)];
  if (kind === undefined || action === "no-op" || action === "forget") {
    return [];
  }
  if (was !== undefined && is !== undefined) {
    return was === is ? [] : [{ kind, change: "renamed", name: is, formerName: was, address }];
  }
  const change: Change = before ? "removed" : "added";
  return [{ kind, change, name: is ?? was ?? address, address }];
}

function memberships(before: Side, after: Side, names: Names): readonly AccessChange[] {
  const keyOf = ({ user, group }: Membership): string => `${names.current(user.key)} / ${names.current(group.key)}`;
  const [was, is] = [byKey(before.holders.memberships, keyOf), byKey(after.holders.memberships, keyOf)];
  const [policiesBefore, policiesAfter] = [policiesOfGroups(before), policiesOfGroups(after)];
  const describe = (change: Change, policies: ReadonlyMap<string, readonly string[]>, { user, group }: Membership): AccessChange => ({
    kind: "membership",
    change,
    user: user.name ?? user.key,
    group: group.name ?? group.key,
    policies: policies.get(group.key) ?? [],
  });
  return [
    ...added(was, is).map((membership) => describe("added", policiesAfter, membership)),
    ...added(is, was).map((membership) => describe("removed", policiesBefore, membership)),
  ];
}

function policiesOfGroups({ holders }: Side): ReadonlyMap<string, readonly string[]> {
  const groups = holders.all.filter(({ kind }) => kind === "group");
  return new Map(groups.map(({ key, policies }) => [key, namesOf(policies)]));
}

function attachments(before: Side, after: Side, names: Names): readonly AccessChange[] {
  const keyOf = ({ holder, policy }: Attachment): string => `${names.current(holder.key)} / ${policy.label}`;
  const [was, is] = [byKey(before.holders.attachments, keyOf), byKey(after.holders.attachments, keyOf)];
  const describe = (change: Change, { kind, holder, policy }: Attachment): AccessChange => ({
    kind: "attachment",
    change,
    holder: { kind, name: holder.name ?? holder.key },
    policy: policy.name ?? policy.label,
  });
  return [
    ...added(was, is).map((attachment) => describe("added", attachment)),
    ...added(is, was).map((attachment) => describe("removed", attachment)),
  ];
}

function boundaries(before: Side, after: Side): readonly AccessChange[] {
  const keys = new Set([...before.standings.keys(), ...after.standings.keys()]);
  return [...keys].flatMap((key): readonly AccessChange[] => {
    const [was, is] = [before.standings.get(key)?.holder, after.standings.get(key)?.holder];
    const [old, now] = [was?.boundary, is?.boundary];
    if (old?.label === now?.label) {
      return [];
    }
    const change = old === undefined ? "added" : now === undefined ? "removed" : "changed";
    // A user who goes takes the boundary along.
    return is?.address === undefined ? [] : [{ kind: "boundary", change, user: is.name, policy: nameOfPolicy(now ?? old) }];
  });
}

function credentials(before: Side, after: Side): readonly AccessChange[] {
  const addressOf = ({ resource }: { readonly resource: { readonly address: string } }): string => resource.address;
  const [was, is] = [byKey(before.holders.credentials, addressOf), byKey(after.holders.credentials, addressOf)];
  return [
    ...added(was, is).map(({ resource, user }) => ({
      kind: "credentials" as const,
      change: "added" as const,
      user: user.name,
      what: credentialWords(resource.type),
    })),
    ...added(is, was).map(({ resource, user }) => ({
      kind: "credentials" as const,
      change: "removed" as const,
      user: user.name,
      what: credentialWords(resource.type),
    })),
  ];
}

/** Until they have registered a device and signed in with it, people can use nothing that takes MFA from now on. */
function enforcement(before: Side, after: Side): readonly AccessChange[] {
  return [...after.standings.values()].flatMap((standing): readonly AccessChange[] => {
    const earlier = before.standings.get(standing.holder.key);
    const change =
      isExposed(earlier) && isEnforced(standing) ? "added" : isEnforced(earlier) && isExposed(standing) ? "removed" : undefined;
    const carriers = new Set([...enforcing(standing), ...enforcing(earlier)].map(({ label }) => label));
    const grants = (change === "added" ? earlier : standing)?.grants ?? [];
    const policies = namesOf(grants.filter(({ label }) => !carriers.has(label)));
    return change && standing.holder.kind === "user" && standing.grants.length > 0
      ? [{ kind: "enforcement", change, user: standing.holder.name, policies }]
      : [];
  });
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [keyOf(item), item]));
}

/** What is in the second map, but not in the first, in the order of the keys. */
function added<T>(was: ReadonlyMap<string, T>, is: ReadonlyMap<string, T>): readonly T[] {
  return [...is]
    .filter(([key]) => !was.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);
}

function nameOf(resource: NonNullable<ResourceChange["after"]>): string | undefined {
  return literalString(resource.value("name"));
}

function namesOf(policies: readonly CarriedPolicy[]): readonly string[] {
  return [...new Set(policies.map(nameOfPolicy))].sort();
}

function nameOfPolicy(policy: CarriedPolicy | undefined): string {
  return policy?.name ?? policy?.label ?? "";
}
