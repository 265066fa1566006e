import { linesOf } from "../helpers/roster";

const groups = { Power: { managedPolicies: [], formerName: "Developers" }, Readers: { managedPolicies: [] } };
const john = { name: "john", groups: ["Power", "Readers"] };

test("a former name that nobody has any more is fine", () => {
  expect(linesOf({ groups, users: [john, { name: "alice.miller", formerName: "alice.smith", groups: [] }] })).toEqual([]);
});

test.each([
  [
    "the name itself, ignoring case",
    { name: "alice", formerName: "Alice" },
    [
      "former-name-is-name",
      'users[1] "alice".formerName: the former name "Alice" is the name itself, because IAM ignores case; remove formerName',
    ],
  ],
  [
    "somebody's name",
    { name: "alice", formerName: "JOHN" },
    [
      "former-name-in-use",
      'users[1] "alice".formerName: the former name "JOHN" is the name of the user at users[0] "john".name; remove formerName, or rename one after the other in two applies',
    ],
  ],
  [
    "not a name",
    { name: "alice", formerName: "a b" },
    [
      "invalid-name",
      'users[1] "alice".formerName: the user name "a b" has a character that IAM does not allow; use 1 to 64 letters, digits and +=,.@_-',
    ],
  ],
  [
    "that of a user with a login profile",
    { name: "alice", formerName: "alice.smith", loginProfile: { pgpKey: "keybase:alice" } },
    [
      "login-profile-of-renamed",
      'users[1] "alice".loginProfile: renaming a user would replace their first password; remove loginProfile together with the rename, which keeps the password',
    ],
  ],
])("a former name is refused if it is %s", (_why, user, problem) => {
  expect(linesOf({ groups, users: [john, { ...user, groups: [] }] })).toEqual([problem]);
});

test("two users or groups with the same former name are refused", () => {
  const users = ["alice", "ci"].map((name) => ({ name, formerName: name === "ci" ? "OLD" : "old", groups: [] }));
  const twice = { ...groups, Readers: { managedPolicies: [], formerName: "developers" } };
  expect(linesOf({ groups: twice, users: [john, ...users] })).toEqual([
    [
      "duplicate-former-name",
      'groups.Readers.formerName: the former name "developers" is already at groups.Power.formerName, and only one can have been called that; remove one of them',
    ],
    [
      "duplicate-former-name",
      'users[2] "ci".formerName: the former name "OLD" is already at users[1] "alice".formerName, and only one can have been called that; remove one of them',
    ],
  ]);
});

test("a group's former name that another group has is refused", () => {
  expect(linesOf({ groups: { ...groups, Readers: { managedPolicies: [], formerName: "Power" } }, users: [john] })).toEqual([
    [
      "former-name-in-use",
      'groups.Readers.formerName: the former name "Power" is the name of the group at groups.Power; remove formerName, or rename one after the other in two applies',
    ],
  ]);
});
