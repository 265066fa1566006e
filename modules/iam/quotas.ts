/** Source of all: IAM User Guide, "IAM and AWS STS quotas". */
export const MAX_GROUPS_PER_ACCOUNT = 300;
export const MAX_USERS_PER_ACCOUNT = 5000;
export const MAX_GROUPS_PER_USER = 10;
export const MAX_POLICIES_PER_GROUP = 10;
export const MAX_POLICIES_PER_USER = 10;
export const MAX_TAGS_PER_USER = 50;

/** The longest managed policy, in characters, not counting white space. */
export const MAX_POLICY_LENGTH = 6144;

/** The longest inline policies of a group or of a user, all together, in characters, not counting white space. */
export const MAX_INLINE_LENGTH = { group: 5120, user: 2048 } as const;
