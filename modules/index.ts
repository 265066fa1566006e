import type * as Access from "./access";

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
  type Enforcement,
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
  loadRoster,
  type LoginProfile,
  type ManagedPolicy,
  type ManagedPolicyConstruct,
  type Roster,
  type RosterGroup,
  type RosterUser,
} from "./roster";

/**
 * What an app has synthesized, for people to read: for each stack the path of its JSON, each group with its policies and members, the users
 * in no group, the warnings, and where the state is.
 *
 * @param outdir the folder that the app was synthesized into; default: `cdktf.out`
 * @throws InvalidInputError if the folder holds no synthesized app
 */
export function summarize(outdir?: string): string {
  // Loaded when it is called, because synthesizing does not need it.
  return (require("./access") as typeof Access).summarize(outdir);
}
