import { createHmac } from "node:crypto";

/** Seconds that a code is valid for. */
export const STEP_SECONDS = 30;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The step that a moment is in, by default the current one. */
export function stepAt(milliseconds: number = Date.now()): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/** The bytes of a base32 text (RFC 4648), with or without padding: what AWS hands out as `Base32StringSeed`. */
export function decodeBase32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, "").toUpperCase(), (character) => {
    const value = BASE32.indexOf(character);
    if (value < 0) {
      throw new Error(`base32: "${character}" is not one of ${BASE32}`);
    }
    return value.toString(2).padStart(5, "0");
  });
  const bytes = bits.join("").match(/[01]{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}

/**
 * The code of a step, as RFC 6238 computes it with SHA-1: what a virtual MFA device shows.
 *
 * @param secret the seed's bytes
 * @param digits default 6, as AWS has them
 */
export function totp(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest[digest.length - 1]! & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}
