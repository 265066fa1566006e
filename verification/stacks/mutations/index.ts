import { ATTACHMENTS } from "./attachments";
import { DOCUMENTS } from "./documents";
import { EXCLUSIVE } from "./exclusive";
import { EXEMPTIONS } from "./exemptions";
import { HIDING } from "./hiding";
import { MEMBERSHIPS } from "./memberships";
import type { Mutation } from "./mutation";
import { NOTATION } from "./notation";
import { REFUSED } from "./refused";
import { OF_USERS } from "./users";

export type { Mutation };

/** All changes to healthy stacks. */
export const MUTATIONS: readonly Mutation[] = [
  ...NOTATION,
  ...DOCUMENTS,
  ...EXEMPTIONS,
  ...REFUSED,
  ...ATTACHMENTS,
  ...EXCLUSIVE,
  ...MEMBERSHIPS,
  ...OF_USERS,
  ...HIDING,
];
