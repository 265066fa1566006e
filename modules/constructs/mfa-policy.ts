import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { badDescription } from "../construct-errors";
import { badName, looksLikeToken, type Problem } from "../errors";
import {
  checkMfaDocumentOptions,
  escapeForTerraform,
  type MfaDocumentOptions,
  mfaPolicyDocument,
  type Partition,
  type PolicyDocument,
  serializeForTerraform,
} from "../policy";
import { checkPath, isNumberToken } from "../roster";
import { refuseIfAny } from "./refuse";

export interface MfaPolicyProps {
  /**
   * What the MFA document allows, exempts and denies.
   *
   * @default - the article's document
   */
  readonly document?: MfaDocumentOptions;

  /**
   * The policy's name: 1 to 128 letters, digits and `+=,.@_-`, unique in the account. A new name makes a new policy, which is attached
   * before the old one goes.
   *
   * @default "EnforceMfa"
   */
  readonly policyName?: string;

  /**
   * The policy's description, up to 1,000 characters. It is set when the policy is created and then left alone, since AWS can only
   * replace a policy to change it.
   *
   * @default "Denies everything but registering an MFA device until the user has signed in with MFA"
   */
  readonly policyDescription?: string;

  /**
   * The policy's IAM path. It is set when the policy is created and then left alone: AWS can only replace a policy to change it, and
   * refuses a second policy of the same name. A new name takes the new path along.
   *
   * @default "/"
   */
  readonly policyPath?: string;
}

const DEFAULT_DESCRIPTION = "Denies everything but registering an MFA device until the user has signed in with MFA";

/** Source: IAM API reference, CreatePolicy. */
const NAME = /^[A-Za-z0-9_+=,.@-]{1,128}$/;
const DESCRIPTION = /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{0,1000}$/;

/**
 * The MFA policy: an `aws_iam_policy` made from an MFA document.
 *
 * @throws InvalidInputError with all problems of the props
 */
export class MfaPolicy extends Construct {
  /** The document as data, before it is escaped for Terraform. */
  readonly document: PolicyDocument;

  /** The options that the document is made from. */
  readonly documentOptions: MfaDocumentOptions;

  /** The partition that the document's ARNs are in. */
  readonly partition: Partition;

  /** The policy's resource. */
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, props: MfaPolicyProps = {}) {
    super(scope, id);
    refuseIfAny(this, checkMfaPolicyProps(props));
    this.documentOptions = props.document ?? {};
    this.document = mfaPolicyDocument(this.documentOptions);
    this.partition = this.documentOptions.partition ?? "aws";
    this.policy = new IamPolicy(this, "Resource", {
      name: props.policyName ?? "EnforceMfa",
      description: escapeForTerraform(props.policyDescription ?? DEFAULT_DESCRIPTION),
      path: escapeForTerraform(props.policyPath ?? "/"),
      policy: serializeForTerraform(this.document),
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["description", "path"] },
    });
  }

  /** The policy's ARN, a reference. */
  get arn(): string {
    return this.policy.arn;
  }
}

/** Problems of an MFA policy's props. */
export function checkMfaPolicyProps({ document = {}, policyName, policyDescription, policyPath }: MfaPolicyProps): readonly Problem[] {
  return [
    ...checkMfaDocumentOptions(document).map(({ path, message }) => ({ path: path ? `document.${path}` : "document", message })),
    ...(policyName === undefined || (typeof policyName === "string" && NAME.test(policyName))
      ? []
      : [badName("policyName", "policy name", policyName, 128)]),
    ...(policyDescription === undefined || (typeof policyDescription === "string" && DESCRIPTION.test(policyDescription))
      ? []
      : [badDescription("policyDescription", policyDescription)]),
    ...checkPath("policyPath", policyPath),
    ...checkNumberTokens({ document, policyName, policyDescription }),
  ];
}

/** Problems of texts in which CDKTF would find a reference that nobody made. */
function checkNumberTokens({ document, policyName, policyDescription }: MfaPolicyProps): readonly Problem[] {
  const userPaths: readonly unknown[] = Array.isArray(document?.userPaths) ? document.userPaths : [];
  const texts: readonly (readonly [string, unknown])[] = [
    ["policyName", policyName],
    ["policyDescription", policyDescription],
    ...userPaths.map((path, index) => [`document.userPaths[${index}]`, path] as const),
  ];
  return texts.flatMap(([place, text]) => (typeof text === "string" && isNumberToken(text) ? [looksLikeToken(place, text)] : []));
}
