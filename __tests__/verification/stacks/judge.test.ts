import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { mfaPolicyDocument } from "../../../modules/policy";
import { peopleAtRest } from "../../../verification/stacks/at-rest";
import { decide } from "../../../verification/stacks/decide";
import { describeLeak, type Judgement, judgeStack } from "../../../verification/stacks/judge-account";
import { contextsFor, PROBES } from "../../../verification/stacks/probes";
import { makeStack, recipes } from "../../../verification/stacks/random-stack";
import { InvalidStackError } from "../../../verification/stacks/terraform-json";

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const MFA = "${aws_iam_policy.mfa.arn}";
const TEXT = JSON.stringify(mfaPolicyDocument()).replaceAll("${", () => "$${");
const READS = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*" } });

/** A stack in which john is in the group admins, which has AdministratorAccess. */
function stack(others: Resources = {}): { resource: Resources } {
  const base: Resources = {
    aws_iam_policy: { mfa: { name: "EnforceMfa", policy: TEXT } },
    aws_iam_group: { admins: { name: "admins" } },
    aws_iam_user: { john: { name: "john" } },
    aws_iam_group_policy_attachment: { admin: { group: "admins", policy_arn: ADMINISTRATOR } },
    aws_iam_user_group_membership: { john: { user: "john", groups: ["${aws_iam_group.admins.name}"] } },
  };
  const types = new Set([...Object.keys(base), ...Object.keys(others)]);
  return { resource: Object.fromEntries([...types].map((type) => [type, { ...base[type], ...others[type] }])) };
}

/** The same stack, and the group carries the Deny. */
function enforced(others: Resources = {}): { resource: Resources } {
  const mfa = { mfa: { group: "${aws_iam_group.admins.name}", policy_arn: MFA } };
  return stack({ ...others, aws_iam_group_policy_attachment: { ...mfa, ...others.aws_iam_group_policy_attachment } });
}

function exemption(action: string): Resources {
  const text = TEXT.replace('"iam:ChangePassword"', `"iam:ChangePassword","${action}"`);
  return { aws_iam_policy: { mfa: { name: "EnforceMfa", policy: text } } };
}

function boundedBy(boundary: string): Resources {
  return { aws_iam_user: { john: { name: "john", permissions_boundary: boundary } } };
}

const LIMIT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "*", Resource: "*" },
    {
      Effect: "Deny",
      NotAction: "iam:EnableMFADevice",
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
});

function policies(count: number): Readonly<Record<string, object>> {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  return Object.fromEntries(names.map((name) => [name, { group: "admins", policy_arn: `arn:aws:iam::aws:policy/${name}` }]));
}

describe("the judge finds", () => {
  test.each<[what: string, given: { resource: Resources }, kind: Judgement["kind"]]>([
    ["nothing in a group with the Deny", enforced(), "enforced"],
    ["a group without it", stack(), "open"],
    ["nothing in an exemption that opens nothing", enforced(exemption("codecommit:GitPull")), "enforced"],
    ["an exemption that opens credentials", enforced(exemption("iam:CreateAccessKey")), "open"],
    ["Bool", enforced({ aws_iam_policy: { mfa: { name: "EnforceMfa", policy: TEXT.replace("BoolIfExists", "Bool") } } }), "open"],
    ["a document that AWS refuses", enforced({ aws_iam_policy: { mfa: { policy: TEXT.replace("-10-17", "-10-18") } } }), "open"],
    ["nothing if a user may do nothing", enforced({ aws_iam_user: { idle: { name: "idle" } } }), "enforced"],
    ["a user whom the stack only names", enforced({ aws_iam_access_key: { legacy: { user: "legacy" } } }), "open"],
    [
      "a list that claims the policy for somebody else",
      enforced({ aws_iam_policy_attachment: { chosen: { policy_arn: MFA, users: ["chosen"] } } }),
      "open",
    ],
    [
      "nothing in a list that claims another policy for somebody else",
      enforced({ aws_iam_policy_attachment: { chosen: { policy_arn: ADMINISTRATOR, groups: ["admins"] } } }),
      "enforced",
    ],
    [
      "a list that claims the group's policies",
      enforced({ aws_iam_group_policy_attachments_exclusive: { only: { group_name: "${var.group}", policy_arns: [ADMINISTRATOR] } } }),
      "open",
    ],
    ["nothing with ten policies", enforced({ aws_iam_group_policy_attachment: policies(8) }), "enforced"],
    ["an eleventh policy", enforced({ aws_iam_group_policy_attachment: policies(9) }), "open"],
    [
      "two memberships that undo each other",
      enforced({
        aws_iam_user_policy_attachment: { john: { user: "john", policy_arn: ADMINISTRATOR } },
        aws_iam_group_membership: { others: { group: "admins", users: [] } },
      }),
      "open",
    ],
    [
      "a group of the same name in another account",
      enforced({ aws_iam_group_policy_attachment: { other: { group: "admins", policy_arn: ADMINISTRATOR, provider: "aws.other" } } }),
      "open",
    ],
    [
      "nothing if the boundary carries the Deny",
      {
        resource: {
          aws_iam_policy: { limit: { name: "Limit", policy: LIMIT } },
          aws_iam_user: { john: { name: "john", permissions_boundary: "${aws_iam_policy.limit.arn}" } },
          aws_iam_user_policy_attachment: { john: { user: "john", policy_arn: ADMINISTRATOR } },
        },
      },
      "enforced",
    ],
    ["a boundary that does not help the group's other members", stack(boundedBy(MFA)), "open"],
    [
      "nothing in an inline policy beside the Deny",
      enforced({ aws_iam_user_policy: { john: { user: "john", policy: READS } } }),
      "enforced",
    ],
    ["something hidden", enforced({ null_resource: { hidden: { provisioner: [{ "local-exec": { command: "./people" } }] } } }), "unknown"],
  ])("%s", (_, given, kind) => {
    expect(judgeStack(given).kind).toBe(kind);
  });

  test("the request that gets through, and who makes it", () => {
    const judgement = judgeStack(stack());
    expect(judgement.kind === "open" && describeLeak(judgement.leak)).toBe(
      `a member of group "admins" (aws): s3:GetObject on arn:aws:s3:::reports/2018.csv with an access key; has ${ADMINISTRATOR}`,
    );
  });

  test("a group of an excepted user's name, unless the exception is the group's address", () => {
    const given = enforced({
      aws_iam_user: { ci: { name: "ci" } },
      aws_iam_group: { ci: { name: "ci" } },
      aws_iam_group_policy_attachment: { ci: { group: "ci", policy_arn: ADMINISTRATOR } },
    });
    expect(judgeStack(given, ["ci"]).kind).toBe("open");
    expect(judgeStack(given, ["aws_iam_group.ci"]).kind).toBe("enforced");
  });

  test("no stack where a reference leads nowhere", () => {
    const given = enforced({ aws_iam_access_key: { lost: { user: "${aws_iam_user.lost.name}" } } });
    expect(() => judgeStack(given)).toThrow(InvalidStackError);
  });
});

test("policies judged one by one give the simulator's answer about all of them, boundary included", () => {
  let questions = 0;
  for (const recipe of fc.sample(recipes, { numRuns: 30, seed: 7 })) {
    const people = peopleAtRest(makeStack(recipe).json).filter(({ holder }) => holder.kind === "user");
    for (const { holder, outcomes } of people) {
      const { policies, boundary } = outcomes[0]!;
      const probe = PROBES[questions % PROBES.length]!;
      const context = contextsFor([])[questions % 2]!;
      const decisions = policies.map(({ document }) => decide(document, holder.name, probe, context));
      const isWithin = !boundary || decide(boundary.document, holder.name, probe, context) === "allow";
      const isAllowed = decisions.includes("allow") && !decisions.includes("deny") && isWithin;
      const toPolicy = ({ id, document }: { id: string; document: string }) => ({ name: id, policy: JSON.parse(document) as object });
      const answer = runUnsafeSimulation(
        {
          identityPolicies: policies.map(toPolicy),
          permissionBoundaryPolicies: boundary && [toPolicy(boundary)],
          serviceControlPolicies: [],
          resourceControlPolicies: [],
          request: {
            action: probe.action,
            principal: `arn:aws:iam::123456789012:user/${holder.name}`,
            resource: { resource: probe.resource.replace("${own}", holder.name), accountId: "123456789012" },
            contextVariables: { "aws:username": holder.name, "aws:ViaAWSService": "false", ...context.keys },
          },
        },
        {},
      );
      expect([holder.name, probe, isAllowed]).toEqual([holder.name, probe, answer === "Allowed"]);
      questions++;
    }
  }
  expect(questions).toBeGreaterThan(50);
});
