import type { ModuleFormat, PlanFormat, ResourceFormat, StateFormat, Values } from "../../../modules/access/plan/format";
import { type Account, type Made, moduleOf, typeOf, withoutKeys } from "./account";

/** Arguments that AWS cannot change. Source: the AWS provider's documentation. */
const REPLACED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_iam_group_membership", ["group", "name"]],
  ["aws_iam_group_policy", ["group", "name"]],
  ["aws_iam_group_policy_attachment", ["group", "policy_arn"]],
  ["aws_iam_policy", ["description", "name", "path"]],
  ["aws_iam_policy_attachment", ["name", "policy_arn"]],
  ["aws_iam_user_group_membership", ["user"]],
  ["aws_iam_user_policy", ["name", "user"]],
  ["aws_iam_user_policy_attachment", ["policy_arn", "user"]],
]);

/** How a plan differs from what the two accounts say. */
export interface Twist {
  /** Resources that are replaced without a change. */
  readonly tainted?: ReadonlySet<string>;
  /** Resources with create_before_destroy. */
  readonly createFirst?: ReadonlySet<string>;
  /** Arguments that are known only after the apply. */
  readonly unknown?: ReadonlyMap<string, Values>;
  readonly isForgotten?: boolean;
}

/** The plan from one account to another, as `terraform show -json` prints it. */
export function makePlan(before: Account, after: Account, twist: Twist = {}): PlanFormat {
  const addresses = [...new Set([...before.resources.keys(), ...after.resources.keys()])];
  const actions = new Map(addresses.map((address) => [address, actionsOf(address, before, after, twist)]));
  const isMade = ({ address }: Made): boolean => actions.get(address)?.includes("create") === true;
  const newArns = new Set(
    after
      .ofType("aws_iam_policy")
      .filter(isMade)
      .map(({ values }) => values.arn),
  );
  const unknownOf = (address: string): Values => {
    const { arn, policy_arn: attached } = after.resources.get(address)?.values ?? {};
    return {
      ...(arn !== undefined && newArns.has(arn) && { arn: true }),
      ...(attached !== undefined && newArns.has(attached) && { policy_arn: true }),
      ...twist.unknown?.get(address),
    };
  };
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    resource_changes: addresses.map((address) => ({
      address,
      ...(moduleOf(address) !== "" && { module_address: moduleOf(address).slice(0, -1) }),
      mode: "managed",
      type: typeOf(address),
      name: withoutKeys(address).split(".").at(-1) ?? "",
      ...(twist.tainted?.has(address) === true && { action_reason: "replace_because_tainted" }),
      change: {
        actions: actions.get(address) ?? [],
        before: before.resources.get(address)?.values ?? null,
        after: knownOf(after.resources.get(address), unknownOf(address)),
        after_unknown: unknownOf(address),
      },
    })),
    prior_state: { values: { root_module: { resources: [...before.resources.values()].map((made) => stateOf(before, made)) } } },
    configuration: { provider_config: { aws: {} }, root_module: configurationOf(after) },
  };
}

function knownOf(made: Made | undefined, unknown: Values): Values | null {
  return made ? Object.fromEntries(Object.entries(made.values).filter(([argument]) => unknown[argument] !== true)) : null;
}

function actionsOf(address: string, before: Account, after: Account, twist: Twist): readonly string[] {
  const [was, is] = [before.resources.get(address), after.resources.get(address)];
  if (!was || !is) {
    return was ? [twist.isForgotten === true ? "forget" : "delete"] : ["create"];
  }
  if (twist.tainted?.has(address) === true) {
    return replacing(address, twist);
  }
  const changed = [...new Set([...Object.keys(was.values), ...Object.keys(is.values)])].filter(
    (argument) => JSON.stringify(was.values[argument]) !== JSON.stringify(is.values[argument]),
  );
  if (twist.unknown?.has(address) !== true && changed.length === 0) {
    return ["no-op"];
  }
  const isReplaced = changed.some((argument) => REPLACED_BY.get(typeOf(address))?.includes(argument));
  return isReplaced ? replacing(address, twist) : ["update"];
}

function replacing(address: string, { createFirst }: Twist): readonly string[] {
  return createFirst?.has(address) === true ? ["create", "delete"] : ["delete", "create"];
}

function stateOf(account: Account, { address, values }: Made): StateFormat {
  return { address, mode: "managed", type: typeOf(address), values, depends_on: dependenciesOf(account, withoutKeys(address)) };
}

/** Everything that a resource waits for, directly or not. */
function dependenciesOf(account: Account, configured: string, found = new Set<string>()): readonly string[] {
  for (const { address, waitsFor } of account.resources.values()) {
    for (const other of withoutKeys(address) === configured ? waitsFor : []) {
      if (!found.has(other)) {
        found.add(other);
        dependenciesOf(account, other, found);
      }
    }
  }
  return [...found];
}

interface Module {
  /** What each resource refers to, by its address in the module. */
  readonly references: Map<string, Set<string>>;
  /** What the variables of the module refer to. */
  readonly inputs: Map<string, string>;
}

/** References into the own module are written as they are; those to the root module go through variables. */
function configurationOf(account: Account): ModuleFormat {
  const modules = new Map<string, Module>([["", { references: new Map(), inputs: new Map() }]]);
  for (const { address, waitsFor } of account.resources.values()) {
    const prefix = withoutKeys(moduleOf(address));
    const module: Module = modules.get(prefix) ?? { references: new Map(), inputs: new Map() };
    modules.set(prefix, module);
    const local = withoutKeys(address).slice(prefix.length);
    const references = module.references.get(local) ?? new Set<string>();
    module.references.set(local, references);
    for (const other of waitsFor) {
      if (moduleOf(other) === prefix) {
        references.add(other.slice(prefix.length));
      } else {
        const variable = other.replace(/\W/g, "_");
        references.add(`var.${variable}`);
        module.inputs.set(variable, other);
      }
    }
  }
  const calls = [...modules].filter(([prefix]) => prefix !== "");
  return {
    resources: resourcesOf(modules.get("")),
    module_calls: Object.fromEntries(
      calls.map(([prefix, module]) => [
        prefix.slice("module.".length, -1),
        {
          expressions: Object.fromEntries(
            [...module.inputs].map(([variable, other]) => [variable, { references: [attributeOf(other), other] }]),
          ),
          module: { resources: resourcesOf(module) },
        },
      ]),
    ),
  };
}

function resourcesOf(module: Module | undefined): readonly ResourceFormat[] {
  return [...(module?.references ?? [])].map(([address, references]) => ({
    address,
    mode: "managed",
    provider_config_key: "aws",
    expressions: {
      others: { references: [...references] },
      policy_arn: {
        references: [...references].filter((other) => other.includes("aws_iam_policy")).flatMap((other) => [attributeOf(other), other]),
      },
    },
  }));
}

/** The attribute by which others refer to a resource; a variable as it is. */
function attributeOf(address: string): string {
  return address.startsWith("var.") ? address : `${address}.${address.includes("aws_iam_policy.") ? "arn" : "name"}`;
}
