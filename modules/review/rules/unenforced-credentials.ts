import { groupBy } from "../../access";
import { isExposed } from "../side";
import { people, policyNames } from "./people";
import { openRequest } from "./request";
import type { Rule } from "./rule";

const WORDS: ReadonlyMap<string, string> = new Map([
  ["aws_iam_access_key", "an access key"],
  ["aws_iam_service_specific_credential", "a service-specific credential"],
  ["aws_iam_signing_certificate", "a signing certificate"],
  ["aws_iam_user_login_profile", "a password"],
  ["aws_iam_user_ssh_key", "an SSH key"],
]);

/** What a resource gives to a user, in words. */
export function credentialWords(type: string): string {
  return WORDS.get(type) ?? "credentials";
}

/** A password or key for a user for whom MFA is not enforced. */
export const unenforcedCredentials: Rule = {
  id: "unenforced-credentials",
  severity: "high",
  title: "Somebody for whom MFA is not enforced gets credentials",
  check: ({ before, after }) => {
    const known = new Set(before.holders.credentials.map(({ resource }) => resource.address));
    const added = after.holders.credentials.filter(({ resource }) => !known.has(resource.address));
    const exposed = added.flatMap(({ resource, user }) => {
      const standing = after.standings.get(user.key);
      return isExposed(standing) ? [{ resource, standing }] : [];
    });
    return groupBy(exposed, ({ resource }) => resource.address).flatMap(([first]) => {
      if (!first) {
        return [];
      }
      const { resource, standing } = first;
      const request = openRequest(standing);
      return [
        {
          address: resource.address,
          message: `${people([standing.holder])} gets ${credentialWords(resource.type)} and can use ${policyNames(standing.grants)} without MFA`,
          ...(request !== undefined && { request }),
          fix: `put ${standing.holder.name} into a group that carries the Deny before giving out credentials`,
        },
      ];
    });
  },
};
