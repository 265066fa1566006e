import { presign } from "./presign";

/** The example in the Amazon S3 API reference, "Authenticating Requests: Using Query Parameters". */
const EXAMPLE = {
  method: "GET",
  service: "s3",
  url: "https://examplebucket.s3.amazonaws.com/test.txt",
  expiresInSeconds: 86400,
  date: new Date("2013-05-24T00:00:00Z"),
} as const;

const KEYS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

test("a URL is signed as in S3's documentation", () => {
  const { searchParams } = new URL(presign(EXAMPLE, KEYS));
  expect(Object.fromEntries(searchParams)).toEqual({
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
    "X-Amz-Date": "20130524T000000Z",
    "X-Amz-Expires": "86400",
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Signature": "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  });
});

test("the signature covers the session's token and the request's own query", () => {
  const signature = (query: string, sessionToken?: string): string | null =>
    new URL(presign({ ...EXAMPLE, url: `${EXAMPLE.url}${query}` }, { ...KEYS, sessionToken })).searchParams.get("X-Amz-Signature");
  expect(new Set([signature(""), signature("?list-type=2"), signature("", "token"), signature("", "other")]).size).toBe(4);
});
