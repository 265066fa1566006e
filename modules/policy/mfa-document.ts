import { invalidDocumentOptions } from "../errors";
import type { PolicyDocument, Statement } from "./document";
import { checkMfaDocumentOptions } from "./check-options";
import type { Partition } from "./partition";

/** An action as IAM writes it, such as `codecommit:GitPull`. */
export type ActionName = `${string}:${string}`;

/** What the MFA document allows beyond its default. */
export interface MfaDocumentOptions {
  /**
   * Actions that work before MFA, besides those that registering a device needs. An exemption grants nothing: it only leaves the action to
   * the group's grants.
   *
   * @default - none
   */
  readonly exemptActions?: readonly ActionName[];

  /**
   * Whether MFA can be used from the command line: exempts `sts:GetSessionToken`, with which a person turns an access key and a code into
   * a session with MFA. Without it an access key is of no use.
   *
   * @default false
   */
  readonly cliAccess?: boolean;

  /**
   * The partition of the account.
   *
   * @default "aws"
   */
  readonly partition?: Partition;
}

/** Actions that registering a device needs, all of them allowed by the document for the caller's own user and devices. */
const ENROLMENT = [
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
] as const;

/**
 * The MFA document: it allows a user to register an MFA device, and denies everything else until the user has signed in with one.
 *
 * Without options it is the document of the article "Force an IAM User to use MFA authentication" (2018), token for token.
 *
 * @param options default: the article's document in the partition `aws`
 * @throws InvalidInputError with all problems of the options
 */
export function mfaPolicyDocument(options: MfaDocumentOptions = {}): PolicyDocument {
  const problems = checkMfaDocumentOptions(options);
  if (problems.length > 0) {
    throw invalidDocumentOptions(problems);
  }
  const { partition = "aws" } = options;
  return {
    Version: "2012-10-17",
    Statement: [allowListUsers(partition), allowEnrolment(partition), denyWithoutMfa(options)],
  };
}

function allowListUsers(partition: Partition): Statement {
  return { Sid: "AllowListUsers", Effect: "Allow", Action: ["iam:ListUsers"], Resource: `arn:${partition}:iam::*:user/` };
}

function allowEnrolment(partition: Partition): Statement {
  return {
    Sid: "AllowMFAHandling",
    Effect: "Allow",
    Action: ENROLMENT,
    Resource: [`arn:${partition}:iam::*:mfa/*`, `arn:${partition}:iam::*:user/\${aws:username}`],
  };
}

function denyWithoutMfa({ exemptActions = [], cliAccess = false }: MfaDocumentOptions): Statement {
  const exemptions = new Set<string>(["iam:ChangePassword", "iam:ListUsers", ...ENROLMENT, ...exemptActions]);
  if (cliAccess) {
    exemptions.add("sts:GetSessionToken");
  }
  return {
    Sid: "BlockEverythingUnlessSignedInWithMFA",
    Effect: "Deny",
    NotAction: [...exemptions].sort(),
    Resource: "*",
    // A request with a long-term key has no such key at all, which Bool would let through.
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
  };
}
