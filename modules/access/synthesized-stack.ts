import { isObject } from "../problem";
import { provisionerIn, unexaminedBlocks, unexaminedResource } from "./unexamined";
import { blocks, type Body, labelled, readEntries, readValue } from "./json-syntax";
import { notAStack, notJson } from "./reasons";
import type { Configuration, Resource, Unexamined, Value } from "./resource";

/**
 * Reads a synthesized stack: what `Testing.synth` returns, or `JSON.parse` of that. Every form of Terraform's JSON syntax is accepted.
 *
 * @throws InvalidInputError if it is not a synthesized stack
 */
export function readSynthesizedStack(synthesized: unknown): Configuration {
  const stack = typeof synthesized === "string" ? parse(synthesized) : synthesized;
  const types = isObject(stack) ? (stack.resource ?? ("terraform" in stack ? {} : undefined)) : undefined;
  if (!isObject(stack) || (!isObject(types) && blocks(types).length === 0)) {
    throw notAStack(stack);
  }
  const resources = labelled(types)
    .flatMap(([type, named]) =>
      labelled(named).flatMap(([name, bodies]) => blocks(bodies).map((body) => new SynthesizedResource(type, `${type}.${name}`, body))),
    )
    .filter((resource) => !resource.isAbsent)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const unexamined = [...unexaminedBlocks(stack), ...resources.flatMap((resource) => resource.unexamined())];
  return { resources, unexamined, dependencies: dependenciesIn(stack, resources) };
}

class SynthesizedResource implements Resource {
  readonly type: string;
  readonly address: string;
  readonly provider: string;
  readonly body: Body;

  constructor(type: string, address: string, body: Body) {
    this.type = type;
    this.address = address;
    this.body = body;
    const { provider } = body;
    this.provider = typeof provider === "string" ? provider.replace(/^\$\{|\}$|\s/g, "") : "aws";
  }

  get isAbsent(): boolean {
    return this.body.count === 0;
  }

  value(argument: string): Value {
    return readValue(this.body[argument]);
  }

  entries(argument: string): readonly Value[] {
    return readEntries(this.body[argument]);
  }

  uncertainty(argumentNames: readonly string[]): string | undefined {
    const { count, for_each: forEach, lifecycle } = this.body;
    if (count !== undefined && count !== 1) {
      return "count";
    }
    if (forEach !== undefined) {
      return "for_each";
    }
    const settings = blocks(lifecycle);
    if (settings.some(({ enabled }) => enabled !== undefined && enabled !== true)) {
      return "lifecycle.enabled";
    }
    const ignored = settings.flatMap(({ ignore_changes: names }) => (Array.isArray(names) ? (names as readonly unknown[]) : [names]));
    return ignored.some((name) => isIgnored(name, argumentNames)) ? "ignore_changes" : undefined;
  }

  unexamined(): readonly Unexamined[] {
    const { type, address, body } = this;
    const reason = unexaminedResource(type, body) ?? provisionerIn(body);
    return reason === undefined ? [] : [{ address, reason }];
  }
}

function isIgnored(name: unknown, argumentNames: readonly string[]): boolean {
  if (typeof name !== "string") {
    return name !== undefined;
  }
  const [bare = ""] = name.replace(/^\$\{\s*|\s*\}$/g, "").split(/[.[]/);
  return bare === "all" || argumentNames.includes(bare);
}

/** Addresses are looked for in every text of a resource, so there may be too many. */
function dependenciesIn(stack: Body, resources: readonly SynthesizedResource[]): Configuration["dependencies"] {
  const texts = new Map<string, string>();
  const add = (address: string, value: unknown): void => {
    texts.set(address, `${texts.get(address) ?? ""} ${JSON.stringify(value)}`);
  };
  return (address) => {
    if (texts.size === 0) {
      resources.forEach((resource) => {
        add(resource.address, resource.body);
      });
      labelled(stack.locals).forEach(([name, value]) => {
        add(`local.${name}`, value);
      });
      labelled(stack.data).forEach(([type, named]) => {
        labelled(named).forEach(([name, body]) => {
          add(`data.${type}.${name}`, body);
        });
      });
    }
    const found = texts.get(address)?.match(/\b(data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g) ?? [];
    return [...new Set(found)].filter((other) => other !== address && texts.has(other));
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(text);
  }
}
