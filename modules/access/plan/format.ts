/** The parts of Terraform's plan format that are read here. Source: Terraform's documentation, "JSON output format", versions 1.0 to 1.2. */
export interface PlanFormat {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly ChangeFormat[];
  readonly prior_state?: { readonly values?: { readonly root_module?: ModuleState } };
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, { readonly expressions?: unknown }>>;
    readonly root_module?: ModuleFormat;
  };
  readonly deferred_changes?: readonly { readonly reason?: string; readonly resource_change?: ChangeFormat }[];
  readonly action_invocations?: readonly { readonly address?: string }[];
  readonly complete?: boolean;
  readonly errored?: boolean;
}

export type Values = Readonly<Record<string, unknown>>;

export interface ChangeFormat {
  readonly address: string;
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: Values | null;
    readonly after?: Values | null;
    readonly after_unknown?: unknown;
  };
}

export interface ModuleState {
  readonly resources?: readonly StateFormat[];
  readonly child_modules?: readonly ModuleState[];
}

export interface StateFormat {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly deposed_key?: string;
  readonly values?: Values;
  readonly depends_on?: readonly string[];
}

export interface ExpressionFormat {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
}

export interface ResourceFormat {
  readonly address: string;
  readonly mode: string;
  readonly provider_config_key?: string;
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly count_expression?: ExpressionFormat;
  readonly for_each_expression?: ExpressionFormat;
  readonly depends_on?: readonly string[];
  readonly provisioners?: readonly unknown[];
}

export interface ModuleFormat {
  readonly resources?: readonly ResourceFormat[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: ExpressionFormat; readonly depends_on?: readonly string[] }>>;
  readonly module_calls?: Readonly<Record<string, CallFormat>>;
}

export interface CallFormat {
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly count_expression?: ExpressionFormat;
  readonly for_each_expression?: ExpressionFormat;
  readonly depends_on?: readonly string[];
  readonly module?: ModuleFormat;
}

/** An address without the keys of instances: `module.m["a"].aws_iam_user.u[0]` becomes `module.m.aws_iam_user.u`. */
export function withoutKeys(address: string): string {
  return address.includes("[") ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "") : address;
}
