import { InvalidInputError, show } from "../../problem";
import type { Connection } from "../connect";
import type { Session } from "../session";
import { sameName } from "./exceptions";

/** What AWS answered to a real call. */
export interface LiveAnswer {
  readonly action: string;
  /** AWS's words where it refused. */
  readonly refusal?: string;
}

export interface LiveVerification {
  readonly user: string;
  readonly arn: string;
  /** Whether the credentials are those of a session, which may have been opened with MFA. */
  readonly isSession: boolean;
  readonly answers: readonly LiveAnswer[];
}

/** Calls that change nothing and return little. No document of this package exempts them unless `exemptActions` does. */
const CALLS: readonly (readonly [action: string, send: (connection: Connection, user: string) => Promise<unknown>])[] = [
  ["iam:GetAccountSummary", async ({ iam }) => (await iam()).getAccountSummary({})],
  ["iam:ListGroups", async ({ iam }) => (await iam()).listGroups({ MaxItems: 1 })],
  ["iam:ListRoles", async ({ iam }) => (await iam()).listRoles({ MaxItems: 1 })],
  ["iam:ListPolicies", async ({ iam }) => (await iam()).listPolicies({ MaxItems: 1 })],
  ["iam:ListGroupsForUser", async ({ iam }, UserName) => (await iam()).listGroupsForUser({ UserName, MaxItems: 1 })],
  ["iam:ListAccountAliases", async ({ iam }) => (await iam()).listAccountAliases({ MaxItems: 1 })],
];

/**
 * Tries harmless calls for real, with a user's own credentials.
 *
 * @throws InvalidInputError if the credentials are somebody else's, or AWS cannot be reached
 */
export async function verifyLive(session: Session, user: string): Promise<LiveVerification> {
  const arn = await callerOf(session);
  const [, name = ""] = /:user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (!sameName(name, user)) {
    throw notTheUser(user, arn);
  }
  const isSession = await session.call(
    "sts:GetCallerIdentity",
    async ({ sts }) => (await (await sts()).config.credentials()).sessionToken !== undefined,
  );
  const answers: LiveAnswer[] = [];
  for (const [action, send] of CALLS) {
    const refusal = await session.attempt(action, (connection) => send(connection, name));
    answers.push({ action, ...(refusal !== undefined && { refusal }) });
  }
  return { user: name, arn, isSession, answers };
}

/** AWS answers this regardless of policies (STS API reference, GetCallerIdentity). An emulator that refuses it names the caller as well. */
async function callerOf(session: Session): Promise<string> {
  let arn: string | undefined;
  const refusal = await session.attempt("sts:GetCallerIdentity", async ({ sts }) => {
    ({ Arn: arn } = await (await sts()).getCallerIdentity({}));
  });
  return arn ?? /arn:[^:\s]+:iam::\d+:user\/\S+/.exec(refusal ?? "")?.[0] ?? "unknown";
}

/** 0: AWS refused every call; 2: something got through. */
export function liveExitCode({ answers }: LiveVerification): 0 | 2 {
  return answers.every(({ refusal }) => refusal !== undefined) ? 0 : 2;
}

function notTheUser(user: string, arn: string): InvalidInputError {
  const message = `the credentials are those of ${show(arn)}, not of the user ${show(user)}; pass the user's own access key in the environment, or the name of a profile that has it with --profile`;
  return new InvalidInputError("the credentials", [{ code: "other-credentials", path: "--live", message }]);
}
