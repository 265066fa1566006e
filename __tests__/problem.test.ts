import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, closest, didYouMean, InvalidInputError, list, show, unknownKeys, within } from "../modules/problem";

describe("an InvalidInputError", () => {
  const problems = [
    { code: "missing", path: "users[0].name", message: "missing; expected a user name" },
    { code: "empty-roster", path: "", message: "the roster has no users" },
  ];

  test("has a line for each problem, with its location", () => {
    const error = new InvalidInputError("the roster", problems);
    expect(error.message).toBe(
      ["the roster has 2 problems:", "  users[0].name: missing; expected a user name", "  the roster has no users"].join("\n"),
    );
    expect(error.problems).toEqual(problems);
    expect(new InvalidInputError("the roster", problems.slice(1)).message).toMatch(/^the roster has 1 problem:\n/);
  });

  test("that nobody catches is printed by Node with each problem once, and without a stack trace", () => {
    const root = join(__dirname, "..");
    const folder = mkdtempSync(join(tmpdir(), "enforce-mfa-uncaught-"));
    const script = join(folder, "main.ts");
    const roster = '{ groups: {}, users: [{ name: "anna", groups: ["A"], path: "team" }] }';
    writeFileSync(script, `require(${JSON.stringify(join(root, "modules/roster"))}).defineRoster(${roster});`);
    const { status, stderr } = spawnSync(join(root, "node_modules/.bin/tsx"), [script], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(status).toBe(1);
    expect(stderr.split("\n").filter((line) => /problems|users\[0\]|^\s+at /.test(line))).toEqual([
      "[InvalidInputError: the roster has 2 problems:",
      '  users[0] "anna".groups[0]: unknown group "A"; known groups: none',
      '  users[0] "anna".path: "team" is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"]',
    ]);
  });
});

test.each<[value: unknown, shown: string]>([
  ["john", '"john"'],
  [null, "null"],
  [undefined, "nothing"],
  [5n, "5n"],
  [() => 1, "a function"],
  [Symbol("x"), "a symbol"],
  [{ a: [1] }, '{"a":[1]}'],
  ["x".repeat(100), `"${"x".repeat(79)}… (102 characters)`],
])("%p is shown as %s", (value, shown) => {
  expect(show(value)).toBe(shown);
});

test("an object that refers to itself is shown as an object", () => {
  const value: Record<string, unknown> = {};
  value.self = value;
  expect(show(value)).toBe("an object");
});

test.each<[names: readonly string[], listed: string]>([
  [[], "none"],
  [["b", "a"], "a, b"],
  [Array.from({ length: 12 }, (_, index) => `n${index}`), "n0, n1, n10, n11, n2, n3, n4, n5, n6, n7 and 2 more"],
])("the names %j are listed as %s", (names, listed) => {
  expect(list(names)).toBe(listed);
});

test.each<[word: string, known: readonly string[], meant: string | undefined]>([
  ["PowerConsultant", ["Auditors", "PowerConsultants"], "PowerConsultants"],
  ["POWERCONSULTANTS", ["Auditors", "PowerConsultants"], "PowerConsultants"],
  ["provider", ["document", "roster"], undefined],
  ["", ["document", "A"], undefined],
  ["B", ["A"], undefined],
  ["document", [], undefined],
])("%j among %j probably means %j", (word, known, meant) => {
  expect(closest(word, known)).toBe(meant);
});

test("a suggestion is the closest word, or all words where none is close", () => {
  expect(didYouMean("documents", ["document", "roster"], "keys")).toBe('; did you mean "document"?');
  expect(didYouMean("provider", ["roster", "document"], "keys")).toBe("; known keys: document, roster");
});

test("unknown keys are reported in their place, unless their value is undefined", () => {
  expect(unknownKeys("group", { name: "a", nmae: "b", other: undefined }, ["name"])).toEqual([
    { code: "unknown-key", path: "group.nmae", message: 'unknown key "nmae"; did you mean "name"?' },
  ]);
});

test.each<[base: string, keys: readonly PropertyKey[], path: string]>([
  ["", ["users", 3, "groups", 0], "users[3].groups[0]"],
  ["groups", ["my.group", "path"], 'groups["my.group"].path'],
  ["tags", ['a"b'], 'tags["a\\"b"]'],
  ["tags", [""], 'tags[""]'],
])("below %j, the keys %j are the place %s", (base, keys, path) => {
  expect(at(base, ...keys)).toBe(path);
});

test.each([
  ["users[0].name", "roster.users[0].name"],
  ["[0]", "roster[0]"],
  ["", "roster"],
])("the place %j within the roster is %j", (path, inner) => {
  expect(within("roster", [{ code: "missing", path, message: "" }])).toEqual([{ code: "missing", path: inner, message: "" }]);
});
