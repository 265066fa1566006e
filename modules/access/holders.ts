import { type Attachment, Attachments } from "./attachments";
import { Directory, type Kind, type Target } from "./directory";
import { Failures } from "./failures";
import { type Membership, Memberships } from "./memberships";
import { attachedPolicy, type CarriedPolicy, withDoubt, writtenPolicy } from "./policies";
import { boundaryUncertain, credentialsOfUnknown, mayFail } from "./reasons";
import { type Configuration, expressionOf, literalString, type Resource, type Unexamined } from "./resource";

/** A group or a user: a resource of the configuration, or one that it only names. */
export interface Holder {
  readonly kind: Kind;
  /** The same before and after a plan, as long as the name stays, ignoring case. */
  readonly key: string;
  /** Its address and its name, where it has them. */
  readonly label: string;
  /** Its name, or its address where only Terraform knows the name. */
  readonly name: string;
  readonly address?: string;
  /** Its attached and its inline policies. One that may not be attached has a doubt and no document. */
  readonly policies: readonly CarriedPolicy[];
  /** A user's permissions boundary. */
  readonly boundary?: CarriedPolicy;
  /** A user's groups, where the membership is certain. */
  readonly groups: readonly Holder[];
  /** Groups that the user may be in, and why that is not certain. */
  readonly uncertainGroups: readonly { readonly group: Holder; readonly doubt: string }[];
}

/** A holder that is still being assembled. */
interface Draft extends Holder {
  readonly policies: CarriedPolicy[];
  boundary?: CarriedPolicy;
  readonly groups: Draft[];
  readonly uncertainGroups: { group: Draft; doubt: string }[];
}

export interface Holders {
  readonly all: readonly Holder[];
  /** What may change who can do what, but cannot be read. */
  readonly unexamined: readonly Unexamined[];
  /** Every attachment and membership that a resource makes, certain or not. */
  readonly attachments: readonly Attachment[];
  readonly memberships: readonly Membership[];
  /** The customer managed policies that are resources, by key. */
  readonly policies: ReadonlyMap<string, CarriedPolicy>;
  /** The users to whom resources give credentials, apart from inactive ones. */
  readonly credentials: readonly Credentials[];
}

/** A password, a key or another credential that a resource gives to a user. */
export interface Credentials {
  readonly resource: Resource;
  readonly user: Holder;
}

/** The arguments that name the user to whom a resource gives credentials. Source: the AWS provider's documentation. */
const CREDENTIALS: ReadonlyMap<string, string> = new Map([
  ["aws_iam_access_key", "user"],
  ["aws_iam_service_specific_credential", "user_name"],
  ["aws_iam_signing_certificate", "user_name"],
  ["aws_iam_user_login_profile", "user"],
  ["aws_iam_user_ssh_key", "username"],
]);

/** All groups and users, with what they hold once Terraform has come to rest. */
export function readHolders(configuration: Configuration): Holders {
  const reader = new Reader(configuration);
  return {
    all: reader.holders(),
    unexamined: reader.unexamined,
    attachments: reader.attachments.all,
    memberships: reader.memberships.all,
    policies: reader.policies(),
    credentials: reader.credentials,
  };
}

class Reader {
  readonly unexamined: Unexamined[];
  readonly #directory: Directory;
  readonly attachments: Attachments;
  readonly memberships: Memberships;
  readonly credentials: Credentials[] = [];
  readonly #failures: Failures;
  readonly #drafts = new Map<string, Draft>();

  constructor(configuration: Configuration) {
    this.#directory = new Directory(configuration);
    this.attachments = new Attachments(this.#directory);
    this.memberships = new Memberships(this.#directory);
    this.#failures = new Failures(configuration, this.#directory, this.attachments.all, this.memberships.all);
    this.unexamined = [...configuration.unexamined, ...this.attachments.unexamined];
    for (const kind of ["group", "user"] as const) {
      for (const resource of this.#directory.ofType(`aws_iam_${kind}`)) {
        const draft = this.#draft(kind, this.#directory.target(resource));
        draft.boundary = kind === "user" ? this.#boundaryOf(resource) : undefined;
      }
    }
    this.#readCredentials();
    this.#readAttachments();
    this.memberships.all.forEach((membership) => {
      this.#join(membership);
    });
  }

  holders(): readonly Holder[] {
    return [...this.#drafts.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
  }

  policies(): ReadonlyMap<string, CarriedPolicy> {
    const resources = this.#directory.ofType("aws_iam_policy");
    return new Map(
      resources.map((resource) => {
        const { key } = this.#directory.target(resource);
        return [key, { ...writtenPolicy(resource), key }];
      }),
    );
  }

  #boundaryOf(user: Resource): CarriedPolicy | undefined {
    const arn = user.value("permissions_boundary");
    if (arn.kind === "literal" && (arn.value === undefined || arn.value === null || arn.value === "")) {
      return undefined;
    }
    const policy = attachedPolicy(this.#directory, arn, user);
    const uncertain = user.uncertainty(["permissions_boundary"]);
    const doubt = uncertain ? boundaryUncertain(uncertain) : this.#failure(user);
    return doubt === undefined ? policy : withDoubt(policy, doubt);
  }

  /** Whoever gets credentials is a user to examine, whether or not the configuration creates the user. */
  #readCredentials(): void {
    for (const [type, argument] of CREDENTIALS) {
      for (const resource of this.#directory.ofType(type)) {
        const value = resource.value(argument);
        const user = this.#directory.find("aws_iam_user", value, resource);
        if (user) {
          const draft = this.#draft("user", user);
          if (literalString(resource.value("status")) !== "Inactive") {
            this.credentials.push({ resource, user: draft });
          }
        } else {
          this.unexamined.push({ address: resource.address, reason: credentialsOfUnknown(expressionOf(value)), isHolderUnknown: true });
        }
      }
    }
  }

  /** A policy that is attached in several ways is certain if one of them is. */
  #readAttachments(): void {
    const seen = new Map<string, { readonly draft: Draft; readonly index: number }>();
    for (const attachment of this.attachments.all) {
      const { kind, holder, policy } = attachment;
      const draft = this.#draft(kind, holder);
      const doubt = this.#doubtAbout(attachment);
      const carried = doubt === undefined ? policy : withDoubt(policy, doubt);
      const before = seen.get(`${holder.key} ${policy.key}`);
      if (!before) {
        seen.set(`${holder.key} ${policy.key}`, { draft, index: draft.policies.push(carried) - 1 });
      } else if (doubt === undefined) {
        before.draft.policies[before.index] = carried;
      }
    }
  }

  #doubtAbout(attachment: Attachment): string | undefined {
    const doubt = this.attachments.doubtAbout(attachment);
    const cause = this.#failures.causeOf(attachment.resource.address);
    // Of a document that AWS refuses, the proof says more.
    const isOwnDocument = cause?.why === "refused" && cause.address === attachment.policy.label;
    return doubt ?? (isOwnDocument ? undefined : this.#failure(attachment.resource));
  }

  #failure({ address }: Resource): string | undefined {
    const cause = this.#failures.causeOf(address);
    return cause === undefined ? undefined : mayFail(address, cause);
  }

  #join(membership: Membership): void {
    const user = this.#draft("user", membership.user);
    const group = this.#draft("group", membership.group);
    const doubt = this.memberships.doubtAbout(membership) ?? this.#failure(membership.resource);
    if (doubt !== undefined) {
      user.uncertainGroups.push({ group, doubt });
    } else if (!user.groups.includes(group)) {
      user.groups.push(group);
    }
  }

  #draft(kind: Kind, { key, name, resource }: Target): Draft {
    const address = resource?.address;
    const draft = this.#drafts.get(key) ?? {
      kind,
      key,
      label: [address ?? kind, ...(name === undefined ? [] : [JSON.stringify(name)])].join(" "),
      name: name ?? key,
      address,
      policies: [],
      groups: [],
      uncertainGroups: [],
    };
    this.#drafts.set(key, draft);
    return draft;
  }
}
