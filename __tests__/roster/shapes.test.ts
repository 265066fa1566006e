import { checkRoster } from "../../modules";

const GROUP = "a group, such as { managedPolicies: [] }, is expected";
const USER = "a user, such as { name, groups: [] }, is expected";
const NOBODY =
  "nobody is in the roster, so every member would be removed from every group; add a user, or write allowEmpty: true beside users if that is meant";

type Row = readonly [value: unknown, ...problems: (readonly [path: string, message: string])[]];

/** The rest of a row as problems. */
const asProblems = (rest: readonly unknown[]): unknown =>
  (rest as readonly (readonly [string, string])[]).map(([path, message]) => ({ path, message }));

describe("a roster", () => {
  test.each<Row>([
    [undefined, ["", "nothing is no roster; write { groups: { … }, users: [ … ] }"]],
    [null, ["", "null is no roster; write { groups: { … }, users: [ … ] }"]],
    [[], ["", "[] is no roster; write { groups: { … }, users: [ … ] }"]],
    ["roster", ["", '"roster" is no roster; write { groups: { … }, users: [ … ] }']],
    [7, ["", "7 is no roster; write { groups: { … }, users: [ … ] }"]],
    [{}, ["groups", "missing; an object of groups is expected"], ["users", "missing; a list of users is expected"]],
    [{ users: [{ name: "john", groups: [] }] }, ["groups", "missing; an object of groups is expected"]],
    [{ groups: {} }, ["users", "missing; a list of users is expected"]],
    [
      { groups: null, users: null },
      ["groups", "null where an object of groups is expected"],
      ["users", "null where a list of users is expected"],
    ],
    [{ groups: [], users: {} }, ["groups", "[] where an object of groups is expected"], ["users", "{} where a list of users is expected"]],
    [
      { groups: "A", users: "john" },
      ["groups", '"A" where an object of groups is expected'],
      ["users", '"john" where a list of users is expected'],
    ],
    [{ groups: {}, users: [], allowEmpty: "yes" }, ["allowEmpty", '"yes" where true or false is expected'], ["users", NOBODY]],
    [
      { groups: {}, users: [{ name: "john", groups: [] }], user: [], Groups: {} },
      ["user", 'unknown key "user"; known keys: groups, users, allowEmpty'],
      ["Groups", 'unknown key "Groups"; known keys: groups, users, allowEmpty'],
    ],
  ])("%j", (roster, ...problems) => {
    expect(checkRoster(roster)).toEqual(asProblems(problems));
  });
});

describe("a group", () => {
  test.each<Row>([
    [undefined, ["groups.A", `missing; ${GROUP}`]],
    [null, ["groups.A", `null where ${GROUP}`]],
    [[], ["groups.A", `[] where ${GROUP}`]],
    ["PowerUserAccess", ["groups.A", `"PowerUserAccess" where ${GROUP}`]],
    [7, ["groups.A", `7 where ${GROUP}`]],
    [{}, ["groups.A.managedPolicies", "missing; a list of grants is expected"]],
    [{ grants: null }, ["groups.A.managedPolicies", "null where a list of grants is expected"]],
    [{ grants: "PowerUserAccess" }, ["groups.A.managedPolicies", '"PowerUserAccess" where a list of grants is expected']],
    [{ grants: {} }, ["groups.A.managedPolicies", "{} where a list of grants is expected"]],
    [{ managedPolicies: [], path: 7 }, ["groups.A.path", "7 where a string is expected"]],
    [{ managedPolicies: [], path: null }, ["groups.A.path", "null where a string is expected"]],
    [{ managedPolicies: [], allowEmpty: 1 }, ["groups.A.allowEmpty", "1 where true or false is expected"]],
    [{ managedPolicies: [], members: [] }, ["groups.A.members", 'unknown key "members"; known keys: grants, path, allowEmpty']],
    [
      { grants: 7, path: 7, allowEmpty: 7, grant: 7 },
      ["groups.A.managedPolicies", "7 where a list of grants is expected"],
      ["groups.A.path", "7 where a string is expected"],
      ["groups.A.allowEmpty", "7 where true or false is expected"],
      ["groups.A.grant", 'unknown key "grant"; known keys: grants, path, allowEmpty'],
    ],
  ])("%j", (group, ...problems) => {
    expect(checkRoster({ groups: { A: group }, users: [{ name: "john", groups: ["A"] }] })).toEqual(asProblems(problems));
  });
});

describe("a user", () => {
  test.each<Row>([
    [undefined, ["users[0]", `missing; ${USER}`]],
    [null, ["users[0]", `null where ${USER}`]],
    [[], ["users[0]", `[] where ${USER}`]],
    ["john", ["users[0]", `"john" where ${USER}`]],
    [7, ["users[0]", `7 where ${USER}`]],
    [
      {},
      ["users[0].name", "missing; a string is expected"],
      ["users[0].groups", "missing; a list of group names ([] for none) is expected"],
    ],
    [{ groups: [] }, ["users[0].name", "missing; a string is expected"]],
    [{ name: "john" }, ["users[0].groups", "missing; a list of group names ([] for none) is expected"]],
    [{ name: null, groups: [] }, ["users[0].name", "null where a string is expected"]],
    [{ name: 7, groups: [] }, ["users[0].name", "7 where a string is expected"]],
    [{ name: "john", groups: "A" }, ["users[0].groups", '"A" where a list of group names ([] for none) is expected']],
    [{ name: "john", groups: {} }, ["users[0].groups", "{} where a list of group names ([] for none) is expected"]],
    [
      { name: "john", groups: [7, null] },
      ["users[0].groups[0]", "7 where a string is expected"],
      ["users[0].groups[1]", "null where a string is expected"],
    ],
    [{ name: "john", groups: [], path: 7 }, ["users[0].path", "7 where a string is expected"]],
    [{ name: "john", groups: [], tags: [] }, ["users[0].tags", "[] where an object of tags is expected"]],
    [{ name: "john", groups: [], tags: "x" }, ["users[0].tags", '"x" where an object of tags is expected']],
    [
      { name: "john", groups: [], tags: { team: 7, "cost centre": null } },
      ["users[0].tags.team", "7 where a string is expected"],
      ['users[0].tags["cost centre"]', "null where a string is expected"],
    ],
    [{ name: "john", groups: [], loginProfile: "keybase:john" }, ["users[0].loginProfile", '"keybase:john" where { pgpKey: … } is expected']],
    [{ name: "john", groups: [], loginProfile: null }, ["users[0].loginProfile", "null where { pgpKey: … } is expected"]],
    [
      { name: "john", groups: [], loginProfile: { pgpKey: "keybase:john", password: "x" } },
      ["users[0].loginProfile.password", 'unknown key "password"; known keys: pgpKey'],
    ],
    [{ name: "john", groups: [], forceDestroy: "no" }, ["users[0].forceDestroy", '"no" where true or false is expected']],
    [
      { name: "john", groups: [], password: "x" },
      ["users[0].password", 'unknown key "password"; known keys: name, groups, path, tags, loginProfile, forceDestroy'],
    ],
  ])("%j", (user, ...problems) => {
    expect(checkRoster({ groups: {}, users: [user] })).toEqual(asProblems(problems));
  });

  test("of a wrong shape does not hide what is wrong with its other parts", () => {
    expect(checkRoster({ groups: { A: { managedPolicies: ["x y"], paht: "/" } }, users: [{ name: "a b", groups: ["B"], age: 7 }] })).toEqual([
      expect.objectContaining({ path: "groups.A.paht" }),
      expect.objectContaining({ path: "groups.A.managedPolicies[0]" }),
      expect.objectContaining({ path: "users[0].age" }),
      expect.objectContaining({ path: "users[0].name" }),
      expect.objectContaining({ path: "users[0].groups[0]" }),
    ]);
  });
});
