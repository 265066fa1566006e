import { createHash, createHmac } from "node:crypto";
import type { Credentials } from "./clients";

/** A request to be signed in its URL. */
export interface PresignedRequest {
  readonly method: "GET" | "PUT" | "DELETE";
  readonly service: "iam" | "s3" | "sqs" | "sts";
  /** The URL without a signature, including the request's own query. */
  readonly url: string;
  /** Default 900. */
  readonly expiresInSeconds?: number;
  /** Default now. */
  readonly date?: Date;
}

const REGION = "us-east-1";

/** SHA-256 of an empty body. */
const NO_BODY = createHash("sha256").update("").digest("hex");

/**
 * The URL with Signature Version 4 in its query. Anybody who has it can send the request without a key.
 *
 * Source: Amazon S3 API reference, "Authenticating Requests: Using Query Parameters".
 */
export function presign(request: PresignedRequest, { accessKeyId, secretAccessKey, sessionToken }: Credentials): string {
  const { method, service, expiresInSeconds = 900, date = new Date() } = request;
  const url = new URL(request.url);
  const time = date.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = [time.slice(0, 8), REGION, service, "aws4_request"];
  const parameters: readonly (readonly [string, string])[] = [
    ...url.searchParams,
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", [accessKeyId, ...scope].join("/")],
    ["X-Amz-Date", time],
    ["X-Amz-Expires", String(expiresInSeconds)],
    ["X-Amz-SignedHeaders", "host"],
    ...(sessionToken === undefined ? [] : ([["X-Amz-Security-Token", sessionToken]] as const)),
  ];
  const query = parameters
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort()
    .join("&");
  // S3 accepts any body for a presigned URL. The other services require the body to be signed.
  const payload = service === "s3" ? "UNSIGNED-PAYLOAD" : NO_BODY;
  const canonical = [method, url.pathname, query, `host:${url.host}\n`, "host", payload].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${hmac(key, text).toString("hex")}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Signature Version 4 escapes more than `encodeURIComponent` does. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
