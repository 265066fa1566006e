/** Who can act without MFA, by a simpler reading of AWS than the one in modules/access. */
import { type Account, listOf, type Made } from "./account";
import { BOUNDARY, EXEMPTING, MFA, REORDERED, STRICTER, VIA_SERVICE } from "./documents";

/** Documents whose Deny holds, by hand. */
const INTACT: ReadonlySet<unknown> = new Set([MFA, REORDERED, STRICTER, BOUNDARY, EXEMPTING, VIA_SERVICE]);

/** The names of the users who may do something, and for whom no Deny holds. */
export function openUsers(account: Account): ReadonlySet<string> {
  const open = account.ofType("aws_iam_user").filter((user) => {
    const name = String(user.values.name);
    const carried = [
      ...policiesOf(account, "user", name),
      ...groupsOf(account, name).flatMap((group) => policiesOf(account, "group", group)),
    ];
    const boundary = account.ofType("aws_iam_policy").find(({ values }) => values.arn === user.values.permissions_boundary);
    const isDenied = [...carried, boundary?.values.policy].some((policy) => INTACT.has(policy));
    return carried.some((policy) => policy.includes('"Allow"')) && !isDenied;
  });
  return new Set(open.map(({ values }) => String(values.name)));
}

/** The groups of a user. A membership of a group takes out everybody whom it does not list. */
export function groupsOf(account: Account, user: string): readonly string[] {
  const exclusive = account.ofType("aws_iam_group_membership");
  const joined = [
    ...exclusive.filter(({ values }) => listOf(values, "users").includes(user)).map(({ values }) => String(values.group)),
    ...account
      .ofType("aws_iam_user_group_membership")
      .filter(({ values }) => values.user === user)
      .flatMap(({ values }) => listOf(values, "groups")),
  ];
  const isOut = (group: string): boolean =>
    exclusive.some(({ values }) => values.group === group && !listOf(values, "users").includes(user));
  return joined.filter((group) => !isOut(group));
}

/** The documents of all policies of a group or user. What is not in the account is an AWS managed policy, which allows something. */
function policiesOf(account: Account, kind: "group" | "user", name: string): readonly string[] {
  const inline = account.ofType(`aws_iam_${kind}_policy`).filter(({ values }) => values[kind] === name);
  const attached = account
    .ofType(`aws_iam_${kind}_policy_attachment`)
    .filter(({ values }) => values[kind] === name && !isDetached(account, kind, name, values.policy_arn))
    .map(({ values }) => values.policy_arn);
  const listed = account
    .ofType("aws_iam_policy_attachment")
    .filter(({ values }) => listOf(values, `${kind}s`).includes(name) && !isDetached(account, kind, name, values.policy_arn))
    .map(({ values }) => values.policy_arn);
  const exclusive = account
    .ofType(`aws_iam_${kind}_policy_attachments_exclusive`)
    .filter(({ values }) => values[`${kind}_name`] === name)
    .flatMap(({ values }) => listOf(values, "policy_arns"));
  const documents = [...attached, ...listed, ...exclusive].map(
    (arn) => account.ofType("aws_iam_policy").find(({ values }) => values.arn === arn)?.values.policy,
  );
  return [...inline.map(({ values }) => values.policy), ...documents].map((policy) => (typeof policy === "string" ? policy : '"Allow"'));
}

/** Whether an exclusive resource leaves the policy, or the holder, out of its list. */
function isDetached(account: Account, kind: "group" | "user", name: string, arn: unknown): boolean {
  const leavesOut = (exclusive: readonly Made[], argument: string, entry: unknown): boolean =>
    exclusive.some(({ values }) => !listOf(values, argument).includes(String(entry)));
  const ofPolicy = account.ofType("aws_iam_policy_attachment").filter(({ values }) => values.policy_arn === arn);
  const ofHolder = account.ofType(`aws_iam_${kind}_policy_attachments_exclusive`).filter(({ values }) => values[`${kind}_name`] === name);
  return leavesOut(ofPolicy, `${kind}s`, name) || leavesOut(ofHolder, "policy_arns", arn);
}
