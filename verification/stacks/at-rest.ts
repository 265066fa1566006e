/**
 * What AWS may hold after Terraform has come to rest, worked out from the rules that Terraform, its AWS provider and IAM document. Where an order or
 * a conflict is not defined, every end is possible. Nothing that depends on the order of an apply counts: the account may have been there before.
 */
import { type Holder, type Outcome, type Person, type Policy, product } from "./account";
import { Attached } from "./attached";
import { ANYTHING } from "./documents";
import { Inline } from "./inline";
import { type Instance, instancesOf } from "./instances";
import { Memberships } from "./memberships";
import { mentionsIn } from "./mentions";
import { Policies } from "./policies";
import type { StackJson } from "./terraform-json";
import { Holders, type World, worldsOf } from "./worlds";

/** A user whom the stack only names may have got anything elsewhere. */
const FROM_ELSEWHERE: Policy = { id: "a policy from elsewhere", document: ANYTHING };

/**
 * Everybody whom a stack is about: its users, those that it only names, and anybody who may be put into a group with a policy.
 *
 * @throws InvalidStackError if Terraform would refuse the stack
 */
export function peopleAtRest(stack: StackJson): readonly Person[] {
  const instances = instancesOf(stack);
  const mentions = instances.flatMap(mentionsIn);
  return worldsOf(instances, mentions).flatMap((world) => peopleOf(world, instances));
}

function peopleOf(world: World, all: readonly Instance[]): readonly Person[] {
  const instances = all.filter((instance) => !world.losers.has(instance.address) && !refersToLoser(instance, world));
  const holders = new Holders(world, instances);
  instances.flatMap(mentionsIn).forEach((mention) => holders.find(mention));
  const policies = new Policies(world, all);
  const attached = new Attached(instances, holders, policies);
  const inline = new Inline(instances, holders);
  const memberships = new Memberships(instances, holders);

  const ownEnds = (holder: Holder): readonly (readonly Policy[])[] =>
    product([attached.ends(holder), inline.ends(holder)]).map((parts) => parts.flat());
  const allEnds = (user: Holder): readonly (readonly Policy[])[] =>
    memberships.ends(user).flatMap((groups) => product([user, ...groups].map(ownEnds)).map((parts) => parts.flat()));

  return holders.all.flatMap((holder): readonly Person[] => {
    if (holder.kind === "group") {
      const isEmpty = !attached.has(holder) && !inline.has(holder);
      return isEmpty ? [] : [{ holder, outcomes: ownEnds(holder).map((list) => ({ policies: list })) }];
    }
    if (holder.resources.length === 0) {
      return [{ holder, outcomes: allEnds(holder).map((list) => ({ policies: [...list, FROM_ELSEWHERE] })) }];
    }
    const boundaries = boundariesOf(holder, instances, policies);
    const outcomes = allEnds(holder).flatMap((list) => boundaries.map((boundary): Outcome => ({ policies: list, boundary })));
    return [{ holder, outcomes }];
  });
}

/** Whether a resource refers to one that AWS refused, other than in a list of policies. */
function refersToLoser({ body }: Instance, { losers }: World): boolean {
  const text = JSON.stringify(body);
  return [...losers].some((address) => !address.startsWith("aws_iam_policy.") && new RegExp(`${escape(address)}[.\\]["]`).test(text));
}

function escape(text: string): string {
  return text.replace(/[.[\]"*+?^${}()|\\]/g, "\\$&");
}

/** The boundaries that a user may have at rest. Without one that AWS accepts, the user has none. */
function boundariesOf(user: Holder, instances: readonly Instance[], policies: Policies): readonly (Policy | undefined)[] {
  const instance = instances.find(({ resource, type }) => type === "aws_iam_user" && user.resources.includes(resource));
  if (!instance || !("permissions_boundary" in instance.body)) {
    return [undefined];
  }
  const boundary = policies.find(instance.value("permissions_boundary"), instance.account);
  return instance.ignores("permissions_boundary") ? [boundary, undefined] : [boundary];
}
