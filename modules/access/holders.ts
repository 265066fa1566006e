import { attachedToUnknown, attachmentUncertain, notListed } from "./reasons";
import { attachedPolicy, type CarriedPolicy, mayAllow, writtenPolicy } from "./policies";
import { nameOf, type Resource, type Stack, type Target, uncertainty } from "./synthesized-stack";

/** A group or a user: a resource of the stack, or one that the stack only names. */
export interface Holder {
  readonly kind: Kind;
  /** Its address and its name, where it has them. */
  readonly label: string;
  /** Its name, or its address where only Terraform knows the name. */
  readonly name: string;
  readonly address?: string;
  /** Its attached and its inline policies. */
  readonly policies: readonly CarriedPolicy[];
  /** A user's groups, where the membership is certain. */
  readonly groups: readonly Holder[];
}

type Kind = "group" | "user";

/** A holder that is still being assembled. */
interface Draft extends Holder {
  readonly policies: CarriedPolicy[];
  readonly groups: Draft[];
}

export interface Holders {
  readonly all: readonly Holder[];
  /** Attachments to somebody unknown. */
  readonly problems: readonly string[];
}

/** All groups and users of a stack, with their policies. */
export function readHolders(stack: Stack): Holders {
  const reader = new Reader(stack);
  return { all: reader.holders(), problems: reader.problems };
}

class Reader {
  readonly problems: string[] = [];
  readonly #stack: Stack;
  readonly #drafts = new Map<string, Draft>();

  constructor(stack: Stack) {
    this.#stack = stack;
    for (const kind of ["group", "user"] as const) {
      stack.ofType(`aws_iam_${kind}`).forEach((resource) => this.#draft(kind, { kind: "resource", resource }));
      stack.ofType(`aws_iam_${kind}_policy_attachment`).forEach((resource) => {
        this.#attach(resource, kind, [resource.body[kind]], attachedPolicy(stack, resource.body.policy_arn));
      });
      stack.ofType("aws_iam_policy_attachment").forEach((resource) => {
        this.#attach(resource, kind, listOf(resource.body[`${kind}s`]), attachedPolicy(stack, resource.body.policy_arn));
      });
      stack.ofType(`aws_iam_${kind}_policy`).forEach((resource) => {
        this.#attach(resource, kind, [resource.body[kind]], writtenPolicy(resource));
      });
      this.#keepOnlyListed(kind);
    }
    this.#readMemberships();
  }

  holders(): readonly Holder[] {
    return [...this.#drafts.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
  }

  #attach(resource: Resource, kind: Kind, holders: readonly unknown[], policy: CarriedPolicy): void {
    const uncertain = uncertainty(resource, [kind, `${kind}s`, "policy_arn"]);
    for (const holder of holders) {
      const draft = this.#draft(kind, this.#stack.resolve(`aws_iam_${kind}`, holder));
      if (draft) {
        draft.policies.push(
          uncertain ? { ...policy, document: undefined, doubt: attachmentUncertain(resource.address, uncertain) } : policy,
        );
      } else if (mayAllow(policy)) {
        this.problems.push(attachedToUnknown(resource.address, policy.label, String(holder)));
      }
    }
  }

  /** An exclusive resource attaches the policies that it lists, and detaches all others. */
  #keepOnlyListed(kind: Kind): void {
    for (const resource of this.#stack.ofType(`aws_iam_${kind}_policy_attachments_exclusive`)) {
      const listed = listOf(resource.body.policy_arns).map((arn) => attachedPolicy(this.#stack, arn));
      const holder = resource.body[`${kind}_name`];
      listed.forEach((policy) => {
        this.#attach(resource, kind, [holder], policy);
      });
      this.#doubtOthers(
        resource,
        kind,
        (label) => label.startsWith(`aws_iam_${kind}_policy.`) || listed.some((policy) => policy.label === label),
      );
    }
    for (const resource of this.#stack.ofType(`aws_iam_${kind}_policies_exclusive`)) {
      const listed = listOf(resource.body.policy_names).map((name) => this.#stack.resolve(`aws_iam_${kind}_policy`, name));
      const addresses = listed.flatMap((target) => (target.kind === "resource" ? [target.resource.address] : []));
      this.#doubtOthers(resource, kind, (label) => !label.startsWith(`aws_iam_${kind}_policy.`) || addresses.includes(label));
    }
  }

  #doubtOthers({ address, body }: Resource, kind: Kind, stays: (label: string) => boolean): void {
    const draft = this.#draft(kind, this.#stack.resolve(`aws_iam_${kind}`, body[`${kind}_name`]));
    draft?.policies.forEach((policy, index) => {
      if (!stays(policy.label)) {
        draft.policies[index] = { label: policy.label, doubt: notListed(address) };
      }
    });
  }

  #readMemberships(): void {
    const memberships = [
      ...this.#stack.ofType("aws_iam_group_membership").map((resource) => ({
        resource,
        groups: [resource.body.group],
        users: listOf(resource.body.users),
      })),
      ...this.#stack.ofType("aws_iam_user_group_membership").map((resource) => ({
        resource,
        groups: listOf(resource.body.groups),
        users: [resource.body.user],
      })),
    ];
    for (const { resource, groups, users } of memberships) {
      const isCertain = uncertainty(resource, ["group", "groups", "user", "users"]) === undefined;
      for (const user of users) {
        const member = this.#draft("user", this.#stack.resolve("aws_iam_user", user));
        const joined = groups.flatMap((group) => this.#draft("group", this.#stack.resolve("aws_iam_group", group)) ?? []);
        member?.groups.push(...(isCertain ? joined : []));
      }
    }
  }

  #draft(kind: Kind, target: Target): Draft | undefined {
    if (target.kind === "unknown") {
      return undefined;
    }
    const address = target.kind === "resource" ? target.resource.address : undefined;
    const name = target.kind === "resource" ? nameOf(target.resource) : target.value;
    const key = address ?? `${kind} ${name}`;
    const draft = this.#drafts.get(key) ?? {
      kind,
      label: [address ?? kind, ...(name === undefined ? [] : [JSON.stringify(name)])].join(" "),
      name: name ?? key,
      address,
      policies: [],
      groups: [],
    };
    this.#drafts.set(key, draft);
    return draft;
  }
}

/** The entries of a list. An expression in place of a list is one entry that cannot be resolved. */
function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
