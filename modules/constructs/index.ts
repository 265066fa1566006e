export { AccountPasswordPolicy, type AccountPasswordPolicyProps } from "./account-password-policy";
export { type Membership, type MembershipProps, MfaEnforcedGroup, type MfaEnforcedGroupProps } from "./mfa-enforced-group";
export { MfaEnforcedRoster, type MfaEnforcedRosterProps, type UserBoundary } from "./mfa-enforced-roster";
export { type IMfaPolicy, MfaPolicy, type MfaPolicyAttributes, type MfaPolicyProps } from "./mfa-policy";
