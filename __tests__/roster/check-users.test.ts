import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkRoster } from "../../modules";

const fixture = (name: string): string => readFileSync(join(__dirname, "../fixtures", name), "utf8");

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe("a user's groups", () => {
  const groups = Object.fromEntries(range(12).map((index) => [`G${index}`, { managedPolicies: [], allowEmpty: true }]));
  const inGroups = (...names: readonly string[]): unknown => ({ groups, users: [{ name: "john", groups: names }] });
  const first = (count: number): readonly string[] => Object.keys(groups).slice(0, count);

  test("may be none, written out", () => {
    expect(checkRoster(inGroups())).toEqual([]);
  });

  test("may be 10", () => {
    expect(checkRoster(inGroups(...first(10)))).toEqual([]);
  });

  test("may not be 11 or more", () => {
    expect(checkRoster(inGroups(...first(11)))).toEqual([
      { path: "users[0].groups", message: "11 groups; IAM allows a user 10; remove 1" },
    ]);
    expect(checkRoster(inGroups(...first(12)))).toEqual([
      { path: "users[0].groups", message: "12 groups; IAM allows a user 10; remove 2" },
    ]);
  });

  test("may not name a group twice", () => {
    expect(checkRoster(inGroups("G1", "G2", "G1", "G1"))).toEqual([
      { path: "users[0].groups[2]", message: 'the user is in "G1" twice; remove one of them' },
      { path: "users[0].groups[3]", message: 'the user is in "G1" twice; remove one of them' },
    ]);
  });

  test("may not name a group that is not there; the message lists ten that are", () => {
    expect(checkRoster(inGroups("G1", "Gone"))).toEqual([
      {
        path: "users[0].groups[1]",
        message: 'unknown group "Gone"; known groups: G0, G1, G10, G11, G2, G3, G4, G5, G6, G7 and 2 more',
      },
    ]);
  });

  test.each(["g1", "constructor", "toString", "__proto__", ""])("may not name %j, which only looks like one that is there", (name) => {
    expect(checkRoster({ groups: { G1: { managedPolicies: [], allowEmpty: true } }, users: [{ name: "john", groups: [name] }] })).toEqual([
      { path: "users[0].groups[0]", message: `unknown group "${name}"; known groups: G1` },
    ]);
  });

  test("may not name any where there are none", () => {
    expect(checkRoster({ groups: {}, users: [{ name: "john", groups: ["A"] }] })).toEqual([
      { path: "users[0].groups[0]", message: 'unknown group "A"; known groups: none' },
    ]);
  });
});

describe("a user's tags", () => {
  const tagged = (tags: object): unknown => ({ groups: {}, users: [{ name: "john", groups: [], tags }] });
  const badKey = (shown: string): string =>
    `the tag key ${shown} is not allowed; allowed are 1 to 128 letters, digits, spaces and _.:/=+@-; rename the tag`;
  const badValue = (shown: string): string =>
    `the tag value ${shown} is not allowed; allowed are up to 256 letters, digits, spaces and _.:/=+@-; change the value`;

  test.each([
    {},
    { team: "" },
    { "cost centre": "4711: a/b=c+d-e@f_g.h" },
    { équipe: "plate-forme" },
    { ["k".repeat(128)]: "v".repeat(256) },
    { ["𝔘".repeat(128)]: "𝔘".repeat(256) },
    { "team:aws:x": "x", awsx: "x" },
    { constructor: "x", toString: "x" },
    Object.fromEntries(range(50).map((index) => [`key${index}`, "x"])),
  ])("may be %j", (tags) => {
    expect(checkRoster(tagged(tags))).toEqual([]);
  });

  test.each<[tags: object, place: string, message: string]>([
    [{ "": "x" }, '[""]', badKey('""')],
    [{ ["k".repeat(129)]: "x" }, `.${"k".repeat(129)}`, badKey(`"${"k".repeat(79)}… (131 characters)`)],
    [{ "a!": "x" }, '["a!"]', badKey('"a!"')],
    [{ "${a}": "x" }, '["${a}"]', badKey('"${a}"')],
    [{ "a\tb": "x" }, '["a\\tb"]', badKey('"a\\tb"')],
    [{ a: "v".repeat(257) }, ".a", badValue(`"${"v".repeat(79)}… (259 characters)`)],
    [{ a: "x;y" }, ".a", badValue('"x;y"')],
    [{ a: "${x}" }, ".a", badValue('"${x}"')],
    [{ a: "x\n" }, ".a", badValue('"x\\n"')],
    [{ "aws:team": "x" }, '["aws:team"]', 'the tag key "aws:team" begins with "aws:", which AWS keeps for itself; rename the tag'],
    [{ "AWS:team": "x" }, '["AWS:team"]', 'the tag key "AWS:team" begins with "aws:", which AWS keeps for itself; rename the tag'],
    [
      { Team: "x", team: "y" },
      ".team",
      'the tag key "team" differs only in case from "Team", and IAM takes them as one; remove one of them',
    ],
    [
      JSON.parse('{ "__proto__": "x" }') as object,
      ".__proto__",
      'the tag key "__proto__" cannot be a key of Terraform JSON that CDKTF writes; choose another',
    ],
    [Object.fromEntries(range(51).map((index) => [`key${index}`, "x"])), "", "51 tags; a user can have 50; remove 1"],
  ])("may not be %j", (tags, place, message) => {
    expect(checkRoster(tagged(tags))).toEqual([{ path: `users[0].tags${place}`, message }]);
  });
});

describe("a user's sign-in", () => {
  const loginProfile = (pgpKey: unknown): unknown => ({ groups: {}, users: [{ name: "john", groups: [], loginProfile: { pgpKey } }] });
  const GPG = "gpg --export KEY-ID | base64 -w0";
  const noKey = `no PGP key: without one the first password would stand in the state in clear; write pgpKey: "keybase:NAME" or a binary public key in base64 (${GPG})`;
  const badKey = (shown: string): string => `${shown} is no PGP key; allowed are "keybase:NAME" or a binary public key in base64 (${GPG})`;

  test.each(["keybase:john", "keybase:J_0", `keybase:${"x".repeat(32)}`])("may have the key %s", (pgpKey) => {
    expect(checkRoster(signIn(pgpKey))).toEqual([]);
  });

  test("may have a binary public key in base64, as gpg exports it", () => {
    expect(checkRoster(signIn(fixture("public-key.base64")))).toEqual([]);
  });

  test("may have it in lines, as base64 writes it without -w0", () => {
    const lines = fixture("public-key.base64").replace(/.{76}/g, "$&\n");
    expect(checkRoster(signIn(`${lines}\n`))).toEqual([]);
  });

  test.each([
    [undefined, noKey],
    [null, noKey],
    ["", noKey],
    [fixture("public-key.asc"), `the PGP key is ASCII-armoured; AWS's provider takes the binary key in base64: ${GPG}`],
    [7, badKey("7")],
    ["hunter2", badKey('"hunter2"')],
    ["keybase:", badKey('"keybase:"')],
    ["keybase:john doe", badKey('"keybase:john doe"')],
    ["keybase:john/doe", badKey('"keybase:john/doe"')],
    [`keybase:${"x".repeat(33)}`, badKey(`"keybase:${"x".repeat(33)}"`)],
    ["Keybase:john", badKey('"Keybase:john"')],
    ["bm8ga2V5IGF0IGFsbA==", badKey('"bm8ga2V5IGF0IGFsbA=="')],
    [fixture("public-key.base64").slice(0, 81), badKey(`"${fixture("public-key.base64").slice(0, 79)}… (83 characters)`)],
    ["mQENBF*=", badKey('"mQENBF*="')],
    ["${var.key}", badKey('"${var.key}"')],
  ])("may not have the key %j", (pgpKey, message) => {
    expect(checkRoster(signIn(pgpKey))).toEqual([{ path: "users[0].loginProfile.pgpKey", message }]);
  });

  test("may not be there without a key", () => {
    expect(checkRoster({ groups: {}, users: [{ name: "john", groups: [], loginProfile: {} }] })).toEqual([
      { path: "users[0].loginProfile.pgpKey", message: noKey },
    ]);
  });
});
