import { isObject } from "../../problem";
import { badPlanVersion, notAPlan, notPlanJson, planErrored, runsProgramsHere, unknownMinorVersion } from "../reasons";
import type { Configuration, Resource, Unexamined, Value } from "../resource";
import { unexaminedResource } from "../unexamined";
import { type ChangeFormat, type ModuleState, type PlanFormat, type StateFormat, type Values, withoutKeys } from "./format";
import { PlannedResource } from "./planned-resource";
import { References } from "./references";

export type Action = "create" | "update" | "delete" | "replace" | "create before delete" | "read" | "forget" | "no-op";

/** What a plan does with one object. */
export interface ResourceChange {
  readonly address: string;
  /** The address without the keys of instances, as it is in the configuration. */
  readonly configuredAddress: string;
  /** The address of the instance of the module that it is in; empty for the root module. */
  readonly modulePath: string;
  readonly type: string;
  readonly provider: string;
  readonly action: Action;
  readonly before?: Resource;
  readonly after?: Resource;
  readonly formerAddress?: string;
  /** An object that a replacement left behind earlier. */
  readonly isDeposed: boolean;
  readonly isTainted: boolean;
  /** The addresses, without keys, of everything that the object depended on when it was last changed. */
  readonly stateDependencies: readonly string[];
}

/** A plan: what there is before it and after it, and what happens in between. */
export interface Plan {
  readonly before: Configuration;
  readonly after: Configuration;
  /** Managed resources, with those that do not change. */
  readonly changes: readonly ResourceChange[];
  /** The addresses, without keys, of what a resource of the configuration refers to or depends on, directly. */
  readonly dependencies: (address: string) => readonly string[];
  /** Whether everything in the configuration is in the plan. */
  readonly isComplete: boolean;
  readonly deferred: readonly string[];
  /** Actions that the plan invokes. */
  readonly actions: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Reads what `terraform show -json PLAN` prints, from Terraform or OpenTofu.
 *
 * @throws InvalidInputError if it is not a plan, has an unknown major version, or errored
 */
export function readPlan(given: unknown): Plan {
  const format = checkFormat(typeof given === "string" ? parse(given) : given);
  const reader = new PlanReader(format);
  const changes = (format.resource_changes ?? []).filter(({ mode }) => mode === "managed").map((change) => reader.change(change));
  const unchanged = reader.statesOutside(changes);
  const { references } = reader;
  const instances = instancesOf(changes);
  return {
    before: {
      resources: [...unchanged, ...changes.filter(({ isDeposed }) => !isDeposed).flatMap(({ before }) => before ?? [])],
      unexamined: [],
      dependencies: () => [],
    },
    after: {
      resources: [...unchanged, ...changes.flatMap(({ action, before, after }) => (action === "forget" ? before : after) ?? [])],
      unexamined: changes.flatMap((change) => unexaminedChange(change, references)),
      dependencies: (address) => references.dependencies(withoutKeys(address)).flatMap((other) => instances.get(other) ?? []),
    },
    changes,
    dependencies: (address) => references.dependencies(address),
    isComplete: format.complete !== false,
    deferred: (format.deferred_changes ?? []).map(({ resource_change: change }) => change?.address ?? "a resource"),
    actions: (format.action_invocations ?? []).map(({ address }) => address ?? "an action"),
    notes: /^1\.[0-2]$/.test(format.format_version) ? [] : [unknownMinorVersion(format.format_version)],
  };
}

/** By what other resources refer to one of these. */
const IDENTIFYING: ReadonlyMap<string, string> = new Map([
  ["aws_iam_group", "name"],
  ["aws_iam_policy", "arn"],
  ["aws_iam_user", "name"],
]);

class PlanReader {
  readonly references: References;
  readonly #providers: Readonly<Record<string, { readonly expressions?: unknown }>>;
  readonly #states = new Map<string, StateFormat>();
  /** The attributes that are known after the apply, by address. */
  readonly #unknown = new Map<string, Values>();

  constructor({ configuration, prior_state: prior, resource_changes: changes = [] }: PlanFormat) {
    this.references = new References(configuration?.root_module ?? {});
    this.#providers = configuration?.provider_config ?? {};
    this.#readStates(prior?.values?.root_module ?? {});
    for (const { address, change } of changes) {
      if (isObject(change.after_unknown) && change.actions[0] !== "no-op") {
        this.#unknown.set(address, change.after_unknown);
      }
    }
  }

  change(format: ChangeFormat): ResourceChange {
    const { address, type, change, deposed } = format;
    const state = this.#states.get(stateKey(address, deposed)) ?? this.#states.get(stateKey(format.previous_address ?? address, deposed));
    const provider = this.#providerOf(address, state);
    const identity = { address, type, provider };
    return {
      address,
      type,
      provider,
      configuredAddress: withoutKeys(address),
      modulePath: format.module_address ?? "",
      action: actionOf(change.actions),
      before: change.before ? new PlannedResource(identity, change.before) : undefined,
      after: change.after
        ? new PlannedResource(identity, change.after, change.after_unknown, (argument) => this.#resolve(format, argument))
        : undefined,
      formerAddress: format.previous_address,
      isDeposed: deposed !== undefined,
      isTainted: format.action_reason === "replace_because_tainted",
      stateDependencies: state?.depends_on ?? [],
    };
  }

  /** What is in the state, but not in the plan. */
  statesOutside(changes: readonly ResourceChange[]): readonly Resource[] {
    const planned = new Set(changes.flatMap(({ address, formerAddress }) => [address, formerAddress ?? address]));
    return [...this.#states.values()]
      .filter(({ address, mode, deposed_key: deposed }) => mode === "managed" && deposed === undefined && !planned.has(address))
      .map((state) => {
        const identity = { address: state.address, type: state.type, provider: this.#providerOf(state.address, state) };
        return new PlannedResource(identity, state.values ?? {});
      });
  }

  #readStates({ resources = [], child_modules: children = [] }: ModuleState): void {
    resources.forEach((state) => this.#states.set(stateKey(state.address, state.deposed_key), state));
    children.forEach((child) => {
      this.#readStates(child);
    });
  }

  /** A resource that is no longer in the configuration has the provider of what it depended on. */
  #providerOf(address: string, state: StateFormat | undefined): string {
    const keyOf = (other: string): string | undefined => this.references.resource(other)?.format.provider_config_key;
    const own = keyOf(withoutKeys(address));
    const key = own ?? state?.depends_on?.map(keyOf).find((found) => found !== undefined) ?? "aws";
    // A module that configures no provider of its own inherits the one of this name.
    const isInherited = key.includes(":") && this.#providers[key]?.expressions === undefined;
    return isInherited ? key.slice(key.lastIndexOf(":") + 1) : key;
  }

  /** An argument that is known after the apply is the only attribute that it refers to, if that is known after the apply as well. */
  #resolve({ address, index }: ChangeFormat, argument: string): Value | undefined {
    const own = withoutKeys(address);
    if (this.references.isComputed(own, argument)) {
      return undefined;
    }
    const module = address.slice(0, address.length - lastPart(address).length);
    const candidates = this.references
      .ofArgument(own, argument)
      .flatMap(({ address: other, attribute }) => this.#instances(other, module, index).map((instance) => ({ instance, attribute })))
      .filter(({ instance, attribute }) => attribute === undefined || this.#unknown.get(instance)?.[attribute] === true);
    const [only, ...others] = new Set(candidates.map(({ instance }) => instance));
    const attribute =
      only === undefined || others.length > 0 ? undefined : IDENTIFYING.get(withoutKeys(lastPart(only)).split(".")[0] ?? "");
    if (only === undefined || attribute === undefined) {
      return undefined;
    }
    return { kind: "reference", address: only, attribute, expression: only };
  }

  /** The instances that a reference may mean: those in the same instance of the module, and there the one with the same key. */
  #instances(address: string, module: string, index: string | number | undefined): readonly string[] {
    const inModule = `${module}${lastPart(address)}`;
    const base = withoutKeys(inModule) === address ? inModule : address;
    const keyed = index === undefined ? [] : [`${base}[${JSON.stringify(index)}]`];
    const found = [base, ...keyed].filter((candidate) => this.#unknown.has(candidate));
    return found.length > 0 ? found : [...this.#unknown.keys()].filter((candidate) => withoutKeys(candidate) === address);
  }
}

/** The addresses of all instances, by the address without keys. */
function instancesOf(changes: readonly ResourceChange[]): ReadonlyMap<string, readonly string[]> {
  const instances = new Map<string, string[]>();
  for (const { address } of changes) {
    const base = withoutKeys(address);
    const known = instances.get(base) ?? [];
    known.push(address);
    instances.set(base, known);
  }
  return instances;
}

function unexaminedChange({ address, type, action, before, after }: ResourceChange, references: References): readonly Unexamined[] {
  if (["no-op", "read"].includes(action)) {
    return [];
  }
  const body: Values = { type_name: literal((after ?? before)?.value("type_name")) };
  const provisioners = references.resource(withoutKeys(address))?.format.provisioners ?? [];
  const runs = provisioners.length > 0 && action !== "update" ? runsProgramsHere() : undefined;
  const reason = unexaminedResource(type, body) ?? runs;
  return reason === undefined ? [] : [{ address, reason }];
}

function literal(value: Value | undefined): unknown {
  return value?.kind === "literal" ? value.value : undefined;
}

function actionOf(actions: readonly string[]): Action {
  if (actions.length === 2) {
    return actions[0] === "create" ? "create before delete" : "replace";
  }
  return (actions[0] ?? "no-op") as Action;
}

function stateKey(address: string, deposed?: string): string {
  return deposed === undefined ? address : `${address} ${deposed}`;
}

/** `aws_iam_user.u["a"]` of `module.m["x"].aws_iam_user.u["a"]`. */
function lastPart(address: string): string {
  return /[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?$/.exec(address)?.[0] ?? address;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notPlanJson(text);
  }
}

function checkFormat(given: unknown): PlanFormat {
  if (!isObject(given) || typeof given.format_version !== "string" || (!("resource_changes" in given) && !("planned_values" in given))) {
    throw notAPlan(given);
  }
  const format = given as unknown as PlanFormat;
  if (!/^1\.\d+$/.test(format.format_version)) {
    throw badPlanVersion(format.format_version);
  }
  if (format.errored === true) {
    throw planErrored();
  }
  return format;
}
