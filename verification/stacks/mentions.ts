/** Where resources mention users and groups. */
import type { HolderKind } from "./account";
import type { Instance } from "./instances";
import type { Mention } from "./worlds";

/** Arguments that name one user or group, or a list of them. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly [argument: string, kind: HolderKind])[]>> = {
  aws_iam_group_policy: [["group", "group"]],
  aws_iam_user_policy: [["user", "user"]],
  aws_iam_group_policy_attachment: [["group", "group"]],
  aws_iam_user_policy_attachment: [["user", "user"]],
  aws_iam_policy_attachment: [
    ["users", "user"],
    ["groups", "group"],
  ],
  aws_iam_group_policy_attachments_exclusive: [["group_name", "group"]],
  aws_iam_user_policy_attachments_exclusive: [["user_name", "user"]],
  aws_iam_group_policies_exclusive: [["group_name", "group"]],
  aws_iam_user_policies_exclusive: [["user_name", "user"]],
  aws_iam_group_membership: [
    ["group", "group"],
    ["users", "user"],
  ],
  aws_iam_user_group_membership: [
    ["user", "user"],
    ["groups", "group"],
  ],
  aws_iam_user_login_profile: [["user", "user"]],
  aws_iam_access_key: [["user", "user"]],
  aws_iam_user_ssh_key: [["username", "user"]],
  aws_iam_service_specific_credential: [["user_name", "user"]],
  aws_iam_signing_certificate: [["user_name", "user"]],
};

export function mentionsIn(instance: Instance): readonly Mention[] {
  return (ARGUMENTS[instance.type] ?? []).flatMap(([argument, kind]) => mentioned(instance, argument, kind));
}

export function mentioned(instance: Instance, argument: string, kind: HolderKind): readonly Mention[] {
  const { account } = instance;
  const isList = argument === "users" || argument === "groups";
  const values = isList ? instance.values(argument).values : [instance.value(argument)];
  return values.map((value) => ({ kind, account, value }));
}
