import type { Session } from "../session";

/** Whoever runs the command. */
export interface Caller {
  readonly arn: string;
  readonly account: string;
  /** The name, if it is an IAM user. */
  readonly user?: string;
  /**
   * What the credentials say about MFA: a long-term key has none; `sign-in` is `aws login`, of which AWS does not say; `session` has MFA if it can
   * call IAM and comes from GetSessionToken, because AWS refuses IAM to such sessions without MFA. Source: STS API reference, GetSessionToken,
   * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
   */
  readonly credentials: "key" | "session" | "sign-in";
}

export async function readCaller(session: Session): Promise<Caller> {
  const { Arn = "", Account = "" } = await session.call("sts:GetCallerIdentity", async ({ sts }) => (await sts()).getCallerIdentity({}));
  const credentials = await session.call("sts:GetCallerIdentity", async ({ sts }) => (await sts()).config.credentials());
  const sources = Object.keys((credentials as { readonly $source?: object }).$source ?? {});
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(Arn)?.[1];
  return {
    arn: Arn,
    account: Account,
    ...(user !== undefined && { user }),
    credentials:
      credentials.sessionToken === undefined ? "key" : sources.some((source) => source.includes("LOGIN")) ? "sign-in" : "session",
  };
}
