export { checkGroupName, checkName, checkPath, checkUserName } from "./check-name";
export { checkRoster, placeOfUser } from "./check-roster";
export { checkRosterOnce, defineRoster } from "./define-roster";
export { loadRoster } from "./load-roster";
export { awsManagedPolicyName, checkManagedPolicies, managedPolicyArn } from "./managed-policies";
export { unresolvedToken } from "./problems";
export { rosterToText } from "./write-roster";
export type { LoginProfile, ManagedPolicy, ManagedPolicyConstruct, Roster, RosterGroup, RosterUser } from "./roster";
