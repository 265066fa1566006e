export {
  AccountPasswordPolicy,
  type AccountPasswordPolicyProps,
  type Membership,
  MfaEnforcedGroup,
  type MfaEnforcedGroupProps,
  MfaEnforcedRoster,
  type MfaEnforcedRosterProps,
  MfaPolicy,
  type MfaPolicyProps,
} from "./constructs";
export { InvalidInputError, type Problem } from "./errors";
export {
  type ActionName,
  type Devices,
  type FidoLevel,
  type FipsLevel,
  type MfaDocumentKind,
  type MfaDocumentOptions,
  mfaPolicyDocument,
  type OneOrMore,
  type Partition,
  type PolicyDocument,
  type SecurityKeyCertification,
  type SelfServicePart,
  type ServiceCalls,
  type Statement,
} from "./policy";
export {
  checkRoster,
  defineRoster,
  type Grant,
  type PolicyReference,
  type Roster,
  type RosterGroup,
  type RosterUser,
  type SignIn,
} from "./roster";
