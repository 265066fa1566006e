import fc from "fast-check";
import { isObject } from "../../modules/problem";
import type * as Roster from "../../modules/roster";
import { shapeOfGroup, shapeOfRoster, shapeOfUser } from "../../modules/roster/shapes";
import { isWellFormed } from "../../modules/roster/well-formed";

/** Whether the zod schemas find nothing wrong. */
function isRight(roster: Readonly<Record<string, unknown>>): boolean {
  const groups = isObject(roster.groups) ? Object.values(roster.groups) : [];
  const users = Array.isArray(roster.users) ? [...(roster.users as readonly unknown[])] : [];
  return (
    shapeOfRoster(roster).length === 0 &&
    groups.every((group) => shapeOfGroup(group, "").problems.length === 0) &&
    users.every((user) => shapeOfUser(user, "").problems.length === 0)
  );
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(null, undefined, 7, "x", [], {}, true, [7]) });

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** A short list, now and then with a hole. */
const list = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.array(arbitrary, { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.sparseArray(arbitrary, { maxLength: 2 }) },
  );

/** An object with some of its keys, and now and then one too many. */
const object = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>, required: readonly string[]): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.record(fields, { requiredKeys: required as never }),
      fc.oneof({ weight: 40, arbitrary: fc.constant({}) }, fc.constant({ extra: 7 })),
    )
    .map(([known, extra]) => ({ ...known, ...extra }));

const group = object(
  {
    managedPolicies: rarely(list(fc.anything())),
    path: rarely(optional(fc.string())),
    allowEmpty: rarely(optional(fc.boolean())),
    formerName: rarely(optional(fc.string())),
    existing: rarely(optional(fc.boolean())),
  },
  ["managedPolicies"],
);

const user = object(
  {
    name: rarely(fc.string()),
    groups: rarely(list(rarely(fc.string()))),
    path: rarely(optional(fc.string())),
    tags: rarely(optional(fc.dictionary(fc.string(), rarely(fc.string()), { maxKeys: 2 }))),
    loginProfile: rarely(optional(object({ pgpKey: fc.anything() }, []))),
    forceDestroy: rarely(optional(fc.boolean())),
    formerName: rarely(optional(fc.string())),
    existing: rarely(optional(fc.boolean())),
  },
  ["name", "groups"],
);

const roster = object(
  {
    groups: rarely(fc.dictionary(fc.string(), rarely(group), { maxKeys: 2 })),
    users: rarely(list(rarely(user))),
    allowEmpty: rarely(optional(fc.boolean())),
    existing: rarely(optional(fc.constant("all"))),
  },
  ["groups", "users"],
);

test("a roster is well formed exactly if the zod schemas accept it", () => {
  const seen = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(roster, (value) => {
      const given = value as Readonly<Record<string, unknown>>;
      const expected = isRight(given);
      seen[expected ? "right" : "wrong"]++;
      expect(isWellFormed(given)).toBe(expected);
    }),
    { numRuns: 2000, seed: 2018 },
  );
  expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(200);
});

test("any JSON object is well formed exactly if the zod schemas accept it", () => {
  const key = fc.constantFrom("groups", "users", "allowEmpty", "existing", "note");
  fc.assert(
    fc.property(fc.dictionary(key, fc.oneof(fc.jsonValue(), group, fc.array(user, { maxLength: 1 }))), (value) => {
      expect(isWellFormed(value)).toBe(isRight(value));
    }),
    { numRuns: 1000, seed: 2018 },
  );
});

test("a list of groups with a hole is not well formed", () => {
  // eslint-disable-next-line no-sparse-arrays
  expect(isWellFormed({ groups: {}, users: [{ name: "john", groups: ["A", , "B"] }] })).toBe(false);
});

describe("zod", () => {
  beforeEach(() => {
    jest.resetModules();
    jest.doMock("zod", () => {
      throw new Error("loaded");
    });
  });
  afterEach(() => {
    jest.dontMock("zod");
  });

  test("is not loaded to check a well-formed roster, even if it has problems", () => {
    const { checkRoster } = jest.requireActual<typeof Roster>("../../modules/roster");
    expect(checkRoster({ groups: {}, users: [{ name: "john doe", groups: [] }] })).toMatchObject([{ code: "invalid-name" }]);
  });

  test("is loaded to check any other", () => {
    const { checkRoster } = jest.requireActual<typeof Roster>("../../modules/roster");
    expect(() => checkRoster({ groups: {}, users: [{ name: "john" }] })).toThrow("loaded");
  });
});
