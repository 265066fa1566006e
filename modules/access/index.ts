export { policiesOf, readAccount } from "./account";
export { allowsEverywhere } from "./account-allows";
export type {
  AccountDetails,
  AccountGroup,
  AccountPolicy,
  AccountRole,
  AccountUser,
  AttachedPolicy,
  InlinePolicy,
} from "./account-details";
export type { Attachment } from "./attachments";
export { groupBy } from "./group-by";
export { type Credentials, type Holder, type Holders, readHolders } from "./holders";
export type { Membership } from "./memberships";
export { type Context, type Doubt, type Enforced, type Enforcement, isDenied, judge, type Judgement, proveEnforcement } from "./judge";
export { type CarriedPolicy, mayAllow } from "./policies";
export { stackError } from "./reasons";
export { type Action, type Plan, readPlan, type ResourceChange } from "./plan/read-plan";
export type { Configuration, Resource } from "./resource";
export { allowedActions, allows, dangerousExemptions, examplesOf, isNeededBeforeMfa, mayAllowAction, WELL_KNOWN_ACTIONS } from "./requests";
export { expressionOf, literalString } from "./resource";
export { summarize } from "./summarize";
export type { Unexamined } from "./resource";
export { readSynthesizedStack } from "./synthesized-stack";
