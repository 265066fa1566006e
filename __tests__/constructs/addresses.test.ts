import { Construct } from "constructs";
import { MfaEnforcedGroup, MfaEnforcedRoster, MfaPolicy, type Roster } from "../../modules";
import { refusalsOf, synth, type Synthesized } from "../helpers/synth";

const rosterOf = (...names: readonly string[]): Roster => ({ groups: {}, users: names.map((name) => ({ name, groups: [] })) });

const synthRoster = (roster: Roster, id = "identity"): Synthesized => synth((stack) => new MfaEnforcedRoster(stack, id, { roster }));

const synthGroup = (id: string, members: readonly string[] = ["john"]): Synthesized =>
  synth((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa-policy");
    new MfaEnforcedGroup(stack, id, { groupName: "G", mfaPolicy, managedPolicies: [], members, membership: "additive" });
  });

describe("addresses come from names:", () => {
  const before: Roster = {
    groups: {
      PowerConsultants: { managedPolicies: ["PowerUserAccess", "job-function/Billing"] },
      Auditors: { managedPolicies: ["SecurityAudit"] },
    },
    users: [
      { name: "john", groups: ["PowerConsultants", "Auditors"], loginProfile: { pgpKey: "keybase:john" } },
      { name: "first.colleague", groups: ["PowerConsultants"] },
      { name: "build-server", groups: [] },
    ],
  };

  /** The types of the resources that come and go with a change of the roster. */
  const difference = (after: Roster): { readonly gone: readonly string[]; readonly added: readonly string[] } => {
    const [old, now] = [synthRoster(before).addresses(), synthRoster(after).addresses()];
    const typesOf = (addresses: readonly string[]): string[] => addresses.map((address) => address.replace(/\..*/, ""));
    return {
      gone: typesOf(old.filter((address) => !now.includes(address))),
      added: typesOf(now.filter((address) => !old.includes(address))),
    };
  };

  test("a new colleague adds one user", () => {
    const after = { ...before, users: [{ name: "alice", groups: ["PowerConsultants", "Auditors"] }, ...before.users] };
    expect(difference(after)).toEqual({ gone: [], added: ["aws_iam_user"] });
  });

  test("a colleague who leaves takes their user and login profile along, and nothing else", () => {
    const after = { ...before, users: before.users.filter(({ name }) => name !== "john"), groups: { ...before.groups } };
    after.groups.Auditors = { ...before.groups.Auditors!, allowEmpty: true };
    expect(difference(after)).toEqual({ gone: ["aws_iam_user", "aws_iam_user_login_profile"], added: [] });
  });

  test("a user who leaves the last group gets the MFA policy in exchange, and keeps the same user", () => {
    const users = before.users.map((user) => (user.name === "first.colleague" ? { ...user, groups: [] } : user));
    expect(difference({ ...before, users })).toEqual({ gone: [], added: ["aws_iam_user_policy_attachment"] });
  });

  test("a managed policy that goes takes its own attachment along, and nothing else", () => {
    const groups = { ...before.groups, PowerConsultants: { managedPolicies: ["job-function/Billing"] } };
    expect(difference({ ...before, groups })).toEqual({ gone: ["aws_iam_group_policy_attachment"], added: [] });
  });

  test("a managed policy has the same address by name and by ARN", () => {
    const groups = {
      ...before.groups,
      PowerConsultants: { managedPolicies: ["arn:aws:iam::aws:policy/job-function/Billing", "arn:aws:iam::aws:policy/PowerUserAccess"] },
    };
    expect(synthRoster({ ...before, groups }).text).toBe(synthRoster(before).text);
  });
});

describe("two resources never share an address:", () => {
  test("names of users whose hashes are equal are refused", () => {
    const line =
      '"user-@+,=,@" and "user-@,@@=.++" would both have the Terraform address aws_iam_user.identity_user-_F1BC0A0B, and one of them would be lost; rename one';
    expect(refusalsOf(() => synthRoster(rosterOf("@+,=,@", "@,@@=.++")))).toEqual([["same-address", line]]);
  });

  test("managed policies whose names differ in a slash have an attachment each", () => {
    const managedPolicies = ["a/b", "a-b", "a--b"];
    const stack = synthRoster({ groups: { A: { managedPolicies } }, users: [{ name: "john", groups: ["A"] }] });
    expect(stack.addresses("aws_iam_group_policy_attachment")).toHaveLength(managedPolicies.length + 2);
  });
});

describe("a construct id is refused", () => {
  const lineOf = (id: string): string =>
    `the construct id "${id}" cannot begin a Terraform name; use letters, digits, _ and -, beginning with a letter or _`;

  test("if it is Default, which CDKTF leaves out of addresses", () => {
    const line = 'CDKTF leaves the construct id "Default" out of Terraform addresses, so they could clash with others; choose another id';
    expect(refusalsOf(() => synthGroup("Default", ["john.doe", "johndoe"]))).toEqual([["invalid-id", line]]);
    expect(refusalsOf(() => synthRoster(rosterOf("john"), "Default"))).toEqual([["invalid-id", line]]);
  });

  test.each(["1e5", "-team"])("directly below the stack, if no Terraform name can begin with it: %s", (id) => {
    expect(refusalsOf(() => synthGroup(id))).toEqual([["invalid-id", lineOf(id)]]);
    expect(refusalsOf(() => synthRoster(rosterOf("john"), id))).toEqual([["invalid-id", lineOf(id)]]);
  });

  test("for a roster, if CDKTF would shorten it in the names of outputs", () => {
    expect(refusalsOf(() => synthRoster(rosterOf("john"), "a.b"))).toEqual([["invalid-id", lineOf("a.b")]]);
  });

  test("but not for a group below another construct, whose id begins the Terraform name", () => {
    const stack = synth((scope) => {
      const mfaPolicy = new MfaPolicy(scope, "mfa-policy");
      new MfaEnforcedGroup(new Construct(scope, "team"), "1e5", { groupName: "G", mfaPolicy, managedPolicies: [], members: ["john"] });
    });
    expect(stack.resource("aws_iam_group").address).toMatch(/^aws_iam_group\.team_1e5_/);
  });
});
