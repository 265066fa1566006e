import type { Directory, Target } from "./directory";
import { attachmentMismatch, memberNotListed, membershipUncertain } from "./reasons";
import type { Resource, Value } from "./resource";
import { Vetoes } from "./vetoes";

/** A user whom a resource puts into a group. */
export interface Membership {
  readonly resource: Resource;
  readonly user: Target;
  readonly group: Target;
}

/** All memberships, and which of them are certain to stay. */
export class Memberships {
  readonly all: Membership[] = [];
  readonly #directory: Directory;
  readonly #vetoes = new Vetoes();

  constructor(directory: Directory) {
    this.#directory = directory;
    for (const resource of directory.ofType("aws_iam_group_membership")) {
      this.#readGroup(resource);
    }
    for (const resource of directory.ofType("aws_iam_user_group_membership")) {
      this.#join(resource, [resource.value("user")], resource.entries("groups"));
    }
  }

  /** Why it is not certain that a membership comes to be and stays; nothing where it is. */
  doubtAbout({ resource, user, group }: Membership): string | undefined {
    const uncertain = resource.uncertainty(["group", "groups", "user", "users"]);
    if (uncertain) {
      return membershipUncertain(resource.address, uncertain);
    }
    const mismatch = user.mismatch ?? group.mismatch;
    if (mismatch) {
      return attachmentMismatch(resource.address, mismatch);
    }
    const veto = this.#vetoes.against([group.key, anyGroup(resource)], user.key);
    return veto === undefined ? undefined : memberNotListed(veto);
  }

  /** It puts the users that it lists into a group, and takes all others out. */
  #readGroup(resource: Resource): void {
    const users = resource.entries("users");
    this.#join(resource, users, [resource.value("group")]);
    const listed = users.flatMap((user) => this.#directory.find("aws_iam_user", user, resource) ?? []);
    const group = this.#directory.find("aws_iam_group", resource.value("group"), resource);
    this.#vetoes.add(
      group ? group.key : anyGroup(resource),
      resource,
      listed.filter(({ mismatch }) => !mismatch).map(({ key }) => key),
    );
  }

  #join(resource: Resource, users: readonly Value[], groups: readonly Value[]): void {
    const found = groups.flatMap((group) => this.#directory.find("aws_iam_group", group, resource) ?? []);
    for (const value of users) {
      const user = this.#directory.find("aws_iam_user", value, resource);
      this.all.push(...(user ? found.map((group) => ({ resource, user, group })) : []));
    }
  }
}

function anyGroup({ provider }: Resource): string {
  return `any ${provider} group`;
}
