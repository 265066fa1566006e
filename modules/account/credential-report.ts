import { setTimeout as sleep } from "node:timers/promises";
import { InvalidInputError } from "../problem";
import type { Session } from "./session";

/** What the credential report says of a user. */
export interface CredentialRow {
  readonly user: string;
  readonly arn: string;
  readonly hasPassword: boolean;
  /** When the password was last set, and last used in the console. Nothing where AWS does not know. */
  readonly passwordChanged?: Date;
  readonly passwordUsed?: Date;
  readonly hasDevice: boolean;
  /** The first and the second access key that are active. */
  readonly activeKeys: readonly KeyUse[];
}

/** When and for what an access key was last used. */
export interface KeyUse {
  /** When it was made, or last activated. */
  readonly created?: Date;
  /** Nothing where it was never used, or not since AWS keeps track. */
  readonly lastUsed?: Date;
  readonly region?: string;
  readonly service?: string;
}

export interface CredentialReport {
  /** By the user's name in lower case. */
  readonly rows: ReadonlyMap<string, CredentialRow>;
  /** When AWS made it. */
  readonly generated: Date;
  /** Whether AWS made it just now. Otherwise it may be up to four hours old. */
  readonly isFresh: boolean;
}

/** How often to ask whether the report is ready. It takes some seconds, in a large account longer. */
const POLL_MS = [100, 300, 600, 1000, 2000];
const LONGEST_WAIT_MS = 300_000;

/**
 * Has AWS generate the credential report, or takes the last one, which is at most four hours old. Source: IAM User Guide, "Generate credential
 * reports for your AWS account"; IAM API reference, GenerateCredentialReport.
 *
 * @throws InvalidInputError if AWS refuses it, or cannot be reached
 */
export async function readCredentialReport(session: Session): Promise<CredentialReport> {
  const generate = (): Promise<string | undefined> =>
    session.call("iam:GenerateCredentialReport", async ({ iam }) => (await (await iam()).generateCredentialReport({})).State);
  let state = await generate();
  const isFresh = state !== "COMPLETE";
  const start = Date.now();
  for (let round = 0; state !== "COMPLETE"; round++) {
    if (Date.now() - start > LONGEST_WAIT_MS) {
      throw notReady();
    }
    session.progress("waiting for the credential report");
    await sleep(POLL_MS[round] ?? POLL_MS.at(-1));
    state = await generate();
  }
  const { Content, GeneratedTime } = await session.call("iam:GetCredentialReport", async ({ iam }) =>
    (await iam()).getCredentialReport({}),
  );
  const rows = parseCredentialReport(Buffer.from(Content ?? []).toString("utf8"));
  return { rows: new Map(rows.map((row) => [row.user.toLowerCase(), row])), generated: GeneratedTime ?? new Date(), isFresh };
}

/** Reads the report by the names of its columns. */
export function parseCredentialReport(text: string): readonly CredentialRow[] {
  const [head = "", ...lines] = text.split(/\r?\n/);
  const columns = head.split(",");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const values = fields(line, columns.length);
      const value = (column: string): string => values[columns.indexOf(column)] ?? "";
      const keys = ["1", "2"].filter((number) => value(`access_key_${number}_active`) === "true");
      return {
        user: value("user"),
        arn: value("arn"),
        hasPassword: value("password_enabled") === "true",
        ...dated("passwordChanged", value("password_last_changed")),
        ...dated("passwordUsed", value("password_last_used")),
        hasDevice: value("mfa_active") === "true",
        activeKeys: keys.map((number) => keyUse(value, number)),
      };
    });
}

function keyUse(value: (column: string) => string, number: string): KeyUse {
  const prefix = `access_key_${number}_last_used`;
  const created = dated("created", value(`access_key_${number}_last_rotated`));
  const lastUsed = dated("lastUsed", value(`${prefix}_date`));
  const isUsed = "lastUsed" in lastUsed;
  return { ...created, ...lastUsed, ...(isUsed && { region: value(`${prefix}_region`), service: value(`${prefix}_service`) }) };
}

/** A date under its name, or nothing for `N/A`, `no_information` and `not_supported`. */
function dated<Name extends string>(name: Name, text: string): Partial<Record<Name, Date>> {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? {} : ({ [name]: date } as Record<Name, Date>);
}

/**
 * The fields of a line. A user's name may have commas, and AWS does not say whether it quotes them, so what is too much belongs to the first two
 * fields, the name and the ARN that ends with it.
 */
function fields(line: string, columns: number): readonly string[] {
  const parts = line.match(/"(?:[^"]|"")*"|[^,]+|(?<=,|^)(?=,|$)/g) ?? [];
  const plain = parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/""/g, '"') : part));
  const extra = (plain.length - columns) / 2;
  if (!Number.isInteger(extra) || extra <= 0) {
    return plain;
  }
  const name = plain.slice(0, extra + 1).join(",");
  const arn = plain.slice(extra + 1, 2 * extra + 2).join(",");
  return [name, arn, ...plain.slice(2 * extra + 2)];
}

function notReady(): InvalidInputError {
  const message = `AWS has not finished the credential report after ${LONGEST_WAIT_MS / 60_000} minutes; try again later`;
  return new InvalidInputError("the credential report", [{ code: "report-not-ready", path: "", message }]);
}
