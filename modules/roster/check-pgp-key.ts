import type { Problem } from "../problem";
import { armoredPgpKey, badPgpKey, missingPgpKey, secretPgpKey } from "./problems";

const KEYBASE = /^keybase:[A-Za-z0-9_]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Types of OpenPGP packets. Source: RFC 9580, section 5. */
const SECRET_KEY = 5;
const PUBLIC_KEY = 6;

/** Problems of a PGP key: `keybase:NAME`, or a binary public key in base64. Takes untyped input. */
export function checkPgpKey(path: string, pgpKey: unknown): readonly Problem[] {
  if (pgpKey === undefined || pgpKey === null || pgpKey === "") {
    return [missingPgpKey(path)];
  }
  if (typeof pgpKey !== "string") {
    return [badPgpKey(path, pgpKey)];
  }
  if (pgpKey.includes("-----BEGIN PGP")) {
    return [armoredPgpKey(path)];
  }
  if (KEYBASE.test(pgpKey)) {
    return [];
  }
  switch (firstPacket(pgpKey)) {
    case PUBLIC_KEY:
      return [];
    case SECRET_KEY:
      return [secretPgpKey(path)];
    default:
      return [badPgpKey(path, pgpKey)];
  }
}

/** The type of the first OpenPGP packet in base64. Source: RFC 9580, section 4.2. */
function firstPacket(text: string): number | undefined {
  const packed = text.replace(/[\r\n]/g, "");
  const [first = 0] = BASE64.test(packed) && packed.length % 4 === 0 ? Buffer.from(packed, "base64") : [];
  if ((first & 0x80) === 0) {
    return undefined;
  }
  return (first & 0x40) === 0 ? (first & 0x3c) >> 2 : first & 0x3f;
}
