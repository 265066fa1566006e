/** What the documents of a user say about the first day. They have been read by `access` already, so each is JSON of any shape. */
import type { CarriedPolicy } from "../../access";
import { covers, ENROLMENT_TAG, listOf, matchesPattern, type Statement, statementsOf } from "../../iam";
import { isObject } from "../../problem";

/** AWS managed policies that allow what is asked for, where AWS has not listed their documents. Source: AWS Managed Policy Reference. */
const ALLOW_BY_NAME: Readonly<Record<string, readonly string[]>> = {
  "iam:ChangePassword": ["AdministratorAccess", "IAMFullAccess", "IAMUserChangePassword"],
  "signin:AuthorizeOAuth2Access": ["AdministratorAccess", "PowerUserAccess", "SignInLocalDevelopmentAccess"],
  "signin:CreateOAuth2Token": ["AdministratorAccess", "PowerUserAccess", "SignInLocalDevelopmentAccess"],
};

/** Whether a policy allows a user an action on the user itself. A statement with a condition does not count, because it may not hold. */
export function allows(policy: CarriedPolicy, action: string, user: { readonly name: string; readonly arn: string }): boolean {
  if (policy.document === undefined) {
    return (ALLOW_BY_NAME[action] ?? []).includes(policy.name ?? "");
  }
  return statementsOf(policy.document).some(
    (statement) =>
      statement.Effect === "Allow" &&
      statement.Condition === undefined &&
      covers(statement, action) &&
      textsIn(statement.Resource).some((pattern) => matchesPattern(pattern.replaceAll("${aws:username}", user.name), user.arn)),
  );
}

/** Whether a document ties devices to the user's name. */
export function namesDevices(documents: readonly unknown[]): boolean {
  return allStatements(documents).some(({ Resource, NotResource }) =>
    [...textsIn(Resource), ...textsIn(NotResource)].some((resource) => resource.includes(":mfa/${aws:username}")),
  );
}

/** Whether people can register a device only while their user has the tag that opens enrolment. */
export function asksForEnrolmentTag(documents: readonly unknown[]): boolean {
  const key = `aws:PrincipalTag/${ENROLMENT_TAG}`.toLowerCase();
  return denials(documents).some(({ Condition }) => keysIn(Condition).includes(key));
}

/** Whether a document denies the registration of devices other than passkeys and security keys. */
export function acceptsOnlySecurityKeys(documents: readonly unknown[]): boolean {
  return denials(documents).some(
    (statement) =>
      statement.Action !== undefined &&
      covers(statement, "iam:CreateVirtualMFADevice") &&
      isObject(statement.Condition) &&
      isObject(statement.Condition.Null) &&
      statement.Condition.Null["iam:RegisterSecurityKey"] === "true",
  );
}

function denials(documents: readonly unknown[]): readonly Statement[] {
  return allStatements(documents).filter(({ Effect }) => Effect === "Deny");
}

function allStatements(documents: readonly unknown[]): readonly Statement[] {
  return documents.flatMap(statementsOf);
}

function keysIn(condition: unknown): readonly string[] {
  const operators = isObject(condition) ? Object.values(condition).filter(isObject) : [];
  return operators.flatMap((keys) => Object.keys(keys).map((key) => key.toLowerCase()));
}

function textsIn(value: unknown): readonly string[] {
  return listOf(value).filter((entry) => typeof entry === "string");
}
