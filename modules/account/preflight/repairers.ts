import { type AccountDetails, type AccountRole, allowsEverywhere, policiesOf, readAccount } from "../../access";
import { listOf, parseDocument, statementsOf } from "../../iam";
import { isObject } from "../../problem";

/** What it takes to give people back what the enforcement took: detach the MFA policy, or remove a lost device. */
const REPAIRS = ["iam:DetachGroupPolicy", "iam:DetachUserPolicy", "iam:DeactivateMFADevice"];

/**
 * Users and roles outside the roster that can certainly repair the account. A role counts only if somebody from outside the account can assume it:
 * another account, or an identity provider. Others need a user of this account, who may be locked out.
 *
 * @param isInside whether a user will be enforced, or is in an enforced group
 * @param hasMfaSignIn whether a user has a password and a device, so that a Deny of requests without MFA does not keep the user from it
 */
export function repairersOf(
  details: AccountDetails,
  isInside: (user: string) => boolean,
  account: string,
  hasMfaSignIn: (user: string) => boolean,
): readonly string[] {
  const users = readAccount(details).all.filter(({ kind, name, groups, policies, boundary }) => {
    const carried = [...policies, ...groups.flatMap((group) => group.policies)];
    return kind === "user" && !isInside(name) && REPAIRS.every((action) => allowsEverywhere(carried, boundary, action, hasMfaSignIn(name)));
  });
  const roles = details.roles.filter((role) => isAssumedFromOutside(role, account) && mayRepair(details, role));
  return [...users.map(({ name }) => `user ${name}`), ...roles.map(({ name }) => `role ${name}`)].sort();
}

function mayRepair(details: AccountDetails, role: AccountRole): boolean {
  const [boundary] =
    role.boundary === undefined ? [] : policiesOf(details, { ...role, inline: [], attached: [{ name: "", arn: role.boundary }] });
  return REPAIRS.every((action) => allowsEverywhere(policiesOf(details, role), boundary, action));
}

/** Source: IAM User Guide, "AWS JSON policy elements: Principal". */
function isAssumedFromOutside({ trustDocument }: AccountRole, account: string): boolean {
  return statementsOf(parseDocument(trustDocument)).some(({ Effect, Principal }) => {
    const { AWS, Federated } = isObject(Principal) ? Principal : {};
    const isOther = listOf(AWS).some((principal) => /^\d{12}$|^arn:/.test(String(principal)) && !String(principal).includes(account));
    return Effect === "Allow" && (isOther || listOf(Federated).length > 0);
  });
}
