import { checkRoster, defineRoster, InvalidInputError, type Problem, type Roster } from "../../modules";
import { errorOf } from "../helpers/synth";

describe("takes", () => {
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
            { arn: "${TfToken[TOKEN.1]}" },
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

  test("properties that are there and undefined", () => {
    const user = { name: "john", groups: ["A"], path: undefined, tags: undefined, loginProfile: undefined, forceDestroy: undefined };
    expect(
      checkRoster({ groups: { A: { managedPolicies: [], path: undefined, allowEmpty: undefined } }, users: [user], allowEmpty: undefined }),
    ).toEqual([]);
  });

  test("a roster that its own check has frozen nothing of", () => {
    const roster = { groups: { A: { managedPolicies: ["PowerUserAccess"] } }, users: [{ name: "john", groups: ["A"], tags: { team: "x" } }] };
    const before = structuredClone(roster);
    checkRoster(roster);
    expect(roster).toEqual(before);
  });
});

describe("types, which `npm run typecheck` holds: each line marked with @ts-expect-error must not compile", () => {
  /** What `defineRoster` says at run time, of an argument that the types refuse too. */
  const problemsOf = (define: () => Roster): readonly Problem[] => (errorOf(define) as InvalidInputError).problems;

  test("an unknown group", () => {
    const problems = problemsOf(() =>
      defineRoster({
        groups: { PowerConsultants: { managedPolicies: [] } },
        users: [
          { name: "john", groups: ["PowerConsultants"] },
          // @ts-expect-error a group that is not in `groups`
          { name: "first.colleague", groups: ["PowerConsultant"] },
        ],
      }),
    );
    expect(problems).toEqual([{ path: "users[1].groups[0]", message: 'unknown group "PowerConsultant"; known groups: PowerConsultants' }]);
  });

  test("a missing list of groups", () => {
    // @ts-expect-error a user without groups writes [] out
    const problems = problemsOf(() => defineRoster({ groups: {}, users: [{ name: "john" }] }));
    expect(problems).toEqual([{ path: "users[0].groups", message: "missing; a list of group names ([] for none) is expected" }]);
  });

  test("missing grants", () => {
    // @ts-expect-error a group without grants writes [] out
    const problems = problemsOf(() => defineRoster({ groups: { A: {} }, users: [{ name: "john", groups: ["A"] }] }));
    expect(problems).toEqual([{ path: "groups.A.managedPolicies", message: "missing; a list of grants is expected" }]);
  });

  test("a misspelt property of a user", () => {
    // @ts-expect-error no such property
    const problems = problemsOf(() => defineRoster({ groups: {}, users: [{ name: "john", groups: [], tag: {} }] }));
    expect(problems).toEqual([
      { path: "users[0].tag", message: 'unknown key "tag"; known keys: name, groups, path, tags, loginProfile, forceDestroy' },
    ]);
  });

  test("a sign-in without a key", () => {
    // @ts-expect-error a password needs a key
    const problems = problemsOf(() => defineRoster({ groups: {}, users: [{ name: "john", groups: [], loginProfile: {} }] }));
    expect(problems.map(({ path }) => path)).toEqual(["users[0].loginProfile.pgpKey"]);
  });

  test("a name of groups and users is known to the compiler", () => {
    const roster = defineRoster({ groups: { A: { managedPolicies: [] } }, users: [{ name: "john", groups: ["A"] }] });
    const typed: Roster<"A", "john"> = roster;
    // @ts-expect-error no such group in the roster
    const wrongGroup: Roster<"B", "john"> = roster;
    // @ts-expect-error no such user in the roster
    const wrongUser: Roster<"A", "alice"> = roster;
    expect([typed, wrongGroup, wrongUser]).toEqual([roster, roster, roster]);
  });
});

describe("the error", () => {
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

  test("holds all problems of one pass, each with place, value, what is allowed and the repair", () => {
    const lines = [
      'note: unknown key "note"; known keys: groups, users, allowEmpty',
      'groups["power consultants"]: the group name "power consultants" has a character that IAM does not allow; allowed are 1 to 128 letters, digits and +=,.@_-; choose another name',
      'groups["power consultants"].path: "team" is no IAM path; allowed are "/" or up to 512 printable ASCII characters that begin and end with "/", such as "/team/"',
      'groups["power consultants"].managedPolicies[0]: "Power User" is no grant; allowed are the name of an AWS managed policy ("PowerUserAccess", "job-function/ViewOnlyAccess"), a policy\'s ARN ("arn:aws:iam::123456789012:policy/Name"), or an IamPolicy',
      'users[0].emial: unknown key "emial"; known keys: name, groups, path, tags, loginProfile, forceDestroy',
      'users[0].name: the user name "john doe" has a character that IAM does not allow; allowed are 1 to 64 letters, digits and +=,.@_-; choose another name',
      'users[0].groups[0]: unknown group "Auditor"; known groups: Auditors, power consultants',
      'users[1].groups[1]: the user is in "Auditors" twice; remove one of them',
      'users[1].tags["aws:x"]: the tag key "aws:x" begins with "aws:", which AWS keeps for itself; rename the tag',
      'users[1].tags["aws:x"]: the tag value "!" is not allowed; allowed are up to 256 letters, digits, spaces and _.:/=+@-; change the value',
      'users[2].groups: "Auditors" where a list of group names ([] for none) is expected',
      "users[3]: null where a user, such as { name, groups: [] }, is expected",
      'users[2].name: the user "First.Colleague" differs only in case from "first.colleague", at users[1].name; IAM\'s names are unique whatever the case; rename or remove one',
    ];
    expect(error.message.split("\n")).toEqual(["the roster has 13 problems:", ...lines.map((line) => `  ${line}`)]);
  });

  test("gives the problems as data, the same that checkRoster finds", () => {
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.problems).toEqual(checkRoster(roster));
    expect(error.problems[0]).toEqual({ path: "note", message: 'unknown key "note"; known keys: groups, users, allowEmpty' });
  });

  test("has a name and no stack trace", () => {
    expect(error.name).toBe("InvalidInputError");
    expect(error.stack).toBe(`InvalidInputError: ${error.message}`);
    expect(error.stack).not.toContain("    at ");
  });

  test("counts one problem as one", () => {
    const { message } = errorOf(() => defineRoster({ groups: {}, users: [{ name: "", groups: [] }] })) as InvalidInputError;
    expect(message).toBe(
      "the roster has 1 problem:\n  users[0].name: the user name is empty; allowed are 1 to 64 letters, digits and +=,.@_-; write a name",
    );
  });

  test("shortens long values", () => {
    expect(checkRoster({ groups: {}, users: [{ name: "x".repeat(5000), groups: [] }] })).toEqual([
      {
        path: "users[0].name",
        message: `the user name "${"x".repeat(79)}… (5002 characters) is 5000 characters long; allowed are 1 to 64 letters, digits and +=,.@_-; choose another name`,
      },
    ]);
  });
});
