import { MAX_GROUPS_PER_USER, MAX_INLINE_LENGTH, MAX_POLICIES_PER_GROUP, MAX_POLICIES_PER_USER } from "../iam";
import type { Attachment } from "./attachments";
import type { Directory } from "./directory";
import { groupBy } from "./group-by";
import type { Membership } from "./memberships";
import { isRefusedPolicy, lengthOf } from "./policies";
import type { Failure } from "./reasons";
import { type Configuration, literalString, type Resource } from "./resource";

const MAX_ATTACHED = { group: MAX_POLICIES_PER_GROUP, user: MAX_POLICIES_PER_USER } as const;

/**
 * Finds the resource because of which another one may never come to be: AWS certainly refuses it, or one of several, of which it is not known
 * which is the last.
 */
export class Failures {
  readonly #causes = new Map<string, Failure | undefined>();
  readonly #dependencies: Configuration["dependencies"];
  readonly #hasAny: boolean;

  constructor(
    { dependencies }: Configuration,
    directory: Directory,
    attachments: readonly Attachment[],
    memberships: readonly Membership[],
  ) {
    const add = (why: Failure["why"], failing: readonly Resource[]): void => {
      failing.forEach(({ address }) => this.#causes.set(address, { address, why }));
    };
    add("quota", [...tooManyPolicies(attachments), ...tooLongInline(attachments), ...tooManyGroups(memberships)]);
    add(
      "name",
      ["aws_iam_group", "aws_iam_user", "aws_iam_policy"].flatMap((type) => sharingNames(directory.ofType(type))),
    );
    add("name", sharingInlineNames(attachments));
    add("refused", refused(directory));
    this.#hasAny = this.#causes.size > 0;
    this.#dependencies = dependencies;
  }

  /** What may fail, if the resource depends on it, or is it. */
  causeOf(address: string): Failure | undefined {
    if (!this.#hasAny || this.#causes.has(address)) {
      return this.#causes.get(address);
    }
    // For a cycle, which Terraform would refuse.
    this.#causes.set(address, undefined);
    const cause = this.#dependencies(address)
      .map((other) => this.causeOf(other))
      .find((found) => found !== undefined);
    this.#causes.set(address, cause);
    return cause;
  }
}

function refused(directory: Directory): readonly Resource[] {
  return ["aws_iam_policy", "aws_iam_group_policy", "aws_iam_user_policy"].flatMap((type) =>
    directory.ofType(type).filter(isRefusedPolicy),
  );
}

/** AWS has each name once, ignoring case. Source: IAM API reference, CreateUser, CreateGroup and CreatePolicy. */
function sharingNames(resources: readonly Resource[]): readonly Resource[] {
  const named = groupBy(resources, (resource) => {
    const name = literalString(resource.value("name"));
    return name === undefined ? resource.address : `${resource.provider} ${name.toLowerCase()}`;
  });
  return named.filter((alike) => alike.length > 1).flat();
}

/** Inline policies of one holder with the same name: AWS keeps the last one. */
function sharingInlineNames(attachments: readonly Attachment[]): readonly Resource[] {
  const inline = attachments.filter(({ isInline, policy }) => isInline && policy.name !== undefined);
  return groupBy(inline, ({ holder, policy }) => `${holder.key} ${policy.name ?? ""}`)
    .filter((alike) => alike.length > 1)
    .flatMap((alike) => alike.map(({ resource }) => resource));
}

function tooManyPolicies(attachments: readonly Attachment[]): readonly Resource[] {
  return groupBy(
    attachments.filter(({ isInline }) => !isInline),
    ({ holder }) => holder.key,
  )
    .filter((alike) => alike[0] && new Set(alike.map(({ policy }) => policy.key)).size > MAX_ATTACHED[alike[0].kind])
    .flatMap((alike) => alike.map(({ resource }) => resource));
}

function tooLongInline(attachments: readonly Attachment[]): readonly Resource[] {
  return groupBy(
    attachments.filter(({ isInline }) => isInline),
    ({ holder }) => holder.key,
  )
    .filter((alike) => alike[0] && sum(alike.map(({ resource }) => lengthOf(resource))) > MAX_INLINE_LENGTH[alike[0].kind])
    .flatMap((alike) => alike.map(({ resource }) => resource));
}

function tooManyGroups(memberships: readonly Membership[]): readonly Resource[] {
  return groupBy(memberships, ({ user }) => user.key)
    .filter((alike) => new Set(alike.map(({ group }) => group.key)).size > MAX_GROUPS_PER_USER)
    .flatMap((alike) => alike.map(({ resource }) => resource));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
