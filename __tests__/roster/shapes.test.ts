import { linesOf } from "../helpers/roster";

const GROUP = "a group, such as { managedPolicies: [] }";
const USER = "a user, such as { name, groups: [] }";
const NOBODY = "the roster has no users, which would remove everyone; add a user, or set allowEmpty: true next to users if you mean it";

/** A value and its problems, each with its code and its line. */
type Row = readonly [value: unknown, ...problems: (readonly [code: string, line: string])[]];

describe("checkRoster reports a roster of the wrong shape:", () => {
  test.each<Row>([
    [undefined, ["missing", "missing; expected a roster"]],
    [null, ["not-a-roster", "null is not a roster; write { groups: { … }, users: [ … ] }"]],
    [[], ["not-a-roster", "[] is not a roster; write { groups: { … }, users: [ … ] }"]],
    ["roster", ["not-a-roster", '"roster" is not a roster; write { groups: { … }, users: [ … ] }']],
    [7, ["not-a-roster", "7 is not a roster; write { groups: { … }, users: [ … ] }"]],
    [
      {},
      ["missing", "groups: missing; expected an object of groups, such as { PowerConsultants: { managedPolicies: [] } }"],
      ["missing", "users: missing; expected a list of users"],
    ],
    [
      { users: [{ name: "john", groups: [] }] },
      ["missing", "groups: missing; expected an object of groups, such as { PowerConsultants: { managedPolicies: [] } }"],
    ],
    [{ groups: {} }, ["missing", "users: missing; expected a list of users"]],
    [
      { groups: null, users: null },
      ["wrong-type", "groups: null is not an object of groups, such as { PowerConsultants: { managedPolicies: [] } }"],
      ["wrong-type", "users: null is not a list of users"],
    ],
    [
      { groups: [], users: {} },
      ["wrong-type", "groups: [] is not an object of groups, such as { PowerConsultants: { managedPolicies: [] } }"],
      ["wrong-type", "users: {} is not a list of users"],
    ],
    [
      { groups: "A", users: "john" },
      ["wrong-type", 'groups: "A" is not an object of groups, such as { PowerConsultants: { managedPolicies: [] } }'],
      ["wrong-type", 'users: "john" is not a list of users'],
    ],
    [
      { groups: {}, users: [], allowEmpty: "yes" },
      ["wrong-type", 'allowEmpty: "yes" is not true or false'],
      ["empty-roster", `users: ${NOBODY}`],
    ],
    [{ groups: {}, users: [{ name: "john", groups: [] }], existing: true }, ["wrong-type", 'existing: true is not "all"']],
    [
      { groups: {}, users: [{ name: "john", groups: [] }], user: [], Groups: {} },
      ["unknown-key", 'user: unknown key "user"; did you mean "users"?'],
      ["unknown-key", 'Groups: unknown key "Groups"; did you mean "groups"?'],
    ],
  ])("%j", (roster, ...problems) => {
    expect(linesOf(roster)).toEqual(problems);
  });
});

describe("checkRoster reports a group of the wrong shape:", () => {
  test.each<Row>([
    [undefined, ["missing", `groups.A: missing; expected ${GROUP}`]],
    [null, ["wrong-type", `groups.A: null is not ${GROUP}`]],
    [[], ["wrong-type", `groups.A: [] is not ${GROUP}`]],
    ["PowerUserAccess", ["wrong-type", `groups.A: "PowerUserAccess" is not ${GROUP}`]],
    [7, ["wrong-type", `groups.A: 7 is not ${GROUP}`]],
    [{}, ["missing", "groups.A.managedPolicies: missing; expected a list of managed policies"]],
    [{ managedPolicies: null }, ["wrong-type", "groups.A.managedPolicies: null is not a list of managed policies"]],
    [
      { managedPolicies: "PowerUserAccess" },
      ["wrong-type", 'groups.A.managedPolicies: "PowerUserAccess" is not a list of managed policies'],
    ],
    [{ managedPolicies: {} }, ["wrong-type", "groups.A.managedPolicies: {} is not a list of managed policies"]],
    [{ managedPolicies: [], path: 7 }, ["wrong-type", "groups.A.path: 7 is not a string"]],
    [{ managedPolicies: [], path: null }, ["wrong-type", "groups.A.path: null is not a string"]],
    [{ managedPolicies: [], allowEmpty: 1 }, ["wrong-type", "groups.A.allowEmpty: 1 is not true or false"]],
    [
      { managedPolicies: [], members: [] },
      ["unknown-key", 'groups.A.members: unknown key "members"; known keys: allowEmpty, existing, formerName, managedPolicies, path'],
    ],
    [
      { managedPolicies: 7, path: 7, allowEmpty: 7, policies: 7 },
      ["wrong-type", "groups.A.managedPolicies: 7 is not a list of managed policies"],
      ["wrong-type", "groups.A.path: 7 is not a string"],
      ["wrong-type", "groups.A.allowEmpty: 7 is not true or false"],
      ["unknown-key", 'groups.A.policies: unknown key "policies"; known keys: allowEmpty, existing, formerName, managedPolicies, path'],
    ],
  ])("%j", (group, ...problems) => {
    expect(linesOf({ groups: { A: group }, users: [{ name: "john", groups: ["A"] }] })).toEqual(problems);
  });
});

describe("checkRoster reports a user of the wrong shape:", () => {
  test.each<Row>([
    [undefined, ["missing", `users[0]: missing; expected ${USER}`]],
    [null, ["wrong-type", `users[0]: null is not ${USER}`]],
    [[], ["wrong-type", `users[0]: [] is not ${USER}`]],
    ["john", ["wrong-type", `users[0]: "john" is not ${USER}`]],
    [7, ["wrong-type", `users[0]: 7 is not ${USER}`]],
    [
      {},
      ["missing", "users[0].name: missing; expected a string"],
      ["missing", "users[0].groups: missing; expected a list of group names ([] for none)"],
    ],
    [{ groups: [] }, ["missing", "users[0].name: missing; expected a string"]],
    [{ name: "john" }, ["missing", 'users[0] "john".groups: missing; expected a list of group names ([] for none)']],
    [{ name: null, groups: [] }, ["wrong-type", "users[0].name: null is not a string"]],
    [{ name: 7, groups: [] }, ["wrong-type", "users[0].name: 7 is not a string"]],
    [{ name: "john", groups: "A" }, ["wrong-type", 'users[0] "john".groups: "A" is not a list of group names ([] for none)']],
    [{ name: "john", groups: {} }, ["wrong-type", 'users[0] "john".groups: {} is not a list of group names ([] for none)']],
    [
      { name: "john", groups: [7, null] },
      ["wrong-type", 'users[0] "john".groups[0]: 7 is not a string'],
      ["wrong-type", 'users[0] "john".groups[1]: null is not a string'],
    ],
    [{ name: "john", groups: [], path: 7 }, ["wrong-type", 'users[0] "john".path: 7 is not a string']],
    [{ name: "john", groups: [], tags: [] }, ["wrong-type", 'users[0] "john".tags: [] is not an object of tags']],
    [{ name: "john", groups: [], tags: "x" }, ["wrong-type", 'users[0] "john".tags: "x" is not an object of tags']],
    [
      { name: "john", groups: [], tags: { team: 7, "cost centre": null } },
      ["wrong-type", 'users[0] "john".tags.team: 7 is not a string'],
      ["wrong-type", 'users[0] "john".tags["cost centre"]: null is not a string'],
    ],
    [
      { name: "john", groups: [], loginProfile: "keybase:john" },
      ["wrong-type", 'users[0] "john".loginProfile: "keybase:john" is not an object such as { pgpKey: "keybase:NAME" }'],
    ],
    [
      { name: "john", groups: [], loginProfile: null },
      ["wrong-type", 'users[0] "john".loginProfile: null is not an object such as { pgpKey: "keybase:NAME" }'],
    ],
    [
      { name: "john", groups: [], loginProfile: { pgpKey: "keybase:john", password: "x" } },
      ["unknown-key", 'users[0] "john".loginProfile.password: unknown key "password"; known keys: pgpKey'],
    ],
    [{ name: "john", groups: [], forceDestroy: "no" }, ["wrong-type", 'users[0] "john".forceDestroy: "no" is not true or false']],
    [
      { name: "john", groups: [], password: "x" },
      [
        "unknown-key",
        'users[0] "john".password: unknown key "password"; known keys: enrolled, existing, forceDestroy, formerName, groups, loginProfile, name, path, tags',
      ],
    ],
  ])("%j", (user, ...problems) => {
    expect(linesOf({ groups: {}, users: [user] })).toEqual(problems);
  });
});

test("a wrong shape does not hide the problems of the other parts", () => {
  const roster = { groups: { A: { managedPolicies: ["x y"], paht: "/" } }, users: [{ name: "a b", groups: ["B"], email: "x" }] };
  expect(linesOf(roster)).toEqual([
    ["unknown-key", 'groups.A.paht: unknown key "paht"; did you mean "path"?'],
    [
      "invalid-managed-policy",
      'groups.A.managedPolicies[0]: "x y" is not a managed policy; use the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), an ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy',
    ],
    [
      "unknown-key",
      'users[0] "a b".email: unknown key "email"; known keys: enrolled, existing, forceDestroy, formerName, groups, loginProfile, name, path, tags',
    ],
    [
      "invalid-name",
      'users[0] "a b".name: the user name "a b" has a character that IAM does not allow; use 1 to 64 letters, digits and +=,.@_-',
    ],
    ["unknown-group", 'users[0] "a b".groups[0]: unknown group "B"; known groups: A'],
  ]);
});
