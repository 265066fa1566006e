import { checkRoster } from "../../modules";

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const usersOf = (count: number, groups: readonly string[] = []): unknown[] => range(count).map((index) => ({ name: `u${index}`, groups }));

const groupsOf = (count: number): object =>
  Object.fromEntries(range(count).map((index) => [`G${index}`, { managedPolicies: [], allowEmpty: true }]));

describe("an account", () => {
  test("may have 5,000 users and 300 groups", () => {
    expect(checkRoster({ groups: groupsOf(300), users: usersOf(5000, ["G0", "G299"]) })).toEqual([]);
  });

  test("may not have 5,001 users", () => {
    expect(checkRoster({ groups: {}, users: usersOf(5001) })).toEqual([
      { path: "users", message: "5001 users; IAM allows 5,000 an account; remove 1 or use IAM Identity Center" },
    ]);
  });

  test("may not have 301 groups", () => {
    expect(checkRoster({ groups: groupsOf(301), users: usersOf(1) })).toEqual([
      { path: "groups", message: "301 groups; IAM allows 300 an account; remove 1 or split the account" },
    ]);
  });
});

describe("nobody", () => {
  const emptyRoster = {
    path: "users",
    message:
      "nobody is in the roster, so every member would be removed from every group; add a user, or write allowEmpty: true beside users if that is meant",
  };
  const emptyGroup = (name: string): unknown => ({
    path: `groups.${name}`,
    message: `nobody is in the group "${name}", so all its members would be removed; add a user to it, or write allowEmpty: true in the group if that is meant`,
  });

  test("may not be in the roster by accident", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: [] } }, users: [] })).toEqual([emptyRoster]);
    expect(checkRoster({ groups: { A: { managedPolicies: [] } }, users: [], allowEmpty: false })).toEqual([emptyRoster]);
  });

  test("may be in the roster when it says so, and its groups need not say it again", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: [] } }, users: [], allowEmpty: true })).toEqual([]);
  });

  test("may not be in a group by accident", () => {
    const groups = { A: { managedPolicies: [] }, B: { managedPolicies: [] }, C: { managedPolicies: [], allowEmpty: false } };
    expect(checkRoster({ groups, users: usersOf(2, ["A"]) })).toEqual([emptyGroup("B"), emptyGroup("C")]);
  });

  test("may be in a group when it says so", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: [] }, B: { managedPolicies: [], allowEmpty: true } }, users: usersOf(2, ["A"]) })).toEqual([]);
  });

  test("may not be in a group because the roster says that it may be empty", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: [] } }, users: usersOf(1), allowEmpty: true })).toEqual([emptyGroup("A")]);
  });
});
