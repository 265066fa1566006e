import { checkRoster } from "../../modules/roster";
import { linesOf } from "../helpers/roster";

const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

const withUser = (user: object): unknown => ({ groups: {}, users: [{ name: "john", groups: [], ...user }] });
const withGroup = (name: string, group: object = {}): unknown => ({
  groups: { [name]: { managedPolicies: [], ...group } },
  users: [{ name: "john", groups: [name] }],
});
const withUsers = (...names: readonly string[]): unknown => ({ groups: {}, users: names.map((name) => ({ name, groups: [] })) });

describe("a user's name", () => {
  const use = "use 1 to 64 letters, digits and +=,.@_-";

  test.each(["a", "7", "x".repeat(64), CHARACTERS.slice(0, 64), CHARACTERS.slice(-64), "+=,.@_-", "constructor", "toString", "..", "-"])(
    "can be %s",
    (name) => {
      expect(checkRoster(withUser({ name }))).toEqual([]);
    },
  );

  test.each(["john doe", "john\n", "john/doe", "john:doe", "john*", "${john}", "%{john}", "jöhn", "ｊohn"])(
    "cannot have characters that IAM does not allow: %j",
    (name) => {
      const shown = JSON.stringify(name);
      const line = `users[0] ${shown}.name: the user name ${shown} has a character that IAM does not allow; ${use}`;
      expect(linesOf(withUser({ name }))).toEqual([["invalid-name", line]]);
    },
  );

  test("cannot be empty", () => {
    expect(linesOf(withUser({ name: "" }))).toEqual([["invalid-name", `users[0].name: the user name is empty; ${use}`]]);
  });

  test("cannot have more than 64 characters", () => {
    const name = "x".repeat(65);
    expect(linesOf(withUser({ name }))).toEqual([
      ["invalid-name", `users[0] "${name}".name: the user name "${name}" has 65 characters; ${use}`],
    ]);
  });

  test("is shortened in messages", () => {
    const shown = `"${"x".repeat(79)}… (5002 characters)`;
    expect(linesOf(withUser({ name: "x".repeat(5000) }))).toEqual([
      ["invalid-name", `users[0] ${shown}.name: the user name ${shown} has 5000 characters; ${use}`],
    ]);
  });

  test.each(["${TfToken[TOKEN.1]}", "team-${TfToken[TOKEN.1]}", "#{TfToken[TOKEN.1]}"])("cannot be a reference: %s", (name) => {
    const line = `users[0] "${name}".name: the user name is a reference that only Terraform can resolve, so it cannot be checked; write it as text`;
    expect(linesOf(withUser({ name }))).toEqual([["unresolved-token", line]]);
  });

  test("cannot be used twice", () => {
    expect(linesOf(withUsers("john", "first.colleague", "john"))).toEqual([
      ["duplicate-name", 'users[2] "john".name: the user "john" is already at users[0] "john".name; rename or remove one of them'],
    ]);
  });

  test.each(["JOHN", "jOHn"])("cannot differ from another only in case: john and %s", (second) => {
    expect(linesOf(withUsers("john", "first.colleague", second))).toEqual([
      [
        "duplicate-name",
        `users[2] "${second}".name: the user "${second}" differs from "john" at users[0] "john".name only in case, which IAM ignores; rename or remove one of them`,
      ],
    ]);
  });

  test("can also be a group's name", () => {
    expect(checkRoster(withGroup("john"))).toEqual([]);
  });

  test.each([
    ["john.doe", "johndoe"],
    ["john-doe", "john_doe"],
    ["john", "john."],
    ["john", "johnn"],
  ])("can be similar to another: %s and %s", (...names) => {
    expect(checkRoster(withUsers(...names))).toEqual([]);
  });
});

describe("a group's name", () => {
  const use = "use 1 to 128 letters, digits and +=,.@_-";

  test.each(["A", "7", "x".repeat(128), CHARACTERS, "constructor", "Default", "Resource"])("can be %s", (name) => {
    expect(checkRoster(withGroup(name))).toEqual([]);
  });

  test.each([
    ["", `groups[""]: the group name is empty; ${use}`],
    ["x".repeat(129), `groups.${"x".repeat(129)}: the group name "${"x".repeat(79)}… (131 characters) has 129 characters; ${use}`],
    [
      "Power Consultants",
      `groups["Power Consultants"]: the group name "Power Consultants" has a character that IAM does not allow; ${use}`,
    ],
    ["a/b", `groups["a/b"]: the group name "a/b" has a character that IAM does not allow; ${use}`],
  ])("cannot be %j", (name, line) => {
    expect(linesOf(withGroup(name))).toEqual([["invalid-name", line]]);
  });

  test("cannot be a reference", () => {
    const line =
      'groups["${TfToken[TOKEN.1]}"]: the group name is a reference that only Terraform can resolve, so it cannot be checked; write it as text';
    expect(linesOf(withGroup("${TfToken[TOKEN.1]}"))).toEqual([["unresolved-token", line]]);
  });

  test("cannot differ from another only in case", () => {
    const groups = { "my.group": { managedPolicies: [] }, "My.Group": { managedPolicies: [] } };
    expect(linesOf({ groups, users: [{ name: "john", groups: ["my.group", "My.Group"] }] })).toEqual([
      [
        "duplicate-name",
        'groups["My.Group"]: the group "My.Group" differs from "my.group" at groups["my.group"] only in case, which IAM ignores; rename or remove one of them',
      ],
    ]);
  });
});

describe("a path", () => {
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
    `${shown} is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"`;

  test.each(["/", "/team/", "/a/b/c/", "/!~/", `/${"x".repeat(510)}/`])("can be %s", (path) => {
    expect([...checkRoster(withUser({ path })), ...checkRoster(withGroup("A", { path }))]).toEqual([]);
  });

  test.each(bad)("of a user cannot be %j", (path, shown) => {
    expect(linesOf(withUser({ path }))).toEqual([["invalid-path", `users[0] "john".path: ${message(shown)}`]]);
  });

  test.each(bad)("of a group cannot be %j", (path, shown) => {
    expect(linesOf(withGroup("A", { path }))).toEqual([["invalid-path", `groups.A.path: ${message(shown)}`]]);
  });

  test.each(["/${x}/", "/%{x}/"])("cannot contain what Terraform reads as a template: %s", (path) => {
    const why = 'contains "${" or "%{", which Terraform reads as a template; choose another path';
    expect(linesOf(withUser({ path }))).toEqual([["invalid-path", `users[0] "john".path: "${path}" ${why}`]]);
  });
});
