import { DataAwsIamPolicy } from "@cdktf/provider-aws/lib/data-aws-iam-policy";
import { defineRoster, type InvalidInputError, MfaEnforcedRoster, type MfaEnforcedRosterProps, mfaPolicyDocument } from "../../modules";
import { errorOf, evaluateTemplate, synth } from "../helpers/synth";

const roster = defineRoster({
  groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
  users: [
    { name: "john", groups: ["PowerConsultants"] },
    { name: "next.colleague", groups: [] },
  ],
});

const stackWith = (props: Partial<MfaEnforcedRosterProps>) =>
  synth((scope) => new MfaEnforcedRoster(scope, "identity", { roster, ...props }));

const problemsOf = (props: object): unknown => (errorOf(() => stackWith(props)) as InvalidInputError).problems;

test("every user gets the boundary, which allows everything and has the Denies of the MFA policy", () => {
  const document = { kind: "selfManage", maxMfaAgeSeconds: 3600, enrolment: "console" } as const;
  const stack = stackWith({ userBoundary: true, document });
  const boundary = stack.resource("aws_iam_policy", { name: "EnforceMfaBoundary" });
  const denies = mfaPolicyDocument(document).Statement.filter(({ Effect }) => Effect === "Deny");
  expect(denies).toHaveLength(3);
  expect(JSON.parse(evaluateTemplate(String(boundary.properties.policy)))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Sid: "AllowWhatPoliciesAllow", Effect: "Allow", Action: "*", Resource: "*" }, ...denies],
  });
  expect(boundary.properties.lifecycle).toEqual({ create_before_destroy: true, ignore_changes: ["description", "path"] });
  const boundaries = stack.resources("aws_iam_user").map(({ properties }) => properties.permissions_boundary);
  expect(boundaries).toEqual([`\${${boundary.address}.arn}`, `\${${boundary.address}.arn}`]);
});

test.each([[false], [undefined]])("userBoundary: %s makes none", (userBoundary) => {
  const stack = stackWith({ userBoundary });
  expect(stack.resources("aws_iam_policy")).toHaveLength(1);
  expect(stack.resources("aws_iam_user").filter(({ properties }) => "permissions_boundary" in properties)).toEqual([]);
});

test("the boundary takes its name and path from the MFA policy", () => {
  const stack = stackWith({ userBoundary: true, policyName: "NoWorkWithoutMfa", policyPath: "/security/" });
  expect(stack.resource("aws_iam_policy", { name: "NoWorkWithoutMfaBoundary" }).properties.path).toBe("/security/");
});

test("userBoundary: { arn } uses a boundary that is managed elsewhere", () => {
  const arn = "arn:aws:iam::123456789012:policy/Boundary";
  const stack = stackWith({ userBoundary: { arn } });
  expect(stack.resources("aws_iam_policy")).toHaveLength(1);
  expect(stack.resources("aws_iam_user").map(({ properties }) => properties.permissions_boundary)).toEqual([arn, arn]);
});

test("userBoundary: { arn } takes a reference", () => {
  const stack = synth((scope) => {
    const { arn } = new DataAwsIamPolicy(scope, "boundary", { name: "Boundary" });
    new MfaEnforcedRoster(scope, "identity", { roster, userBoundary: { arn } });
  });
  expect(stack.resource("aws_iam_user", { name: "john" }).properties.permissions_boundary).toBe("${data.aws_iam_policy.boundary.arn}");
});

test.each<[given: unknown, problem: object]>([
  ["yes", { code: "wrong-type", path: "userBoundary", message: '"yes" is not true, false or { arn }' }],
  [null, { code: "wrong-type", path: "userBoundary", message: "null is not true, false or { arn }" }],
  [
    { arn: "Boundary" },
    {
      code: "invalid-arn",
      path: "userBoundary.arn",
      message: '"Boundary" is not the ARN of a managed policy; use one such as "arn:aws:iam::123456789012:policy/EnforceMfa"',
    },
  ],
])("userBoundary: %j is refused", (userBoundary, problem) => {
  expect(problemsOf({ userBoundary })).toEqual([problem]);
});

test("a misspelled key of userBoundary is refused together with the missing one", () => {
  expect(problemsOf({ userBoundary: { ARN: "x" } })).toMatchObject([
    { code: "unknown-key", path: "userBoundary.ARN", message: 'unknown key "ARN"; did you mean "arn"?' },
    { code: "missing", path: "userBoundary.arn" },
  ]);
});

test("a policy name that leaves no room for the boundary's name is refused", () => {
  expect(problemsOf({ userBoundary: true, policyName: "x".repeat(121) })).toMatchObject([{ code: "invalid-name", path: "policyName" }]);
  expect(stackWith({ userBoundary: true, policyName: "x".repeat(120) }).resources("aws_iam_policy")).toHaveLength(2);
});
