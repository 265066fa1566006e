import { checkRoster } from "../../modules";
import { linesOf } from "../helpers/roster";

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const usersOf = (count: number, groups: readonly string[] = []): unknown[] => range(count).map((index) => ({ name: `u${index}`, groups }));

const groupsOf = (count: number): object =>
  Object.fromEntries(range(count).map((index) => [`G${index}`, { managedPolicies: [], allowEmpty: true }]));

describe("an account", () => {
  test("can have 5,000 users and 300 groups", () => {
    expect(checkRoster({ groups: groupsOf(300), users: usersOf(5000, ["G0", "G299"]) })).toEqual([]);
  });

  test("cannot have 5,001 users", () => {
    expect(linesOf({ groups: {}, users: usersOf(5001) })).toEqual([
      ["too-many-users", "users: 5001 users, but IAM allows 5000 per account; remove 1, or use IAM Identity Center"],
    ]);
  });

  test("cannot have 301 groups", () => {
    expect(linesOf({ groups: groupsOf(301), users: usersOf(1) })).toEqual([
      ["too-many-groups", "groups: 301 groups, but IAM allows 300 per account; remove 1, or use several accounts"],
    ]);
  });
});

describe("an empty roster or group", () => {
  const emptyRoster = [
    "empty-roster",
    "users: the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it",
  ];
  const emptyGroup = (name: string): readonly string[] => [
    "empty-group",
    `groups.${name}: the group "${name}" has no users, which would remove all its members; add a user, or set allowEmpty: true in the group if you mean it`,
  ];

  test("is refused: no users", () => {
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: [] })).toEqual([emptyRoster]);
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: [], allowEmpty: false })).toEqual([emptyRoster]);
  });

  test("is accepted if the roster says so, and its groups need not say it again", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: [] } }, users: [], allowEmpty: true })).toEqual([]);
  });

  test("is refused: groups without users", () => {
    const groups = { A: { managedPolicies: [] }, B: { managedPolicies: [] }, C: { managedPolicies: [], allowEmpty: false } };
    expect(linesOf({ groups, users: usersOf(2, ["A"]) })).toEqual([emptyGroup("B"), emptyGroup("C")]);
  });

  test("is accepted if the group says so", () => {
    const groups = { A: { managedPolicies: [] }, B: { managedPolicies: [], allowEmpty: true } };
    expect(checkRoster({ groups, users: usersOf(2, ["A"]) })).toEqual([]);
  });

  test("is refused although the roster may be empty, if the roster has users", () => {
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: usersOf(1), allowEmpty: true })).toEqual([emptyGroup("A")]);
  });

  test("is not reported if a user's group is misspelled, because that may be why it looks empty", () => {
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: usersOf(1, ["B"]) }).map(([code]) => code)).toEqual(["unknown-group"]);
  });
});
