import { createHash } from "node:crypto";
import { request } from "node:http";

/** AWS's refusal of a request that no SDK client has sent, with what `answerOf` reads of it. */
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
 * Sends a request that nothing but its URL authorizes, to an emulator in AWS's place.
 *
 * @param endpoint where the emulator is; the URL's own host, which is signed, goes into the `Host` header
 * @throws Refusal
 */
export function send(endpoint: string, method: string, url: string, body = ""): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  const { host, pathname, search } = new URL(url);
  // A URL of S3 leaves the body open; in other services the signature covers it, and emulators ask for its hash in a header.
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
