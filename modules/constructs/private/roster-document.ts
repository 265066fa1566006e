import { exemptions, type MfaDocumentOptions } from "../../policy";
import { at, isObject, type Problem } from "../../problem";
import { placeOfUser, type Roster } from "../../roster";
import { administrationOf } from "./administration";
import { checkPartitions } from "./managed-policies";
import { loginProfileWithoutPasswordChange } from "./problems";

/**
 * The document's options, completed from the roster: the paths of its users, and `exemptOwnUserOnly` if a group has administrator rights. The
 * options may still have problems.
 */
export function completeDocument(roster: Roster, given: unknown = {}): unknown {
  if (!isObject(given) || !(given.userPaths === undefined || Array.isArray(given.userPaths))) {
    return given;
  }
  const ownPaths: readonly unknown[] = given.userPaths ?? [];
  const paths = new Set(["/", ...roster.users.map(({ path = "/" }) => path)]);
  const userPaths = [...ownPaths, ...[...paths].filter((path) => !ownPaths.includes(path))];
  const hasAdministrators = Object.values(roster.groups).some(({ managedPolicies }) => administrationOf(managedPolicies) === "yes");
  return {
    ...given,
    ...(userPaths.length > 1 && { userPaths }),
    ...(hasAdministrators && given.exemptOwnUserOnly === undefined && { exemptOwnUserOnly: true }),
  };
}

/** Problems of a roster in combination with its document. Both have been checked. */
export function checkRosterWithDocument(roster: Roster, document: MfaDocumentOptions): readonly Problem[] {
  // IAMUserChangePassword comes with the groups, so a user without one depends on the document to allow the change too.
  const isAllowed = document.changePasswordWithoutMfa === true;
  const isExempt = isAllowed || exemptions(document).includes("iam:ChangePassword");
  return [
    ...Object.entries(roster.groups).flatMap(([name, { managedPolicies }]) =>
      checkPartitions(at("groups", name, "managedPolicies"), managedPolicies, document.partition ?? "aws"),
    ),
    ...roster.users.flatMap((user, index) => {
      const canChangePassword = user.groups.length > 0 ? isExempt : isAllowed;
      return user.loginProfile && !canChangePassword
        ? [loginProfileWithoutPasswordChange(at(placeOfUser(index, user), "loginProfile"))]
        : [];
    }),
  ];
}
