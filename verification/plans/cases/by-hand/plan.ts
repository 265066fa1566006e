type Values = Readonly<Record<string, unknown>>;

/** A resource of the root module, before and after the plan. */
export interface Planned {
  readonly address: string;
  readonly before?: Values;
  /** Without it, the resource is deleted. */
  readonly after?: Values;
  readonly actions: readonly string[];
  /** Addresses that come before it, in the configuration and in the state. */
  readonly dependsOn?: readonly string[];
  /** What is known only after the apply. */
  readonly afterUnknown?: Values;
}

const PROVIDER = "registry.terraform.io/hashicorp/aws";

/**
 * The output of `terraform show -json` for a plan, with its documented parts.
 * Source: developer.hashicorp.com/terraform/internals/json-format; `extra` adds what newer versions have, or replaces what others have.
 */
export function plan(resources: readonly Planned[], extra: Values = {}): Values {
  return {
    format_version: "1.2",
    terraform_version: "1.14.0",
    planned_values: { root_module: { resources: resources.filter(isAfter).map((one) => state(one, one.after)) } },
    resource_changes: resources.map((one) => resourceChange(one)),
    prior_state: {
      format_version: "1.0",
      terraform_version: "1.14.0",
      values: {
        root_module: {
          resources: resources.filter(({ before }) => before).map((one) => ({ ...state(one, one.before), depends_on: one.dependsOn })),
        },
      },
    },
    configuration: {
      provider_config: { aws: { name: "aws", full_name: PROVIDER, expressions: { region: { constant_value: "us-east-1" } } } },
      root_module: { resources: resources.filter(isAfter).map(configuration) },
    },
    applyable: true,
    complete: true,
    errored: false,
    ...extra,
  };
}

export function resourceChange({ address, before, after, actions, afterUnknown = {} }: Planned): Values {
  return {
    ...named(address),
    provider_name: PROVIDER,
    change: {
      actions,
      before: before ?? null,
      after: after ?? null,
      after_unknown: afterUnknown,
      before_sensitive: {},
      after_sensitive: {},
    },
  };
}

const isAfter = ({ after, actions }: Planned): boolean => after !== undefined && !actions.includes("forget");

function named(address: string): Values {
  const [type, name] = address.split(".");
  return { address, mode: "managed", type, name };
}

function state({ address }: Planned, values: Values | undefined): Values {
  return { ...named(address), provider_name: PROVIDER, schema_version: 0, values, sensitive_values: {} };
}

function configuration({ address, after = {}, dependsOn }: Planned): Values {
  const expressions = Object.entries(after).map(([name, value]) => [name, { constant_value: value }] as const);
  return {
    ...named(address),
    provider_config_key: "aws",
    expressions: Object.fromEntries(expressions),
    schema_version: 0,
    ...(dependsOn && { depends_on: dependsOn }),
  };
}
