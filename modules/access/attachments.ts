import type { Directory, Kind, Target } from "./directory";
import { attachedPolicy, type CarriedPolicy, mayAllow, writtenPolicy } from "./policies";
import { attachedToUnknown, attachmentMismatch, attachmentUncertain, holderNotListed, notListed } from "./reasons";
import { expressionOf, literalString, type Resource, type Unexamined, type Value } from "./resource";
import { Vetoes } from "./vetoes";

/** A policy that a resource attaches to a group or user, or writes into it. */
export interface Attachment {
  readonly resource: Resource;
  readonly kind: Kind;
  readonly holder: Target;
  readonly policy: CarriedPolicy;
  readonly isInline: boolean;
}

const KINDS: readonly Kind[] = ["group", "user"];

/** All attachments and inline policies, and which of them are certain to stay. */
export class Attachments {
  readonly all: Attachment[] = [];
  /** Attachments to somebody whom only Terraform knows. */
  readonly unexamined: Unexamined[] = [];
  readonly #directory: Directory;
  readonly #byHolder = new Vetoes();
  readonly #byPolicy = new Vetoes();

  constructor(directory: Directory) {
    this.#directory = directory;
    for (const resource of directory.ofType("aws_iam_policy_attachment")) {
      this.#readPolicyAttachment(resource);
    }
    for (const kind of KINDS) {
      for (const resource of directory.ofType(`aws_iam_${kind}_policy_attachment`)) {
        this.#attach(resource, kind, resource.value(kind), attachedPolicy(directory, resource.value("policy_arn"), resource));
      }
      for (const resource of directory.ofType(`aws_iam_${kind}_policy`)) {
        this.#attach(resource, kind, resource.value(kind), writtenPolicy(resource), true);
      }
      for (const resource of directory.ofType(`aws_iam_${kind}_policy_attachments_exclusive`)) {
        this.#readExclusiveAttachments(resource, kind);
      }
      for (const resource of directory.ofType(`aws_iam_${kind}_policies_exclusive`)) {
        this.#readExclusivePolicies(resource, kind);
      }
    }
  }

  /** Why it is not certain that an attachment comes to be and stays; nothing where it is. */
  doubtAbout({ resource, kind, holder, policy, isInline }: Attachment): string | undefined {
    const uncertain = resource.uncertainty([kind, `${kind}s`, `${kind}_name`, "policy_arn", "policy_arns"]);
    if (uncertain) {
      return attachmentUncertain(resource.address, uncertain);
    }
    if (holder.mismatch) {
      return attachmentMismatch(resource.address, holder.mismatch);
    }
    const form = isInline ? "inline" : "attached";
    const key = isInline ? (policy.name ?? resource.address) : policy.key;
    const byHolder = this.#byHolder.against([`${form} ${holder.key}`, anyHolder(form, kind, resource)], key);
    if (byHolder !== undefined) {
      return notListed(byHolder);
    }
    const scopes = isInline
      ? []
      : [policy.key, anyPolicy(resource), ...(policy.name === undefined ? [] : [policyNamed(resource, policy.name)])];
    const byPolicy = this.#byPolicy.against(scopes, holder.key);
    return byPolicy === undefined ? undefined : holderNotListed(byPolicy);
  }

  #attach(resource: Resource, kind: Kind, holder: Value, policy: CarriedPolicy, isInline = false): void {
    const target = this.#directory.find(`aws_iam_${kind}`, holder, resource);
    if (target) {
      this.all.push({ resource, kind, holder: target, policy, isInline });
    } else if (mayAllow(policy)) {
      const { address } = resource;
      this.unexamined.push({ address, reason: attachedToUnknown(policy.label, expressionOf(holder)), isHolderUnknown: true });
    }
  }

  /** It attaches a policy to everybody whom it lists, and detaches it from everybody else. */
  #readPolicyAttachment(resource: Resource): void {
    const arn = resource.value("policy_arn");
    const attached = attachedPolicy(this.#directory, arn, resource);
    const listed: string[] = [];
    for (const kind of KINDS) {
      for (const holder of resource.entries(`${kind}s`)) {
        this.#attach(resource, kind, holder, attached);
        const target = this.#directory.find(`aws_iam_${kind}`, holder, resource);
        listed.push(...(target && !target.mismatch ? [target.key] : []));
      }
    }
    const isKnown = this.#directory.find("aws_iam_policy", arn, resource) !== undefined;
    this.#byPolicy.add(isKnown ? attached.key : anyPolicy(resource), resource, listed);
    const [, name] = /:policy\/(?:.*\/)?([^/]+)$/.exec(literalString(arn) ?? "") ?? [];
    if (name !== undefined) {
      this.#byPolicy.add(policyNamed(resource, name), resource, listed);
    }
  }

  /** It attaches the policies that it lists to a group or user, and detaches all others. */
  #readExclusiveAttachments(resource: Resource, kind: Kind): void {
    const holder = resource.value(`${kind}_name`);
    const listed = resource.entries("policy_arns").map((arn) => attachedPolicy(this.#directory, arn, resource));
    listed.forEach((attached) => {
      this.#attach(resource, kind, holder, attached);
    });
    const target = this.#directory.find(`aws_iam_${kind}`, holder, resource);
    const scope = target ? `attached ${target.key}` : anyHolder("attached", kind, resource);
    this.#byHolder.add(
      scope,
      resource,
      listed.map(({ key }) => key),
    );
  }

  /** It deletes all inline policies of a group or user that it does not list. */
  #readExclusivePolicies(resource: Resource, kind: Kind): void {
    const target = this.#directory.find(`aws_iam_${kind}`, resource.value(`${kind}_name`), resource);
    const listed = resource.entries("policy_names").flatMap((name) => {
      const named = this.#directory.find(`aws_iam_${kind}_policy`, name, resource);
      return [named?.resource?.address, named?.resource && literalString(named.resource.value("name")), named?.name];
    });
    this.#byHolder.add(
      target ? `inline ${target.key}` : anyHolder("inline", kind, resource),
      resource,
      listed.filter((key) => key !== undefined),
    );
  }
}

function anyHolder(form: string, kind: Kind, { provider }: Resource): string {
  return `any ${provider} ${kind} ${form}`;
}

function anyPolicy({ provider }: Resource): string {
  return `any ${provider} policy`;
}

function policyNamed({ provider }: Resource, name: string): string {
  return `${provider} policy named ${name.toLowerCase()}`;
}
