import { Account } from "./account";
import type { Dice } from "./dice";
import { BOUNDARY, MFA, WORK } from "./documents";

export const POLICY_ARN = "arn:aws:iam::123456789012:policy/";
export const MFA_ARN = `${POLICY_ARN}EnforceMfa`;
export const BOUNDARY_ARN = `${POLICY_ARN}Boundary`;
const MFA_POLICY = "aws_iam_policy.mfa";
const BOUNDARY_POLICY = "aws_iam_policy.boundary";
export const MANAGED = ["PowerUserAccess", "ReadOnlyAccess", "AmazonSQSFullAccess"].map((name) => `arn:aws:iam::aws:policy/${name}`);

const MODULES = ["", "", "module.core.", 'module.team["a"].', 'module.team["b"].'];

/** An account in which everybody who has something to do needs MFA for it. */
export function makeAccount(dice: Dice): Account {
  const account = new Account();
  account.add(MFA_POLICY, { name: "EnforceMfa", arn: MFA_ARN, path: "/", description: "", policy: MFA });
  account.add(BOUNDARY_POLICY, { name: "Boundary", arn: BOUNDARY_ARN, path: "/", description: "", policy: BOUNDARY });
  const teams = Array.from({ length: dice.number(1, 3) }, (_, index) => `Team${index}`);
  teams.forEach((name) => {
    addTeam(account, dice, name);
  });
  for (const name of ["anna", "bert", "cora"].slice(0, dice.number(0, 3))) {
    addLoner(account, dice, name);
  }
  account.add("aws_iam_user.idle", { name: "idle", path: "/" });
  return account;
}

/** A group with the Deny, with work, and with users. Everything waits for the Deny. */
export function addTeam(account: Account, dice: Dice, name: string): void {
  const module = dice.pick(MODULES);
  const label = name.toLowerCase();
  const group = account.add(`${module}aws_iam_group.${label}`, { name, path: "/" });
  const deny = addDeny(account, dice, "group", group);
  for (const index of Array.from({ length: dice.number(1, 2) }, (_, number) => number)) {
    addWork(account, dice, "group", group, index, deny);
  }
  const names = Array.from({ length: dice.number(1, 3) }, (_, index) => `${label}.user${index}`);
  const isEach = dice.oneIn(2);
  const users = names.map((user, index) =>
    addUser(account, isEach ? `${module}aws_iam_user.${label}["u${index}"]` : `${module}aws_iam_user.${label}_${index}`, user),
  );
  if (dice.oneIn(2)) {
    account.add(`${module}aws_iam_group_membership.${label}`, { name, group: name, users: names }, group, deny, ...users);
  } else {
    users.forEach((user, index) => {
      account.add(user.replace("aws_iam_user", "aws_iam_user_group_membership"), { user: names[index], groups: [name] }, group, deny, user);
    });
  }
  const [first = ""] = users;
  if (dice.oneIn(4)) {
    account.change(first, { permissions_boundary: BOUNDARY_ARN });
    account.get(first).waitsFor = [BOUNDARY_POLICY];
  }
}

function addUser(account: Account, address: string, name: string): string {
  return account.add(address, { name, path: "/", tags: { team: "a" } });
}

/** A user in no group, with a Deny or a boundary of their own. */
function addLoner(account: Account, dice: Dice, name: string): void {
  const user = `aws_iam_user.${name}`;
  if (dice.oneIn(2)) {
    account.add(user, { name, path: "/", permissions_boundary: BOUNDARY_ARN }, BOUNDARY_POLICY);
    addWork(account, dice, "user", user, 0, user);
  } else {
    addUser(account, user, name);
    addWork(account, dice, "user", user, 0, addDeny(account, dice, "user", user));
  }
}

function addDeny(account: Account, dice: Dice, kind: "group" | "user", holder: string): string {
  const { name } = account.get(holder).values;
  const as = (type: string): string => `${holder.replace(`aws_iam_${kind}`, type).replace(/\["(\w+)"\]$/, "_$1")}_deny`;
  switch (dice.number(1, 3)) {
    case 1:
      return account.add(as(`aws_iam_${kind}_policy`), { name: "EnforceMfa", [kind]: name, policy: MFA }, holder);
    case 2:
      return kind === "group"
        ? account.add(as("aws_iam_group_policy_attachment"), { group: name, policy_arn: MFA_ARN }, holder, MFA_POLICY)
        : account.add(as("aws_iam_user_policy_attachment"), { user: name, policy_arn: MFA_ARN }, holder, MFA_POLICY);
    default: {
      const policy = `${holder.replace(`aws_iam_${kind}`, "aws_iam_policy").replace(/\["(\w+)"\]$/, "_$1")}_deny`;
      const arn = `${POLICY_ARN}EnforceMfa-${String(name)}`;
      account.add(policy, { name: `EnforceMfa-${String(name)}`, arn, path: "/", description: "", policy: MFA });
      return account.add(as("aws_iam_policy_attachment"), { name, [`${kind}s`]: [name], policy_arn: arn }, holder, policy);
    }
  }
}

export function addWork(
  account: Account,
  dice: Dice,
  kind: "group" | "user",
  holder: string,
  index: number,
  ...waitsFor: readonly string[]
): string {
  const { name } = account.get(holder).values;
  const as = (type: string): string => `${holder.replace(`aws_iam_${kind}`, type).replace(/\["(\w+)"\]$/, "_$1")}_work${index}`;
  return dice.oneIn(3)
    ? account.add(as(`aws_iam_${kind}_policy`), { name: `Work${index}`, [kind]: name, policy: WORK }, holder, ...waitsFor)
    : account.add(as(`aws_iam_${kind}_policy_attachment`), { [kind]: name, policy_arn: dice.pick(MANAGED) }, holder, ...waitsFor);
}
