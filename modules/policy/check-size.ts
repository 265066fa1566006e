import { MAX_POLICY_LENGTH } from "../iam";
import type { Problem } from "../problem";
import { buildDocument } from "./build-document";
import { type MfaDocumentOptions, PARTS } from "./options";
import { documentTooLong } from "./problems";
import { policyLength } from "./serialize";

/** The problem of a document that is too long for a managed policy, with what each of its parts takes up. */
export function checkSize(options: MfaDocumentOptions): readonly Problem[] {
  const length = lengthOf(options);
  if (length <= MAX_POLICY_LENGTH) {
    return [];
  }
  const savings = shorterOptions(options)
    .map(({ part, without }) => ({ part, characters: length - lengthOf(without) }))
    .filter(({ characters }) => characters > 0)
    .sort((a, b) => b.characters - a.characters || (a.part < b.part ? -1 : 1));
  return [documentTooLong(length, MAX_POLICY_LENGTH, savings)];
}

/** The options, each time without one of them. */
function shorterOptions(options: MfaDocumentOptions): readonly { readonly part: string; readonly without: MfaDocumentOptions }[] {
  const { kind, parts = kind === "selfManage" ? PARTS : [] } = options;
  const optional = [
    "exemptActions",
    "userPaths",
    "exemptOwnUserOnly",
    "maxMfaAgeSeconds",
    "securityKeys",
    "enrolment",
    "enrolmentTag",
  ] as const;
  return [
    ...optional
      .filter((option) => options[option] !== undefined)
      .map((option) => ({ part: option, without: { ...options, [option]: undefined } })),
    ...parts
      .filter((part) => part !== "mfa")
      .map((part) => ({ part: `parts: "${part}"`, without: { ...options, parts: parts.filter((other) => other !== part) } })),
  ];
}

function lengthOf(options: MfaDocumentOptions): number {
  return policyLength(buildDocument(options));
}
