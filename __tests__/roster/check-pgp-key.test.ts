import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkRoster } from "../../modules/roster";
import { linesOf } from "../helpers/roster";

const fixture = (name: string): string => readFileSync(join(__dirname, "../fixtures", name), "utf8");

describe("a login profile", () => {
  const loginProfile = (pgpKey: unknown): unknown => ({ groups: {}, users: [{ name: "john", groups: [], loginProfile: { pgpKey } }] });
  const GPG = "gpg --export KEY-ID | base64 -w0";
  const noKey = `missing; without a PGP key the first password would be in the Terraform state in plain text; use "keybase:NAME", or a binary public key in base64 (${GPG})`;
  const badKey = (shown: string): string => `${shown} is not a PGP key; use "keybase:NAME", or a binary public key in base64 (${GPG})`;

  test.each(["keybase:john", "keybase:J_0", `keybase:${"x".repeat(32)}`])("can have the key %s", (pgpKey) => {
    expect(checkRoster(loginProfile(pgpKey))).toEqual([]);
  });

  test("can have a binary public key in base64, as gpg exports it", () => {
    expect(checkRoster(loginProfile(fixture("public-key.base64")))).toEqual([]);
  });

  test("can have it in lines, as base64 prints it without -w0", () => {
    const lines = fixture("public-key.base64").replace(/.{76}/g, "$&\n");
    expect(checkRoster(loginProfile(`${lines}\n`))).toEqual([]);
  });

  test.each<[pgpKey: unknown, code: string, message: string]>([
    [undefined, "missing-pgp-key", noKey],
    [null, "missing-pgp-key", noKey],
    ["", "missing-pgp-key", noKey],
    [
      fixture("public-key.asc"),
      "invalid-pgp-key",
      `the PGP key is ASCII-armored, but the AWS provider takes the binary key in base64: ${GPG}`,
    ],
    [7, "invalid-pgp-key", badKey("7")],
    ["hunter2", "invalid-pgp-key", badKey('"hunter2"')],
    ["keybase:", "invalid-pgp-key", badKey('"keybase:"')],
    ["keybase:john doe", "invalid-pgp-key", badKey('"keybase:john doe"')],
    ["keybase:john/doe", "invalid-pgp-key", badKey('"keybase:john/doe"')],
    [`keybase:${"x".repeat(33)}`, "invalid-pgp-key", badKey(`"keybase:${"x".repeat(33)}"`)],
    ["Keybase:john", "invalid-pgp-key", badKey('"Keybase:john"')],
    ["bm8ga2V5IGF0IGFsbA==", "invalid-pgp-key", badKey('"bm8ga2V5IGF0IGFsbA=="')],
    [
      fixture("public-key.base64").slice(0, 81),
      "invalid-pgp-key",
      badKey(`"${fixture("public-key.base64").slice(0, 79)}… (83 characters)`),
    ],
    ["mQENBF*=", "invalid-pgp-key", badKey('"mQENBF*="')],
    ["${var.key}", "invalid-pgp-key", badKey('"${var.key}"')],
  ])("cannot have the key %j", (pgpKey, code, message) => {
    expect(linesOf(loginProfile(pgpKey))).toEqual([[code, `users[0] "john".loginProfile.pgpKey: ${message}`]]);
  });

  test("cannot be without a key", () => {
    expect(linesOf({ groups: {}, users: [{ name: "john", groups: [], loginProfile: {} }] })).toEqual([
      ["missing-pgp-key", `users[0] "john".loginProfile.pgpKey: ${noKey}`],
    ]);
  });

  test("cannot have a secret key, which would end up in the Terraform state", () => {
    const secret = Buffer.from([0x95, ...Buffer.from(fixture("public-key.base64"), "base64").subarray(1)]).toString("base64");
    expect(linesOf(loginProfile(secret))).toEqual([
      [
        "secret-pgp-key",
        `users[0] "john".loginProfile.pgpKey: this is a secret PGP key, which would end up in the Terraform state in plain text; remove it from the repo, and use the public key: ${GPG}`,
      ],
    ]);
  });
});
