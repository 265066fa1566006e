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
    const group = resource.value("group");
    const members = this.#join(resource, resource.entries("users"), [group]);
    const target = this.#directory.find("aws_iam_group", group, resource);
    this.#vetoes.add(
      target ? target.key : anyGroup(resource),
      resource,
      members.filter(({ mismatch }) => !mismatch).map(({ key }) => key),
    );
  }

  /** Adds the memberships, and returns the users that are known. */
  #join(resource: Resource, users: readonly Value[], groups: readonly Value[]): readonly Target[] {
    const found = groups.flatMap((group) => this.#directory.find("aws_iam_group", group, resource) ?? []);
    const members = users.flatMap((user) => this.#directory.find("aws_iam_user", user, resource) ?? []);
    for (const user of members) {
      this.all.push(...found.map((group) => ({ resource, user, group })));
    }
    return members;
  }
}

function anyGroup({ provider }: Resource): string {
  return `any ${provider} group`;
}
