export { checkGrants, checkGroupName } from "./check-group";
export { checkPath, checkUserName } from "./check-names";
export { checkRoster } from "./check-roster";
export { defineRoster } from "./define-roster";
export { arnOfGrant, awsManagedPolicyName } from "./grants";
export { isNumberToken } from "./number-token";
export { join } from "./paths";
export type { Grant, PolicyReference, Roster, RosterGroup, RosterUser, SignIn } from "./roster";
