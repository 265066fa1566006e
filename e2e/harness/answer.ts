/**
 * What AWS answered: `allowed`, or the error's code.
 *
 * Services spell a refusal by a policy `AccessDenied` or `AccessDeniedException`; both are `AccessDenied` here. AWS also uses that code where
 * no policy refuses: STS for an MFA code, IAM for a change of one's own devices without MFA. The reason then stands behind it.
 */
export type Answer = string;

export const ALLOWED = "allowed";
export const DENIED = "AccessDenied";
export const WRONG_CODE = "AccessDenied: wrong code";
export const NOT_THE_CALLERS_DEVICE = "AccessDenied: not the caller's device";
export const SERIAL_WITHOUT_CODE = "AccessDenied: serial number without code";
export const OWN_DEVICES_NEED_MFA = "AccessDenied: own devices need MFA";

/** AWS's own words, which tell these refusals from one by a policy. */
const REASONS = [
  [/failed with invalid MFA one time pass code/, WRONG_CODE],
  [/unable to validate MFA code/, NOT_THE_CALLERS_DEVICE],
  [/must provide both MFA serial number and one time pass code/, SERIAL_WITHOUT_CODE],
  [/authenticated with an MFA device/, OWN_DEVICES_NEED_MFA],
] as const;

/** The answer to a call of an SDK client. An error that is not AWS's is thrown on. */
export async function answerOf(call: Promise<unknown>): Promise<Answer> {
  try {
    await call;
    return ALLOWED;
  } catch (error) {
    if (error instanceof Error && "$metadata" in error) {
      const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
      // An answer to HEAD has no body, hence no code.
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
