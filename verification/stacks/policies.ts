/** The policies that resources refer to. */
import type { Policy } from "./account";
import { documentInAws } from "./documents";
import { known, UNKNOWN_PART, type Value } from "./expressions";
import type { Instance } from "./instances";
import { managedPolicy } from "./managed";
import type { World } from "./worlds";
import { ANYTHING } from "./documents";

const ARN = /^arn:[^:]+:iam::[^:]*:policy\/.+$/;

/** The policies of a world. */
export class Policies {
  readonly #created: ReadonlyMap<string, Instance>;
  readonly #documents = new Map<string, string | undefined>();

  constructor(
    private readonly world: World,
    instances: readonly Instance[],
  ) {
    this.#created = new Map(instances.filter(({ type }) => type === "aws_iam_policy").map((instance) => [instance.address, instance]));
  }

  /** The policy that a reference means in an account, or undefined if AWS does not have it there. */
  find(value: Value, account: string): Policy | undefined {
    if (value.kind === "policy") {
      const instance = this.#created.get(value.text);
      const document = instance?.account === account && !this.world.losers.has(value.text) ? this.#document(instance) : undefined;
      return document === undefined ? undefined : { id: value.text, document };
    }
    const text = known(value);
    if (text === undefined) {
      return { id: `\${${value.text}}`, document: ANYTHING };
    }
    return ARN.test(text) ? { id: text, document: managedPolicy(text) } : undefined;
  }

  /** Whether a reference may mean a policy without being the same reference: an ARN with the policy's name, or one that only Terraform knows. */
  mayMean(value: Value, id: string): boolean {
    if (value.kind === "policy") {
      return value.text === id;
    }
    const instance = this.#created.get(id);
    if (!instance) {
      return value.text === id || value.kind === "unknown";
    }
    const isWhollyUnknown = value.kind === "unknown" && !value.text.includes(UNKNOWN_PART);
    const name = known(instance.value("name"));
    return isWhollyUnknown || name === undefined || value.text.endsWith(`/${name}`);
  }

  #document(instance: Instance): string | undefined {
    if (!this.#documents.has(instance.address)) {
      this.#documents.set(instance.address, instance.ignores("policy") ? ANYTHING : documentInAws(instance.value("policy")));
    }
    return this.#documents.get(instance.address);
  }
}
