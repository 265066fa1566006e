import type { Resource } from "./resource";

interface Veto {
  readonly address: string;
  readonly listed: ReadonlySet<string>;
}

/** What exclusive resources take away: each removes, within its scope, everything that it does not list. */
export class Vetoes {
  readonly #byScope = new Map<string, Veto[]>();

  /** @param listed the keys that the resource certainly lists */
  add(scope: string, { address }: Resource, listed: Iterable<string>): void {
    const vetoes = this.#byScope.get(scope) ?? [];
    vetoes.push({ address, listed: new Set(listed) });
    this.#byScope.set(scope, vetoes);
  }

  /** The address of an exclusive resource in one of the scopes that may not list this key. */
  against(scopes: readonly string[], key: string): string | undefined {
    for (const scope of scopes) {
      const veto = this.#byScope.get(scope)?.find(({ listed }) => !listed.has(key));
      if (veto) {
        return veto.address;
      }
    }
    return undefined;
  }
}
