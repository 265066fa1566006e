import { defineRoster } from "../../modules";

// `npm run typecheck` is what tests this file: what should not compile is marked, and an unused mark is an error.

const groups = { Power: { managedPolicies: [] } };

test("a group that a roster in TypeScript does not have does not compile", () => {
  // @ts-expect-error there is no group Powr
  expect(() => defineRoster({ groups, users: [{ name: "john", groups: ["Powr"] }] })).toThrow("unknown group");
  // @ts-expect-error there are no groups
  expect(() => defineRoster({ groups: {}, users: [{ name: "john", groups: ["Power"] }] })).toThrow("unknown group");
});

test("existing is either all or not there", () => {
  // @ts-expect-error it is not a flag of the roster
  expect(() => defineRoster({ groups, users: [{ name: "john", groups: ["Power"] }], existing: "some" })).toThrow(
    'existing: "some" is not "all"',
  );
  expect(defineRoster({ groups, users: [{ name: "john", groups: ["Power"] }], existing: "all" }).existing).toBe("all");
});

test("names are typed", () => {
  const roster = defineRoster({ groups, users: [{ name: "john", groups: ["Power"] }] });
  const name: "john" | undefined = roster.users[0]?.name;
  const group: "Power" | undefined = roster.users[0]?.groups[0];
  expect([name, group]).toEqual(["john", "Power"]);
});
