/** What is said about each thing that preflight finds. */
import type { KeyUse } from "../credential-report";
import type { Finding } from "./model";

export function callerLockedOut(user: string): Finding {
  const message =
    "you are this user, and these credentials have no MFA, so the apply would cut itself off and leave the state locked; apply with a role, with a user outside the roster and its groups, or in a session with MFA (aws sts get-session-token --serial-number … --token-code …)";
  return { id: "caller-locked-out", user, message };
}

export function callerUncertain(user: string): Finding {
  const message =
    "you are this user, and AWS does not say whether credentials from aws login carry MFA; apply with a role, with a user outside the roster and its groups, or in a session from aws sts get-session-token with a code";
  return { id: "caller-uncertain", user, message };
}

export function noDevice(user: string): Finding {
  return { id: "no-device", user, message: "has no MFA device, so can do nothing but register one; have the user enrol first" };
}

export function serviceUser(user: string): Finding {
  const message =
    "has access keys but no password, so it may be a program, which cannot use MFA and would stop; take the user out of the roster, or give the program a role";
  return { id: "service-user", user, message };
}

/** @param accessKeyId where AWS was asked about the key; the credential report does not name it */
export function keyInUse(
  user: string,
  { lastUsed, service = "", region = "" }: KeyUse & { readonly lastUsed: Date },
  accessKeyId?: string,
): Finding {
  const date = lastUsed.toISOString();
  const key = accessKeyId === undefined ? "an access key" : `the access key ${accessKeyId}`;
  const message = `used ${key} on ${date.slice(0, 10)} for ${service} in ${region}; scripts that use it stop, unless they get a session with MFA or a role`;
  return { id: "key-in-use", user, message, lastUsed: { date, service, region, ...(accessKeyId !== undefined && { accessKeyId }) } };
}

export function memberOutsideRoster(user: string, group: string): Finding {
  const message = `is in the group ${JSON.stringify(group)} but not in the roster, so loses the group with membership "exclusive", and is enforced too with "additive"; add the user, or take the user out of the group`;
  return { id: "member-outside-roster", user, message };
}

export function notEnforcedByPlan(user: string): Finding {
  const message = "is in the roster, but the plan does not prove that MFA is enforced for this user; see enforce-mfa review";
  return { id: "not-enforced-by-plan", user, message };
}

export function notInReport(user: string): Finding {
  const message =
    "is newer than the credential report, so it is not known whether the user has a password; check it, or run the command again in four hours";
  return { id: "not-in-report", user, message };
}

export function onlyRootCanRepair(): Finding {
  const message =
    "outside the roster, only the root user can certainly take the enforcement back; keep root's credentials at hand, or make a break-glass user or role with AdministratorAccess";
  return { id: "only-root-can-repair", message };
}
