/** The resources of a configuration that has been applied, or is to be. */
export interface Made {
  readonly address: string;
  values: Readonly<Record<string, unknown>>;
  /** The addresses, without keys of instances, that it refers to or depends on. */
  waitsFor: readonly string[];
}

/** An account under construction. */
export class Account {
  readonly resources = new Map<string, Made>();

  add(address: string, values: Made["values"], ...waitsFor: readonly string[]): string {
    this.resources.set(address, { address, values, waitsFor: waitsFor.map(withoutKeys) });
    return address;
  }

  remove(address: string): void {
    this.resources.delete(address);
  }

  /** Changes some values of a resource. */
  change(address: string, values: Made["values"]): void {
    const made = this.get(address);
    made.values = { ...made.values, ...values };
  }

  get(address: string): Made {
    const made = this.resources.get(address);
    if (!made) {
      throw new Error(`there is no ${address}`);
    }
    return made;
  }

  ofType(...types: readonly string[]): readonly Made[] {
    return [...this.resources.values()].filter(({ address }) => types.includes(typeOf(address)));
  }

  /** The user or group of this name. */
  named(kind: "group" | "user", name: string): Made {
    const found = this.ofType(`aws_iam_${kind}`).find(({ values }) => values.name === name);
    if (!found) {
      throw new Error(`there is no ${kind} ${name}`);
    }
    return found;
  }

  copy(): Account {
    const copy = new Account();
    this.resources.forEach(({ address, values, waitsFor }) => copy.resources.set(address, { address, values, waitsFor }));
    return copy;
  }
}

/** `aws_iam_user` of `module.team["a"].aws_iam_user.u["john"]`. */
export function typeOf(address: string): string {
  return withoutKeys(address).split(".").at(-2) ?? "";
}

/** `module.team["a"].` of the same. */
export function moduleOf(address: string): string {
  return /^(module\.\w+(\["\w+"\])?\.)?/.exec(address)?.[0] ?? "";
}

export function withoutKeys(address: string): string {
  return address.replace(/\["[^"]*"\]/g, "");
}

export function listOf(values: Made["values"], argument: string): readonly string[] {
  return (values[argument] ?? []) as readonly string[];
}
