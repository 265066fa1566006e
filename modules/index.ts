export { summarize } from "./access";
export {
  AccountPasswordPolicy,
  type AccountPasswordPolicyProps,
  type IMfaPolicy,
  type Membership,
  type MembershipProps,
  MfaEnforcedGroup,
  type MfaEnforcedGroupProps,
  MfaEnforcedRoster,
  type MfaEnforcedRosterProps,
  MfaPolicy,
  type MfaPolicyAttributes,
  type MfaPolicyProps,
  type UserBoundary,
} from "./constructs";
export { type Partition, partitionOfRegion } from "./iam";
export {
  type ActionName,
  type AllowedDevices,
  type Enrolment,
  type FidoLevel,
  type FipsLevel,
  type MfaDocumentKind,
  type MfaDocumentOptions,
  mfaPolicyDocument,
  type OneOrMore,
  type PolicyDocument,
  type SecurityKeyCertification,
  type SelfManagePart,
  type Statement,
  type ViaAwsService,
} from "./policy";
export { InvalidInputError, type Problem } from "./problem";
export {
  checkRoster,
  defineRoster,
  type LoginProfile,
  type ManagedPolicy,
  type ManagedPolicyConstruct,
  type Roster,
  type RosterGroup,
  type RosterUser,
} from "./roster";
