import { mfaPolicyDocument } from "../../modules";
import { judge, readHolders, readSynthesizedStack } from "../../modules/access";
import { escapeForTerraform } from "../../modules/terraform";
import { refusalsOf } from "../helpers/synth";

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const read = (resource: Resources): ReturnType<typeof readHolders> => readHolders(readSynthesizedStack({ resource }));

/** Who holds what: policies as their label, with the doubt where there is one; groups as their label. */
const access = (
  resource: Resources,
): Readonly<Record<string, { readonly policies: readonly string[]; readonly groups: readonly string[] }>> =>
  Object.fromEntries(
    read(resource).all.map(({ label, policies, groups }) => [
      label,
      {
        policies: policies.map((policy) => (policy.doubt === undefined ? policy.label : `${policy.label}: ${policy.doubt}`)),
        groups: groups.map((group) => group.label),
      },
    ]),
  );

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";
const DOCUMENT = escapeForTerraform(JSON.stringify(mfaPolicyDocument()));

const ALLOW = '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';

const ADMINS = 'aws_iam_group.admins "admins"';
const JOHN = 'aws_iam_user.john "john"';

/** A group and a user. */
const people: Resources = {
  aws_iam_group: { admins: { name: "admins" } },
  aws_iam_user: { john: { name: "john" } },
};

describe("a policy is held by the group or user", () => {
  const group = "${aws_iam_group.admins.name}";
  const user = "${aws_iam_user.john.name}";

  test.each<[how: string, resources: Resources, group: readonly string[], user: readonly string[]]>([
    [
      "that an attachment refers to",
      {
        aws_iam_policy: { mfa: { name: "EnforceMfa", policy: DOCUMENT } },
        aws_iam_group_policy_attachment: { mfa: { group, policy_arn: "${aws_iam_policy.mfa.arn}" } },
        aws_iam_user_policy_attachment: { mfa: { user, policy_arn: "${aws_iam_policy.mfa.arn}" } },
      },
      ["aws_iam_policy.mfa"],
      ["aws_iam_policy.mfa"],
    ],
    [
      "that an attachment names",
      {
        aws_iam_group_policy_attachment: { power: { group: "admins", policy_arn: POWER_USER } },
        aws_iam_user_policy_attachment: { power: { user: "john", policy_arn: POWER_USER } },
      },
      ["PowerUserAccess"],
      ["PowerUserAccess"],
    ],
    [
      "that an attachment to many lists",
      { aws_iam_policy_attachment: { power: { groups: [group], users: ["john"], policy_arn: POWER_USER } } },
      ["PowerUserAccess"],
      ["PowerUserAccess"],
    ],
    [
      "that it is written into",
      {
        aws_iam_group_policy: { own: { group, policy: ALLOW } },
        aws_iam_user_policy: { own: { user: "john", policy: ALLOW } },
      },
      ["aws_iam_group_policy.own"],
      ["aws_iam_user_policy.own"],
    ],
    [
      "that an exclusive list of attached policies is for",
      {
        aws_iam_group_policy_attachments_exclusive: { all: { group_name: group, policy_arns: [POWER_USER] } },
        aws_iam_user_policy_attachments_exclusive: { all: { user_name: user, policy_arns: [POWER_USER] } },
      },
      ["PowerUserAccess"],
      ["PowerUserAccess"],
    ],
  ])("%s", (_, resources, ofGroup, ofUser) => {
    expect(access({ ...people, ...resources })).toEqual({
      [ADMINS]: { policies: ofGroup, groups: [] },
      [JOHN]: { policies: ofUser, groups: [] },
    });
  });
});

test("a policy in the stack is held with its document, as AWS reads it, and an AWS managed policy without one", () => {
  const [admins] = read({
    aws_iam_policy: { mfa: { policy: DOCUMENT } },
    aws_iam_group_policy_attachment: {
      mfa: { group: "admins", policy_arn: "${aws_iam_policy.mfa.arn}" },
      power: { group: "admins", policy_arn: POWER_USER },
    },
  }).all;
  expect(admins?.policies).toMatchObject([
    { label: "aws_iam_policy.mfa", document: mfaPolicyDocument() },
    { label: "PowerUserAccess", name: "PowerUserAccess" },
  ]);
  expect(admins?.policies[1]).not.toHaveProperty("document");
});

describe("it is doubtful what a group holds", () => {
  const mfa = { policy: DOCUMENT };
  const attachment = { group: "admins", policy_arn: "${aws_iam_policy.mfa.arn}" };

  test.each<[why: string, resources: Resources, policy: string]>([
    [
      "if the policy is made with jsonencode",
      { aws_iam_policy: { mfa: { policy: "${jsonencode({})}" } }, aws_iam_group_policy_attachment: { mfa: attachment } },
      'aws_iam_policy.mfa: only Terraform knows its policy "${jsonencode({})}"; write the document as a JSON string',
    ],
    [
      "if the policy has no document",
      { aws_iam_policy: { mfa: {} }, aws_iam_group_policy_attachment: { mfa: attachment } },
      "aws_iam_policy.mfa: its policy is missing; write the document as a JSON string",
    ],
    [
      "if the policy has for_each",
      { aws_iam_policy: { mfa: { ...mfa, for_each: {} } }, aws_iam_group_policy_attachment: { mfa: attachment } },
      "aws_iam_policy.mfa: because of its for_each, it is not certain which policy AWS gets; remove it",
    ],
    [
      "if the attachment has a count",
      { aws_iam_policy: { mfa }, aws_iam_group_policy_attachment: { mfa: { ...attachment, count: "${var.count}" } } },
      "aws_iam_policy.mfa: because of the count of aws_iam_group_policy_attachment.mfa, it is not certain that the policy is attached; remove it",
    ],
    [
      "if the attachment ignores changes of its policy",
      {
        aws_iam_policy: { mfa },
        aws_iam_group_policy_attachment: { mfa: { ...attachment, lifecycle: { ignore_changes: ["policy_arn"] } } },
      },
      "aws_iam_policy.mfa: because of the ignore_changes of aws_iam_group_policy_attachment.mfa, it is not certain that the policy is attached; remove it",
    ],
    [
      "if the policy is not in the stack",
      { aws_iam_group_policy_attachment: { mfa: { ...attachment, policy_arn: "arn:aws:iam::123456789012:policy/EnforceMfa" } } },
      "arn:aws:iam::123456789012:policy/EnforceMfa: this policy is not in the stack, so what it denies is not known; attach an aws_iam_policy of the same stack",
    ],
    [
      "if an exclusive list does not have the policy",
      {
        aws_iam_group_policy: { mfa: { group: "admins", policy: DOCUMENT } },
        aws_iam_group_policies_exclusive: { none: { group_name: "admins", policy_names: [] } },
      },
      "aws_iam_group_policy.mfa: aws_iam_group_policies_exclusive.none detaches every policy that it does not list, and this one may not be listed; add it there",
    ],
  ])("%s", (_, resources, policy) => {
    expect(access({ aws_iam_group: people.aws_iam_group!, ...resources })).toEqual({ [ADMINS]: { policies: [policy], groups: [] } });
  });

  test("but not if only changes of its name, path or description are ignored", () => {
    const ignoring = { lifecycle: { ignore_changes: ["name", "description", "path"] } };
    const resources = { aws_iam_policy: { mfa: { ...mfa, ...ignoring } }, aws_iam_group_policy_attachment: { mfa: attachment } };
    expect(access({ aws_iam_group: people.aws_iam_group!, ...resources })).toEqual({
      [ADMINS]: { policies: ["aws_iam_policy.mfa"], groups: [] },
    });
  });
});

describe("a user is in a group", () => {
  const john = { [ADMINS]: { policies: [], groups: [] }, [JOHN]: { policies: [], groups: [ADMINS] } };
  const alone = { ...john, [JOHN]: { policies: [], groups: [] } };
  const membership = { group: "${aws_iam_group.admins.id}", users: ["${aws_iam_user.john.id}"] };

  test.each<[how: string, resources: Resources, expected: object]>([
    ["that has the user in its membership", { aws_iam_group_membership: { admins: membership } }, john],
    ["that the user's own membership has", { aws_iam_user_group_membership: { john: { user: "john", groups: ["admins"] } } }, john],
    ["unless the membership has a count", { aws_iam_group_membership: { admins: { ...membership, count: "${var.count}" } } }, alone],
    [
      "unless the membership ignores changes of its users",
      { aws_iam_group_membership: { admins: { ...membership, lifecycle: { ignore_changes: ["users"] } } } },
      alone,
    ],
    [
      "unless only Terraform knows the list of users",
      { aws_iam_group_membership: { admins: { ...membership, users: "${var.users}" } } },
      alone,
    ],
  ])("%s", (_, resources, expected) => {
    expect(access({ ...people, ...resources })).toEqual(expected);
  });
});

test("groups and users that a stack only names are there too, with their kind and name", () => {
  expect(
    access({
      aws_iam_group_policy_attachment: { power: { group: "ops", policy_arn: POWER_USER } },
      aws_iam_user_group_membership: { colleague: { user: "first.colleague", groups: ["ops"] } },
    }),
  ).toEqual({
    'group "ops"': { policies: ["PowerUserAccess"], groups: [] },
    'user "first.colleague"': { policies: [], groups: ['group "ops"'] },
  });
});

test("a user and a group of the same name are two", () => {
  const stack: Resources = {
    aws_iam_group_policy_attachment: { power: { group: "ops", policy_arn: POWER_USER } },
    aws_iam_user_policy_attachment: { power: { user: "ops", policy_arn: POWER_USER } },
  };
  expect(Object.keys(access(stack))).toEqual(['group "ops"', 'user "ops"']);
});

test("a policy that may allow something, attached to someone whom only Terraform knows, is a problem", () => {
  const loop = { for_each: "${var.users}", user: "${each.value}" };
  const denying = '{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
  const { all, unexamined } = read({
    aws_iam_user_policy_attachment: { power: { ...loop, policy_arn: POWER_USER } },
    aws_iam_user_policy: { denying: { ...loop, policy: denying } },
  });
  expect(all).toEqual([]);
  expect(unexamined).toEqual([
    {
      address: "aws_iam_user_policy_attachment.power",
      reason:
        "it attaches PowerUserAccess to ${each.value}, which only Terraform knows; name a group or user, or refer to one in the stack",
      isHolderUnknown: true,
    },
    {
      address: "aws_iam_user_policy.denying",
      reason:
        "it attaches aws_iam_user_policy.denying to ${each.value}, which only Terraform knows; name a group or user, or refer to one in the stack",
      isHolderUnknown: true,
    },
  ]);
});

test("MFA is enforced for a user by the group's policies, and not for a user without them", () => {
  const { all } = read({
    aws_iam_policy: { mfa: { policy: DOCUMENT } },
    aws_iam_group_policy_attachment: {
      power: { group: "admins", policy_arn: POWER_USER },
      mfa: { group: "admins", policy_arn: "${aws_iam_policy.mfa.arn}" },
    },
    aws_iam_group_membership: { admins: { group: "admins", users: ["john"] } },
    aws_iam_user: { ci: { name: "ci" } },
  });
  expect(all.map((holder) => [holder.name, judge(holder).enforcement.verdict])).toEqual([
    ["ci", "not proven"],
    ["admins", "enforced"],
    ["john", "enforced"],
  ]);
});

test.each<[given: unknown, code: string, line: string]>([
  ["{", "not-json", '"{" is not JSON; pass what Testing.synth(stack) returns'],
  ["null", "not-a-stack", "null is not a synthesized stack; pass what Testing.synth(stack) returns"],
  [undefined, "not-a-stack", "there is no stack; pass what Testing.synth(stack) returns"],
  [{ resource: [] }, "not-a-stack", '{"resource":[]} is not a synthesized stack; pass what Testing.synth(stack) returns'],
])("%j is refused as a stack", (given, code, line) => {
  expect(refusalsOf(() => readSynthesizedStack(given))).toEqual([[code, line]]);
});

test("a stack is read as text and as an object, and what is not a resource is skipped", () => {
  const stack = { resource: { aws_iam_user: { john: { name: "john" }, odd: 5 }, aws_iam_group: "odd" } };
  for (const given of [stack, JSON.stringify(stack)]) {
    expect(readSynthesizedStack(given).resources.map(({ address }) => address)).toEqual(["aws_iam_user.john"]);
  }
});
