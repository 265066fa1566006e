export type { OneOrMore, PolicyDocument, Statement } from "./document";
export { type ActionName, type MfaDocumentOptions, mfaPolicyDocument } from "./mfa-document";
export { checkMfaDocumentOptions } from "./check-options";
export { awsManagedPolicyArn, type Partition, PARTITIONS } from "./partition";
export { MAX_POLICY_LENGTH, policyLength, serializeForTerraform, serializePolicy } from "./serialize";
export { type Doubt, type Enforced, type Enforcement, type NotProven, proveEnforcement, type StatementPlace } from "./enforcement";
