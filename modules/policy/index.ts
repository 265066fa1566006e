export type { OneOrMore, PolicyDocument, Statement } from "./document";
export { mfaPolicyDocument } from "./mfa-document";
export type {
  ActionName,
  Devices,
  FidoLevel,
  FipsLevel,
  MfaDocumentKind,
  MfaDocumentOptions,
  SecurityKeyCertification,
  SelfServicePart,
  ServiceCalls,
} from "./options";
export { checkMfaDocumentOptions } from "./check-options";
export { exemptions } from "./exemptions";
export { awsManagedPolicyArn, type Partition, PARTITIONS } from "./partition";
export { escapeForTerraform, MAX_POLICY_LENGTH, policyLength, serializeForTerraform, serializePolicy } from "./serialize";
export { type Doubt, type Enforced, type Enforcement, type NotProven, proveEnforcement, type StatementPlace } from "./enforcement";
