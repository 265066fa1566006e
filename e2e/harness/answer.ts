/**
 * What AWS answered: `allowed`, or the error's code.
 *
 * When a policy refuses a call, services answer `AccessDenied` or `AccessDeniedException`; both are `AccessDenied` here. AWS also uses that code
 * for refusals that have nothing to do with policies: STS for an MFA code, IAM for changes to one's own devices without MFA. These have the
 * reason appended.
 */
export type Answer = string;

export const ALLOWED = "allowed";
export const DENIED = "AccessDenied";
export const WRONG_CODE = "AccessDenied: wrong code";
export const NOT_THE_CALLERS_DEVICE = "AccessDenied: not the caller's device";
export const SERIAL_WITHOUT_CODE = "AccessDenied: serial number without code";
export const OWN_DEVICES_NEED_MFA = "AccessDenied: own devices need MFA";

/** The messages by which these refusals differ from one by a policy. */
const REASONS = [
  [/failed with invalid MFA one time pass code/, WRONG_CODE],
  [/unable to validate MFA code/, NOT_THE_CALLERS_DEVICE],
  [/must provide both MFA serial number and one time pass code/, SERIAL_WITHOUT_CODE],
  [/authenticated with an MFA device/, OWN_DEVICES_NEED_MFA],
] as const;

/** AWS's answer to a call of an SDK client. Errors that do not come from AWS are rethrown. */
export async function answerOf(call: Promise<unknown>): Promise<Answer> {
  try {
    await call;
    return ALLOWED;
  } catch (error) {
    if (error instanceof Error && "$metadata" in error) {
      const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
      // The answer to a HEAD request has no body, so it has no code.
      return httpStatusCode === 403 && /^(Unknown|UnknownError|Forbidden|403)$/.test(error.name)
        ? DENIED
        : named(error.name, error.message);
    }
    throw error;
  }
}

function named(code: string, message: string): Answer {
  if (!/^AccessDenied(Exception)?$/.test(code)) {
    return code.replace(/Exception$/, "");
  }
  return REASONS.find(([words]) => words.test(message))?.[1] ?? DENIED;
}
