/** Plans in Terraform's JSON format, written by hand. */
import type {
  CallFormat,
  ChangeFormat,
  ExpressionFormat,
  ModuleFormat,
  ModuleState,
  PlanFormat,
  ResourceFormat,
  StateFormat,
  Values,
} from "../../modules/access/plan/format";

const ACTIONS = {
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  replace: ["delete", "create"],
  "create before delete": ["create", "delete"],
  "no-op": ["no-op"],
  forget: ["forget"],
} as const;

interface Options {
  readonly before?: Values;
  readonly after?: Values;
  readonly unknown?: Values;
  readonly deposed?: string;
  /** What the object depended on when it was last changed. */
  readonly dependedOn?: readonly string[];
}

/** A change with the object's state before it. */
export interface PlannedChange {
  readonly change: ChangeFormat;
  readonly state?: StateFormat;
}

/** What a plan does with one object: `change("create", "module.m.aws_iam_user.john", { after: { name: "john" } })`. */
export function change(action: keyof typeof ACTIONS, address: string, options: Options = {}): PlannedChange {
  const { deposed, unknown = {}, dependedOn = [] } = options;
  const [, module = "", type = "", name = ""] = /^((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*)([\w-]+)\.([\w-]+)/.exec(address) ?? [];
  const before = action === "create" ? undefined : (options.before ?? options.after ?? {});
  const after = action === "delete" || action === "forget" ? undefined : (options.after ?? options.before ?? {});
  return {
    change: {
      address,
      ...(module !== "" && { module_address: module.slice(0, -1) }),
      mode: "managed",
      type,
      name,
      ...(deposed !== undefined && { deposed }),
      change: { actions: ACTIONS[action], before: before ?? null, after: after ?? null, after_unknown: unknown },
    },
    ...(before && {
      state: {
        address,
        mode: "managed",
        type,
        values: before,
        depends_on: dependedOn,
        ...(deposed !== undefined && { deposed_key: deposed }),
      },
    }),
  };
}

/** An expression that refers to something. */
export function refersTo(...references: readonly string[]): ExpressionFormat {
  return { references };
}

/** A resource of the configuration, whose arguments refer to other ones. */
export function configured(
  address: string,
  references: readonly string[] = [],
  more: Partial<Pick<ResourceFormat, "depends_on" | "expressions">> = {},
): ResourceFormat {
  return { address, mode: "managed", provider_config_key: "aws", expressions: { argument: refersTo(...references) }, ...more };
}

export function plan(changes: readonly PlannedChange[], configuration: ModuleFormat = {}): PlanFormat {
  const state: ModuleState = { resources: changes.flatMap((one) => one.state ?? []) };
  return {
    format_version: "1.2",
    resource_changes: changes.map((one) => one.change),
    prior_state: { values: { root_module: state } },
    configuration: { root_module: configuration },
  };
}

export type { CallFormat, ModuleFormat, PlanFormat };
