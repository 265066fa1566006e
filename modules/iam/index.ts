export { actionsDate, actionsOf, closestAction, findAction, servicePrefixes } from "./actions";
export {
  awsManagedPolicyArn,
  awsManagedPolicyName,
  isAwsManagedPolicyName,
  isPolicyArn,
  type Partition,
  partitionOf,
  partitionOfRegion,
  PARTITIONS,
} from "./arns";
export { actsForCallerReason, bypassReason } from "./bypass";
export {
  CHANGE_PASSWORD,
  closestManagedPolicy,
  exampleAction,
  isAdministration,
  isKnownManagedPolicy,
  managedPoliciesDate,
} from "./managed-policies";
export {
  ENROLMENT_OPEN,
  ENROLMENT_TAG,
  IAM_PATH,
  MAX_GROUP_NAME_LENGTH,
  MAX_POLICY_NAME_LENGTH,
  MAX_USER_NAME_LENGTH,
  NAME,
  POLICY_DESCRIPTION,
  TAG_KEY,
  TAG_VALUE,
} from "./names";
export {
  MAX_GROUPS_PER_ACCOUNT,
  MAX_GROUPS_PER_USER,
  MAX_INLINE_LENGTH,
  MAX_POLICIES_PER_GROUP,
  MAX_POLICIES_PER_USER,
  MAX_POLICY_LENGTH,
  MAX_TAGS_PER_USER,
  MAX_USERS_PER_ACCOUNT,
} from "./quotas";
export { covers, listOf, parseDocument, type Statement, statementsOf } from "./statements";
export { ON_USERS_AND_DEVICES } from "./user-actions";
export { matchesPattern } from "./wildcards";
