import { type AccountDetails, type AccountGroup, type AccountUser, type AttachedPolicy, proveEnforcement } from "../../access";
import { awsManagedPolicyName, CHANGE_PASSWORD, ENROLMENT_TAG, MAX_POLICIES_PER_GROUP, partitionOf } from "../../iam";
import { checkRoster, type RosterGroup, type RosterUser } from "../../roster";
import type { CredentialReport } from "../credential-report";
import { knownGroups } from "../names";
import * as leftOut from "./left-out";
import type { AdoptedRoster, Adoption, LeftOut } from "./model";

/** Besides the MFA policy and IAMUserChangePassword. */
const MOST_POLICIES = MAX_POLICIES_PER_GROUP - 2;

/**
 * Makes a roster of the people of an account, and says what it does not carry over.
 *
 * @param selected names of groups, ignoring case: the roster has these and their members. None: all groups and users.
 * @throws InvalidInputError if a group is not in the account
 */
export function adopt(details: AccountDetails, report: CredentialReport, selected: readonly string[] = []): Adoption {
  const chosen = chooseGroups(details, selected);
  const enforcing = enforcingPolicies(details);
  const isChosen = (user: AccountUser): boolean => selected.length === 0 || user.groups.some((name) => chosen.has(name.toLowerCase()));
  const people = details.users.filter(isChosen);
  const inUse = new Set(people.flatMap(({ groups }) => groups.map((name) => name.toLowerCase())));

  const findings: LeftOut[] = [];
  const groups = [...chosen.values()].map((group) => {
    findings.push(...aboutGroup(group, enforcing));
    return [group.name, rosterGroup(group, enforcing, inUse.has(group.name.toLowerCase()))] as const;
  });
  for (const user of details.users) {
    findings.push(...(isChosen(user) ? aboutUser(user, chosen, enforcing, report) : [leftOut.userWithoutSelectedGroup(subjectOf(user))]));
  }
  const content = {
    groups: Object.fromEntries(groups),
    users: people.map((user) => rosterUser(user, chosen)),
    ...(people.length === 0 && { allowEmpty: true }),
  };
  findings.push(...checkRoster(content).map(leftOut.rosterProblem));
  const roster: AdoptedRoster = { existing: "all", ...content };
  return { roster, leftOut: findings, reportGenerated: report.generated };
}

/** By name in lower case, in the account's order. */
function chooseGroups({ groups }: AccountDetails, selected: readonly string[]): ReadonlyMap<string, AccountGroup> {
  const known = new Map(groups.map((group) => [group.name.toLowerCase(), group]));
  const wanted = knownGroups(selected, groups);
  return selected.length === 0 ? known : new Map([...known].filter(([name]) => wanted.has(name)));
}

/** The ARNs of the managed policies that enforce MFA by themselves. */
function enforcingPolicies({ policies }: AccountDetails): ReadonlySet<string> {
  return new Set(policies.filter(({ document }) => isEnforcing(document)).map(({ arn }) => arn));
}

function isEnforcing(document: string): boolean {
  try {
    return proveEnforcement([JSON.parse(document)]).verdict === "enforced";
  } catch {
    return false;
  }
}

function rosterGroup({ path, attached }: AccountGroup, enforcing: ReadonlySet<string>, isInUse: boolean): RosterGroup {
  return {
    managedPolicies: ownPolicies(attached, enforcing).slice(0, MOST_POLICIES),
    ...(path !== "/" && { path }),
    ...(!isInUse && { allowEmpty: true }),
  };
}

/** Without those that every enforced group has. */
function ownPolicies(attached: readonly AttachedPolicy[], enforcing: ReadonlySet<string>): readonly string[] {
  return attached
    .filter(({ arn }) => awsManagedPolicyName(arn) !== CHANGE_PASSWORD && !enforcing.has(arn))
    .map(({ arn }) => labelOf(arn))
    .sort();
}

/** In the partition `aws`, AWS's own policies go by their names. */
function labelOf(arn: string): string {
  return partitionOf(arn) === "aws" ? (awsManagedPolicyName(arn) ?? arn) : arn;
}

function rosterUser({ name, path, tags, groups }: AccountUser, chosen: ReadonlyMap<string, AccountGroup>): RosterUser {
  const own = Object.entries(tags)
    .filter(([key]) => key.toLowerCase() !== ENROLMENT_TAG)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name,
    groups: groups.flatMap((group) => chosen.get(group.toLowerCase())?.name ?? []).sort(),
    ...(path !== "/" && { path }),
    ...(own.length > 0 && { tags: Object.fromEntries(own) }),
  };
}

function aboutGroup(group: AccountGroup, enforcing: ReadonlySet<string>): readonly LeftOut[] {
  const subject = { kind: "group", name: group.name } as const;
  const policies = ownPolicies(group.attached, enforcing);
  return [
    ...group.inline.map(({ name }) => leftOut.inlinePolicy(subject, name)),
    ...group.attached.filter(({ arn }) => enforcing.has(arn)).map(({ arn }) => leftOut.mfaPolicy(subject, arn)),
    ...(policies.length > MOST_POLICIES ? [leftOut.policiesOverQuota(subject, policies, MOST_POLICIES)] : []),
  ];
}

function aboutUser(
  user: AccountUser,
  chosen: ReadonlyMap<string, AccountGroup>,
  enforcing: ReadonlySet<string>,
  report: CredentialReport,
): readonly LeftOut[] {
  const subject = subjectOf(user);
  const row = report.rows.get(user.name.toLowerCase());
  const isProgram = row !== undefined && row.activeKeys.length > 0 && !row.hasPassword;
  const others = user.groups.filter((name) => !chosen.has(name.toLowerCase()));
  return [
    ...user.inline.map(({ name }) => leftOut.inlinePolicy(subject, name)),
    ...user.attached.map(({ arn }) =>
      enforcing.has(arn) ? leftOut.mfaPolicy(subject, arn) : leftOut.directAttachment(subject, labelOf(arn)),
    ),
    ...(user.boundary === undefined ? [] : [leftOut.boundary(subject, labelOf(user.boundary))]),
    ...others.map((name) => leftOut.membership(subject, name)),
    ...Object.keys(user.tags)
      .filter((key) => key.toLowerCase() === ENROLMENT_TAG)
      .map((key) => leftOut.reservedTag(subject, key)),
    ...(isProgram ? [leftOut.keysWithoutPassword(subject)] : []),
    ...(row === undefined ? [leftOut.notInReport(subject)] : []),
  ];
}

function subjectOf({ name }: AccountUser): NonNullable<LeftOut["subject"]> {
  return { kind: "user", name };
}
