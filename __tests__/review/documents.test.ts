import { reviewPlan } from "../../modules/review";
import { deny, EXEMPTIONS, SELF_SERVICE, type Statement } from "../../verification/plans/cases/parts";
import { change, plan } from "../helpers/plans";

const POLICY = "aws_iam_policy.mfa";
const DENY = deny();

function text(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What the change of a policy from one document to another means. */
function meaningOf(before: string, after: string): readonly string[] {
  const values = { name: "EnforceMfa", arn: "arn:aws:iam::123456789012:policy/EnforceMfa" };
  const update = change("update", POLICY, { before: { ...values, policy: before }, after: { ...values, policy: after } });
  return reviewPlan(plan([update]), "plan.json").documents.flatMap(({ policy, address, meaning }) => {
    expect([policy, address]).toEqual(["EnforceMfa", POLICY]);
    return meaning;
  });
}

describe("what means nothing", () => {
  test.each<readonly [string, string]>([
    ["the order of statements", text(SELF_SERVICE, DENY)],
    ["the order of elements and of lists", text(reversed({ ...DENY, NotAction: [...EXEMPTIONS].reverse() }), SELF_SERVICE)],
    ["Sids", text({ ...DENY, Sid: "Other" }, SELF_SERVICE)],
    ["white space", JSON.stringify(JSON.parse(text(DENY, SELF_SERVICE)), undefined, 2)],
    ["a single value instead of a list", text({ ...DENY, Resource: ["*"] }, SELF_SERVICE)],
  ])("%s", (_name, after) => {
    expect(meaningOf(text(DENY, SELF_SERVICE), after)).toEqual([]);
  });
});

describe("what changes for the Deny", () => {
  test.each<readonly [string, readonly Statement[], readonly Statement[], readonly string[]]>([
    [
      "an exemption comes",
      [DENY],
      [deny({ NotAction: [...EXEMPTIONS, "codecommit:GitPull"] })],
      ["without MFA, codecommit:GitPull works from now on"],
    ],
    [
      "two exemptions come and one goes",
      [DENY],
      [deny({ NotAction: [...EXEMPTIONS.slice(1), "codecommit:GitPull", "codecommit:GitPush"] })],
      [
        "without MFA, codecommit:GitPull and codecommit:GitPush work from now on",
        "without MFA, iam:CreateVirtualMFADevice no longer works",
      ],
    ],
    [
      "services are let through",
      [DENY],
      [deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false" } } })],
      ["without MFA, AWS services may from now on act for users"],
    ],
    ["the Deny comes", [SELF_SERVICE], [SELF_SERVICE, DENY], ["it enforces MFA from now on"]],
    [
      "an equal Deny takes its place",
      [DENY],
      [deny({ Condition: { BoolIfExists: { "aws:multifactorauthpresent": "false" } } })],
      ["the Deny is written differently, and does the same"],
    ],
  ])("%s", (_name, before, after, meaning) => {
    expect(meaningOf(text(...before), text(...after))).toEqual(meaning);
  });

  test.each<readonly [string, Statement | undefined]>([
    ["it goes", undefined],
    ["it covers one bucket", deny({ Resource: "arn:aws:s3:::reports/*" })],
    ["it gets a condition", deny({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })],
    ["it becomes an Allow", deny({ Effect: "Allow" })],
  ])("%s", (_name, after) => {
    const [first] = meaningOf(text(DENY, SELF_SERVICE), text(...(after ? [after] : []), SELF_SERVICE));
    expect(first).toMatch(/^it no longer enforces MFA: ./);
  });
});

describe("what changes otherwise", () => {
  const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };

  test("a statement comes, and another goes", () => {
    const secure = { ...READ, Condition: { Bool: { "aws:SecureTransport": "true" } } };
    expect(meaningOf(text(DENY, READ), text(DENY, secure))).toEqual([
      "new: Allow s3:GetObject on arn:aws:s3:::reports/*, if Bool aws:SecureTransport true",
      "gone: Allow s3:GetObject on arn:aws:s3:::reports/*",
    ]);
  });

  test("long lists are cut", () => {
    const actions = ["a", "b", "c", "d", "e", "f", "g", "h"].map((letter) => `s3:Get${letter}`);
    const [meaning] = meaningOf(text(DENY), text(DENY, { Effect: "Allow", Action: actions, Resource: "*" }));
    expect(meaning).toBe("new: Allow s3:Geta, s3:Getb, s3:Getc, s3:Getd, s3:Gete, s3:Getf and 2 more");
  });
});

test("a document that is known only after the apply is said to be so", () => {
  const values = { name: "EnforceMfa", arn: "arn:aws:iam::123456789012:policy/EnforceMfa" };
  const update = change("update", POLICY, {
    before: { ...values, policy: text(DENY) },
    after: values,
    unknown: { policy: true },
  });
  expect(reviewPlan(plan([update]), "plan.json").documents).toEqual([
    { policy: "EnforceMfa", address: POLICY, meaning: ["what it says is known only after the apply"] },
  ]);
});

test("an inline policy counts as well, and one that comes or goes is no change of a document", () => {
  const values = { name: "Work", group: "Power", policy: text(DENY) };
  const inline = "aws_iam_group_policy.work";
  const stricter = { ...values, policy: text(deny({ NotAction: EXEMPTIONS.slice(1) })) };
  const changes = [
    change("update", inline, { before: values, after: stricter }),
    change("create", "aws_iam_group_policy.b", { after: values }),
  ];
  expect(reviewPlan(plan(changes), "plan.json").documents.map(({ address }) => address)).toEqual([inline]);
});

function reversed(statement: Statement): Statement {
  return Object.fromEntries(Object.entries(statement).reverse());
}
