/**
 * The ways in which an apply can go where its JSON leaves it open: which of two resources with the same name AWS accepts, whether AWS finds a
 * name that is spelt in another case, and whom an expression names.
 */
import { type Holder, type HolderKind, product } from "./account";
import { known, type Value } from "./expressions";
import type { Instance } from "./instances";

export interface World {
  /** The resources whose name was taken, which AWS therefore refused. */
  readonly losers: ReadonlySet<string>;
  readonly isCaseIgnored: boolean;
  /** For the identity of a holder that only Terraform knows: the name that it turns out to have. */
  readonly names: ReadonlyMap<string, string>;
}

/** A mention of a user or group in a resource. */
export interface Mention {
  readonly kind: HolderKind;
  readonly account: string;
  readonly value: Value;
}

const KINDS: ReadonlyMap<string, HolderKind> = new Map([
  ["aws_iam_user", "user"],
  ["aws_iam_group", "group"],
]);
const NAME = /^[\w+=,.@-]+$/;

export function worldsOf(instances: readonly Instance[], mentions: readonly Mention[]): readonly World[] {
  const named = instances.filter(({ type }) => KINDS.has(type) || type === "aws_iam_policy");
  const rivals = new Map<string, Instance[]>();
  for (const instance of named) {
    const name = known(instance.value("name"));
    if (name !== undefined) {
      const key = `${instance.account} ${instance.type} ${name.toLowerCase()}`;
      rivals.set(key, [...(rivals.get(key) ?? []), instance]);
    }
  }
  const losing = [...rivals.values()].filter((list) => list.length > 1);
  const losers = product(losing.map((list) => list.map((winner) => list.filter((one) => one !== winner).map(({ address }) => address))));
  const cases = hasCaseVariants([...mentions, ...named.flatMap(mentionsOfCreated)]) ? [false, true] : [false];
  const names = substitutions(instances, mentions);
  return product<readonly string[] | boolean | ReadonlyMap<string, string>>([losers.map((lists) => lists.flat()), cases, names]).map(
    ([lost, isCaseIgnored, substituted]) => ({
      losers: new Set(lost as readonly string[]),
      isCaseIgnored: isCaseIgnored as boolean,
      names: substituted as ReadonlyMap<string, string>,
    }),
  );
}

function mentionsOfCreated(instance: Instance): readonly Mention[] {
  const kind = KINDS.get(instance.type);
  return kind ? [{ kind, account: instance.account, value: instance.value("name") }] : [];
}

function hasCaseVariants(mentions: readonly Mention[]): boolean {
  const spellings = new Map<string, string>();
  return mentions.some(({ kind, account, value }) => {
    const name = known(value);
    if (name === undefined) {
      return false;
    }
    const key = `${account} ${kind} ${name.toLowerCase()}`;
    const before = spellings.get(key) ?? name;
    spellings.set(key, before);
    return before !== name;
  });
}

/** Whom the expressions may name: somebody unknown, or any user or group of the account that the stack knows. */
function substitutions(instances: readonly Instance[], mentions: readonly Mention[]): readonly ReadonlyMap<string, string>[] {
  const created = instances.flatMap(mentionsOfCreated);
  const isCreated = (mention: Mention): boolean => created.some((other) => identityOf(other) === identityOf(mention));
  const open = new Map(
    mentions.filter((mention) => mention.value.kind === "unknown" && !isCreated(mention)).map((mention) => [identityOf(mention), mention]),
  );
  const choices = [...open].map(([identity, { kind, account }]) => {
    const names = [...mentions, ...created]
      .filter((other) => other.kind === kind && other.account === account)
      .map(({ value }) => known(value));
    return [undefined, ...new Set(names.filter((name) => name !== undefined))].map((name) => [identity, name] as const);
  });
  return product(choices).map(
    (chosen) => new Map(chosen.flatMap(([identity, name]) => (name === undefined ? [] : [[identity, name] as const]))),
  );
}

function identityOf({ kind, account, value }: Mention): string {
  return `${account} ${kind} ${value.kind}:${value.text}`;
}

/** Finds the users and groups of a world. */
export class Holders {
  readonly #created: readonly Holder[];
  readonly #named = new Map<string, Holder>();

  constructor(
    private readonly world: World,
    instances: readonly Instance[],
  ) {
    this.#created = instances
      .filter(({ address }) => !world.losers.has(address))
      .flatMap((instance) =>
        mentionsOfCreated(instance).map(({ kind, account, value }) => ({
          kind,
          account,
          name: nameOf(value),
          resources: [instance.resource],
        })),
      );
  }

  /** Everybody whom the stack creates or has named so far. */
  get all(): readonly Holder[] {
    return [...this.#created, ...this.#named.values()];
  }

  /** Whom a mention means, or undefined if AWS has nobody of that name. */
  find({ kind, account, value }: Mention): Holder | undefined {
    const substituted = this.world.names.get(identityOf({ kind, account, value }));
    const name = substituted ?? nameOf(value);
    if (value.kind === "policy" || (known(value) !== undefined && !NAME.test(name))) {
      return undefined;
    }
    const peers = this.all.filter((holder) => holder.kind === kind && holder.account === account);
    const exact = peers.find((holder) => holder.name === name);
    const similar = peers.find((holder) => holder.name.toLowerCase() === name.toLowerCase());
    if (exact || (similar && this.world.isCaseIgnored)) {
      return exact ?? similar;
    }
    if (similar && similar.resources.length > 0) {
      return undefined;
    }
    const holder: Holder = { kind, account, name, resources: [] };
    this.#named.set(`${account} ${kind} ${name}`, holder);
    return holder;
  }
}

function nameOf(value: Value): string {
  return value.kind === "unknown" ? `\${${value.text}}` : value.text;
}
