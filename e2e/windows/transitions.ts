import type { TerraformStack } from "cdktf";
import { defineRoster, MfaEnforcedRoster, type MfaEnforcedRosterProps } from "../../modules";

/** Adds to a stack what is to be deployed. */
export type Build = (stack: TerraformStack) => void;

/** A change of an account from one deployed state to another. */
export interface Transition {
  readonly name: string;

  /** Undefined if the transition creates everything. */
  readonly before?: Build;

  /** Undefined if the transition destroys everything. */
  readonly after?: Build;
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

const BASE: MfaEnforcedRosterProps = people();

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

function transition(name: string, before: MfaEnforcedRosterProps | undefined, after: MfaEnforcedRosterProps | undefined): Transition {
  const build = (props: MfaEnforcedRosterProps | undefined): Build | undefined =>
    props && ((stack) => new MfaEnforcedRoster(stack, "identity", props));
  return { name, before: build(before), after: build(after) };
}

/** Every kind of change to a roster and its policy. */
export const TRANSITIONS: readonly Transition[] = [
  transition("create", undefined, BASE),
  transition("create, additive", undefined, { ...BASE, membership: "additive" }),
  transition("destroy", BASE, undefined),
  transition("destroy, additive", { ...BASE, membership: "additive" }, undefined),
  transition("add a user", BASE, people({ ...USERS, "second.auditor": ["Auditors"] })),
  transition("add a user to two groups", BASE, people({ ...USERS, "second.auditor": ["Auditors", "PowerConsultants"] })),
  transition("remove a user", BASE, people(withoutJohn())),
  transition("remove a user of two groups", BASE, people({ john: USERS.john, "first.auditor": USERS["first.auditor"] })),
  transition("remove a user, additive", { ...BASE, membership: "additive" }, { ...people(withoutJohn()), membership: "additive" }),
  transition("move a user to another group", BASE, people({ ...USERS, john: ["Auditors"] })),
  transition(
    "move a user to another group, additive",
    { ...BASE, membership: "additive" },
    { ...people({ ...USERS, john: ["Auditors"] }), membership: "additive" },
  ),
  transition("remove a user and move another", BASE, people({ alice: ["Auditors"], "first.auditor": ["Auditors"] })),
  transition("take a user out of all groups", BASE, people({ ...USERS, alice: [] })),
  transition("put a user without groups into two", people({ ...USERS, alice: [] }), BASE),
  transition("add a user without groups", BASE, people({ ...USERS, "next.colleague": [] })),
  transition("change a user's path", BASE, withJohn({ path: "/team/" })),
  transition("change a user's tags", withJohn({ tags: { team: "red", floor: "2" } }), withJohn({ tags: { team: "blue" } })),
  transition("add a managed policy", BASE, people(USERS, { ...POLICIES, Auditors: ["ReadOnlyAccess", "AmazonSQSFullAccess"] })),
  transition("remove a managed policy", people(USERS, { ...POLICIES, Auditors: ["ReadOnlyAccess", "AmazonSQSFullAccess"] }), BASE),
  transition("replace a managed policy", BASE, people(USERS, { ...POLICIES, Auditors: ["AdministratorAccess"] })),
  transition("add an exemption", BASE, { ...BASE, document: { exemptActions: ["codecommit:GitPull"] } }),
  transition("remove an exemption", { ...BASE, document: { exemptActions: ["codecommit:GitPull"] } }, BASE),
  transition("change the policy's description", BASE, { ...BASE, policyDescription: "no work without MFA" }),
  transition("change the policy's path", BASE, { ...BASE, policyPath: "/security/" }),
  transition("change the policy's name", BASE, { ...BASE, policyName: "NoWorkWithoutMfa" }),
  transition("change the policy's name, path, description and document", BASE, {
    ...BASE,
    policyName: "NoWorkWithoutMfa",
    policyPath: "/security/",
    policyDescription: "no work without MFA",
    document: { getSessionTokenWithoutMfa: true },
  }),
  transition(
    "rename a group",
    BASE,
    people(
      { alice: ["Consultants", "Auditors"], john: ["Consultants"], "first.auditor": ["Auditors"] },
      { Consultants: POLICIES.PowerConsultants, Auditors: POLICIES.Auditors },
    ),
  ),
  transition("change a group's path", BASE, withGroupPath("/team/")),
  transition(
    "add a group",
    BASE,
    people({ ...USERS, john: ["PowerConsultants", "Messengers"] }, { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] }),
  ),
  transition(
    "remove a group",
    people({ ...USERS, john: ["PowerConsultants", "Messengers"] }, { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] }),
    BASE,
  ),
  // Above, John also has the Deny from another group. A user who is only in the new group has it from there or not at all.
  transition("add a group with a new user", BASE, WITH_MESSENGER),
  transition("remove a group with its user", WITH_MESSENGER, BASE),
  transition(
    "move a user to a new group",
    BASE,
    people({ ...USERS, john: ["Messengers"] }, { ...POLICIES, Messengers: ["AmazonSQSFullAccess"] }),
  ),
  transition("make membership additive", BASE, { ...BASE, membership: "additive", previousMembership: "exclusive" }),
  transition(
    "make membership exclusive",
    { ...BASE, membership: "additive" },
    { ...BASE, membership: "exclusive", previousMembership: "additive" },
  ),
];

function withGroupPath(path: string): MfaEnforcedRosterProps {
  const { groups, users } = BASE.roster;
  return { roster: { groups: { ...groups, Auditors: { ...groups.Auditors!, path } }, users } };
}

const THOROUGH: readonly string[] = [
  "create",
  "destroy",
  "change the policy's name",
  "rename a group",
  "add a group with a new user",
  "make membership additive",
  "make membership exclusive",
];

/** Whether every fault is tried at every call. This is so for the transitions that create, replace or forget most. */
export function isThorough({ name }: Transition): boolean {
  return THOROUGH.includes(name);
}

export function transitionNamed(name: string): Transition {
  const found = TRANSITIONS.find((transition) => transition.name === name);
  if (!found) {
    throw new Error(`there is no transition "${name}"`);
  }
  return found;
}
