import { checkRoster } from "../../modules/roster";
import { linesOf } from "../helpers/roster";

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe("a user's groups", () => {
  const groups = Object.fromEntries(range(12).map((index) => [`G${index}`, { managedPolicies: [], allowEmpty: true }]));
  const inGroups = (...names: readonly string[]): unknown => ({ groups, users: [{ name: "john", groups: names }] });
  const first = (count: number): readonly string[] => Object.keys(groups).slice(0, count);

  test("can be none, written as []", () => {
    expect(checkRoster(inGroups())).toEqual([]);
  });

  test("can be 10", () => {
    expect(checkRoster(inGroups(...first(10)))).toEqual([]);
  });

  test.each([11, 12])("cannot be %d", (count) => {
    expect(linesOf(inGroups(...first(count)))).toEqual([
      ["too-many-groups", `users[0] "john".groups: ${count} groups, but IAM allows 10 per user; remove ${count - 10}`],
    ]);
  });

  test("cannot be listed twice", () => {
    expect(linesOf(inGroups("G1", "G2", "G1", "G1"))).toEqual([
      ["duplicate-membership", 'users[0] "john".groups[2]: the group "G1" is listed twice; remove one of them'],
      ["duplicate-membership", 'users[0] "john".groups[3]: the group "G1" is listed twice; remove one of them'],
    ]);
  });

  test("must exist; the message lists ten that do", () => {
    expect(linesOf(inGroups("G1", "Unknown"))).toEqual([
      [
        "unknown-group",
        'users[0] "john".groups[1]: unknown group "Unknown"; known groups: G0, G1, G10, G11, G2, G3, G4, G5, G6, G7 and 2 more',
      ],
    ]);
  });

  test("must exist; the message suggests one with a similar name", () => {
    const roster = { groups: { PowerConsultants: { managedPolicies: [] } }, users: [{ name: "anna", groups: ["PowerConsultant"] }] };
    expect(linesOf(roster)).toEqual([
      ["unknown-group", 'users[0] "anna".groups[0]: unknown group "PowerConsultant"; did you mean "PowerConsultants"?'],
    ]);
  });

  test.each(["constructor", "toString", "__proto__"])("must exist: %s is only the name of a property", (name) => {
    const roster = { groups: { G1: { managedPolicies: [], allowEmpty: true } }, users: [{ name: "john", groups: [name] }] };
    expect(linesOf(roster)).toEqual([["unknown-group", `users[0] "john".groups[0]: unknown group "${name}"; known groups: G1`]]);
  });

  test("must exist, in the same case", () => {
    const roster = { groups: { G1: { managedPolicies: [], allowEmpty: true } }, users: [{ name: "john", groups: ["g1"] }] };
    expect(linesOf(roster)).toEqual([["unknown-group", 'users[0] "john".groups[0]: unknown group "g1"; did you mean "G1"?']]);
  });

  test("cannot be named if there are none", () => {
    expect(linesOf({ groups: {}, users: [{ name: "john", groups: ["A"] }] })).toEqual([
      ["unknown-group", 'users[0] "john".groups[0]: unknown group "A"; known groups: none'],
    ]);
  });
});

describe("a user's tags", () => {
  const tagged = (tags: object): unknown => ({ groups: {}, users: [{ name: "john", groups: [], tags }] });
  const badKey = (shown: string): string => `the tag key ${shown} is not valid; use 1 to 128 letters, digits, spaces and _.:/=+@-`;
  const badValue = (shown: string): string => `the tag value ${shown} is not valid; use up to 256 letters, digits, spaces and _.:/=+@-`;

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
  ])("can be %j", (tags) => {
    expect(checkRoster(tagged(tags))).toEqual([]);
  });

  test.each<[tags: object, code: string, place: string, message: string]>([
    [{ "": "x" }, "invalid-tag", '[""]', badKey('""')],
    [{ ["k".repeat(129)]: "x" }, "invalid-tag", `.${"k".repeat(129)}`, badKey(`"${"k".repeat(79)}… (131 characters)`)],
    [{ "a!": "x" }, "invalid-tag", '["a!"]', badKey('"a!"')],
    [{ "${a}": "x" }, "invalid-tag", '["${a}"]', badKey('"${a}"')],
    [{ "a\tb": "x" }, "invalid-tag", '["a\\tb"]', badKey('"a\\tb"')],
    [{ a: "v".repeat(257) }, "invalid-tag", ".a", badValue(`"${"v".repeat(79)}… (259 characters)`)],
    [{ a: "x;y" }, "invalid-tag", ".a", badValue('"x;y"')],
    [{ a: "${x}" }, "invalid-tag", ".a", badValue('"${x}"')],
    [{ a: "x\n" }, "invalid-tag", ".a", badValue('"x\\n"')],
    [{ "aws:team": "x" }, "reserved-tag", '["aws:team"]', 'the tag key "aws:team" begins with "aws:", which AWS reserves; rename the tag'],
    [{ "AWS:team": "x" }, "reserved-tag", '["AWS:team"]', 'the tag key "AWS:team" begins with "aws:", which AWS reserves; rename the tag'],
    [
      { Team: "x", team: "y" },
      "duplicate-tag",
      ".team",
      'the tag key "team" differs from "Team" only in case, which IAM ignores; remove one of them',
    ],
    [
      Object.fromEntries(range(51).map((index) => [`key${index}`, "x"])),
      "too-many-tags",
      "",
      "51 tags, but IAM allows 50 per user; remove 1",
    ],
  ])("cannot be %j", (tags, code, place, message) => {
    expect(linesOf(tagged(tags))).toEqual([[code, `users[0] "john".tags${place}: ${message}`]]);
  });
});
