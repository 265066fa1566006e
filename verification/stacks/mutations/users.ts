/** Permissions boundaries, credentials and exceptions. */
import { ADMINISTRATOR, type Choices, type Draft, plainReference, POLICY_ARN } from "../draft";
import { terraformText } from "../healthy";
import { harmful, harmless, type Mutation } from "./mutation";

const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };
const DENY = {
  Effect: "Deny",
  NotAction: ["iam:EnableMFADevice", "iam:CreateVirtualMFADevice", "iam:ListMFADevices"],
  Resource: "*",
  Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
};

/** A person who may do everything within a boundary. */
function bounded(draft: Draft, others: object, statements: readonly object[] = [EVERYTHING, DENY], policy: object = {}): string {
  const text = terraformText({ Version: "2012-10-17", Statement: statements });
  const boundary = plainReference(draft.addNamed("aws_iam_policy", "limit", { policy: text, ...policy }).address, "arn");
  const { address, name } = draft.addNamed("aws_iam_user", "bounded", { permissions_boundary: boundary, ...others });
  draft.attach("user", plainReference(address, "name"), ADMINISTRATOR);
  return name;
}

const BOUNDARIES: readonly Mutation[] = [
  harmless("the boundary carries the Deny", (draft) => {
    bounded(draft, {});
    return true;
  }),
  harmless("the boundary allows next to nothing", (draft, choices) => {
    const reads = { Effect: "Allow", Action: "codecommit:GitPull", Resource: "*" };
    bounded(draft, choices.pick([{ permissions_boundary: `${POLICY_ARN}IAMUserChangePassword` }, {}]), [reads]);
    return true;
  }),
  harmful("the boundary lacks the Deny", (draft, choices) => {
    const boundaries = [{ permissions_boundary: `${POLICY_ARN}PowerUserAccess` }, {}, { permissions_boundary: ADMINISTRATOR }];
    bounded(draft, choices.pick<object>(boundaries), [EVERYTHING]);
    return true;
  }),
  harmful("the boundary is not in the stack", (draft, choices) => {
    bounded(draft, { permissions_boundary: choices.pick(["${var.boundary}", "arn:aws:iam::123456789012:policy/EnforceMfa"]) });
    return true;
  }),
  harmful("AWS refuses the boundary's document", (draft) => {
    bounded(draft, {}, [EVERYTHING, DENY, { Effect: "Allow", Action: "iam:GetUser", Resource: "arn:aws:s3" }]);
    return true;
  }),
  harmful("the boundary's policy is in another account", (draft) => {
    bounded(draft, {}, undefined, { provider: "aws.other" });
    return true;
  }),
  harmful("the boundary's Deny spares resources", (draft) => {
    bounded(draft, {}, [EVERYTHING, { ...DENY, Resource: undefined, NotResource: "arn:aws:s3:::*" }]);
    return true;
  }),
  harmful("the boundary's Deny exempts an opening action", (draft, choices) => {
    bounded(draft, {}, [
      EVERYTHING,
      { ...DENY, NotAction: [choices.pick(["iam:CreateAccessKey", "sts:AssumeRole", "iam:DeleteUserPolicy"])] },
    ]);
    return true;
  }),
  harmful("Terraform ignores changes of a boundary", (draft, choices) => {
    bounded(draft, {
      lifecycle: { ignore_changes: choices.pick<unknown>(["all", ["permissions_boundary"], ["tags", "permissions_boundary"]]) },
    });
    return true;
  }),
  harmful("Terraform ignores changes of a boundary's policy", (draft) => {
    bounded(draft, {}, undefined, { lifecycle: { ignore_changes: ["policy"] } });
    return true;
  }),
  harmful("two users of one name, one with a boundary", (draft, choices) => {
    const name = bounded(draft, {});
    const rival = draft.add("aws_iam_user", "rival", { name: choices.pick([name, name.toUpperCase()]) });
    draft.attach("user", plainReference(rival, "name"), ADMINISTRATOR);
    return true;
  }),
];

function credential(draft: Draft, choices: Choices, user: string): boolean {
  const types = [
    ["aws_iam_user_login_profile", "user"],
    ["aws_iam_access_key", "user"],
    ["aws_iam_user_ssh_key", "username"],
    ["aws_iam_service_specific_credential", "user_name"],
    ["aws_iam_signing_certificate", "user_name"],
  ] as const;
  const [type, argument] = choices.pick(types);
  draft.add(type, "credential", { [argument]: user });
  return true;
}

const CREDENTIALS: readonly Mutation[] = [
  harmful("a credential for a user whom the stack does not create", (draft, choices) => credential(draft, choices, "legacy")),
  harmful("a credential for a user whom only Terraform knows", (draft, choices) => credential(draft, choices, "${var.user}")),
  harmful("a credential for a user from a data source", (draft, choices) => {
    draft.addData("aws_iam_user", "legacy", { user_name: "legacy" });
    return credential(draft, choices, "${data.aws_iam_user.legacy.user_name}");
  }),
  harmful("a credential for a person's namesake in another account", (draft) => {
    const key = draft.add("aws_iam_access_key", "elsewhere", { user: "john", provider: "aws.other" });
    return key !== "";
  }),
  harmless("a credential for a person of the stack", (draft, choices) => credential(draft, choices, "john")),
];

const EXCEPTIONS: readonly Mutation[] = [
  harmful("an exception's name is also that of an open group", (draft) => {
    const { name } = draft.addNamed("aws_iam_user", "namesake");
    const group = draft.add("aws_iam_group", "namesake", { name });
    draft.attach("group", plainReference(group, "name"), ADMINISTRATOR);
    draft.except.push(name);
    return true;
  }),
  harmful("an exception's name is also that of an open group that the stack does not create", (draft) => {
    const { name } = draft.addNamed("aws_iam_user", "namesake");
    draft.attach("group", name, ADMINISTRATOR);
    draft.except.push(name);
    return true;
  }),
  harmful("an excepted user in an open group", (draft, choices) => {
    const { user } = robots(draft);
    draft.except.push(choices.pick(user));
    return true;
  }),
  harmful("a person in an excepted group", (draft, choices) => {
    const { group } = robots(draft);
    draft.except.push(choices.pick(group));
    return true;
  }),
  harmless("an excepted user in an excepted group", (draft, choices) => {
    const { user, group } = robots(draft);
    draft.except.push(choices.pick(user), choices.pick(group));
    return true;
  }),
  harmless("an excepted user whom the stack does not create", (draft) => {
    draft.attach("user", "legacy", ADMINISTRATOR);
    draft.except.push("legacy");
    return true;
  }),
];

/** A user in an open group. Returns the address and the name of both. */
function robots(draft: Draft): { readonly user: readonly string[]; readonly group: readonly string[] } {
  const user = draft.addNamed("aws_iam_user", "robot");
  const group = draft.addNamed("aws_iam_group", "robots");
  draft.attach("group", plainReference(group.address, "name"), ADMINISTRATOR);
  draft.add("aws_iam_user_group_membership", "robot", {
    user: plainReference(user.address, "name"),
    groups: [plainReference(group.address, "name")],
  });
  return { user: [user.address, user.name], group: [group.address, group.name] };
}

export const OF_USERS: readonly Mutation[] = [...BOUNDARIES, ...CREDENTIALS, ...EXCEPTIONS];
