import { InvalidInputError } from "../../modules/problem";
import { checkRoster, checkRosterOnce, defineRoster, type Roster } from "../../modules/roster";
import { errorOf, refusalsOf } from "../helpers/synth";

describe("defineRoster accepts", () => {
  test("a minimal roster", () => {
    const roster = { groups: {}, users: [{ name: "john", groups: [] }] };
    expect(checkRoster(roster)).toEqual([]);
    expect(defineRoster(roster)).toBe(roster);
  });

  test("a maximal roster", () => {
    const roster = {
      groups: {
        PowerConsultants: {
          managedPolicies: [
            "PowerUserAccess",
            "job-function/ViewOnlyAccess",
            "arn:aws:iam::123456789012:policy/team/Own",
            { arn: "${TfToken[TOKEN.1]}", node: { path: "stack/own" } },
          ],
          path: "/consultants/",
        },
        "+=,.@_-0aZ": { managedPolicies: [], allowEmpty: true },
      },
      users: [
        {
          name: "john",
          groups: ["PowerConsultants", "+=,.@_-0aZ"],
          path: "/people/",
          tags: { team: "platform", "cost centre": "" },
          loginProfile: { pgpKey: "keybase:john" },
          forceDestroy: false,
        },
        { name: "first.colleague", groups: ["PowerConsultants"], forceDestroy: true },
        { name: "build-server", groups: [] },
      ],
      allowEmpty: false,
    } as const;
    expect(checkRoster(roster)).toEqual([]);
    expect(defineRoster(roster)).toBe(roster);
  });

  test("properties with the value undefined", () => {
    const user = { name: "john", groups: ["A"], path: undefined, tags: undefined, loginProfile: undefined, forceDestroy: undefined };
    expect(
      checkRoster({ groups: { A: { managedPolicies: [], path: undefined, allowEmpty: undefined } }, users: [user], allowEmpty: undefined }),
    ).toEqual([]);
  });
});

describe("a roster", () => {
  const make = () => ({
    groups: { A: { managedPolicies: ["PowerUserAccess"] } },
    users: [{ name: "john", groups: ["A"], tags: { team: "x" } }],
  });

  test("is not changed by a check", () => {
    const roster = make();
    checkRoster(roster);
    expect(roster).toEqual(make());
    expect(Object.isFrozen(roster)).toBe(false);
  });

  test("is frozen by defineRoster, so that it stays correct, apart from the constructs in it", () => {
    const policy = Object.assign(Object.create({}) as object, { arn: "${TfToken[TOKEN.1]}", node: { path: "stack/own" } });
    const roster = make();
    roster.groups.A.managedPolicies.push(policy as never);
    defineRoster(roster as never);
    for (const part of [roster, roster.groups, roster.groups.A.managedPolicies, roster.users, roster.users[0], roster.users[0]!.tags]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(policy)).toBe(false);
  });
});

test("checkRosterOnce checks every roster except those that defineRoster has returned", () => {
  let reads = 0;
  class Policy {
    readonly node = { path: "stack/own" };
    get arn(): string {
      reads++;
      return "${TfToken[TOKEN.1]}";
    }
  }
  const make = () => ({ groups: { A: { managedPolicies: [new Policy()] } }, users: [{ name: "john", groups: ["A" as const] }] });
  const defined = defineRoster(make());
  expect(reads).toBeGreaterThan(0);
  reads = 0;
  expect(checkRosterOnce(defined)).toEqual([]);
  expect(reads).toBe(0);
  expect(checkRosterOnce(make())).toEqual([]);
  expect(reads).toBeGreaterThan(0);
  expect(checkRosterOnce({ ...defined, users: [] })).toMatchObject([{ code: "empty-roster" }]);
});

describe("defineRoster refuses, at compile time and at run time,", () => {
  // The lines after @ts-expect-error must not compile, which `npm run typecheck` checks.
  test("an unknown group", () => {
    const problems = refusalsOf(() =>
      defineRoster({
        groups: { PowerConsultants: { managedPolicies: [] } },
        users: [
          { name: "john", groups: ["PowerConsultants"] },
          // @ts-expect-error a group that is not in `groups`
          { name: "first.colleague", groups: ["PowerConsultant"] },
        ],
      }),
    );
    expect(problems).toEqual([
      ["unknown-group", 'users[1] "first.colleague".groups[0]: unknown group "PowerConsultant"; did you mean "PowerConsultants"?'],
    ]);
  });

  test("a missing list of groups", () => {
    // @ts-expect-error a user needs groups, if only []
    const problems = refusalsOf(() => defineRoster({ groups: {}, users: [{ name: "john" }] }));
    expect(problems).toEqual([["missing", 'users[0] "john".groups: missing; expected a list of group names ([] for none)']]);
  });

  test("a group without managed policies", () => {
    // @ts-expect-error a group needs managedPolicies, if only []
    const problems = refusalsOf(() => defineRoster({ groups: { A: {} }, users: [{ name: "john", groups: ["A"] }] }));
    expect(problems).toEqual([["missing", "groups.A.managedPolicies: missing; expected a list of managed policies"]]);
  });

  test("a misspelled property of a user", () => {
    // @ts-expect-error no such property
    const problems = refusalsOf(() => defineRoster({ groups: {}, users: [{ name: "john", groups: [], tag: {} }] }));
    expect(problems).toEqual([["unknown-key", 'users[0] "john".tag: unknown key "tag"; did you mean "tags"?']]);
  });

  test("a login profile without a key", () => {
    // @ts-expect-error a password needs a key
    const problems = refusalsOf(() => defineRoster({ groups: {}, users: [{ name: "john", groups: [], loginProfile: {} }] }));
    expect(problems).toEqual([
      [
        "missing-pgp-key",
        'users[0] "john".loginProfile.pgpKey: missing; without a PGP key the first password would be in the Terraform state in plain text; use "keybase:NAME", or a binary public key in base64 (gpg --export KEY-ID | base64 -w0)',
      ],
    ]);
  });
});

test("a roster's type has the names of its groups and users", () => {
  const roster = defineRoster({ groups: { A: { managedPolicies: [] } }, users: [{ name: "john", groups: ["A"] }] });
  const typed: Roster<"A", "john"> = roster;
  // @ts-expect-error no such group in the roster
  const wrongGroup: Roster<"B", "john"> = roster;
  // @ts-expect-error no such user in the roster
  const wrongUser: Roster<"A", "alice"> = roster;
  expect([typed, wrongGroup, wrongUser]).toEqual([roster, roster, roster]);
});

describe("the error of an invalid roster", () => {
  const roster = {
    groups: { "power consultants": { managedPolicies: ["Power User"], path: "team" }, Auditors: { managedPolicies: [] } },
    users: [
      { name: "john doe", groups: ["Auditor"], emial: "x" },
      { name: "first.colleague", groups: ["Auditors", "Auditors"], tags: { "aws:x": "!" } },
      { name: "First.Colleague", groups: "Auditors" },
      null,
    ],
    note: "x",
  };
  const error = errorOf(() => defineRoster(roster as never)) as InvalidInputError;

  test("lists all problems, each with its place, the value and the fix", () => {
    const lines = [
      'note: unknown key "note"; known keys: allowEmpty, existing, groups, users',
      'groups["power consultants"]: the group name "power consultants" has a character that IAM does not allow; use 1 to 128 letters, digits and +=,.@_-',
      'groups["power consultants"].path: "team" is not an IAM path; use "/", or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
      'groups["power consultants"].managedPolicies[0]: "Power User" is not a managed policy; use the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), an ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy',
      'users[0] "john doe".emial: unknown key "emial"; known keys: enrolled, existing, forceDestroy, formerName, groups, loginProfile, name, path, tags',
      'users[0] "john doe".name: the user name "john doe" has a character that IAM does not allow; use 1 to 64 letters, digits and +=,.@_-',
      'users[0] "john doe".groups[0]: unknown group "Auditor"; did you mean "Auditors"?',
      'users[1] "first.colleague".groups[1]: the group "Auditors" is listed twice; remove one of them',
      'users[1] "first.colleague".tags["aws:x"]: the tag key "aws:x" begins with "aws:", which AWS reserves; rename the tag',
      'users[1] "first.colleague".tags["aws:x"]: the tag value "!" is not valid; use up to 256 letters, digits, spaces and _.:/=+@-',
      'users[2] "First.Colleague".groups: "Auditors" is not a list of group names ([] for none)',
      "users[3]: null is not a user, such as { name, groups: [] }",
      'users[2] "First.Colleague".name: the user "First.Colleague" differs from "first.colleague" at users[1] "first.colleague".name only in case, which IAM ignores; rename or remove one of them',
    ];
    expect(error.message.split("\n")).toEqual(["the roster has 13 problems:", ...lines.map((line) => `  ${line}`)]);
  });

  test("has the problems as data, the same as checkRoster returns", () => {
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.problems).toEqual(checkRoster(roster));
    expect(error.problems[0]).toEqual({
      code: "unknown-key",
      path: "note",
      message: 'unknown key "note"; known keys: allowEmpty, existing, groups, users',
    });
  });
});
