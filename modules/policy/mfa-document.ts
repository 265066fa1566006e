import { buildDocument } from "./build-document";
import { checkMfaDocumentOptions } from "./check-options";
import type { PolicyDocument } from "./document";
import type { MfaDocumentOptions } from "./options";
import { invalidDocumentOptions } from "./problems";

/**
 * The MFA document: it lets a user register an MFA device, and denies everything else until the user has signed in with one.
 *
 * Without options it is the document of the article "Force an IAM User to use MFA authentication" (2018), verbatim. See
 * docs/choosing-a-document.md for which document suits whom, and what each option costs.
 *
 * @param options default: the article's document in the partition `aws`
 * @throws InvalidInputError with all problems of the options, including a document that is too long
 */
export function mfaPolicyDocument(options: MfaDocumentOptions = {}): PolicyDocument {
  const problems = checkMfaDocumentOptions(options);
  if (problems.length > 0) {
    throw invalidDocumentOptions(problems);
  }
  // A copy, so that changing one document does not change the next.
  return structuredClone(buildDocument(options));
}
