/** The value of an argument, as far as it is known before Terraform runs. */
export type Value =
  | { readonly kind: "literal"; readonly value: unknown }
  /** An attribute of another resource. */
  | { readonly kind: "reference"; readonly address: string; readonly attribute: string; readonly expression: string }
  /** `text` is what is known of a string, with a mark for each expression in it. */
  | { readonly kind: "unknown"; readonly expression: string; readonly text?: string };

/** A resource, as Terraform is to make it. */
export interface Resource {
  readonly type: string;
  readonly address: string;
  /** The provider configuration that makes it, such as `aws` or `aws.other`. Each is taken for an account of its own. */
  readonly provider: string;
  /** The value of an argument; the literal `undefined` where it is absent. */
  readonly value: (argument: string) => Value;
  /** The entries of a list argument. A list that only Terraform knows is one unknown entry. */
  readonly entries: (argument: string) => readonly Value[];
  /** The meta-argument that makes it uncertain whether AWS gets these arguments as they are written; nothing where that is certain. */
  readonly uncertainty: (argumentNames: readonly string[]) => string | undefined;
}

/** Something that may change who can do what, but cannot be read. */
export interface Unexamined {
  readonly address: string;
  /** Follows the address and a colon. */
  readonly reason: string;
  /** Whether it gives somebody something, of whom only Terraform knows who it is. */
  readonly isHolderUnknown?: true;
}

/** What Terraform is to make, from any source. */
export interface Configuration {
  readonly resources: readonly Resource[];
  readonly unexamined: readonly Unexamined[];
  /** The addresses of everything that a resource refers to or depends on, directly. */
  readonly dependencies: (address: string) => readonly string[];
}

/** The string that a value is known to be. */
export function literalString(value: Value): string | undefined {
  return value.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

/** A value as the configuration has it, for messages. */
export function expressionOf(value: Value): string {
  return value.kind === "literal" ? String(value.value) : value.expression;
}
