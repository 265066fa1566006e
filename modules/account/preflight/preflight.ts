import type { AccountDetails } from "../../access";
import { InvalidInputError, type Problem } from "../../problem";
import type { Roster } from "../../roster";
import { Replay } from "../cloudtrail/forecast";
import { readEvents } from "../cloudtrail/read-events";
import { readCredentialReport } from "../credential-report";
import { readDetails } from "../read-details";
import type { Session } from "../session";
import { type Credentials, readCredentials } from "./ask";
import { type Caller, readCaller } from "./caller";
import { type Enforced, enforcedByPlan, enforcedByRoster } from "./enforced";
import * as found from "./findings";
import type { Finding, Preflight } from "./model";
import { repairersOf } from "./repairers";

/** Keys that were used later than this many days ago count as in use. */
const RECENT_DAYS = 90;

export interface PreflightInput {
  /** A checked roster. */
  readonly roster: Roster;
  /** What `terraform show -json PLAN` prints, parsed. */
  readonly plan?: unknown;
  /** CloudTrail files: paths. */
  readonly cloudTrail?: readonly string[];
  readonly now: Date;
}

/**
 * Says who would be locked out, and of what, if the roster were enforced now.
 *
 * @throws InvalidInputError if a file cannot be used, AWS refuses a call, or it cannot be reached
 */
export async function preflight(session: Session, { roster, plan, cloudTrail = [], now }: PreflightInput): Promise<Preflight> {
  const enforced = plan === undefined ? enforcedByRoster(roster) : enforcedByPlan(plan, roster);
  const caller = await readCaller(session);
  // First, so that a file that cannot be used is found before AWS is asked about thousands of users.
  const forecast = cloudTrail.length > 0 ? await replay(session, cloudTrail, caller.account, enforced) : undefined;
  const details = await readDetails(session);
  const report = await readCredentialReport(session);
  const names = details.users.map(({ name }) => name).filter((name) => enforced.documents.has(name.toLowerCase()));
  const since = new Date(now.getTime() - RECENT_DAYS * 86_400_000);
  const credentials = await readCredentials(session, names, report, since);
  const outside = membersOutside(details, roster, enforced);
  // The Deny reaches every member of a group, before Terraform takes anybody out of it.
  const isOutside = outside.some(({ user }) => user === caller.user);
  const [own] = isOutside
    ? await readCredentials(session, [caller.user ?? ""], report, since)
    : credentials.filter(({ name }) => name === caller.user);
  const insiders = new Set([...enforced.documents.keys(), ...outside.map(({ user }) => user.toLowerCase())]);
  const hasMfaSignIn = (name: string): boolean => {
    const row = report.rows.get(name.toLowerCase());
    return row !== undefined && row.hasPassword && row.hasDevice;
  };
  const repairers = repairersOf(details, (name) => insiders.has(name.toLowerCase()), caller.account, hasMfaSignIn);
  return {
    caller: caller.arn,
    enforced: enforced.documents.size,
    existing: names.length,
    findings: [
      ...aboutCaller(caller, own),
      ...credentials.flatMap(aboutUser),
      ...outside.map(({ user, group }) => found.memberOutsideRoster(user, group)),
      ...enforced.notByPlan.map(found.notEnforcedByPlan),
      ...(repairers.length === 0 ? [found.onlyRootCanRepair()] : []),
    ],
    repairers,
    reportGenerated: report.generated,
    ...(forecast && { forecast }),
  };
}

/** A session of somebody without a device cannot have MFA. */
function aboutCaller({ credentials }: Caller, own: Credentials | undefined): readonly Finding[] {
  if (own === undefined) {
    return [];
  }
  if (credentials === "key" || !own.hasDevice) {
    return [found.callerLockedOut(own.name)];
  }
  return credentials === "sign-in" ? [found.callerUncertain(own.name)] : [];
}

function aboutUser({ name, row, hasDevice, recentKeys }: Credentials): readonly Finding[] {
  const isService = row !== undefined && !row.hasPassword && row.activeKeys.length > 0;
  return [
    ...(row === undefined ? [found.notInReport(name)] : []),
    ...(isService ? [found.serviceUser(name)] : []),
    ...(hasDevice || isService ? [] : [found.noDevice(name)]),
    ...recentKeys.map((key) => found.keyInUse(name, key, key.accessKeyId)),
  ];
}

/** Members of the roster's groups who are not in the roster. */
function membersOutside(
  { users }: AccountDetails,
  { groups }: Roster,
  { documents }: Enforced,
): readonly { user: string; group: string }[] {
  const names = new Map(Object.keys(groups).map((name) => [name.toLowerCase(), name]));
  return users
    .filter(({ name }) => !documents.has(name.toLowerCase()))
    .flatMap(({ name, groups: own }) =>
      own.flatMap((group) => {
        const known = names.get(group.toLowerCase());
        return known === undefined ? [] : [{ user: name, group: known }];
      }),
    );
}

async function replay(
  session: Session,
  files: readonly string[],
  account: string,
  { documents }: Enforced,
): Promise<Preflight["forecast"]> {
  const events = new Replay(account, documents);
  const problems: Problem[] = [];
  for (const [index, file] of files.entries()) {
    session.progress(`replaying CloudTrail: file ${index + 1} of ${files.length}`);
    try {
      await readEvents(file, (event) => {
        events.add(event);
      });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) {
        throw error;
      }
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) {
    throw new InvalidInputError("the CloudTrail files", problems);
  }
  return events.forecast();
}
