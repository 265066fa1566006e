import type { CredentialReport, CredentialRow, KeyUse } from "../credential-report";
import { devicesOf } from "../devices";
import { inParallel } from "../in-parallel";
import type { Session } from "../session";

/** What is known of a user's devices and keys, from the report or, where that may be outdated, from AWS itself. */
export interface Credentials {
  readonly name: string;
  readonly row?: CredentialRow;
  readonly hasDevice: boolean;
  readonly recentKeys: readonly (KeyUse & { readonly lastUsed: Date; readonly accessKeyId?: string })[];
}

/** Users that are asked about at the same time. The SDK slows down where AWS throttles. */
const AT_ONCE = 8;

/**
 * Finds the devices of users and their keys that were used since a day. The report says it for nothing. Only where it may be outdated is AWS asked: for
 * users that it does not have and, unless it was made just now, about what it says is missing.
 */
export async function readCredentials(
  session: Session,
  names: readonly string[],
  report: CredentialReport,
  since: Date,
): Promise<readonly Credentials[]> {
  return inParallel(
    AT_ONCE,
    names,
    (name) => ofUser(session, name, report, since),
    (done) => {
      session.progress(`looking at devices and keys: ${done} of ${names.length} users`);
    },
  );
}

async function ofUser(session: Session, name: string, report: CredentialReport, since: Date): Promise<Credentials> {
  const row = report.rows.get(name.toLowerCase());
  const isOutdated = row === undefined || !report.isFresh;
  const reported = (row?.activeKeys ?? []).flatMap((key) => recent(key, since));
  const hasIdleKeys = row === undefined || row.activeKeys.length > reported.length;
  return {
    name,
    row,
    hasDevice: row?.hasDevice === true || (isOutdated && (await devicesOf(session, name)).length > 0),
    recentKeys: isOutdated && hasIdleKeys ? (await keysOf(session, name)).flatMap((key) => recent(key, since)) : reported,
  };
}

function recent<T extends KeyUse>(key: T, since: Date): readonly (T & { readonly lastUsed: Date })[] {
  const { lastUsed } = key;
  return lastUsed !== undefined && lastUsed >= since ? [{ ...key, lastUsed }] : [];
}

async function keysOf(session: Session, name: string): Promise<readonly (KeyUse & { readonly accessKeyId: string })[]> {
  const { AccessKeyMetadata = [] } = await session.call("iam:ListAccessKeys", async ({ iam }) =>
    (await iam()).listAccessKeys({ UserName: name }),
  );
  const active = AccessKeyMetadata.filter(({ Status }) => Status === "Active");
  return Promise.all(
    active.map(async ({ AccessKeyId: accessKeyId = "" }) => {
      const { AccessKeyLastUsed } = await session.call("iam:GetAccessKeyLastUsed", async ({ iam }) =>
        (await iam()).getAccessKeyLastUsed({ AccessKeyId: accessKeyId }),
      );
      const { LastUsedDate: lastUsed, Region: region, ServiceName: service } = AccessKeyLastUsed ?? {};
      return { accessKeyId, lastUsed, region, service };
    }),
  );
}
