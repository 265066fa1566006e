import { isObject } from "../../problem";
import type { CallFormat, ExpressionFormat, ModuleFormat, ResourceFormat } from "./format";

/** A reference to a resource or data source of the configuration, by its address without the keys of instances. */
export interface Reference {
  readonly address: string;
  /** The attribute, where the reference names one. */
  readonly attribute?: string;
}

/** A module of the configuration, with where it is called from. */
interface Module {
  /** `module.a.module.b.`, or empty for the root module. */
  readonly prefix: string;
  readonly format: ModuleFormat;
  readonly parent?: { readonly module: Module; readonly call: CallFormat };
}

/** A resource or data source of the configuration. */
export interface ConfiguredResource {
  readonly format: ResourceFormat;
  readonly module: Module;
}

/** Follows references through variables and outputs of modules. Values of locals are not in a plan, so what they refer to is not known. */
export class References {
  readonly #resources = new Map<string, ConfiguredResource>();
  readonly #direct = new Map<string, readonly string[]>();

  constructor(root: ModuleFormat) {
    this.#add({ prefix: "", format: root });
  }

  resource(address: string): ConfiguredResource | undefined {
    return this.#resources.get(address);
  }

  /** What an argument of a resource refers to, directly or through modules. */
  ofArgument(address: string, argument: string): readonly Reference[] {
    const resource = this.#resources.get(address);
    const expression = resource?.format.expressions?.[argument];
    if (!resource || expression === undefined) {
      return [];
    }
    const names = referencesIn(expression);
    const { for_each_expression: forEach } = resource.format;
    const all = names.some((name) => name.startsWith("each.value")) ? [...names, ...referencesIn(forEach)] : names;
    return this.#resolve(all, resource.module);
  }

  /** Whether an argument is known to be made from what it refers to, by a function or a template. Only configuration in JSON shows it. */
  isComputed(address: string, argument: string): boolean {
    const expression = this.#resources.get(address)?.format.expressions?.[argument];
    const text = isObject(expression) ? expression.constant_value : undefined;
    return typeof text === "string" && !/^\$\{\s*[\w.-]+(\[[^\]]*\])?(\.\w+)*\s*\}$/.test(text);
  }

  /** The addresses of all that a resource refers to or depends on. */
  dependencies(address: string): readonly string[] {
    const known = this.#direct.get(address);
    if (known) {
      return known;
    }
    const resource = this.#resources.get(address);
    const found = resource ? this.#dependenciesOf(resource) : [];
    const direct = [...new Set(found)].filter((other) => other !== address && this.#resources.has(other));
    this.#direct.set(address, direct);
    return direct;
  }

  #add(module: Module): void {
    for (const format of module.format.resources ?? []) {
      this.#resources.set(`${module.prefix}${format.address}`, { format, module });
    }
    for (const [name, call] of Object.entries(module.format.module_calls ?? {})) {
      this.#add({ prefix: `${module.prefix}module.${name}.`, format: call.module ?? {}, parent: { module, call } });
    }
  }

  #dependenciesOf({ format, module }: ConfiguredResource): readonly string[] {
    const { expressions, count_expression: count, for_each_expression: forEach, depends_on: dependsOn = [] } = format;
    const own = this.#resolve(referencesIn([expressions, count, forEach]), module).map(({ address }) => address);
    return [...own, ...this.#explicit(dependsOn, module), ...this.#dependenciesOfCalls(module)];
  }

  /** What the calls of a module, and of the modules around it, depend on as a whole. */
  #dependenciesOfCalls({ parent }: Module): readonly string[] {
    if (!parent) {
      return [];
    }
    const { call, module } = parent;
    const own = this.#resolve(referencesIn([call.count_expression, call.for_each_expression]), module).map(({ address }) => address);
    return [...own, ...this.#explicit(call.depends_on ?? [], module), ...this.#dependenciesOfCalls(module)];
  }

  /** `depends_on` on a module means all of its resources. */
  #explicit(names: readonly string[], { prefix }: Module): readonly string[] {
    return names.flatMap((name) => {
      const address = `${prefix}${name}`;
      return name.startsWith("module.") ? [...this.#resources.keys()].filter((other) => other.startsWith(`${address}.`)) : [address];
    });
  }

  #resolve(names: readonly string[], module: Module): readonly Reference[] {
    return names.flatMap((name) => this.#resolveOne(name, module));
  }

  #resolveOne(name: string, module: Module): readonly Reference[] {
    const parts = (name.includes("[") ? name.replace(/\[[^\]]*\]/g, "") : name).split(".");
    const [first = "", second = "", third, fourth] = parts;
    switch (first) {
      case "var":
        return module.parent ? this.#resolve(referencesIn(module.parent.call.expressions?.[second]), module.parent.module) : [];
      case "module":
        return this.#resolveOutput(second, third, module);
      case "local":
      case "each":
      case "count":
      case "path":
      case "self":
      case "terraform":
        return [];
      case "data":
        return third === undefined
          ? []
          : [{ address: `${module.prefix}data.${second}.${third}`, ...(fourth !== undefined && { attribute: fourth }) }];
      default:
        return second === "" ? [] : [{ address: `${module.prefix}${first}.${second}`, ...(third !== undefined && { attribute: third }) }];
    }
  }

  #resolveOutput(name: string, output: string | undefined, module: Module): readonly Reference[] {
    const child = module.format.module_calls?.[name];
    if (!child) {
      return [];
    }
    const called: Module = { prefix: `${module.prefix}module.${name}.`, format: child.module ?? {}, parent: { module, call: child } };
    const outputs = Object.entries(child.module?.outputs ?? {}).filter(([key]) => output === undefined || key === output);
    return outputs.flatMap(([, { expression, depends_on: dependsOn = [] }]) => [
      ...this.#resolve(referencesIn(expression), called),
      ...this.#explicit(dependsOn, called).map((address) => ({ address })),
    ]);
  }
}

/** The references of an expression, or of all expressions of a block. A more specific one replaces the general one beside it. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap(referencesIn);
  }
  if (!isObject(value)) {
    return [];
  }
  if ("references" in value || "constant_value" in value) {
    const { references: names = [] } = value as ExpressionFormat;
    const general = new Set(names.flatMap(prefixesOf));
    return names.filter((name) => !general.has(name));
  }
  return Object.values(value).flatMap(referencesIn);
}

/** Of `a.b[0].c`: `a`, `a.b`, `a.b[0]`. */
function prefixesOf(name: string): readonly string[] {
  const prefixes: string[] = [];
  for (let end = 1; end < name.length; end++) {
    if (name[end] === "." || name[end] === "[") {
      prefixes.push(name.slice(0, end));
    }
  }
  return prefixes;
}
