import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkRoster, type Membership, MfaEnforcedRoster, type Roster } from "../../modules";
import { synth, type Synthesized } from "../helpers/synth";

const publicKey = readFileSync(join(__dirname, "../fixtures/public-key.base64"), "utf8");

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";

/** Legal names that differ only in characters that an address cannot have, or that JavaScript or CDKTF uses for something else. */
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
  users: names.map((name) => ({
    name,
    groups,
    loginProfile: { pgpKey: publicKey },
    tags: { owner: tagOf(name), [`${tagOf(name)}@tag`]: "x" },
  })),
});

const synthRoster = (roster: Roster, membership?: Membership, previousMembership?: Membership): Synthesized =>
  synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, membership, previousMembership }));

/** The names of the users or groups that are referred to, sorted. */
const namesOf = (stack: Synthesized, references: readonly unknown[]): readonly unknown[] =>
  references.map((reference) => stack.referred(reference, "name").properties.name).sort();

/** The names of the users or groups of a stack, sorted. */
const namesIn = (stack: Synthesized, type: "aws_iam_user" | "aws_iam_group"): readonly unknown[] =>
  stack
    .resources(type)
    .map(({ properties }) => properties.name)
    .sort();

const sorted = (names: readonly string[]): readonly string[] => [...names].sort();

describe(`${AWKWARD.length} users with awkward names in two groups`, () => {
  const exclusive = synthRoster(rosterOf(AWKWARD), "exclusive", "additive");
  const additive = synthRoster(rosterOf(AWKWARD), "additive");

  test("have legal names, which differ from each other ignoring case", () => {
    expect(new Set(AWKWARD.map((name) => name.toLowerCase())).size).toBe(AWKWARD.length);
    expect(checkRoster(rosterOf(AWKWARD))).toEqual([]);
  });

  test("keep their names, and have an address each, which is the same with both kinds of membership", () => {
    expect(namesIn(exclusive, "aws_iam_user")).toEqual(sorted(AWKWARD));
    expect(namesIn(additive, "aws_iam_user")).toEqual(sorted(AWKWARD));
    expect(additive.addresses("aws_iam_user")).toEqual(exclusive.addresses("aws_iam_user"));
  });

  test("keep their tags", () => {
    const tags = Object.fromEntries(
      exclusive.resources("aws_iam_user").map(({ properties }) => [String(properties.name), properties.tags]),
    );
    expect(tags).toEqual(Object.fromEntries(AWKWARD.map((name) => [name, { owner: tagOf(name), [`${tagOf(name)}@tag`]: "x" }])));
  });

  test("are all in both groups with exclusive membership", () => {
    const memberships = exclusive.resources("aws_iam_group_membership").map(({ properties }) => properties);
    expect(memberships.flatMap(({ group }) => namesOf(exclusive, [group])).sort()).toEqual(sorted(GROUPS));
    for (const { users } of memberships) {
      expect(namesOf(exclusive, users as string[])).toEqual(sorted(AWKWARD));
    }
  });

  test("are all in both groups with additive membership", () => {
    const pairs = additive
      .resources("aws_iam_user_group_membership")
      .map(({ properties: { user, groups } }) => [...namesOf(additive, [user]), ...namesOf(additive, groups as string[])].join(" in "));
    expect(pairs.sort()).toEqual(AWKWARD.flatMap((name) => GROUPS.map((group) => `${name} in ${group}`)).sort());
  });

  test("have a membership each that a switch to exclusive forgets", () => {
    expect(exclusive.forgotten).toHaveLength(AWKWARD.length * GROUPS.length);
    expect(sorted(exclusive.forgotten)).toEqual(sorted(additive.addresses("aws_iam_user_group_membership")));
  });

  test("have a first password each, in an output by name", () => {
    const passwords = exclusive.output("identity_encrypted_passwords") as Record<string, string>;
    expect(Object.keys(passwords).sort()).toEqual(sorted(AWKWARD));
    for (const [name, reference] of Object.entries(passwords)) {
      const { properties } = exclusive.referred(reference, "encrypted_password");
      expect(namesOf(exclusive, [properties.user])).toEqual([name]);
      expect(properties.pgp_key).toBe(publicKey);
    }
  });

  test("have addresses that Terraform accepts", () => {
    for (const address of [...additive.addresses(), ...exclusive.addresses(), ...exclusive.forgotten]) {
      expect(address).toMatch(/^[a-z_]+\.[A-Za-z_][A-Za-z0-9_-]{0,254}$/);
    }
  });

  test("are the construct's users by name", () => {
    synth((stack) => {
      const { users } = new MfaEnforcedRoster(stack, "identity", { roster: rosterOf(AWKWARD) });
      expect(AWKWARD.map((name) => users[name]?.nameInput)).toEqual(AWKWARD);
    });
  });
});

test("users with awkward names carry the MFA policy themselves if they are in no group", () => {
  const stack = synthRoster({ groups: {}, users: AWKWARD.map((name) => ({ name, groups: [] })) });
  const attachments = stack.resources("aws_iam_user_policy_attachment").map(({ properties }) => properties);
  expect(
    namesOf(
      stack,
      attachments.map(({ user }) => user),
    ),
  ).toEqual(sorted(AWKWARD));
  expect(new Set(attachments.map(({ policy_arn }) => policy_arn)).size).toBe(1);
});

test("groups with awkward names keep their names, and have an address each", () => {
  const stack = synthRoster({
    groups: Object.fromEntries(AWKWARD.map((name) => [name, { managedPolicies: ["PowerUserAccess"], allowEmpty: true }])),
    users: [{ name: "john", groups: ["constructor", "1e5"] }],
  });
  expect(namesIn(stack, "aws_iam_group")).toEqual(sorted(AWKWARD));
  expect(stack.addresses("aws_iam_group_policy_attachment")).toHaveLength(AWKWARD.length * 3);
  const arns = stack.output("identity_group_arns") as Record<string, string>;
  expect(Object.keys(arns).sort()).toEqual(sorted(AWKWARD));
  for (const [name, reference] of Object.entries(arns)) {
    expect(stack.referred(reference, "arn").properties.name).toBe(name);
  }
  const inUse = stack.resources("aws_iam_group_membership").filter(({ properties }) => (properties.users as string[]).length > 0);
  expect(inUse.flatMap(({ properties }) => namesOf(stack, [properties.group])).sort()).toEqual(["1e5", "constructor"]);
});

test("names that differ in one character, at any position, have different addresses", () => {
  const names = Array.from(LETTERS)
    .filter((letter) => !/[a-z]/.test(letter))
    .flatMap((letter) => [`john${letter}doe`, `john${letter}`, `${letter}john`]);
  expect(namesIn(synthRoster(rosterOf(names, ["A"])), "aws_iam_user")).toEqual(sorted(names));
});

/** Legal names, many of which look like numbers or differ only in characters that an address cannot have. */
const legalName = (longest: number): fc.Arbitrary<string> => {
  const letters = (some: string): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from(some)), minLength: 1, maxLength: longest });
  return fc.oneof(letters(LETTERS), letters("e.+-019"), letters("ab.,@=+"));
};

/** CDKTF loses the key `__proto__` of an output: it copies objects by assignment. */
const legalNames = (longest: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(
    legalName(longest).filter((name) => name !== "__proto__"),
    { minLength: 1, maxLength: 8, selector: (name) => name.toLowerCase() },
  );

test("any legal user names keep their form, and have an address each", () => {
  fc.assert(
    fc.property(legalNames(64), fc.constantFrom<Membership>("exclusive", "additive"), (names, membership) => {
      const stack = synthRoster(rosterOf(names), membership, "additive");
      expect(namesIn(stack, "aws_iam_user")).toEqual(sorted(names));
      expect(Object.keys(stack.output("identity_encrypted_passwords") as object).sort()).toEqual(sorted(names));
      const memberships = membership === "exclusive" ? stack.forgotten : stack.addresses("aws_iam_user_group_membership");
      expect(new Set(memberships).size).toBe(names.length * GROUPS.length);
    }),
    { numRuns: 25 },
  );
});

test("any legal group names keep their form, and have an address each", () => {
  fc.assert(
    fc.property(legalNames(128), (names) => {
      const stack = synthRoster(rosterOf(["john"], names));
      expect(namesIn(stack, "aws_iam_group")).toEqual(sorted(names));
      expect(Object.keys(stack.output("identity_group_arns") as object).sort()).toEqual(sorted(names));
    }),
    { numRuns: 25 },
  );
});

test("any legal tags and PGP keys reach Terraform unchanged", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from(LETTERS.replace(",", "")), " ", ":", "/", "ü", "字", "𝔘"), maxLength: 64 });
  const key = fc.tuple(fc.constantFrom("k", "1e5", "constructor"), text).map((parts) => parts.join(""));
  const tags = fc
    .uniqueArray(fc.tuple(key, text), { maxLength: 8, selector: ([name]) => name.toLowerCase() })
    .map((entries) => Object.fromEntries(entries));
  // An OpenPGP public key begins with 0x98, 0x99 or 0xc6. Source: RFC 9580, sections 4.2 and 5.5.1.1.
  const pgpKeys = fc
    .tuple(fc.constantFrom(0x98, 0x99, 0xc6), fc.uint8Array({ minLength: 2, maxLength: 600 }))
    .map(([tag, body]) => Buffer.from([tag, ...body]).toString("base64"));
  fc.assert(
    fc.property(tags, pgpKeys, (expected, pgpKey) => {
      const users = [{ name: "john", groups: ["A"], tags: expected, loginProfile: { pgpKey } }];
      const roster = { groups: { A: { managedPolicies: [] } }, users };
      const stack = synthRoster(roster);
      expect(stack.resource("aws_iam_user").properties.tags).toEqual(expected);
      expect(stack.resource("aws_iam_user_login_profile").properties.pgp_key).toBe(pgpKey);
    }),
    { numRuns: 25 },
  );
});
