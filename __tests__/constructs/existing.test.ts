import { MfaEnforcedRoster, type MfaEnforcedRosterProps, MfaPolicy, type Roster } from "../../modules";
import { refusalsOf, synth, type Synthesized } from "../helpers/synth";

const POLICY = "arn:aws:iam::123456789012:policy/EnforceMfa";

const build = (roster: Roster, props: Partial<MfaEnforcedRosterProps> = {}): Synthesized =>
  synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster, ...props }));

/** What is imported: the type of each resource, and its id. */
const importsOf = ({ json }: Synthesized): readonly string[] => (json.import ?? []).map(({ to, id }) => `${to.split(".")[0]} ${id}`).sort();

const ROSTER: Roster = {
  groups: {
    Power: { managedPolicies: ["PowerUserAccess", "arn:aws:iam::123456789012:policy/team/Own", POLICY], existing: true },
    New: { managedPolicies: ["ReadOnlyAccess"], allowEmpty: true },
  },
  users: [
    { name: "john", groups: ["Power"], existing: true },
    { name: "first.colleague", groups: ["Power", "New"] },
    { name: "ci", groups: [], existing: true },
  ],
};

describe("existing: true imports", () => {
  test("users, groups, and the policies that are listed in the group, and nothing else", () => {
    expect(importsOf(build(ROSTER))).toEqual([
      "aws_iam_group Power",
      "aws_iam_group_policy_attachment Power/arn:aws:iam::123456789012:policy/team/Own",
      "aws_iam_group_policy_attachment Power/arn:aws:iam::aws:policy/PowerUserAccess",
      "aws_iam_user ci",
      "aws_iam_user john",
    ]);
  });

  test("IAMUserChangePassword where it is listed", () => {
    const groups = { Power: { managedPolicies: ["IAMUserChangePassword"], existing: true } };
    expect(importsOf(build({ ...ROSTER, groups, users: [{ name: "john", groups: ["Power"] }] }))).toEqual([
      "aws_iam_group Power",
      "aws_iam_group_policy_attachment Power/arn:aws:iam::aws:policy/IAMUserChangePassword",
    ]);
  });

  test("the MFA policy by its ARN, and its attachment where it is listed", () => {
    const imports = importsOf(build(ROSTER, { existingPolicyArn: POLICY }));
    expect(imports).toContain(`aws_iam_policy ${POLICY}`);
    expect(imports).toContain(`aws_iam_group_policy_attachment Power/${POLICY}`);
    expect(imports).toHaveLength(importsOf(build(ROSTER)).length + 2);
  });

  test("memberships of existing users in existing groups if the membership is additive, because only these can be imported", () => {
    const memberships = importsOf(build(ROSTER, { membership: "additive" })).filter((line) => line.includes("membership"));
    expect(memberships).toEqual(["aws_iam_user_group_membership john/Power"]);
  });

  test('all groups and users with existing: "all", except those that say otherwise', () => {
    const users = [
      { name: "john", groups: ["Power"] },
      { name: "next.colleague", groups: ["Power"], existing: false },
    ];
    const roster: Roster = { groups: { Power: { managedPolicies: [] } }, users, existing: "all" };
    expect(importsOf(build(roster))).toEqual(["aws_iam_group Power", "aws_iam_user john"]);
  });

  test("into addresses that the stack has", () => {
    const stack = build(ROSTER, { existingPolicyArn: POLICY, membership: "additive" });
    expect(stack.json.import?.map(({ to }) => stack.at(to).address)).toHaveLength(8);
  });

  test("nothing if nobody exists, and changes nothing but `import` blocks", () => {
    const users = ROSTER.users.map(({ name, groups }) => ({ name, groups }));
    const without = build({ groups: { ...ROSTER.groups, Power: { ...ROSTER.groups.Power!, existing: undefined } }, users });
    expect(without.json).not.toHaveProperty("import");
    expect({ ...build(ROSTER).json, import: undefined }).toEqual(without.json);
  });
});

describe("existingPolicyArn", () => {
  test("works for an MfaPolicy by itself", () => {
    expect(importsOf(synth((stack) => new MfaPolicy(stack, "mfa", { existingPolicyArn: POLICY })))).toEqual([`aws_iam_policy ${POLICY}`]);
  });

  test.each([
    [
      "arn:aws:iam::123456789012:policy/Force_MFA",
      "contradiction",
      'existingPolicyArn: "arn:aws:iam::123456789012:policy/Force_MFA" is not called "EnforceMfa", so it would be replaced instead of taken over; set policyName to the name in the ARN',
    ],
    [
      "arn:aws:iam::aws:policy/EnforceMfa",
      "invalid-arn",
      'existingPolicyArn: "arn:aws:iam::aws:policy/EnforceMfa" is not the ARN of a managed policy; use one such as "arn:aws:iam::123456789012:policy/EnforceMfa"',
    ],
    [
      "${aws_iam_policy.mfa.arn}",
      "invalid-arn",
      'existingPolicyArn: "${aws_iam_policy.mfa.arn}" is not the ARN of a managed policy; use one such as "arn:aws:iam::123456789012:policy/EnforceMfa"',
    ],
  ])("is refused if it is %s", (existingPolicyArn, code, line) => {
    expect(refusalsOf(() => synth((stack) => new MfaPolicy(stack, "mfa", { existingPolicyArn })))).toEqual([[code, line]]);
    expect(refusalsOf(() => build(ROSTER, { existingPolicyArn }))).toEqual([[code, line]]);
  });
});
