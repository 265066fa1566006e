/** The AWS managed policy with which people change their own password; every enforced group has it. */
export const CHANGE_PASSWORD = "IAMUserChangePassword";

/** AWS managed policies that allow the exempt actions on every user and device. Source: AWS Managed Policy Reference Guide. */
export const ADMINISTRATION: ReadonlySet<string> = new Set(["AdministratorAccess", "IAMFullAccess"]);
