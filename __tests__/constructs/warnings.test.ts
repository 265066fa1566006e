import { DataAwsIamPolicy } from "@cdktf/provider-aws/lib/data-aws-iam-policy";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { TerraformStack } from "cdktf";
import { defineRoster, type ManagedPolicy, MfaEnforcedGroup, MfaEnforcedRoster, MfaPolicy } from "../../modules";
import { synth } from "../helpers/synth";

/** The warnings of a stack. */
function warningsOf(build: (stack: TerraformStack) => void): readonly unknown[] {
  let warnings: readonly unknown[] = [];
  synth((stack) => {
    build(stack);
    const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata);
    warnings = metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => data as unknown);
  });
  return warnings;
}

const policy = (stack: TerraformStack, statement: object): IamPolicy =>
  new IamPolicy(stack, "own", {
    name: "Own",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }).replaceAll("${", () => "$${"),
  });

const YES =
  'the group "G" has administrator rights, so before MFA the exempt actions of its MFA policy reach every user and device; set exemptOwnUserOnly: true in the policy\'s document, or exemptOwnUserOnly: false if you mean it';
const UNKNOWN =
  'what the policies of the group "G" allow cannot be seen; if they allow iam:*, set exemptOwnUserOnly: true in the MFA policy\'s document, otherwise exemptOwnUserOnly: false';

const DISGUISES: readonly [title: string, entry: (stack: TerraformStack) => ManagedPolicy, warning: string | undefined][] = [
  ["AdministratorAccess", () => "AdministratorAccess", YES],
  ["its ARN", () => "arn:aws:iam::aws:policy/AdministratorAccess", YES],
  ["a data source by its name", (stack) => new DataAwsIamPolicy(stack, "data", { name: "AdministratorAccess" }), YES],
  ["a data source by its ARN", (stack) => new DataAwsIamPolicy(stack, "data", { arn: "arn:aws:iam::aws:policy/IAMFullAccess" }), YES],
  ["a policy of the app that allows iam:*", (stack) => policy(stack, { Effect: "Allow", Action: "iam:*", Resource: "*" }), YES],
  [
    "a policy of the app that allows IAM:Enable*",
    (stack) => policy(stack, { Effect: "Allow", Action: ["IAM:Enable*"], Resource: ["*"] }),
    YES,
  ],
  ["a policy of the app with NotAction", (stack) => policy(stack, { Effect: "Allow", NotAction: "s3:*", Resource: "*" }), YES],
  ["PowerUserAccess", () => "PowerUserAccess", undefined],
  ["a policy of the app that allows s3:*", (stack) => policy(stack, { Effect: "Allow", Action: "s3:*", Resource: "*" }), undefined],
  ["a policy of the app that denies iam:*", (stack) => policy(stack, { Effect: "Deny", Action: "iam:*", Resource: "*" }), undefined],
  [
    "a policy of the app for the own user",
    (stack) => policy(stack, { Effect: "Allow", Action: "iam:*", Resource: "arn:aws:iam::*:user/${aws:username}" }),
    undefined,
  ],
  ["a customer managed policy", () => "arn:aws:iam::123456789012:policy/Own", UNKNOWN],
  ["a data source of a customer managed policy", (stack) => new DataAwsIamPolicy(stack, "data", { name: "Own" }), UNKNOWN],
  ["a policy with a reference in it", (stack) => new IamPolicy(stack, "own", { name: "Own", policy: "${var.policy}" }), UNKNOWN],
];

test.each(DISGUISES)("a group with %s", (_title, entry, warning) => {
  const warnings = warningsOf((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa");
    new MfaEnforcedGroup(stack, "group", { groupName: "G", mfaPolicy, managedPolicies: [entry(stack)], members: ["john"] });
  });
  expect(warnings).toEqual(warning === undefined ? [] : [warning]);
});

test.each(DISGUISES)("a roster's group with %s", (_title, entry, warning) => {
  let exemptOwnUserOnly: boolean | undefined;
  const warnings = warningsOf((stack) => {
    const roster = defineRoster({ groups: { G: { managedPolicies: [entry(stack)] } }, users: [{ name: "john", groups: ["G"] }] });
    exemptOwnUserOnly = new MfaEnforcedRoster(stack, "identity", { roster }).mfaPolicy.documentOptions.exemptOwnUserOnly;
  });
  expect(exemptOwnUserOnly).toBe(warning === YES ? true : undefined);
  expect(warnings).toEqual(warning === UNKNOWN ? [UNKNOWN] : []);
});

test.each([[true], [false]])("nobody is warned about administrators with exemptOwnUserOnly: %s", (exemptOwnUserOnly) => {
  const warnings = warningsOf((stack) => {
    const roster = defineRoster({
      groups: { G: { managedPolicies: ["AdministratorAccess", "arn:aws:iam::123456789012:policy/Own"] } },
      users: [{ name: "john", groups: ["G"] }],
    });
    new MfaEnforcedRoster(stack, "identity", { roster, document: { exemptOwnUserOnly } });
  });
  expect(warnings).toEqual([]);
});

test.each([
  ["PowerUserAcces", 'did you mean "PowerUserAccess"?'],
  ["ViewOnlyAccess", 'did you mean "job-function/ViewOnlyAccess"?'],
  ["administratoraccess", 'did you mean "AdministratorAccess"?'],
  ["NothingLikeAnyOfThem", "correct it if it is not newer"],
])("a misspelled AWS managed policy is a warning: %s", (name, fix) => {
  const warnings = warningsOf((stack) => {
    const mfaPolicy = new MfaPolicy(stack, "mfa", { document: { exemptOwnUserOnly: false } });
    new MfaEnforcedGroup(stack, "group", { groupName: "G", mfaPolicy, managedPolicies: [name], members: ["john"] });
  });
  expect(warnings).toEqual([`the group "G": AWS had no managed policy "${name}" on 2026-09-30; ${fix}`]);
});

test("with exemptOwnUserOnly, a user whose name begins with another's and a hyphen is a warning", () => {
  const users = ["john", "john-smith", "john-smith-2", "johnny", "smith"].map((name) => ({ name, groups: [] }));
  const warnings = (exemptOwnUserOnly: boolean): readonly unknown[] =>
    warningsOf((stack) => {
      new MfaEnforcedRoster(stack, "identity", { roster: defineRoster({ groups: {}, users }), document: { exemptOwnUserOnly } });
    });
  expect(warnings(true).map((warning) => /"(.*?)".*"(.*?)"/.exec(String(warning))?.slice(1))).toEqual([
    ["john", "john-smith"],
    ["john", "john-smith-2"],
    ["john-smith", "john-smith-2"],
  ]);
  expect(warnings(false)).toEqual([]);
});
