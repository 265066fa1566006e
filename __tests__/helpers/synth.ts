import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { InvalidInputError } from "../../modules";

export type Properties = Readonly<Record<string, unknown>>;

/** Terraform JSON as CDKTF writes it, without its comments. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Properties>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown; readonly description?: string; readonly sensitive?: boolean }>>;
  readonly removed?: readonly { readonly from: string; readonly lifecycle: Properties }[];
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly provider?: Readonly<Record<string, readonly Properties[]>>;
  readonly terraform?: Properties;
}

/** A resource and its address, such as `aws_iam_user.identity_user-john_5302001B`. */
export interface Resource {
  readonly address: string;
  readonly properties: Properties;
}

const outdir = mkdtempSync(join(tmpdir(), "enforce-mfa-test-"));
afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** Synthesizes a stack with these constructs, and runs all of CDKTF's validations. The stack's id is `stack`. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app({ outdir }), "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  build(stack);
  return new Synthesized(Testing.synth(stack, true));
}

/** The error that `build` throws. */
export function errorOf(build: () => unknown): unknown {
  try {
    build();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error, and there was none");
}

/** A problem as tests compare it: its code, and its line in the error. */
export type Refusal = readonly [code: string, line: string];

/** The problems that `build` is refused for. Fails if it is not refused, or refused with another kind of error. */
export function refusalsOf(build: () => unknown): readonly Refusal[] {
  const error = errorOf(build);
  if (!(error instanceof InvalidInputError)) {
    throw error;
  }
  return error.problems.map(({ code, path, message }): Refusal => [code, path ? `${path}: ${message}` : message]);
}

/** Terraform JSON, with assertions that show the alternatives when they fail. */
export class Synthesized {
  readonly json: TerraformJson;

  constructor(readonly text: string) {
    this.json = JSON.parse(text) as TerraformJson;
  }

  /** All resources of a type that have these properties. */
  resources(type: string, properties: Properties = {}): readonly Resource[] {
    return Object.entries(this.json.resource?.[type] ?? {})
      .map(([name, found]) => ({ address: `${type}.${name}`, properties: found }))
      .filter((resource) => hasProperties(resource.properties, properties));
  }

  /** Asserts that exactly one resource of a type has these properties, and returns it. */
  resource(type: string, properties: Properties = {}): Resource {
    const [found, ...others] = this.resources(type, properties);
    if (!found || others.length > 0) {
      const there = JSON.stringify(this.json.resource?.[type] ?? {}, null, 2);
      const count = found ? others.length + 1 : "none";
      throw new Error(`expected one ${type} with ${JSON.stringify(properties)}, found ${count} in ${there}`);
    }
    return found;
  }

  /** The resource at an address. */
  at(address: string): Resource {
    const [type = "", name = ""] = address.split(".", 2);
    const properties = this.json.resource?.[type]?.[name];
    if (!properties) {
      throw new Error(`nothing is at ${address}; known addresses: ${this.addresses().join(", ")}`);
    }
    return { address, properties };
  }

  /** The resource that a reference such as `${aws_iam_user.john.name}` refers to. */
  referred(reference: unknown, attribute: string): Resource {
    const address = /^\$\{(.+)\.(\w+)\}$/.exec(String(reference));
    if (address?.[2] !== attribute) {
      throw new Error(`expected a reference to an attribute ${attribute}, found ${JSON.stringify(reference)}`);
    }
    return this.at(address[1] ?? "");
  }

  /** The addresses of all resources, or of those of one type. */
  addresses(type?: string): readonly string[] {
    return Object.keys(this.json.resource ?? {})
      .filter((known) => type === undefined || known === type)
      .flatMap((known) => this.resources(known).map(({ address }) => address));
  }

  /** The addresses in `removed` blocks. */
  get forgotten(): readonly string[] {
    return (this.json.removed ?? []).map(({ from }) => from);
  }

  /** The value of an output. */
  output(name: string): unknown {
    const output = this.json.output?.[name];
    if (!output) {
      throw new Error(`there is no output ${name}; known outputs: ${Object.keys(this.json.output ?? {}).join(", ")}`);
    }
    return output.value;
  }
}

/**
 * A string of Terraform's configuration as Terraform evaluates it: `$${` and `%%{` stand for `${` and `%{`, and each `${reference}` for its
 * value. Source: Terraform's "Strings and Templates".
 */
export function evaluateTemplate(text: string, references: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\$\$\{|%%\{|\$\{([^}]*)\}|[$%]\{/g, (found, reference: string | undefined) => {
    if (found === "$${" || found === "%%{") {
      return found.slice(1);
    }
    const value = reference === undefined ? undefined : references[reference];
    if (value === undefined) {
      throw new Error(`Terraform would take ${JSON.stringify(found)} for a template`);
    }
    return value;
  });
}

function hasProperties(all: Properties, some: Properties): boolean {
  return Object.entries(some).every(([key, value]) => isDeepStrictEqual(all[key], value));
}
