import { MfaEnforcedRoster, type MfaEnforcedRosterProps, type Roster } from "../../modules";
import { synth, type Synthesized } from "../helpers/synth";

const build = (roster: Roster, props: Partial<MfaEnforcedRosterProps> = {}): Synthesized =>
  synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));

const groups = { Power: { managedPolicies: ["PowerUserAccess"] } };
const old: Roster = {
  groups,
  users: [
    { name: "alice.smith", groups: ["Power"] },
    { name: "ci", groups: [] },
    { name: "john", groups: ["Power"] },
  ],
};

const renamedUsers: Roster = {
  groups,
  users: [
    { name: "alice.miller", formerName: "alice.smith", groups: ["Power"] },
    { name: "build-server", formerName: "ci", groups: [] },
    { name: "john", groups: ["Power"] },
  ],
};

const renamedGroup: Roster = {
  groups: { Developers: { ...groups.Power, formerName: "Power" } },
  users: old.users.map((user) => ({ ...user, groups: user.groups.length > 0 ? ["Developers"] : [] })),
};

const both: Roster = {
  groups: renamedGroup.groups,
  users: renamedUsers.users.map((user, index) => ({ ...user, groups: renamedGroup.users[index]!.groups })),
};

const movesOf = ({ json }: Synthesized): readonly (readonly [from: string, to: string])[] =>
  (json.moved ?? []).map(({ from, to }) => [from, to]);

describe.each(["exclusive", "additive"] as const)("with %s membership", (membership) => {
  const before = build(old, { membership });

  test.each([
    ["users", renamedUsers, membership === "exclusive" ? 3 : 4],
    ["a group", renamedGroup, membership === "exclusive" ? 5 : 6],
    ["users and a group", both, membership === "exclusive" ? 8 : 9],
  ])("renaming %s moves every resource that changes its address", (_what, roster, count) => {
    const after = build(roster, { membership });
    const left = before.addresses().filter((address) => !after.addresses().includes(address));
    const come = after.addresses().filter((address) => !before.addresses().includes(address));
    const moves = movesOf(after);
    expect(moves).toHaveLength(count);
    expect(moves.map(([from]) => from).sort()).toEqual([...left].sort());
    expect(moves.map(([, to]) => to).sort()).toEqual([...come].sort());
    expect(moves.filter(([from, to]) => from.split(".")[0] !== to.split(".")[0])).toEqual([]);
  });

  test("what refers to a renamed user or group by name is made before it is destroyed", () => {
    const after = build(both, { membership });
    const referring = movesOf(after)
      .map(([, to]) => after.at(to))
      .filter(({ address }) => !/^aws_iam_(user|group)\./.test(address));
    expect(referring.map(({ properties }) => properties.lifecycle)).toEqual(referring.map(() => ({ create_before_destroy: true })));
  });
});

test("each resource moves to the one of its kind and name", () => {
  const name = (address: string): string => address.replace(/^\w+\.identity_|_[0-9A-F]{8}$/g, "");
  expect(
    movesOf(build(both, { membership: "additive" }))
      .map(([from, to]) => [name(from), name(to)])
      .sort(),
  ).toEqual([
    ["deny-ci", "deny-build-server"],
    ["group-Power", "group-Developers"],
    ["group-Power_change-password", "group-Developers_change-password"],
    ["group-Power_member-alicesmith", "group-Developers_member-alicemiller"],
    ["group-Power_member-john", "group-Developers_member-john"],
    ["group-Power_mfa", "group-Developers_mfa"],
    ["group-Power_policy-PowerUserAccess", "group-Developers_policy-PowerUserAccess"],
    ["user-alicesmith", "user-alicemiller"],
    ["user-ci", "user-build-server"],
  ]);
});

test("the login profile of a renamed user is forgotten, because its replacement would be another password", () => {
  const withProfile = build(
    { ...old, users: [{ name: "alice.smith", groups: ["Power"], loginProfile: { pgpKey: "keybase:alice" } }] },
    { document: { changePasswordWithoutMfa: true } },
  );
  expect(build(renamedUsers).forgotten).toContain(withProfile.resource("aws_iam_user_login_profile").address);
});

test("an existing user or group is imported under its former name", () => {
  const { json } = build({ ...both, existing: "all" });
  const ids = json.import?.map(({ id }) => id).sort();
  expect(ids).toEqual(["Power", "Power/arn:aws:iam::aws:policy/PowerUserAccess", "alice.smith", "ci", "john"]);
});

test("a roster without former names has no `moved` and no `removed` blocks", () => {
  expect(build(old).json).not.toHaveProperty("moved");
  expect(build(old).json).not.toHaveProperty("removed");
});
