import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkRoster, type Membership, MfaEnforcedRoster, type Roster } from "../../modules";
import { synth, type Synthesized } from "../helpers/synth";

const publicKey = readFileSync(join(__dirname, "../fixtures/public-key.base64"), "utf8");

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

/** Legal names that a generator of ids, a record of JavaScript or a parser of numbers could mistake for another or for its own. */
const AWKWARD = [
  "john.doe",
  "johndoe",
  "john-doe",
  "john_doe",
  "john..doe",
  "john@corp",
  "john+corp",
  "john=corp",
  "john,corp",
  "doe",
  "e",
  ".",
  "-",
  "+=,.@_-",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "Default",
  "Resource",
  "PowerConsultants",
  "membership",
  "mfa",
  "123456789012",
  "007",
  "1e5",
  "2e+10",
  "a.e.b",
  "-1.5e+3",
  "Infinity",
  "null",
  "x".repeat(64),
  `${"x".repeat(63)}.`,
];

const GROUPS = ["PowerConsultants", "Auditors"];

/** A name as a tag, which may not have a comma. */
const tagOf = (name: string): string => name.replaceAll(",", ":");

const rosterOf = (names: readonly string[], groups: readonly string[] = GROUPS): Roster => ({
  groups: Object.fromEntries(groups.map((group) => [group, { managedPolicies: ["PowerUserAccess"] }])),
  users: names.map((name) => ({ name, groups, loginProfile: { pgpKey: publicKey }, tags: { owner: tagOf(name), [`${tagOf(name)}@tag`]: "x" } })),
});

const synthRoster = (roster: Roster, membership: Membership = "exclusive"): Synthesized =>
  synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, membership }));

/** The names of users or groups to which references lead, in alphabetical order. */
const namesOf = (stack: Synthesized, references: readonly unknown[]): readonly unknown[] =>
  references.map((reference) => stack.referred(reference, "name").properties.name).sort();

const sorted = (names: readonly string[]): readonly string[] => [...names].sort();

describe(`${AWKWARD.length} legal but awkward user names, in two groups, in one run`, () => {
  const stacks = {
    exclusive: synthRoster(rosterOf(AWKWARD)),
    additive: synthRoster(rosterOf(AWKWARD), "additive"),
  };

  test("are at least the 24 that were asked for, and legal", () => {
    expect(new Set(AWKWARD.map((name) => name.toLowerCase())).size).toBeGreaterThanOrEqual(24);
    expect(checkRoster(rosterOf(AWKWARD))).toEqual([]);
  });

  test.each(AWKWARD)("%s keeps its name, its tags and an address of its own", (name) => {
    const { properties } = stacks.exclusive.resource("aws_iam_user", { name });
    expect(properties.tags).toEqual({ owner: tagOf(name), [`${tagOf(name)}@tag`]: "x" });
  });

  test("are all there, once each, in both modes", () => {
    for (const stack of Object.values(stacks)) {
      expect(
        stack
          .resources("aws_iam_user")
          .map(({ properties }) => properties.name)
          .sort(),
      ).toEqual(sorted(AWKWARD));
    }
  });

  test("have the same addresses in both modes", () => {
    expect(stacks.additive.addresses("aws_iam_user")).toEqual(stacks.exclusive.addresses("aws_iam_user"));
  });

  test("are all members of both groups: exclusive", () => {
    const memberships = stacks.exclusive.resources("aws_iam_group_membership");
    expect(
      namesOf(
        stacks.exclusive,
        memberships.map(({ properties }) => properties.group),
      ),
    ).toEqual(sorted(GROUPS));
    for (const { properties } of memberships) {
      expect(namesOf(stacks.exclusive, properties.users as string[])).toEqual(sorted(AWKWARD));
    }
  });

  test("are all members of both groups: additive", () => {
    const pairs = stacks.additive
      .resources("aws_iam_user_group_membership")
      .map(
        ({ properties: { user, groups } }) =>
          `${String(namesOf(stacks.additive, [user]))} in ${String(namesOf(stacks.additive, groups as string[]))}`,
      );
    expect(pairs.sort()).toEqual(AWKWARD.flatMap((name) => GROUPS.map((group) => `${name} in ${group}`)).sort());
  });

  test("have a membership to forget each when the mode is switched", () => {
    expect(new Set(stacks.exclusive.forgotten).size).toBe(AWKWARD.length * GROUPS.length);
    expect(sorted(stacks.exclusive.forgotten)).toEqual(sorted(stacks.additive.addresses("aws_iam_user_group_membership")));
  });

  test("have a first password of their own each, put out by name", () => {
    const passwords = stacks.exclusive.output("identity_encrypted_passwords") as Record<string, string>;
    expect(Object.keys(passwords).sort()).toEqual(sorted(AWKWARD));
    expect(new Set(Object.values(passwords)).size).toBe(AWKWARD.length);
    for (const [name, reference] of Object.entries(passwords)) {
      const { properties } = stacks.exclusive.referred(reference, "encrypted_password");
      expect(namesOf(stacks.exclusive, [properties.user])).toEqual([name]);
      expect(properties.pgp_key).toBe(publicKey);
    }
  });

  test("have addresses that Terraform takes", () => {
    for (const address of [...stacks.additive.addresses(), ...stacks.exclusive.addresses(), ...stacks.exclusive.forgotten]) {
      expect(address).toMatch(/^[a-z_]+\.[A-Za-z_][A-Za-z0-9_-]{0,254}$/);
    }
  });

  test("are found by name in the construct", () => {
    synth((stack) => {
      const { users } = new MfaEnforcedRoster(stack, "identity", { roster: rosterOf(AWKWARD) });
      expect(AWKWARD.map((name) => users[name]?.nameInput)).toEqual(AWKWARD);
    });
  });
});

test("awkward names are legal for groups too, and each keeps its own address", () => {
  const stack = synthRoster({
    groups: Object.fromEntries(AWKWARD.map((name) => [name, { managedPolicies: ["PowerUserAccess"], allowEmpty: true }])),
    users: [{ name: "john", groups: ["constructor", "1e5"] }],
  });
  expect(
    stack
      .resources("aws_iam_group")
      .map(({ properties }) => properties.name)
      .sort(),
  ).toEqual(sorted(AWKWARD));
  expect(stack.addresses("aws_iam_group_policy_attachment")).toHaveLength(AWKWARD.length * 3);
  const arns = stack.output("identity_group_arns") as Record<string, string>;
  expect(
    Object.entries(arns)
      .map(([name, reference]) => stack.referred(reference, "arn").properties.name === name && name)
      .sort(),
  ).toEqual(sorted(AWKWARD));
  const inhabited = stack.resources("aws_iam_group_membership").filter(({ properties }) => (properties.users as string[]).length > 0);
  expect(
    namesOf(
      stack,
      inhabited.map(({ properties }) => properties.group),
    ),
  ).toEqual(["1e5", "constructor"]);
});

test("names that differ in one character of any kind have addresses of their own", () => {
  const names = Array.from(LETTERS)
    .filter((letter) => !/[a-z]/.test(letter))
    .flatMap((letter) => [`john${letter}doe`, `john${letter}`, `${letter}john`]);
  const stack = synthRoster(rosterOf(names, ["A"]));
  expect(
    stack
      .resources("aws_iam_user")
      .map(({ properties }) => properties.name)
      .sort(),
  ).toEqual(sorted(names));
});

/** Legal names, many of which look like numbers or differ only in characters that an address cannot have. */
const legalName = (longest: number): fc.Arbitrary<string> => {
  const letters = (some: string): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from(some)), minLength: 1, maxLength: longest });
  return fc.oneof(letters(LETTERS), letters("e.+-019"), letters("ab.,@=+")).filter((name) => name !== "__proto__");
};

const legalNames = (longest: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(legalName(longest), { minLength: 1, maxLength: 8, selector: (name) => name.toLowerCase() });

test("whatever legal names users have, each has an address of its own and reaches Terraform unchanged", () => {
  fc.assert(
    fc.property(legalNames(64), fc.constantFrom<Membership>("exclusive", "additive"), (names, membership) => {
      const stack = synthRoster(rosterOf(names), membership);
      expect(
        stack
          .resources("aws_iam_user")
          .map(({ properties }) => properties.name)
          .sort(),
      ).toEqual(sorted(names));
      expect(Object.keys(stack.output("identity_encrypted_passwords") as object).sort()).toEqual(sorted(names));
      const memberships = membership === "exclusive" ? stack.forgotten : stack.addresses("aws_iam_user_group_membership");
      expect(new Set(memberships).size).toBe(names.length * GROUPS.length);
    }),
    { numRuns: 25 },
  );
});

test("whatever legal names groups have, each has an address of its own and reaches Terraform unchanged", () => {
  fc.assert(
    fc.property(legalNames(128), (names) => {
      const stack = synthRoster(rosterOf(["john"], names));
      expect(
        stack
          .resources("aws_iam_group")
          .map(({ properties }) => properties.name)
          .sort(),
      ).toEqual(sorted(names));
      expect(Object.keys(stack.output("identity_group_arns") as object).sort()).toEqual(sorted(names));
    }),
    { numRuns: 25 },
  );
});

test("whatever legal tags a user has, they reach Terraform unchanged", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from(LETTERS.replace(",", "")), " ", ":", "/", "ü", "字", "𝔘"), maxLength: 64 });
  const key = fc.tuple(fc.constantFrom("k", "1e5", "constructor"), text).map((parts) => parts.join(""));
  const tags = fc.uniqueArray(fc.tuple(key, text), { maxLength: 8, selector: ([name]) => name.toLowerCase() });
  fc.assert(
    fc.property(tags, (entries) => {
      const expected = Object.fromEntries(entries);
      const roster = { groups: {}, users: [{ name: "john", groups: [], tags: expected }] };
      expect(synthRoster(roster).resource("aws_iam_user").properties.tags).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test("whatever a PGP key holds, it reaches Terraform unchanged", () => {
  // An OpenPGP public key begins with 0x98, 0x99 or 0xc6. Source: RFC 4880, 4.2 and 5.5.1.1.
  const bytes = fc.tuple(fc.constantFrom(0x98, 0x99, 0xc6), fc.uint8Array({ minLength: 2, maxLength: 600 }));
  fc.assert(
    fc.property(bytes, ([tag, body]) => {
      const pgpKey = Buffer.from([tag, ...body]).toString("base64");
      const roster = { groups: {}, users: [{ name: "john", groups: [], loginProfile: { pgpKey } }] };
      expect(synthRoster(roster).resource("aws_iam_user_login_profile").properties.pgp_key).toBe(pgpKey);
    }),
    { numRuns: 25 },
  );
});
