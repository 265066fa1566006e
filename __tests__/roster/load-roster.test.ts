import { mkdirSync } from "node:fs";
import fc from "fast-check";
import type * as Room from "../../modules/roster";
import { checkRoster, checkRosterOnce, defineRoster, loadRoster, type Roster } from "../../modules/roster";
import { keysOf } from "../../modules/roster/places";
import { useFolder } from "../helpers/files";
import { errorOf, refusalsOf, type Refusal } from "../helpers/synth";

const folder = useFolder();

/** Loads files of these contents, which are named in order. */
function load(files: Readonly<Record<string, string>>): Roster {
  const [first = "", ...more] = folder.write(files);
  return loadRoster(first, ...more);
}

const refusals = (files: Readonly<Record<string, string>>): readonly Refusal[] => refusalsOf(() => load(files));

const YAML = `# people of the account
groups:
  Power: { managedPolicies: [PowerUserAccess] }
users:
  - name: john
    groups: [Power]
  - name: first.colleague
    groups: []
    path: /team/
`;

const VALUE = {
  groups: { Power: { managedPolicies: ["PowerUserAccess"] } },
  users: [
    { name: "john", groups: ["Power"] },
    { name: "first.colleague", groups: [], path: "/team/" },
  ],
};

describe("loadRoster reads", () => {
  test.each<[string, string]>([
    ["YAML", YAML],
    ["YAML with Windows line ends", YAML.replaceAll("\n", "\r\n")],
    ["YAML with a byte order mark", `\uFEFF${YAML}`],
    ["JSON", JSON.stringify(VALUE)],
    ["JSON indented with tabs", JSON.stringify(VALUE, null, "\t")],
    ["JSON that names its schema", JSON.stringify({ $schema: "./roster.schema.json", ...VALUE })],
    [
      "anchors and aliases",
      YAML.replace("[Power]", "&own [Power]").replace("groups: []", "groups: *own").replace("own [Power]", "own [Power]"),
    ],
  ])("%s", (name, text) => {
    const roster = load({ roster: text });
    const users = name === "anchors and aliases" ? [VALUE.users[0], { ...VALUE.users[1], groups: ["Power"] }] : VALUE.users;
    expect(roster).toEqual({ ...VALUE, users });
  });

  test("a roster that is frozen, and not checked again", () => {
    const roster = load({ "roster.yaml": YAML });
    expect(Object.isFrozen(roster.users[0])).toBe(true);
    expect(checkRosterOnce(roster)).toEqual([]);
  });

  test("several files as one roster", () => {
    const groups = "groups:\n  Power: { managedPolicies: [PowerUserAccess] }\n  Empty: { managedPolicies: [], allowEmpty: true }\n";
    const people = "users:\n  - { name: john, groups: [Power] }\n";
    const robots = "groups: { Robots: { managedPolicies: [] } }\nusers:\n  - { name: ci, groups: [Robots] }\n";
    expect(load({ "groups.yaml": groups, "people.yaml": people, "robots.yaml": robots })).toEqual({
      groups: {
        Power: { managedPolicies: ["PowerUserAccess"] },
        Empty: { managedPolicies: [], allowEmpty: true },
        Robots: { managedPolicies: [] },
      },
      users: [
        { name: "john", groups: ["Power"] },
        { name: "ci", groups: ["Robots"] },
      ],
    });
  });

  test("an empty roster if one of the files allows it", () => {
    expect(load({ "a.yaml": "groups: {}\nusers: []\nallowEmpty: true\n", "b.yaml": "users: []\n" })).toEqual({
      groups: {},
      users: [],
      allowEmpty: true,
    });
  });

  test("names that objects have of their own", () => {
    const { groups } = load({
      "roster.yaml": "groups: { __proto__: { managedPolicies: [] } }\nusers: [{ name: ci, groups: [__proto__] }]\n",
    });
    expect(Object.keys(groups)).toEqual(["__proto__"]);
  });

  test("5,000 users who share a list by an alias", () => {
    const users = Array.from({ length: 4_999 }, (_, index) => `  - { name: user${index}, groups: *power }\n`);
    const text = `groups: { Power: { managedPolicies: [] } }\nusers:\n  - { name: john, groups: &power [Power] }\n${users.join("")}`;
    expect(load({ "roster.yaml": text }).users).toHaveLength(5_000);
  });

  test("any roster as defineRoster takes it, from YAML as from JSON", () => {
    const name = fc.stringMatching(/^[a-z0-9.@-]{1,12}$/);
    const roster = fc
      .tuple(fc.uniqueArray(name, { maxLength: 3 }), fc.uniqueArray(name, { minLength: 1, maxLength: 4 }))
      .map(([groups, users]) => ({
        groups: Object.fromEntries(groups.map((group) => [group, { managedPolicies: ["ReadOnlyAccess"], allowEmpty: true }])),
        users: users.map((user, index) => ({ name: user, groups: groups.slice(index), tags: { team: user } })),
      }));
    fc.assert(
      fc.property(roster, (value) => {
        expect(load({ "roster.json": JSON.stringify(value) })).toEqual(defineRoster(value));
      }),
      { numRuns: 100, seed: 2018 },
    );
  });
});

describe("loadRoster reports", () => {
  test("all problems in the order of the file, each with line and column", () => {
    const text = `groups:
  Power:
    managedPolicies: [PowerUserAccess]
    paht: /
users:
  - name: john
    groups: [Power]
  - name: JOHN
    groups:
      - Power
      - Powr
    tags: { team: 7 }
`;
    expect(refusals({ "roster.yaml": text })).toEqual([
      ["unknown-key", 'roster.yaml:4:5: groups.Power.paht: unknown key "paht"; did you mean "path"?'],
      [
        "duplicate-name",
        'roster.yaml:8:5: users[1] "JOHN".name: the user "JOHN" differs from "john" at roster.yaml:6:5: users[0] "john".name only in case, which IAM ignores; rename or remove one of them',
      ],
      ["unknown-group", 'roster.yaml:11:9: users[1] "JOHN".groups[1]: unknown group "Powr"; did you mean "Power"?'],
      ["wrong-type", 'roster.yaml:12:13: users[1] "JOHN".tags.team: 7 is not a string'],
    ]);
  });

  test("a group and a user that are in two files, with both places", () => {
    const text = "groups: { Power: { managedPolicies: [] } }\nusers: [{ name: john, groups: [Power] }]\n";
    expect(refusals({ "a.yaml": text, "b.yaml": `# more\n${text}` })).toEqual([
      [
        "duplicate-name",
        'b.yaml:2:11: groups.Power: the group "Power" is already at a.yaml:1:11: groups.Power; rename or remove one of them',
      ],
      [
        "duplicate-name",
        'b.yaml:3:11: users[0] "john".name: the user "john" is already at a.yaml:2:11: users[0] "john".name; rename or remove one of them',
      ],
    ]);
  });

  test.each<[string, string, ...Refusal[]]>([
    ["an empty file", "", ["empty-file", "roster.yaml:1:1: the file is empty; write groups: and users:, or remove the file"]],
    ["a file of comments", "# later\n", ["empty-file", "roster.yaml:1:1: the file is empty; write groups: and users:, or remove the file"]],
    ["a list", "- john\n", ["not-a-roster", 'roster.yaml:1:1: ["john"] is not a roster; write { groups: { … }, users: [ … ] }']],
    ["a tab", "groups:\n\tPower: {}\n", ["invalid-yaml", "roster.yaml:2:1: this is not valid YAML: tabs are not allowed as indentation"]],
    [
      "an alias without an anchor",
      "groups: {}\nusers: *people\n",
      ["invalid-yaml", "roster.yaml:2:8: this is not valid YAML: the alias *people has no anchor &people before it"],
    ],
    [
      "a tag",
      "groups: {}\nusers: [{ name: !secret john, groups: [] }]\n",
      ["invalid-yaml", "roster.yaml:2:17: this is not valid YAML: unresolved tag: !secret"],
    ],
    [
      "a second document",
      "groups: {}\nusers: [{ name: john, groups: [] }]\n---\nusers: []\n",
      ["invalid-yaml", "roster.yaml:3:1: a second YAML document begins here; remove the line ---, or use a file for each"],
    ],
    [
      "a key that is there twice",
      "groups: {}\nusers: [{ name: john, groups: [] }]\nusers: [{ name: ci, groups: [Power] }]\n",
      ["duplicate-key", "roster.yaml:3:1: this key is written twice in the same place, and one would be lost; remove one of them"],
      ["unknown-group", 'roster.yaml:3:30: users[0] "ci".groups[0]: unknown group "Power"; known groups: none'],
    ],
    [
      "what is missing",
      "users: [{ groups: [] }]\n",
      ["missing", "roster.yaml:1:1: groups: missing; expected an object of groups, such as { PowerConsultants: { managedPolicies: [] } }"],
      ["missing", "roster.yaml:1:9: users[0].name: missing; expected a string"],
    ],
    [
      "top-level keys of the wrong type, but not what follows from that",
      "groups: []\nusers: [{ name: john, groups: [Power], path: 7 }]\nallowEmpy: true\n",
      ["wrong-type", "roster.yaml:1:1: groups: [] is not an object of groups, such as { PowerConsultants: { managedPolicies: [] } }"],
      ["wrong-type", 'roster.yaml:2:40: users[0] "john".path: 7 is not a string'],
      ["unknown-key", 'roster.yaml:3:1: allowEmpy: unknown key "allowEmpy"; did you mean "allowEmpty"?'],
    ],
  ])("%s", (_name, text, ...problems) => {
    expect(refusals({ "roster.yaml": text })).toEqual(problems);
  });

  test("files that cannot be read together with the problems of the others, but not what they may lack", () => {
    mkdirSync("folder");
    folder.write({ "broken.yaml": "groups: [\n", "people.yaml": "users: [{ name: john, groups: [Power], path: team }]\n" });
    expect(refusalsOf(() => loadRoster("missing.yaml", "folder", "broken.yaml", "people.yaml"))).toEqual([
      ["no-such-file", `missing.yaml: there is no such file, as seen from ${JSON.stringify(process.cwd())}; correct the path`],
      ["not-a-file", "folder: this is a folder; pass the files in it"],
      ["invalid-yaml", expect.stringMatching(/^broken\.yaml:\d:\d: this is not valid YAML: flow sequence/)],
      ["invalid-path", expect.stringMatching(/^people\.yaml:1:40: users\[0\] "john"\.path: "team" is not an IAM path/)],
    ]);
  });

  test("aliases that multiply", () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(", ")}]\n`);
    expect(refusals({ "roster.yaml": `l0: &l0 [x]\n${levels.join("")}` })).toEqual([
      ["invalid-yaml", "roster.yaml:1:1: this is not valid YAML: the aliases multiply into more than a roster can have"],
    ]);
  });

  test("everything without a stack trace", () => {
    const { name, message, stack } = errorOf(() => load({ "roster.yaml": "users: [" })) as Error;
    expect(stack).toBe(`${name}: ${message}`);
  });
});

test("the keys of every path that checkRoster writes can be read", () => {
  const names = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.string({ minLength: 70, maxLength: 90 }),
    fc.constantFrom("a.b", '"', "\\", "a]b"),
  );
  fc.assert(
    fc.property(names, names, (group, user) => {
      const roster = {
        groups: { [group]: { managedPolicies: [7], x: 1 } },
        users: [{ name: user, groups: [`${group}x`], tags: { [user]: 7 } }],
      };
      for (const { path } of checkRoster(roster)) {
        const keys = keysOf(path);
        expect([
          ["groups", group],
          ["users", 0],
        ]).toContainEqual(keys.slice(0, 2));
      }
    }),
    { numRuns: 500, seed: 2018 },
  );
  expect(keysOf('users[3] "anna".groups[0]')).toEqual(["users", 3, "groups", 0]);
  expect(keysOf('groups["my.group"].managedPolicies[1]')).toEqual(["groups", "my.group", "managedPolicies", 1]);
  expect(keysOf('users[0] "a\\"b".tags["cost centre"]')).toEqual(["users", 0, "tags", "cost centre"]);
});

describe("the YAML library and zod", () => {
  beforeEach(() => {
    jest.resetModules();
    for (const library of ["yaml", "zod"]) {
      jest.doMock(library, () => {
        throw new Error(`${library} was loaded`);
      });
    }
  });
  afterEach(() => {
    jest.dontMock("yaml");
    jest.dontMock("zod");
  });

  test("are not loaded for a roster in TypeScript", () => {
    const { defineRoster: define } = jest.requireActual<typeof Room>("../../modules/roster");
    expect(define({ groups: {}, users: [{ name: "john", groups: [] }] }).users).toHaveLength(1);
  });

  test("are loaded for a file, zod only if it has mistakes", () => {
    folder.write({ "roster.yaml": YAML });
    const { loadRoster: loadFresh } = jest.requireActual<typeof Room>("../../modules/roster");
    expect(() => loadFresh("roster.yaml")).toThrow("yaml was loaded");
    jest.resetModules();
    jest.dontMock("yaml");
    const again = jest.requireActual<typeof Room>("../../modules/roster");
    expect(again.loadRoster("roster.yaml").users).toHaveLength(2);
  });
});
