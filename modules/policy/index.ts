export { checkMfaDocumentOptions } from "./check-options";
export type { OneOrMore, PolicyDocument, Statement } from "./document";
export { exemptions } from "./exemptions";
export { mfaPolicyDocument } from "./mfa-document";
export type {
  ActionName,
  AllowedDevices,
  Enforcement,
  Enrolment,
  FidoLevel,
  FipsLevel,
  MfaDocumentKind,
  MfaDocumentOptions,
  SecurityKeyCertification,
  SelfManagePart,
  ViaAwsService,
} from "./options";
export { ENFORCEMENTS } from "./options";
export { policyLength, serializePolicy } from "./serialize";
export { buildBoundary, buildDocument } from "./build-document";
