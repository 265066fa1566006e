export { AccountPasswordPolicy, type AccountPasswordPolicyProps } from "./account-password-policy";
export { type Membership, MfaEnforcedGroup, type MfaEnforcedGroupProps } from "./mfa-enforced-group";
export { MfaEnforcedRoster, type MfaEnforcedRosterProps } from "./mfa-enforced-roster";
export { MfaPolicy, type MfaPolicyProps } from "./mfa-policy";
