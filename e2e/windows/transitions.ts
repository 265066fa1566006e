import type { TerraformStack } from "cdktf";
import { defineRoster, MfaEnforcedRoster, type MfaEnforcedRosterProps } from "../../modules";
import type { AccountState } from "./account-state";

/** Adds to a stack what is to be deployed. */
export type Build = (stack: TerraformStack) => void;

/** A change of an account from one deployed state to another. */
export interface Transition {
  readonly name: string;

  /** Undefined if the transition creates everything. */
  readonly before?: Build;

  /** Undefined if the transition destroys everything. */
  readonly after?: Build;

  /** Policies that are in the account from the beginning and do not belong to the stack. */
  readonly elsewhere?: AccountState["policies"];
}

/** A transition as a change of a roster's props. */
export interface Change {
  readonly name: string;
  readonly before: MfaEnforcedRosterProps | undefined;
  readonly after: MfaEnforcedRosterProps | undefined;
}

type Users = Readonly<Record<string, readonly string[]>>;
type Policies = Readonly<Record<string, readonly string[]>>;

const POLICIES = { PowerConsultants: ["PowerUserAccess"], Auditors: ["ReadOnlyAccess"] };
const USERS = { alice: ["PowerConsultants", "Auditors"], john: ["PowerConsultants"], "first.auditor": ["Auditors"] };

function people(users: Users = USERS, policies: Policies = POLICIES): Pick<MfaEnforcedRosterProps, "roster"> {
  return {
    roster: defineRoster({
      groups: Object.fromEntries(Object.entries(policies).map(([name, list]) => [name, { managedPolicies: list, allowEmpty: true }])),
      users: Object.entries(users).map(([name, groups]) => ({ name, groups: [...groups] })),
    }),
  };
}

export const BASE: MfaEnforcedRosterProps = people();

const WITH_MESSENGER: MfaEnforcedRosterProps = people(
  { ...USERS, "first.messenger": ["Messengers"] },
  { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] },
);

/** The base with one user's record changed. */
function withJohn(record: { readonly path?: string; readonly tags?: Readonly<Record<string, string>> }): MfaEnforcedRosterProps {
  const { groups, users } = BASE.roster;
  return { roster: { groups, users: users.map((user) => (user.name === "john" ? { ...user, ...record } : user)) } };
}

function withoutJohn(): Users {
  const { alice, "first.auditor": auditor } = USERS;
  return { alice, "first.auditor": auditor };
}

function change(name: string, before: MfaEnforcedRosterProps | undefined, after: MfaEnforcedRosterProps | undefined): Change {
  return { name, before, after };
}

/** Every kind of change to a roster and its policy. */
export const CHANGES: readonly Change[] = [
  change("create", undefined, BASE),
  change("create, additive", undefined, { ...BASE, membership: "additive" }),
  change("destroy", BASE, undefined),
  change("destroy, additive", { ...BASE, membership: "additive" }, undefined),
  change("add a user", BASE, people({ ...USERS, "second.auditor": ["Auditors"] })),
  change("add a user to two groups", BASE, people({ ...USERS, "second.auditor": ["Auditors", "PowerConsultants"] })),
  change("remove a user", BASE, people(withoutJohn())),
  change("remove a user of two groups", BASE, people({ john: USERS.john, "first.auditor": USERS["first.auditor"] })),
  change("remove a user, additive", { ...BASE, membership: "additive" }, { ...people(withoutJohn()), membership: "additive" }),
  change("move a user to another group", BASE, people({ ...USERS, john: ["Auditors"] })),
  change(
    "move a user to another group, additive",
    { ...BASE, membership: "additive" },
    { ...people({ ...USERS, john: ["Auditors"] }), membership: "additive" },
  ),
  change("remove a user and move another", BASE, people({ alice: ["Auditors"], "first.auditor": ["Auditors"] })),
  change("take a user out of all groups", BASE, people({ ...USERS, alice: [] })),
  change("put a user without groups into two", people({ ...USERS, alice: [] }), BASE),
  change("add a user without groups", BASE, people({ ...USERS, "next.colleague": [] })),
  change("change a user's path", BASE, withJohn({ path: "/team/" })),
  change("change a user's tags", withJohn({ tags: { team: "red", floor: "2" } }), withJohn({ tags: { team: "blue" } })),
  change("add a managed policy", BASE, people(USERS, { ...POLICIES, Auditors: ["ReadOnlyAccess", "AmazonSQSFullAccess"] })),
  change("remove a managed policy", people(USERS, { ...POLICIES, Auditors: ["ReadOnlyAccess", "AmazonSQSFullAccess"] }), BASE),
  change("replace a managed policy", BASE, people(USERS, { ...POLICIES, Auditors: ["AdministratorAccess"] })),
  change("add an exemption", BASE, { ...BASE, document: { exemptActions: ["codecommit:GitPull"] } }),
  change("remove an exemption", { ...BASE, document: { exemptActions: ["codecommit:GitPull"] } }, BASE),
  change("change the policy's description", BASE, { ...BASE, policyDescription: "no work without MFA" }),
  change("change the policy's path", BASE, { ...BASE, policyPath: "/security/" }),
  change("change the policy's name", BASE, { ...BASE, policyName: "NoWorkWithoutMfa" }),
  change("change the policy's name, path, description and document", BASE, {
    ...BASE,
    policyName: "NoWorkWithoutMfa",
    policyPath: "/security/",
    policyDescription: "no work without MFA",
    document: { getSessionTokenWithoutMfa: true },
  }),
  change(
    "rename a group",
    BASE,
    people(
      { alice: ["Consultants", "Auditors"], john: ["Consultants"], "first.auditor": ["Auditors"] },
      { Consultants: POLICIES.PowerConsultants, Auditors: POLICIES.Auditors },
    ),
  ),
  change("change a group's path", BASE, withGroupPath("/team/")),
  change(
    "add a group",
    BASE,
    people({ ...USERS, john: ["PowerConsultants", "Messengers"] }, { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] }),
  ),
  change(
    "remove a group",
    people({ ...USERS, john: ["PowerConsultants", "Messengers"] }, { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] }),
    BASE,
  ),
  // Above, John also has the Deny from another group. A user who is only in the new group has it from there or not at all.
  change("add a group with a new user", BASE, WITH_MESSENGER),
  change("remove a group with its user", WITH_MESSENGER, BASE),
  change(
    "move a user to a new group",
    BASE,
    people({ ...USERS, john: ["Messengers"] }, { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] }),
  ),
  change("make membership additive", BASE, { ...BASE, membership: "additive", previousMembership: "exclusive" }),
  change(
    "make membership exclusive",
    { ...BASE, membership: "additive" },
    { ...BASE, membership: "exclusive", previousMembership: "additive" },
  ),
];

function withGroupPath(path: string): MfaEnforcedRosterProps {
  const { groups, users } = BASE.roster;
  return { roster: { groups: { ...groups, Auditors: { ...groups.Auditors!, path } }, users } };
}

export function transitionOf({ name, before, after }: Change): Transition {
  const build = (props: MfaEnforcedRosterProps | undefined): Build | undefined =>
    props && ((stack) => new MfaEnforcedRoster(stack, "identity", props));
  return { name, before: build(before), after: build(after) };
}

export const TRANSITIONS: readonly Transition[] = CHANGES.map(transitionOf);

export function transitionNamed(name: string, transitions = TRANSITIONS): Transition {
  const found = transitions.find((transition) => transition.name === name);
  if (!found) {
    throw new Error(`there is no transition "${name}"`);
  }
  return found;
}
