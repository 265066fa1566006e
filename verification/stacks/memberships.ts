/** Who is in which group. */
import { ends, type Holder } from "./account";
import { type Given, inForce, type Taker } from "./in-force";
import type { Instance } from "./instances";
import { mentioned } from "./mentions";
import type { Holders } from "./worlds";

/** Groups that a user can be in. Source: IAM User Guide, "IAM and AWS STS quotas". */
const QUOTA = 10;

/** The memberships of a world. */
export class Memberships {
  readonly #given: Given<Holder>[] = [];
  readonly #takers: Taker[] = [];

  constructor(instances: readonly Instance[], holders: Holders) {
    for (const instance of instances) {
      const isExclusive = instance.type === "aws_iam_group_membership";
      if (!isExclusive && instance.type !== "aws_iam_user_group_membership") {
        continue;
      }
      const groups = mentioned(instance, isExclusive ? "group" : "groups", "group").flatMap((mention) => holders.find(mention) ?? []);
      const users = mentioned(instance, isExclusive ? "users" : "user", "user").flatMap((mention) => holders.find(mention) ?? []);
      const isCertain = instance.isCertain && !instance.ignores("user", "users", "group", "groups");
      this.#given.push(...users.flatMap((holder) => groups.map((group) => ({ holder, id: idOf(group), item: group, isCertain }))));
      if (isExclusive) {
        const ids = groups.map(idOf);
        this.#takers.push({ takes: (holder, id) => ids.includes(id) && !users.includes(holder) });
      }
    }
  }

  ends(user: Holder): readonly (readonly Holder[])[] {
    const { certain, optional } = inForce(user, this.#given, this.#takers);
    return ends(certain, optional, QUOTA);
  }
}

function idOf({ account, name }: Holder): string {
  return `${account} ${name}`;
}
