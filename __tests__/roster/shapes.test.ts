import { checkRoster } from "../../modules";

const GROUP = "a group, such as { managedPolicies: [] }";
const USER = "a user, such as { name, groups: [] }";
const NOBODY = "the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it";

type Row = readonly [value: unknown, ...problems: (readonly [path: string, message: string])[]];

/** The rest of a row as problems. */
const asProblems = (rest: readonly unknown[]): unknown =>
  (rest as readonly (readonly [string, string])[]).map(([path, message]) => ({ code: expect.any(String) as string, path, message }));

describe("a roster", () => {
  test.each<Row>([
    [undefined, ["", "nothing is not a roster; write { groups: { … }, users: [ … ] }"]],
    [null, ["", "null is not a roster; write { groups: { … }, users: [ … ] }"]],
    [[], ["", "[] is not a roster; write { groups: { … }, users: [ … ] }"]],
    ["roster", ["", '"roster" is not a roster; write { groups: { … }, users: [ … ] }']],
    [7, ["", "7 is not a roster; write { groups: { … }, users: [ … ] }"]],
    [{}, ["groups", "missing; expected an object of groups"], ["users", "missing; expected a list of users"]],
    [{ users: [{ name: "john", groups: [] }] }, ["groups", "missing; expected an object of groups"]],
    [{ groups: {} }, ["users", "missing; expected a list of users"]],
    [{ groups: null, users: null }, ["groups", "null is not an object of groups"], ["users", "null is not a list of users"]],
    [{ groups: [], users: {} }, ["groups", "[] is not an object of groups"], ["users", "{} is not a list of users"]],
    [{ groups: "A", users: "john" }, ["groups", '"A" is not an object of groups'], ["users", '"john" is not a list of users']],
    [{ groups: {}, users: [], allowEmpty: "yes" }, ["allowEmpty", '"yes" is not true or false'], ["users", NOBODY]],
    [
      { groups: {}, users: [{ name: "john", groups: [] }], user: [], Groups: {} },
      ["user", 'unknown key "user"; did you mean "users"?'],
      ["Groups", 'unknown key "Groups"; did you mean "groups"?'],
    ],
  ])("%j", (roster, ...problems) => {
    expect(checkRoster(roster)).toEqual(asProblems(problems));
  });
});

describe("a group", () => {
  test.each<Row>([
    [undefined, ["groups.A", `missing; expected ${GROUP}`]],
    [null, ["groups.A", `null is not ${GROUP}`]],
    [[], ["groups.A", `[] is not ${GROUP}`]],
    ["PowerUserAccess", ["groups.A", `"PowerUserAccess" is not ${GROUP}`]],
    [7, ["groups.A", `7 is not ${GROUP}`]],
    [{}, ["groups.A.managedPolicies", "missing; expected a list of managed policies"]],
    [{ managedPolicies: null }, ["groups.A.managedPolicies", "null is not a list of managed policies"]],
    [{ managedPolicies: "PowerUserAccess" }, ["groups.A.managedPolicies", '"PowerUserAccess" is not a list of managed policies']],
    [{ managedPolicies: {} }, ["groups.A.managedPolicies", "{} is not a list of managed policies"]],
    [{ managedPolicies: [], path: 7 }, ["groups.A.path", "7 is not a string"]],
    [{ managedPolicies: [], path: null }, ["groups.A.path", "null is not a string"]],
    [{ managedPolicies: [], allowEmpty: 1 }, ["groups.A.allowEmpty", "1 is not true or false"]],
    [{ managedPolicies: [], members: [] }, ["groups.A.members", 'unknown key "members"; known keys: allowEmpty, managedPolicies, path']],
    [
      { managedPolicies: 7, path: 7, allowEmpty: 7, policies: 7 },
      ["groups.A.managedPolicies", "7 is not a list of managed policies"],
      ["groups.A.path", "7 is not a string"],
      ["groups.A.allowEmpty", "7 is not true or false"],
      ["groups.A.policies", 'unknown key "policies"; known keys: allowEmpty, managedPolicies, path'],
    ],
  ])("%j", (group, ...problems) => {
    expect(checkRoster({ groups: { A: group }, users: [{ name: "john", groups: ["A"] }] })).toEqual(asProblems(problems));
  });
});

describe("a user", () => {
  test.each<Row>([
    [undefined, ["users[0]", `missing; expected ${USER}`]],
    [null, ["users[0]", `null is not ${USER}`]],
    [[], ["users[0]", `[] is not ${USER}`]],
    ["john", ["users[0]", `"john" is not ${USER}`]],
    [7, ["users[0]", `7 is not ${USER}`]],
    [{}, ["users[0].name", "missing; expected a string"], ["users[0].groups", "missing; expected a list of group names ([] for none)"]],
    [{ groups: [] }, ["users[0].name", "missing; expected a string"]],
    [{ name: "john" }, ['users[0] "john".groups', "missing; expected a list of group names ([] for none)"]],
    [{ name: null, groups: [] }, ["users[0].name", "null is not a string"]],
    [{ name: 7, groups: [] }, ["users[0].name", "7 is not a string"]],
    [{ name: "john", groups: "A" }, ['users[0] "john".groups', '"A" is not a list of group names ([] for none)']],
    [{ name: "john", groups: {} }, ['users[0] "john".groups', "{} is not a list of group names ([] for none)"]],
    [
      { name: "john", groups: [7, null] },
      ['users[0] "john".groups[0]', "7 is not a string"],
      ['users[0] "john".groups[1]', "null is not a string"],
    ],
    [{ name: "john", groups: [], path: 7 }, ['users[0] "john".path', "7 is not a string"]],
    [{ name: "john", groups: [], tags: [] }, ['users[0] "john".tags', "[] is not an object of tags"]],
    [{ name: "john", groups: [], tags: "x" }, ['users[0] "john".tags', '"x" is not an object of tags']],
    [
      { name: "john", groups: [], tags: { team: 7, "cost centre": null } },
      ['users[0] "john".tags.team', "7 is not a string"],
      ['users[0] "john".tags["cost centre"]', "null is not a string"],
    ],
    [
      { name: "john", groups: [], loginProfile: "keybase:john" },
      ['users[0] "john".loginProfile', '"keybase:john" is not an object such as { pgpKey: "keybase:NAME" }'],
    ],
    [
      { name: "john", groups: [], loginProfile: null },
      ['users[0] "john".loginProfile', 'null is not an object such as { pgpKey: "keybase:NAME" }'],
    ],
    [
      { name: "john", groups: [], loginProfile: { pgpKey: "keybase:john", password: "x" } },
      ['users[0] "john".loginProfile.password', 'unknown key "password"; known keys: pgpKey'],
    ],
    [{ name: "john", groups: [], forceDestroy: "no" }, ['users[0] "john".forceDestroy', '"no" is not true or false']],
    [
      { name: "john", groups: [], password: "x" },
      ['users[0] "john".password', 'unknown key "password"; known keys: forceDestroy, groups, loginProfile, name, path, tags'],
    ],
  ])("%j", (user, ...problems) => {
    expect(checkRoster({ groups: {}, users: [user] })).toEqual(asProblems(problems));
  });

  test("of a wrong shape does not hide what is wrong with its other parts", () => {
    expect(
      checkRoster({ groups: { A: { managedPolicies: ["x y"], paht: "/" } }, users: [{ name: "a b", groups: ["B"], age: 7 }] }),
    ).toEqual([
      expect.objectContaining({ path: "groups.A.paht" }),
      expect.objectContaining({ path: "groups.A.managedPolicies[0]" }),
      expect.objectContaining({ path: 'users[0] "a b".age' }),
      expect.objectContaining({ path: 'users[0] "a b".name' }),
      expect.objectContaining({ path: 'users[0] "a b".groups[0]' }),
    ]);
  });
});
