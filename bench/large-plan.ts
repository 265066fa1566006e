/** Large plans, as `terraform show -json` prints them, with all that is in such a file. */

export type LargePlan = "first deploy" | "one colleague joins";

type Json = Readonly<Record<string, unknown>>;

interface Item {
  readonly type: string;
  readonly name: string;
  readonly values: Json;
  /** What AWS decides. */
  readonly computed: Json;
  /** What each argument refers to. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly dependsOn?: readonly string[];
}

const GROUPS = 50;
const ACCOUNT = "123456789012";
const MFA_ARN = `arn:aws:iam::${ACCOUNT}:policy/EnforceMfa`;
const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: ["iam:EnableMFADevice", "iam:ListMFADevices"], Resource: "arn:aws:iam::*:user/${aws:username}" },
    {
      Effect: "Deny",
      NotAction: ["iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
});
const PROVIDER = "registry.terraform.io/hashicorp/aws";

export function largePlan(kind: LargePlan, users: number): Json {
  const all = itemsOf(users);
  const before = kind === "first deploy" ? [] : itemsOf(users - 1);
  const old = new Map(before.map((item) => [addressOf(item), item]));
  return {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: { root_module: { resources: all.map((item) => resourceOf(item, old.has(addressOf(item)))) } },
    resource_changes: all.map((item) => changeOf(item, old.get(addressOf(item)))),
    ...(before.length > 0 && {
      prior_state: { format_version: "1.0", values: { root_module: { resources: before.map((item) => stateOf(item)) } } },
    }),
    configuration: {
      provider_config: { aws: { name: "aws", full_name: PROVIDER } },
      root_module: { resources: all.map(configurationOf) },
    },
    errored: false,
    complete: true,
  };
}

/** Groups with the Deny, work and 1/50 of the users each. */
function itemsOf(users: number): readonly Item[] {
  const numbers = Array.from({ length: users }, (_, index) => index);
  const policy: Item = {
    type: "aws_iam_policy",
    name: "mfa",
    values: { description: "", name: "EnforceMfa", name_prefix: "", path: "/", policy: DOCUMENT, tags: null },
    computed: { arn: MFA_ARN, id: MFA_ARN, policy_id: "ANPA00000000000000001", attachment_count: 0, tags_all: {} },
    references: {},
  };
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    groupItems(
      group,
      numbers.filter((user) => user % GROUPS === group),
    ),
  );
  return [policy, ...numbers.map(userItem), ...groups.flat()];
}

function userItem(number: number): Item {
  const name = `person.${number}`;
  return {
    type: "aws_iam_user",
    name: `user_${number}`,
    values: { force_destroy: true, name, path: "/", permissions_boundary: null, tags: null },
    computed: { arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, id: name, unique_id: `AIDA${String(number).padStart(17, "0")}`, tags_all: {} },
    references: {},
  };
}

function groupItems(number: number, users: readonly number[]): readonly Item[] {
  const [label, name] = [`group_${number}`, `Group${number}`];
  const group = { group: referenceTo(`aws_iam_group.${label}`, "name") };
  const attach = (of: string, arn: string, more: Pick<Item, "dependsOn"> & { readonly arn?: readonly string[] } = {}): Item => ({
    type: "aws_iam_group_policy_attachment",
    name: `${label}_${of}`,
    values: { group: name, policy_arn: arn },
    computed: { id: `${name}-2026010100000000000000000${number}` },
    references: { ...group, ...(more.arn && { policy_arn: more.arn }) },
    dependsOn: more.dependsOn,
  });
  const deny = `aws_iam_group_policy_attachment.${label}_deny`;
  return [
    {
      type: "aws_iam_group",
      name: label,
      values: { name, path: "/" },
      computed: { arn: `arn:aws:iam::${ACCOUNT}:group/${name}`, id: name, unique_id: `AGPA${String(number).padStart(17, "0")}` },
      references: {},
    },
    attach("deny", MFA_ARN, { arn: referenceTo("aws_iam_policy.mfa", "arn") }),
    attach("work", "arn:aws:iam::aws:policy/PowerUserAccess", { dependsOn: [deny] }),
    attach("password", "arn:aws:iam::aws:policy/IAMUserChangePassword", { dependsOn: [deny] }),
    {
      type: "aws_iam_group_membership",
      name: label,
      values: { group: name, name, users: users.map((user) => `person.${user}`) },
      computed: { id: name },
      references: { ...group, users: users.flatMap((user) => referenceTo(`aws_iam_user.user_${user}`, "name")) },
      dependsOn: [deny],
    },
  ];
}

function referenceTo(address: string, attribute: string): readonly string[] {
  return [`${address}.${attribute}`, address];
}

function addressOf({ type, name }: Item): string {
  return `${type}.${name}`;
}

function resourceOf(item: Item, isKnown: boolean): Json {
  const { type, name, values, computed } = item;
  const identity = { address: addressOf(item), mode: "managed", type, name, provider_name: PROVIDER, schema_version: 0 };
  return { ...identity, values: isKnown ? { ...values, ...computed } : knownOf(item), sensitive_values: {} };
}

function stateOf(item: Item): Json {
  const dependsOn = [...new Set([...Object.values(item.references).flat(), ...(item.dependsOn ?? [])])].filter(
    (name) => name.split(".").length === 2,
  );
  return { ...resourceOf(item, true), depends_on: dependsOn };
}

function changeOf(item: Item, old: Item | undefined): Json {
  const { type, name, values, computed } = item;
  const identity = { address: addressOf(item), mode: "managed", type, name, provider_name: PROVIDER };
  if (!old) {
    const unknown = { ...unknownOf(item), before_sensitive: false, after_sensitive: {} };
    return { ...identity, change: { actions: ["create"], before: null, after: knownOf(item), ...unknown } };
  }
  const isSame = JSON.stringify(old.values) === JSON.stringify(values);
  const [before, after] = [
    { ...old.values, ...old.computed },
    { ...values, ...computed },
  ];
  const change = { actions: [isSame ? "no-op" : "update"], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
  return { ...identity, change };
}

/** The ARN of the policy is known only after the apply. */
function knownOf({ values }: Item): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== MFA_ARN));
}

function unknownOf({ values, computed }: Item): Json {
  const attached = Object.keys(values).filter((argument) => values[argument] === MFA_ARN);
  return { after_unknown: Object.fromEntries([...attached, ...Object.keys(computed)].map((argument) => [argument, true])) };
}

function configurationOf(item: Item): Json {
  const { type, name, values, references, dependsOn } = item;
  const expressions = Object.entries(values)
    .filter(([, value]) => value !== null && value !== "")
    .map(([argument, value]) => [argument, references[argument] ? { references: references[argument] } : { constant_value: value }]);
  return {
    address: addressOf(item),
    mode: "managed",
    type,
    name,
    provider_config_key: "aws",
    expressions: Object.fromEntries(expressions) as Json,
    schema_version: 0,
    ...(dependsOn && { depends_on: dependsOn }),
  };
}
