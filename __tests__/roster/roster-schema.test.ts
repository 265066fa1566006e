import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import type { InvalidInputError } from "../../modules";
import { loadRoster } from "../../modules/roster";
import { rosterFile } from "../../modules/roster/file-schema";
import { group, user } from "../../modules/roster/shapes";
import { renderSchema, SCHEMA_PATH } from "../../verification/roster-schema";
import { useFolder } from "../helpers/files";

const folder = useFolder();

const schema = JSON.parse(readFileSync(SCHEMA_PATH, "utf8")) as object;
const isValid = new Ajv({ allErrors: true }).compile(schema);

test("the schema is what verification/roster-schema.ts writes", () => {
  expect(readFileSync(SCHEMA_PATH, "utf8")).toBe(renderSchema());
});

test("the schema has every key that a roster can have, each with a description", () => {
  const { properties } = schema as {
    readonly properties: Record<string, Described & { items: Described; additionalProperties: Described }>;
  };
  expect(Object.keys(properties.groups!.additionalProperties.properties).sort()).toEqual(Object.keys(group.shape).sort());
  expect(Object.keys(properties.users!.items.properties).sort()).toEqual(Object.keys(user.shape).sort());
  const parts: readonly Readonly<Record<string, Described>>[] = [
    properties,
    properties.groups!.additionalProperties.properties,
    properties.users!.items.properties,
  ];
  expect(parts.flatMap(Object.values<Described>).filter(({ description }) => !description?.endsWith("."))).toEqual([]);
});

interface Described {
  readonly description?: string;
  readonly properties: Readonly<Record<string, Described>>;
}

/** Mostly what the key takes, now and then something else. */
const mostly = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 7, "x", [], {}, true, [7], { a: 7 }) });

/** An object with some of these keys, and now and then one too many. */
function some(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>, required: readonly string[]): fc.Arbitrary<object> {
  const known = fc.record(Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, mostly(field)])), {
    requiredKeys: required as never[],
  });
  const extra = fc.oneof({ weight: 30, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constant({ extra: 7 }) });
  return fc.tuple(known, extra).map(([a, b]) => ({ ...a, ...b }));
}

const name = fc.constantFrom("john", "Power", "/team/", "");
const flag = fc.boolean();
const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name,
  groups: fc.array(mostly(name), { maxLength: 2 }),
  managedPolicies: fc.array(mostly(name), { maxLength: 2 }),
  path: name,
  tags: fc.dictionary(fc.constantFrom("team", "cost centre"), mostly(name)),
  loginProfile: some({ pgpKey: name }, ["pgpKey"]),
  enrolled: flag,
  forceDestroy: flag,
  allowEmpty: flag,
  formerName: name,
  existing: flag,
};

/** Values of all keys of a part of the schema, so that a new key cannot be forgotten here. */
const fieldsOf = (keys: readonly string[]): Readonly<Record<string, fc.Arbitrary<unknown>>> =>
  Object.fromEntries(
    keys.map((key) => {
      expect(FIELDS).toHaveProperty(key);
      return [key, FIELDS[key]!];
    }),
  );

describe("the JSON Schema and the zod schema", () => {
  const file = some(
    {
      $schema: name,
      groups: fc.dictionary(name, mostly(some(fieldsOf(Object.keys(group.shape)), ["managedPolicies"])), { maxKeys: 2 }),
      users: fc.array(mostly(some(fieldsOf(Object.keys(user.shape)), ["name", "groups"])), { maxLength: 2 }),
      allowEmpty: flag,
      existing: fc.constant("all"),
    },
    [],
  );

  test("accept the same files", () => {
    const seen = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(file, (value) => {
        const expected = rosterFile.safeParse(value).success;
        seen[expected ? "right" : "wrong"]++;
        expect({ value, isValid: isValid(value) }).toEqual({ value, isValid: expected });
      }),
      { numRuns: 2000, seed: 2018 },
    );
    expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(300);
  });

  test("accept no file that loadRoster finds a wrong type or key in, and refuse none that it accepts", () => {
    const problemsOf = (value: object): readonly string[] => {
      folder.write({ "roster.json": JSON.stringify({ groups: {}, users: [], ...value }) });
      try {
        loadRoster("roster.json");
        return [];
      } catch (error) {
        return (error as InvalidInputError).problems.map(({ code }) => code);
      }
    };
    fc.assert(
      fc.property(file, (value) => {
        const problems = problemsOf(value);
        expect(isValid(value) ? problems.filter((code) => ["wrong-type", "unknown-key", "missing"].includes(code)) : problems).toEqual(
          isValid(value) ? [] : expect.arrayContaining([expect.any(String)]),
        );
      }),
      { numRuns: 300, seed: 2018 },
    );
  });
});
