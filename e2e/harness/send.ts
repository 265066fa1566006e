import { createHash } from "node:crypto";
import { request } from "node:http";

/** AWS's refusal of a request that was sent without an SDK client, in the form that `answerOf` reads. */
class Refusal extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly $metadata: { readonly httpStatusCode: number | undefined },
  ) {
    super(message);
  }
}

/**
 * Sends a request to an emulator instead of AWS. Only its URL authorizes it.
 *
 * @param endpoint the emulator's URL; the signed host of `url` goes into the `Host` header
 * @throws Refusal
 */
export function send(endpoint: string, method: string, url: string, body = ""): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  const { host, pathname, search } = new URL(url);
  // An S3 URL leaves the body unsigned. In other services the signature covers the body, and emulators expect its hash in a header.
  const hash = host.startsWith("s3.") ? "UNSIGNED-PAYLOAD" : createHash("sha256").update(body).digest("hex");
  const headers = { host, "content-length": Buffer.byteLength(body), "x-amz-content-sha256": hash };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: pathname + search, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode < 300) {
          resolve(text);
        } else {
          reject(new Refusal(/<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? "Unknown", text, { httpStatusCode: statusCode }));
        }
      });
    });
    sent.on("error", reject).end(body);
  });
}
