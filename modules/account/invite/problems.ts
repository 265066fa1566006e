/** Why somebody cannot be invited. */
import { ENROLMENT_OPEN, ENROLMENT_TAG } from "../../iam";
import { describe, InvalidInputError, type Problem, show } from "../../problem";

export function refusal(user: string, problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError(`the invitation of ${user}`, problems);
}

export function notEnforced(user: string, doubt: string): Problem {
  const message = `MFA is not certainly enforced for ${show(user)} (${doubt}); put the user into an enforced group first: add the user to the roster, and deploy`;
  return { code: "not-enforced", path: "", message };
}

export function hasPassword(user: string): Problem {
  const message = `${show(user)} has a password already, so nothing was changed; if nobody knows it, delete it and invite again: aws iam delete-login-profile --user-name ${user}`;
  return { code: "has-password", path: "", message };
}

export function passwordChangeDenied(user: string): Problem {
  const message = `${show(user)} has to change the first password, but may not do so before MFA; set changePasswordWithoutMfa: true in the roster's document, and deploy`;
  return { code: "password-change-denied", path: "", message };
}

export function passwordChangeNotAllowed(user: string): Problem {
  const message = `${show(user)} has to change the first password, but no policy allows iam:ChangePassword; attach IAMUserChangePassword to a group of the user`;
  return { code: "password-change-denied", path: "", message };
}

export function enrolmentClosed(user: string): Problem {
  const message = `${show(user)} may not register a device: the tag ${ENROLMENT_TAG} is not ${show(ENROLMENT_OPEN)}; remove enrolled: true from the user in the roster, and deploy`;
  return { code: "enrolment-closed", path: "", message };
}

export function takenBack(user: string, reason: string): InvalidInputError {
  const message = `AWS did not answer iam:CreateLoginProfile (${reason}), so the first password is void; ${show(user)} has no password, as before; run the command again`;
  return refusal(user, [{ code: "answer-lost", path: "", message }]);
}

export function notTakenBack(user: string, reason: string, error: unknown): InvalidInputError {
  const failure = error instanceof InvalidInputError ? error.problems.map(describe).join("; ") : String(error);
  const message = `AWS did not answer iam:CreateLoginProfile (${reason}), so ${show(user)} may have a password that nobody knows, and it could not be deleted: ${failure}; delete it, and invite again: aws iam delete-login-profile --user-name ${user}`;
  return refusal(user, [{ code: "answer-lost", path: "", message }]);
}
