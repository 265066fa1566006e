import { decodeBase32, STEP_SECONDS, stepAt, totp } from "./totp";

/** RFC 6238, appendix B, the rows for SHA-1: seconds and eight-digit code. */
const VECTORS = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
] as const;

const SECRET = Buffer.from("12345678901234567890");

test.each(VECTORS)("the code at second %i is the one in RFC 6238", (seconds, code) => {
  expect(totp(SECRET, stepAt(seconds * 1000), 8)).toBe(code);
  expect(totp(SECRET, stepAt(seconds * 1000))).toBe(code.slice(2));
});

test("the code changes with each step, not within one", () => {
  const first = stepAt(59_999);
  expect([first, stepAt(30_000), stepAt(60_000)]).toEqual([1, 1, 2]);
  expect(totp(SECRET, first)).not.toBe(totp(SECRET, first + 1));
  expect(STEP_SECONDS).toBe(30);
});

/** RFC 4648, section 10. */
test.each([
  ["", ""],
  ["MY======", "f"],
  ["MZXQ====", "fo"],
  ["MZXW6===", "foo"],
  ["MZXW6YQ=", "foob"],
  ["MZXW6YTB", "fooba"],
  ["MZXW6YTBOI======", "foobar"],
  ["mzxw6ytboi", "foobar"],
])("%p is read as the base32 of %p, as in RFC 4648", (text, plain) => {
  expect(decodeBase32(text).toString()).toBe(plain);
});

test("text that is not base32 is refused", () => {
  expect(() => decodeBase32("MZXW1")).toThrow('base32: "1" is not one of ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
});
