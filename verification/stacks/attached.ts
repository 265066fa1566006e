/** Managed policies of users and groups. */
import { ends, type Holder, type HolderKind, type Policy } from "./account";
import { type Given, inForce, type Taker } from "./in-force";
import type { Instance } from "./instances";
import { mentioned } from "./mentions";
import type { Policies } from "./policies";
import type { Holders } from "./worlds";

/** Policies that AWS attaches to a group, and to a user. Source: IAM User Guide, "IAM and AWS STS quotas". */
const QUOTA = 10;

/** What is attached in a world. */
export class Attached {
  readonly #given: Given<Policy>[] = [];
  readonly #takers: Taker[] = [];

  constructor(
    instances: readonly Instance[],
    private readonly holders: Holders,
    private readonly policies: Policies,
  ) {
    for (const instance of instances) {
      const exclusive = /^aws_iam_(user|group)_policy_attachments_exclusive$/.exec(instance.type);
      const single = /^aws_iam_(user|group)_policy_attachment$/.exec(instance.type);
      if (single) {
        this.#addAttachment(instance, single[1] as HolderKind);
      } else if (exclusive) {
        this.#addExclusiveList(instance, exclusive[1] as HolderKind);
      } else if (instance.type === "aws_iam_policy_attachment") {
        this.#addExclusivePolicy(instance);
      }
    }
  }

  has(holder: Holder): boolean {
    return this.#given.some((given) => given.holder === holder);
  }

  ends(holder: Holder): readonly (readonly Policy[])[] {
    const { certain, optional } = inForce(holder, this.#given, this.#takers);
    return ends(certain, optional, QUOTA);
  }

  #addAttachment(instance: Instance, kind: HolderKind): void {
    const isCertain = instance.isCertain && !instance.ignores(kind, "policy_arn");
    const policy = this.policies.find(instance.value("policy_arn"), instance.account);
    this.#give(this.#find(instance, kind, kind), policy, isCertain);
  }

  /** A list of everything that is attached to a holder. */
  #addExclusiveList(instance: Instance, kind: HolderKind): void {
    const { values, isWhole } = instance.values("policy_arns");
    const policies = values.map((value) => this.policies.find(value, instance.account));
    const isCertain = instance.isCertain && isWhole && !policies.includes(undefined) && !instance.ignores(`${kind}_name`, "policy_arns");
    const holders = this.#find(instance, `${kind}_name`, kind);
    policies.forEach((policy) => {
      this.#give(holders, policy, isCertain);
    });
    this.#takers.push({ takes: (holder, id) => holders.includes(holder) && !policies.some((policy) => policy?.id === id) });
  }

  /** A list of everybody to whom a policy is attached. */
  #addExclusivePolicy(instance: Instance): void {
    const value = instance.value("policy_arn");
    const policy = this.policies.find(value, instance.account);
    if (!policy) {
      return;
    }
    const holders = [...this.#find(instance, "users", "user"), ...this.#find(instance, "groups", "group")];
    const isCertain = instance.isCertain && !instance.ignores("users", "groups", "policy_arn");
    this.#give(holders, policy, isCertain);
    this.#takers.push({
      takes: (holder, id) => holder.account === instance.account && this.policies.mayMean(value, id) && !holders.includes(holder),
    });
  }

  #find(instance: Instance, argument: string, kind: HolderKind): readonly Holder[] {
    return mentioned(instance, argument, kind).flatMap((mention) => this.holders.find(mention) ?? []);
  }

  #give(holders: readonly Holder[], policy: Policy | undefined, isCertain: boolean): void {
    if (policy) {
      this.#given.push(...holders.map((holder) => ({ holder, id: policy.id, item: policy, isCertain })));
    }
  }
}
