import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { ROOT } from "./account";

/** Keys that sign a request: a long-term key, or a session's keys and token. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Settings of an SDK client for an emulated account. It never retries, so that each call gets exactly one answer. */
export function clientConfig(endpoint: string, credentials: Credentials = ROOT) {
  return { endpoint, credentials, region: "us-east-1", maxAttempts: 1 };
}

export function iamClient(endpoint: string, credentials?: Credentials): IAMClient {
  return new IAMClient(clientConfig(endpoint, credentials));
}

export function stsClient(endpoint: string, credentials?: Credentials): STSClient {
  return new STSClient(clientConfig(endpoint, credentials));
}
