import type { IAM } from "@aws-sdk/client-iam";
import type { STS } from "@aws-sdk/client-sts";

export interface ConnectOptions {
  /**
   * The profile of the AWS configuration files to use.
   *
   * @default - what the SDK's own credential chain finds, `AWS_PROFILE` included
   */
  readonly profile?: string;

  /**
   * How many milliseconds to wait for the answer to each attempt at a call. The SDK would wait for ever where a network takes a call and says nothing.
   *
   * @default 20,000
   */
  readonly answeredWithin?: number;
}

/** Clients of an account. Each is loaded and created on first use. */
export interface Connection {
  readonly profile?: string;
  readonly iam: () => Promise<IAM>;
  /** For calls that must not be made twice without knowing what the first one has done. */
  readonly iamWithoutRetries: () => Promise<IAM>;
  readonly sts: () => Promise<STS>;
}

/** About half a minute in all where AWS keeps throttling, and some seconds where a connection is refused. */
const RETRIES = { maxAttempts: 8, retryMode: "adaptive" };

/** Milliseconds. */
const CONNECTED_WITHIN = 5_000;

/** IAM has one endpoint for all regions of a partition. This region stands for the partition `aws`. */
const DEFAULT_REGION = "us-east-1";

/** Silences the SDK's remark that a profile and keys in the environment are both set: `--profile` says which one is meant. */
const SILENT = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Prepares to talk to an account with the SDK's own credential chain and its own settings, such as `AWS_ENDPOINT_URL`. Nothing is loaded or sent
 * before the first call.
 */
export function connect({ profile, answeredWithin = 20_000 }: ConnectOptions = {}): Connection {
  if (profile !== undefined) {
    // A client's own `profile` option does not reach all settings: the SDK takes `endpoint_url` from the profile that the environment names.
    process.env.AWS_PROFILE = profile;
  }
  const requestHandler = { connectionTimeout: CONNECTED_WITHIN, requestTimeout: answeredWithin, throwOnRequestTimeout: true };
  const base = { ...RETRIES, requestHandler, logger: SILENT };
  const newIam = async (options: typeof base): Promise<IAM> => {
    const { IAM: Client } = loadIam();
    return new Client({ ...options, ...(await regionOf(new Client(options))) });
  };
  const iam = once(() => newIam(base));
  const iamWithoutRetries = once(() => newIam({ ...base, maxAttempts: 1 }));
  const sts = once(async () => {
    const { STS: Client } = loadSts();
    return new Client({ ...base, ...(await regionOf(new Client(base))) });
  });
  return { profile, iam, iamWithoutRetries, sts };
}

/** The region, where neither the environment nor the profile says one. */
async function regionOf({
  config,
}: {
  readonly config: { readonly region: () => Promise<string> };
}): Promise<{ readonly region?: string }> {
  try {
    await config.region();
    return {};
  } catch {
    return { region: process.env.AWS_DEFAULT_REGION ?? DEFAULT_REGION };
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function ignore(): void {
  // Nothing to say.
}

function loadIam(): { readonly IAM: typeof IAM } {
  withoutVersionWarning();
  return require("@aws-sdk/client-iam") as { readonly IAM: typeof IAM };
}

function loadSts(): { readonly STS: typeof STS } {
  withoutVersionWarning();
  return require("@aws-sdk/client-sts") as { readonly STS: typeof STS };
}

/** The SDK would warn on standard error about the Node.js version, which its reader cannot change here. */
function withoutVersionWarning(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
}
