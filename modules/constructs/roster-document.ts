import { signInWithoutPasswordChange } from "../construct-errors";
import { type Problem } from "../errors";
import { checkMfaDocumentOptions, exemptions, type MfaDocumentOptions } from "../policy";
import { join, type Roster } from "../roster";
import { checkPartition, givesAdministration } from "./grants";

/**
 * The document's options with what the roster says: the paths of those who carry the document, and that exemptions are bound to the own
 * user where a group has administrator rights. Options that are wrong come back as they are.
 */
export function withRoster(document: MfaDocumentOptions = {}, roster: Roster): MfaDocumentOptions {
  if (checkMfaDocumentOptions(document).length > 0) {
    return document;
  }
  const carriers = roster.users.filter(({ groups }) => groups.length > 0);
  const userPaths = new Set([...(document.userPaths ?? []), "/", ...carriers.map(({ path = "/" }) => path)]);
  const hasAdministrators = Object.values(roster.groups).some(({ grants }) => givesAdministration(grants));
  return {
    ...document,
    ...(userPaths.size > 1 && { userPaths: [...userPaths] }),
    ...(hasAdministrators && document.ownUserOnly === undefined && { ownUserOnly: true }),
  };
}

/** Problems of a roster with this document. */
export function checkRosterWithDocument(roster: Roster, document: MfaDocumentOptions = {}): readonly Problem[] {
  const canChangePassword = exemptions(document).includes("iam:ChangePassword");
  return [
    ...Object.entries(roster.groups).flatMap(([name, { grants }]) =>
      checkPartition(join("groups", name, "grants"), grants, document.partition ?? "aws"),
    ),
    ...roster.users.flatMap(({ signIn, groups }, index) =>
      signIn && groups.length > 0 && !canChangePassword ? [signInWithoutPasswordChange(join("users", index, "signIn"))] : [],
    ),
  ];
}
