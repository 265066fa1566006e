import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { type Membership, MfaEnforcedGroup, MfaEnforcedRoster, MfaPolicy } from "../../modules";
import { synth, type Synthesized } from "../helpers/synth";

const MEMBERSHIPS = ["aws_iam_group_membership", "aws_iam_user_group_membership"];

/** The addresses at which a mode keeps who is in a group. */
const kept = (stack: Synthesized): readonly string[] => MEMBERSHIPS.flatMap((type) => stack.addresses(type)).sort();

const withGroup = (membership: Membership): Synthesized =>
  synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
    const members = ["john", "john.doe", new IamUser(stack, "first", { name: "first.colleague" })];
    new MfaEnforcedGroup(stack, "group", { groupName: "PowerConsultants", mfaPolicy, managedPolicies: [], members, membership });
  });

const withRoster = (membership: Membership): Synthesized =>
  synth((stack) => {
    const roster = {
      groups: { A: { managedPolicies: ["PowerUserAccess"] }, B: { managedPolicies: [] }, Empty: { managedPolicies: [], allowEmpty: true } },
      users: [
        { name: "john", groups: ["A", "B"] },
        { name: "j.ohn", groups: ["A"] },
        { name: "build-server", groups: [] },
      ],
    };
    new MfaEnforcedRoster(stack, "identity", { roster, membership });
  });

describe.each([
  ["a group", withGroup],
  ["a roster", withRoster],
])("after a switch of membership, Terraform forgets what the other mode kept: %s", (_, build) => {
  const modes = { exclusive: build("exclusive"), additive: build("additive") };

  test.each([
    ["exclusive", "additive"],
    ["additive", "exclusive"],
  ] as const)("%s to %s", (before, after) => {
    expect(kept(modes[before])).not.toEqual([]);
    expect([...modes[after].forgotten].sort()).toEqual(kept(modes[before]));
  });

  test.each(["exclusive", "additive"] as const)("and destroys none of it: %s", (membership) => {
    for (const removed of modes[membership].json.removed ?? []) {
      expect(removed.lifecycle).toEqual({ destroy: false });
    }
  });

  test.each(["exclusive", "additive"] as const)("and nothing that it keeps itself: %s", (membership) => {
    const addresses = new Set(modes[membership].addresses());
    expect(modes[membership].forgotten.filter((address) => addresses.has(address))).toEqual([]);
  });

  test("nothing else differs between the modes", () => {
    const others = ({ json: { resource = {}, ...rest } }: Synthesized): unknown => ({
      ...rest,
      removed: undefined,
      resource: Object.entries(resource).filter(([type]) => !MEMBERSHIPS.includes(type)),
    });
    expect(others(modes.additive)).toEqual(others(modes.exclusive));
  });
});
