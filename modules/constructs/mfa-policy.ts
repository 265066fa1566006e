import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AnnotationMetadataEntryType, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  awsManagedPolicyName,
  isPolicyArn,
  MAX_POLICY_NAME_LENGTH,
  type Partition,
  partitionOf,
  PARTITIONS,
  POLICY_DESCRIPTION,
} from "../iam";
import {
  buildDocument,
  checkMfaDocumentOptions,
  type Enforcement,
  ENFORCEMENTS,
  type MfaDocumentOptions,
  type PolicyDocument,
} from "../policy";
import { badChoice, isObject, type Problem, unknownKeys, within, wrongType } from "../problem";
import { checkName, checkPath, unresolvedToken } from "../roster";
import { isChecked } from "./private/checked";
import { ImportBlock } from "./private/import-block";
import { checkPolicyArn, policyResource } from "./private/policy-resource";
import { badDescription, badPolicyArn, notEnforced, otherPolicyName, partitionContradictsArn } from "./private/problems";
import { refuseIfAny } from "./private/refuse";

/** A policy that carries the Deny: an {@link MfaPolicy}, or one that is managed elsewhere. */
export interface IMfaPolicy extends IConstruct {
  /** The policy's ARN, usually a reference that Terraform resolves. */
  readonly arn: string;

  /** The partition of the policy's account. */
  readonly partition: Partition;
}

export interface MfaPolicyProps {
  /**
   * What the MFA document allows, exempts and denies.
   *
   * @default - the article's document
   */
  readonly document?: MfaDocumentOptions;

  /**
   * The policy's name: 1 to 128 letters, digits and `+=,.@_-`, unique in the account. A new name creates a new policy, which is attached
   * before the old one is detached.
   *
   * @default "EnforceMfa"
   */
  readonly policyName?: string;

  /**
   * The policy's description, up to 1,000 characters. It is only set when the policy is created, because AWS cannot change it without
   * replacing the policy.
   *
   * @default "Denies everything but registering an MFA device until the user has signed in with MFA"
   */
  readonly policyDescription?: string;

  /**
   * The policy's IAM path. It is only set when the policy is created, because AWS cannot change it without replacing the policy, and refuses
   * a second policy of the same name. To change the path, change the name too.
   *
   * @default "/"
   */
  readonly policyPath?: string;

  /**
   * Whether the policy enforces MFA. With `prepare` it only lets people register a device, and keeps the limits of the document on how they do
   * so: nothing takes MFA yet, and synth warns. Switch to `enforce` once people have enrolled; that changes the policy's document in place.
   *
   * @default "enforce"
   */
  readonly enforcement?: Enforcement;

  /**
   * The ARN of a policy that the account has already and that this one takes over (an `import` block, Terraform 1.5). Its name has to be
   * `policyName`. Its document becomes this one's. Can be removed after the apply.
   *
   * @default - a new policy
   */
  readonly existingPolicyArn?: string;
}

/** What the ARN of a policy that is managed elsewhere may not say. */
export interface MfaPolicyAttributes {
  /**
   * The policy's partition.
   *
   * @default - the ARN's partition, or `aws` if the ARN is a reference
   */
  readonly partition?: Partition;
}

export const DEFAULT_POLICY_NAME = "EnforceMfa";
const DEFAULT_DESCRIPTION = "Denies everything but registering an MFA device until the user has signed in with MFA";

/** The keys of the props. */
export const MFA_POLICY_KEYS = [
  "document",
  "policyName",
  "policyDescription",
  "policyPath",
  "enforcement",
  "existingPolicyArn",
] as const satisfies (keyof MfaPolicyProps)[];

/**
 * The MFA policy: an `aws_iam_policy` made from an MFA document.
 *
 * @throws InvalidInputError with all problems of the props
 */
export class MfaPolicy extends Construct implements IMfaPolicy {
  /**
   * An MFA policy that is managed elsewhere, for example in another stack. Its document cannot be seen from here: the groups that carry it are
   * enforced only if that policy enforces MFA.
   *
   * @param arn its ARN, or a reference to it
   * @throws InvalidInputError if the ARN is not that of a managed policy, or the attributes are not valid
   */
  static fromArn(scope: Construct, id: string, arn: string, attributes: MfaPolicyAttributes = {}): IMfaPolicy {
    return new ImportedMfaPolicy(scope, id, arn, attributes);
  }

  readonly partition: Partition;

  /** The document as data, without Terraform's escapes. */
  readonly document: PolicyDocument;

  /** The options that the document is made from. */
  readonly documentOptions: MfaDocumentOptions;

  /** The policy's resource. */
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, props: MfaPolicyProps = {}) {
    super(scope, id);
    if (!isChecked(props)) {
      refuseIfAny(this, checkMfaPolicyProps(props));
    }
    const {
      document = {},
      policyName = DEFAULT_POLICY_NAME,
      policyDescription = DEFAULT_DESCRIPTION,
      policyPath = "/",
      enforcement,
    } = props;
    this.documentOptions = document;
    this.document = buildDocument(document, enforcement);
    if (enforcement === "prepare") {
      this.node.addMetadata(AnnotationMetadataEntryType.WARN, notEnforced());
    }
    this.partition = document.partition ?? "aws";
    this.policy = policyResource(this, "Resource", {
      name: policyName,
      description: policyDescription,
      path: policyPath,
      document: this.document,
    });
    if (props.existingPolicyArn !== undefined) {
      new ImportBlock(this.policy, props.existingPolicyArn);
    }
  }

  get arn(): string {
    return this.policy.arn;
  }
}

class ImportedMfaPolicy extends Construct implements IMfaPolicy {
  readonly partition: Partition;

  constructor(
    scope: Construct,
    id: string,
    readonly arn: string,
    attributes: MfaPolicyAttributes,
  ) {
    super(scope, id);
    refuseIfAny(this, checkImport(arn, attributes));
    this.partition = attributes.partition ?? (Token.isUnresolved(arn) ? "aws" : (partitionOf(arn) as Partition));
  }
}

/** Problems of a policy that is managed elsewhere. Takes untyped input. */
function checkImport(arn: unknown, attributes: unknown): readonly Problem[] {
  const isArn = typeof arn === "string" && isPolicyArn(arn);
  const problems: Problem[] = [...checkPolicyArn("arn", arn)];
  if (!isObject(attributes)) {
    return [...problems, wrongType("attributes", attributes, "an object of attributes")];
  }
  const { partition } = attributes;
  problems.push(...unknownKeys("attributes", attributes, ["partition"]));
  if (partition === undefined) {
    return problems;
  }
  if (!(PARTITIONS as readonly unknown[]).includes(partition)) {
    problems.push(badChoice("attributes.partition", partition, PARTITIONS));
  } else if (isArn && partition !== partitionOf(arn)) {
    problems.push(partitionContradictsArn("attributes.partition", partition as Partition, partitionOf(arn) as Partition));
  }
  return problems;
}

/** Whether a value is an MFA policy, made here or elsewhere. */
export function isMfaPolicy(value: unknown): value is IMfaPolicy {
  return value instanceof MfaPolicy || value instanceof ImportedMfaPolicy;
}

/** Problems of an MFA policy's props. Takes untyped input. */
export function checkMfaPolicyProps(props: unknown): readonly Problem[] {
  return isObject(props)
    ? [...unknownKeys("", props, MFA_POLICY_KEYS), ...checkMfaPolicyValues(props)]
    : [wrongType("", props, "an object of props")];
}

/** Problems of the values of an MFA policy's props. */
export function checkMfaPolicyValues({
  document = {},
  policyName = DEFAULT_POLICY_NAME,
  policyDescription = "",
  policyPath,
  enforcement = "enforce",
  existingPolicyArn,
}: Readonly<Record<string, unknown>>): readonly Problem[] {
  const problems: Problem[] = [
    ...within("document", checkMfaDocumentOptions(document)),
    ...checkName("policyName", "policy name", policyName, MAX_POLICY_NAME_LENGTH),
  ];
  if (Token.isUnresolved(policyDescription)) {
    problems.push(unresolvedToken("policyDescription", "description"));
  } else if (typeof policyDescription !== "string" || !POLICY_DESCRIPTION.test(policyDescription)) {
    problems.push(badDescription("policyDescription", policyDescription));
  }
  problems.push(...checkPath("policyPath", policyPath));
  if (!(ENFORCEMENTS as readonly unknown[]).includes(enforcement)) {
    problems.push(badChoice("enforcement", enforcement, ENFORCEMENTS));
  }
  if (existingPolicyArn !== undefined) {
    problems.push(...checkExistingPolicy(existingPolicyArn, policyName));
  }
  return problems;
}

/** Problems of the ARN of a policy to take over. Takes untyped input. */
function checkExistingPolicy(arn: unknown, policyName: unknown): readonly Problem[] {
  if (typeof arn !== "string" || !isPolicyArn(arn) || awsManagedPolicyName(arn) !== undefined) {
    return [badPolicyArn("existingPolicyArn", arn)];
  }
  // A policy of another name would be replaced.
  return arn.endsWith(`/${String(policyName)}`) ? [] : [otherPolicyName("existingPolicyArn", arn, policyName)];
}
