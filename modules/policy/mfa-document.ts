import { invalidDocumentOptions } from "../document-errors";
import { buildDocument } from "./build-document";
import { checkMfaDocumentOptions } from "./check-options";
import type { PolicyDocument } from "./document";
import type { MfaDocumentOptions } from "./options";

/**
 * The MFA document: it allows a user to register an MFA device, and denies everything else until the user has signed in with one.
 *
 * Without options it is the document of the article "Force an IAM User to use MFA authentication" (2018), token for token. Which document
 * is for whom, and what each option costs, is in docs/choosing-a-document.md.
 *
 * @param options default: the article's document in the partition `aws`
 * @throws InvalidInputError with all problems of the options, the document's size included
 */
export function mfaPolicyDocument(options: MfaDocumentOptions = {}): PolicyDocument {
  const problems = checkMfaDocumentOptions(options);
  if (problems.length > 0) {
    throw invalidDocumentOptions(problems);
  }
  // A copy, so that nobody who changes a document changes the next one.
  return structuredClone(buildDocument(options));
}
