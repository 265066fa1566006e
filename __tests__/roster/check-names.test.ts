import { checkRoster } from "../../modules";

const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

const withUser = (user: object): unknown => ({ groups: {}, users: [{ name: "john", groups: [], ...user }] });
const withGroup = (name: string, group: object = {}): unknown => ({
  groups: { [name]: { managedPolicies: [], ...group } },
  users: [{ name: "john", groups: [name] }],
});

describe("a user's name", () => {
  const allowed = "allowed are 1 to 64 letters, digits and +=,.@_-";
  const badCharacter = (shown: string): string =>
    `the user name ${shown} has a character that IAM does not allow; ${allowed}; choose another name`;

  test.each([
    "a",
    "7",
    "x".repeat(64),
    CHARACTERS.slice(0, 64),
    CHARACTERS.slice(-64),
    "+=,.@_-",
    "constructor",
    "toString",
    "hasOwnProperty",
    "..",
    "-",
  ])("may be %s", (name) => {
    expect(checkRoster(withUser({ name }))).toEqual([]);
  });

  test.each([
    ["", `the user name is empty; ${allowed}; write a name`],
    ["x".repeat(65), `the user name "${"x".repeat(65)}" is 65 characters long; ${allowed}; choose another name`],
    ["john doe", badCharacter('"john doe"')],
    ["john\n", badCharacter('"john\\n"')],
    ["john/doe", badCharacter('"john/doe"')],
    ["john:doe", badCharacter('"john:doe"')],
    ["john*", badCharacter('"john*"')],
    ["${john}", badCharacter('"${john}"')],
    ["%{john}", badCharacter('"%{john}"')],
    ["jöhn", badCharacter('"jöhn"')],
    ["ｊohn", badCharacter('"ｊohn"')],
    ["__proto__", 'the user name "__proto__" cannot be a key of Terraform JSON that CDKTF writes; choose another'],
  ])("may not be %j", (name, message) => {
    expect(checkRoster(withUser({ name }))).toEqual([{ path: "users[0].name", message }]);
  });

  test.each([
    ["john", "is there already"],
    ["JOHN", 'differs only in case from "john"'],
    ["jOHn", 'differs only in case from "john"'],
  ])("is unique whatever the case: john and %s", (second, same) => {
    const names = ["john", "first.colleague", second];
    expect(checkRoster({ groups: {}, users: names.map((name) => ({ name, groups: [] })) })).toEqual([
      {
        path: "users[2].name",
        message: `the user "${second}" ${same}, at users[0].name; IAM's names are unique whatever the case; rename or remove one`,
      },
    ]);
  });

  test("may be a group's name too", () => {
    expect(checkRoster(withGroup("john"))).toEqual([]);
  });

  test.each([
    ["john.doe", "johndoe"],
    ["john-doe", "john_doe"],
    ["john", "john."],
    ["john", "johnn"],
  ])("may be like another: %s and %s", (...names) => {
    expect(checkRoster({ groups: {}, users: names.map((name) => ({ name, groups: [] })) })).toEqual([]);
  });
});

describe("a group's name", () => {
  const allowed = "allowed are 1 to 128 letters, digits and +=,.@_-";

  test.each(["A", "7", "x".repeat(128), CHARACTERS, "constructor", "Default", "Resource"])("may be %s", (name) => {
    expect(checkRoster(withGroup(name))).toEqual([]);
  });

  test.each([
    ["", 'groups[""]', `the group name is empty; ${allowed}; write a name`],
    [
      "x".repeat(129),
      `groups.${"x".repeat(129)}`,
      `the group name "${"x".repeat(79)}… (131 characters) is 129 characters long; ${allowed}; choose another name`,
    ],
    [
      "Power Consultants",
      'groups["Power Consultants"]',
      `the group name "Power Consultants" has a character that IAM does not allow; ${allowed}; choose another name`,
    ],
    ["a/b", 'groups["a/b"]', `the group name "a/b" has a character that IAM does not allow; ${allowed}; choose another name`],
    ["__proto__", "groups.__proto__", 'the group name "__proto__" cannot be a key of Terraform JSON that CDKTF writes; choose another'],
  ])("may not be %j", (name, path, message) => {
    expect(checkRoster(withGroup(name))).toEqual([{ path, message }]);
  });

  test("is unique whatever the case", () => {
    const groups = { "my.group": { managedPolicies: [] }, "My.Group": { managedPolicies: [] } };
    expect(checkRoster({ groups, users: [{ name: "john", groups: ["my.group", "My.Group"] }] })).toEqual([
      {
        path: 'groups["My.Group"]',
        message:
          'the group "My.Group" differs only in case from "my.group", at groups["my.group"]; IAM\'s names are unique whatever the case; rename or remove one',
      },
    ]);
  });
});

describe("a path", () => {
  const good = ["/", "/team/", "/a/b/c/", "/!~/", `/${"x".repeat(510)}/`];
  const bad: readonly (readonly [path: string, shown: string])[] = [
    ["", '""'],
    ["team", '"team"'],
    ["/team", '"/team"'],
    ["team/", '"team/"'],
    ["//", '"//"'],
    ["/my team/", '"/my team/"'],
    ["/té/", '"/té/"'],
    ["/a\u007f/", '"/a\u007f/"'],
    ["/team/\n", '"/team/\\n"'],
    [`/${"x".repeat(511)}/`, `"/${"x".repeat(78)}… (515 characters)`],
  ];
  const message = (shown: string): string =>
    `${shown} is no IAM path; allowed are "/" or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"`;

  test.each(good)("may be %s", (path) => {
    expect([...checkRoster(withUser({ path })), ...checkRoster(withGroup("A", { path }))]).toEqual([]);
  });

  test.each(bad)("of a user may not be %j", (path, shown) => {
    expect(checkRoster(withUser({ path }))).toEqual([{ path: "users[0].path", message: message(shown) }]);
  });

  test.each(bad)("of a group may not be %j", (path, shown) => {
    expect(checkRoster(withGroup("A", { path }))).toEqual([{ path: "groups.A.path", message: message(shown) }]);
  });
});
