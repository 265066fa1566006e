import { isObject, show } from "../../problem";
import type { Resource, Value } from "../resource";
import type { Values } from "./format";

/** What an unknown value refers to; nothing where that is not certain. */
export type Resolve = (argument: string) => Value | undefined;

/** A resource as a plan shows it, before or after. */
export class PlannedResource implements Resource {
  readonly type: string;
  readonly address: string;
  readonly provider: string;
  readonly #values: Values;
  readonly #unknown: Values;
  readonly #resolve: Resolve;

  constructor(
    { type, address, provider }: Pick<Resource, "type" | "address" | "provider">,
    values: Values,
    unknown: unknown = {},
    resolve: Resolve = () => undefined,
  ) {
    this.type = type;
    this.address = address;
    this.provider = provider;
    this.#values = values;
    this.#unknown = isObject(unknown) ? unknown : {};
    this.#resolve = resolve;
  }

  value(argument: string): Value {
    return isUnknown(this.#unknown[argument])
      ? this.#unresolved(argument)
      : { kind: "literal", value: this.#values[argument] ?? undefined };
  }

  entries(argument: string): readonly Value[] {
    const [values, unknown] = [this.#values[argument], this.#unknown[argument]];
    if (unknown === true) {
      return [this.#unresolved(argument)];
    }
    if (values === undefined || values === null) {
      return [];
    }
    if (!Array.isArray(values)) {
      return [{ kind: "unknown", expression: show(values) }];
    }
    return values.map((value: unknown, index) =>
      Array.isArray(unknown) && isUnknown(unknown[index]) ? this.#unresolved(argument) : { kind: "literal", value },
    );
  }

  /** A plan shows what AWS gets, with all instances. */
  uncertainty(): undefined {
    return undefined;
  }

  #unresolved(argument: string): Value {
    return this.#resolve(argument) ?? { kind: "unknown", expression: `${this.address}.${argument} (known after apply)` };
  }
}

/** Whether a value, or a part of it, is known only after the apply. */
function isUnknown(unknown: unknown): boolean {
  if (Array.isArray(unknown)) {
    return unknown.some(isUnknown);
  }
  return isObject(unknown) ? Object.values(unknown).some(isUnknown) : unknown === true;
}
