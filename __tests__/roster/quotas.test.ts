import { checkRoster } from "../../modules/roster";
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

describe("a roster", () => {
  const emptyRoster = [
    "empty-roster",
    "users: the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it",
  ];
  const emptyGroup = (name: string): readonly string[] => [
    "empty-group",
    `groups.${name}: the group "${name}" has no users, which would remove all its members; add a user, or set allowEmpty: true in the group if you mean it`,
  ];

  test("without users is refused", () => {
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: [] })).toEqual([emptyRoster]);
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: [], allowEmpty: false })).toEqual([emptyRoster]);
  });

  test("without users is accepted with allowEmpty, which covers its groups", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: [] } }, users: [], allowEmpty: true })).toEqual([]);
  });

  test("with a group without users is refused", () => {
    const groups = { A: { managedPolicies: [] }, B: { managedPolicies: [] }, C: { managedPolicies: [], allowEmpty: false } };
    expect(linesOf({ groups, users: usersOf(2, ["A"]) })).toEqual([emptyGroup("B"), emptyGroup("C")]);
  });

  test("with a group without users is accepted if the group has allowEmpty", () => {
    const groups = { A: { managedPolicies: [] }, B: { managedPolicies: [], allowEmpty: true } };
    expect(checkRoster({ groups, users: usersOf(2, ["A"]) })).toEqual([]);
  });

  test("with allowEmpty and users is refused if a group has no users", () => {
    expect(linesOf({ groups: { A: { managedPolicies: [] } }, users: usersOf(1), allowEmpty: true })).toEqual([emptyGroup("A")]);
  });

  test("with a misspelled group is not also refused for an empty group, which may be the one that is meant", () => {
    expect(linesOf({ groups: { Auditors: { managedPolicies: [] } }, users: usersOf(1, ["Auditor"]) })).toEqual([
      ["unknown-group", 'users[0] "u0".groups[0]: unknown group "Auditor"; did you mean "Auditors"?'],
    ]);
  });
});
