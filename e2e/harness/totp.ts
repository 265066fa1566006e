import { createHmac } from "node:crypto";

/** Seconds that a code is valid for. */
export const STEP_SECONDS = 30;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The step that contains a point in time, by default now. */
export function stepAt(milliseconds: number = Date.now()): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/** Decodes base32 (RFC 4648), with or without padding: the format of AWS's `Base32StringSeed`. */
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
 * The code for a step according to RFC 6238 with SHA-1, as a virtual MFA device shows it.
 *
 * @param secret the seed's bytes
 * @param digits default 6, as on AWS
 */
export function totp(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest[digest.length - 1]! & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}
