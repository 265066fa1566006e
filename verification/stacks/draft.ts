/** A stack that is being written, with the choices of a generator. */
import type { HolderKind } from "./account";
import type { Body, StackJson } from "./terraform-json";

export type MutableBody = Record<string, unknown>;

/** Makes a generator's choices: always the same ones for the same numbers. The first items are the simplest. */
export class Choices {
  #next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  pick<T>(items: readonly T[]): T {
    const item = items[this.#number() % items.length];
    if (item === undefined) {
      throw new Error("there is nothing to choose from");
    }
    return item;
  }

  /** True in one of so many cases. */
  oneIn(cases: number): boolean {
    return this.#number() % cases === cases - 1;
  }

  #number(): number {
    return this.numbers[this.#next++ % this.numbers.length] ?? 0;
  }
}

/** A resource of a draft. */
export interface Entry {
  readonly type: string;
  readonly name: string;
  readonly body: MutableBody;
}

export const POLICY_ARN = "arn:aws:iam::aws:policy/";
export const ADMINISTRATOR = `${POLICY_ARN}AdministratorAccess`;

export class Draft {
  readonly resources: Record<string, Record<string, MutableBody>> = {};
  readonly sections: Record<string, unknown> = {};
  readonly except: string[] = [];
  /** Addresses whose body is written as a list. */
  readonly listed = new Set<string>();
  /** Types whose resources are written as a list. */
  readonly listedTypes = new Set<string>();

  /** Whether the section of resources is a list, with an entry for each type. */
  isList = false;
  /** The index of the MFA policy, if it has count or for_each. */
  mfaIndex = "";
  readonly #data: Record<string, Record<string, Body>> = {};
  readonly #locals: Record<string, string> = {};

  /** The forms of a reference that Terraform accepts. */
  constructor(readonly reference: (address: string, attribute: string) => string = plainReference) {}

  add(type: string, name: string, body: MutableBody): string {
    const named = (this.resources[type] ??= {});
    let unique = name.replace(/[^\w-]/g, "_");
    while (unique in named) {
      unique += "-2";
    }
    named[unique] = body;
    return `${type}.${unique}`;
  }

  /** Adds a user, group or policy with a name that the draft does not have yet, and which its address shows. */
  addNamed(type: string, name: string, others: Body = {}): { readonly address: string; readonly name: string } {
    const taken = new Set(this.entries(type).map(({ body }) => body.name));
    let unique = name;
    while (taken.has(unique)) {
      unique += "-again";
    }
    return { address: this.add(type, unique, { name: unique, ...others }), name: unique };
  }

  /** A reference to the MFA policy. */
  mfa(attribute = "arn"): string {
    return plainReference(`aws_iam_policy.mfa${this.mfaIndex}`, attribute);
  }

  entries(type: string): readonly Entry[] {
    return Object.entries(this.resources[type] ?? {}).map(([name, body]) => ({ type, name, body }));
  }

  body(address: string): MutableBody {
    const [type = "", name = ""] = address.split(".", 2);
    const body = this.resources[type]?.[name];
    if (!body) {
      throw new Error(`there is no ${address}`);
    }
    return body;
  }

  remove(address: string): void {
    const [type = "", name = ""] = address.split(".", 2);
    const named = this.resources[type] ?? {};
    this.resources[type] = Object.fromEntries(Object.entries(named).filter(([other]) => other !== name));
  }

  addData(type: string, name: string, body: Body): void {
    (this.#data[type] ??= {})[name] = body;
    this.sections.data = this.#data;
  }

  addLocal(name: string, value: string): void {
    this.#locals[name] = value;
    this.sections.locals = this.#locals;
  }

  attach(kind: HolderKind, holder: string, policyArn: string, others: Body = {}): string {
    const name = `${holder}-${policyArn}`.replace(/\W+/g, "-").slice(0, 60);
    return this.add(`aws_iam_${kind}_policy_attachment`, name, { [kind]: holder, policy_arn: policyArn, ...others });
  }

  toJson(): StackJson {
    const resource = Object.entries(this.resources).map(([type, named]) => {
      const bodies = Object.entries(named).map(([name, body]) => [name, this.listed.has(`${type}.${name}`) ? [body] : body] as const);
      const byName = Object.fromEntries(bodies);
      return [type, this.listedTypes.has(type) ? [byName] : byName] as const;
    });
    const section = this.isList ? resource.map((entry) => Object.fromEntries([entry])) : Object.fromEntries(resource);
    return JSON.parse(
      JSON.stringify({ provider: { aws: [{ region: "eu-central-1" }] }, ...this.sections, resource: section }),
    ) as StackJson;
  }
}

export function plainReference(address: string, attribute: string): string {
  return `\${${address}.${attribute}}`;
}

/** Other ways to write the same reference. */
export const REFERENCES: readonly ((address: string, attribute: string) => string)[] = [
  plainReference,
  (address, attribute) => `\${ ${address}.${attribute} }`,
  (address, attribute) => `\${${address}["${attribute}"]}`,
  (address, attribute) => `\${(${address}.${attribute})}`,
];
