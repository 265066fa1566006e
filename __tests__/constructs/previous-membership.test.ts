import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { type Membership, MfaEnforcedGroup, MfaEnforcedRoster, MfaPolicy } from "../../modules";
import { synth, type Synthesized } from "../helpers/synth";

type Build = (membership?: Membership, previousMembership?: Membership) => Synthesized;

const group: Build = (membership, previousMembership) =>
  synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
    const members = ["john", "john.doe", new IamUser(stack, "first", { name: "first.colleague" })];
    const others = { managedPolicies: [], members, membership, previousMembership };
    new MfaEnforcedGroup(stack, "group", { groupName: "PowerConsultants", mfaPolicy, ...others });
  });

const roster: Build = (membership, previousMembership) =>
  synth((stack) => {
    const list = {
      groups: { A: { managedPolicies: ["PowerUserAccess"] }, B: { managedPolicies: [] }, Empty: { managedPolicies: [], allowEmpty: true } },
      users: [
        { name: "john", groups: ["A", "B"] },
        { name: "j.ohn", groups: ["A"] },
        { name: "build-server", groups: [] },
      ],
    };
    new MfaEnforcedRoster(stack, "identity", { roster: list, membership, previousMembership });
  });

/** The addresses of memberships. */
const membershipsIn = (stack: Synthesized): readonly string[] =>
  ["aws_iam_group_membership", "aws_iam_user_group_membership"].flatMap((type) => stack.addresses(type)).sort();

const SWITCHES = [
  ["exclusive", "additive"],
  ["additive", "exclusive"],
] as const;

describe.each([
  ["a group", group],
  ["a roster", roster],
])("%s", (_, build) => {
  test.each(SWITCHES)("that switches from %s to %s forgets exactly its old memberships, and destroys none", (before, after) => {
    const old = membershipsIn(build(before));
    const { json, forgotten } = build(after, before);
    expect(old).not.toEqual([]);
    expect([...forgotten].sort()).toEqual(old);
    expect(new Set(json.removed?.map(({ lifecycle }) => JSON.stringify(lifecycle)))).toEqual(new Set(['{"destroy":false}']));
  });

  test.each(SWITCHES)("that has switched from %s to %s differs from the switch in nothing but `removed` blocks", (before, after) => {
    const { removed, ...others } = build(after, before).json;
    expect(removed).toBeDefined();
    expect(others).toEqual(build(after).json);
  });

  test.each(["exclusive", "additive"] as const)("whose membership has been %s all along has no `removed` blocks", (membership) => {
    expect(build(membership).json).not.toHaveProperty("removed");
    expect(build(membership, membership).text).toBe(build(membership).text);
  });

  test("is exclusive by default, also where only the previous membership is given", () => {
    expect(build().text).toBe(build("exclusive").text);
    expect(build(undefined, "additive").text).toBe(build("exclusive", "additive").text);
  });

  test("has the same resources besides memberships with both kinds of membership", () => {
    const others = (stack: Synthesized): unknown =>
      Object.entries(stack.json.resource ?? {}).filter(([type]) => !type.endsWith("_membership"));
    expect(others(build("additive"))).toEqual(others(build("exclusive")));
  });
});
