import { isObject, show } from "../problem";
import { readTemplate } from "../terraform";
import { notAStack, notJson } from "./reasons";

type Body = Readonly<Record<string, unknown>>;

/** A resource of a synthesized stack. */
export interface Resource {
  readonly type: string;
  readonly address: string;
  readonly body: Body;
}

/** What an attribute refers to: a resource of the stack, a literal value, or something that only Terraform knows. */
export type Target =
  | { readonly kind: "resource"; readonly resource: Resource }
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "unknown"; readonly expression: string };

/** The attributes by which other resources refer to one of these. Source: the AWS provider's documentation. */
const IDENTIFYING: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_iam_group", ["name", "id"]],
  ["aws_iam_user", ["name", "id"]],
  ["aws_iam_policy", ["arn", "id"]],
  ["aws_iam_group_policy", ["name"]],
  ["aws_iam_user_policy", ["name"]],
]);

const REFERENCE = /^\$\{(aws_iam_[a-z_]+)\.([A-Za-z0-9_-]+)\.([a-z_]+)\}$/;

/** The resources of a synthesized stack: what `Testing.synth` returns, or `JSON.parse` of that. */
export class Stack {
  readonly #resources: readonly Resource[];

  /** @throws InvalidInputError if it is not a synthesized stack */
  constructor(synthesized: unknown) {
    this.#resources = readResources(typeof synthesized === "string" ? parse(synthesized) : synthesized);
  }

  /** The resources of a type, by address. */
  ofType(type: string): readonly Resource[] {
    return this.#resources.filter((resource) => resource.type === type);
  }

  /** What an attribute that names a group, a user or a policy refers to. */
  resolve(type: string, value: unknown): Target {
    const [, referred, name, attribute = ""] = typeof value === "string" ? (REFERENCE.exec(value) ?? []) : [];
    if (referred === type && IDENTIFYING.get(type)?.includes(attribute)) {
      const resource = this.#resources.find(({ address }) => address === `${type}.${name}`);
      return resource ? { kind: "resource", resource } : { kind: "unknown", expression: String(value) };
    }
    if (typeof value !== "string") {
      return { kind: "unknown", expression: show(value) };
    }
    const { text, isLiteral } = readTemplate(value);
    if (!isLiteral) {
      return { kind: "unknown", expression: value };
    }
    const named = this.ofType(type).find((resource) => nameOf(resource) === text);
    return named ? { kind: "resource", resource: named } : { kind: "literal", value: text };
  }
}

/** A resource's name, where it is a literal. A policy has none here, because others refer to it by its ARN. */
export function nameOf({ type, body: { name } }: Resource): string | undefined {
  if (typeof name !== "string" || type === "aws_iam_policy") {
    return undefined;
  }
  const { text, isLiteral } = readTemplate(name);
  return isLiteral ? text : undefined;
}

/** The argument of a resource that makes it uncertain whether AWS gets these attributes as they are written. */
export function uncertainty({ body }: Resource, attributes: readonly string[]): string | undefined {
  const repeated = ["count", "for_each"].find((argument) => body[argument] !== undefined);
  if (repeated) {
    return repeated;
  }
  const { ignore_changes: ignored } = isObject(body.lifecycle) ? body.lifecycle : {};
  const isIgnored = ignored === "all" || (Array.isArray(ignored) && attributes.some((attribute) => ignored.includes(attribute)));
  return isIgnored ? "ignore_changes" : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson(text);
  }
}

function readResources(stack: unknown): readonly Resource[] {
  const types = isObject(stack) ? (stack.resource ?? ("terraform" in stack ? {} : undefined)) : undefined;
  if (!isObject(types)) {
    throw notAStack(stack);
  }
  const resources = Object.entries(types).flatMap(([type, byName]) =>
    Object.entries(isObject(byName) ? byName : {}).flatMap(([name, body]) =>
      isObject(body) ? [{ type, address: `${type}.${name}`, body }] : [],
    ),
  );
  return resources.sort((a, b) => (a.address < b.address ? -1 : 1));
}
