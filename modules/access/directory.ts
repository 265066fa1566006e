import { literalString, type Configuration, type Resource, type Value } from "./resource";

export type Kind = "group" | "user";

/** Somebody or something that an argument names or refers to. */
export interface Target {
  /** The same for everything that names it. */
  readonly key: string;
  /** Its name, or a policy's ARN, where that is known. */
  readonly name?: string;
  /** The resource that makes it, where that is in the configuration. */
  readonly resource?: Resource;
  /** What speaks against AWS finding it under this name. */
  readonly mismatch?: "provider" | "case";
}

/** The attributes by which other resources refer to one of these. Source: the AWS provider's documentation. */
const IDENTIFYING: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_iam_group", ["name", "id"]],
  ["aws_iam_user", ["name", "id"]],
  ["aws_iam_policy", ["arn", "id"]],
  ["aws_iam_group_policy", ["name"]],
  ["aws_iam_user_policy", ["name"]],
]);

/** Finds resources by type, and by what other resources say about them. */
export class Directory {
  readonly #byType = new Map<string, Resource[]>();
  readonly #byAddress = new Map<string, Resource>();
  readonly #byName = new Map<string, Resource>();
  readonly #targets = new Map<Resource, Target>();

  constructor({ resources }: Configuration) {
    for (const resource of resources) {
      const alike = this.#byType.get(resource.type) ?? [];
      alike.push(resource);
      this.#byType.set(resource.type, alike);
      this.#byAddress.set(resource.address, resource);
      const name = nameOf(resource);
      if (name !== undefined) {
        const key = nameKey(resource.type, resource.provider, name);
        this.#byName.set(key, this.#byName.get(key) ?? resource);
      }
    }
  }

  ofType(type: string): readonly Resource[] {
    return this.#byType.get(type) ?? [];
  }

  /** What an argument refers to; nothing where only Terraform knows it. */
  find(type: string, value: Value, { provider }: Resource): Target | undefined {
    if (value.kind === "reference") {
      const resource = this.#byAddress.get(value.address);
      if (resource?.type !== type || !IDENTIFYING.get(type)?.includes(value.attribute) || isRepeatedHolder(resource)) {
        return undefined;
      }
      return resource.provider === provider ? this.target(resource) : { ...this.target(resource), mismatch: "provider" };
    }
    const name = literalString(value);
    if (name === undefined) {
      return undefined;
    }
    const key = nameKey(type, provider, name);
    const resource = this.#byName.get(key);
    if (!resource) {
      return { key, name };
    }
    const target = this.target(resource);
    return target.name === name ? target : { ...target, mismatch: "case" };
  }

  /** A resource as others refer to it. Resources of the same name are the same. */
  target(resource: Resource): Target {
    const known = this.#targets.get(resource);
    if (known) {
      return known;
    }
    const name = nameOf(resource);
    const target = { key: name === undefined ? resource.address : nameKey(resource.type, resource.provider, name), name, resource };
    this.#targets.set(resource, target);
    return target;
  }
}

/** IAM ignores the case of names. Source: IAM API reference, CreateUser, CreateGroup and CreatePolicy. */
function nameKey(type: string, provider: string, name: string): string {
  return `${provider} ${type} ${name.toLowerCase()}`;
}

/** By what others name a group, a user or a managed policy: a name, or an ARN. The name of an inline policy means nothing without its holder. */
function nameOf(resource: Resource): string | undefined {
  switch (resource.type) {
    case "aws_iam_group":
    case "aws_iam_user":
      return literalString(resource.value("name"));
    case "aws_iam_policy":
      return literalString(resource.value("arn"));
    default:
      return undefined;
  }
}

/** Which of several groups or users a reference means is not followed. */
function isRepeatedHolder(resource: Resource): boolean {
  return resource.type !== "aws_iam_policy" && ["count", "for_each"].includes(resource.uncertainty([]) ?? "");
}
