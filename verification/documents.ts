/**
 * Policy documents for testing proofs of enforcement: correct ones, nearly correct ones, and ones that AWS would refuse.
 */
import fc from "fast-check";

/** Actions that the generated documents name and that the simulator evaluates. All of them exist. */
export const NAMED_ACTIONS = [
  "iam:ChangePassword",
  "iam:CreateVirtualMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListUsers",
  "iam:ListVirtualMFADevices",
  "sts:GetSessionToken",
  "s3:GetObject",
  "codecommit:GitPull",
] as const;

const WILDCARDS = ["*", "iam:*", "iam:List*", "IAM:list*", "iam:?etUser", "s3:*", "sts:Get*Token"];

/** Condition tests whose result for a request without MFA is known. */
const KNOWN_TESTS: readonly (readonly [operator: string, key: string, values: readonly (string | boolean | number)[]])[] = [
  ["BoolIfExists", "aws:MultiFactorAuthPresent", ["false"]],
  ["BoolIfExists", "AWS:multifactorauthpresent", [false]],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", ["true"]],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", ["true", "false"]],
  ["Bool", "aws:MultiFactorAuthPresent", ["false"]],
  ["Bool", "aws:MultiFactorAuthPresent", ["true"]],
  ["Null", "aws:MultiFactorAuthPresent", ["true"]],
  ["Null", "aws:MultiFactorAuthPresent", [false]],
  ["Null", "aws:MultiFactorAuthPresent", ["false", "true"]],
  ["Null", "aws:MultiFactorAuthAge", ["true"]],
  ["Null", "aws:MultiFactorAuthAge", ["false"]],
  ["NumericGreaterThanIfExists", "aws:MultiFactorAuthAge", ["3600"]],
  ["NumericLessThanIfExists", "aws:multifactorauthage", [60]],
  ["NumericGreaterThan", "aws:MultiFactorAuthAge", ["3600"]],
  ["Bool", "aws:ViaAWSService", ["false"]],
  ["BoolIfExists", "aws:viaawsservice", [false]],
  ["Bool", "aws:ViaAWSService", ["true"]],
];

/** Condition tests that may or may not hold for a request without MFA, or that AWS does not document in this spelling. */
const UNKNOWN_TESTS: typeof KNOWN_TESTS = [
  ["boolifexists", "aws:MultiFactorAuthPresent", ["false"]],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", ["False"]],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", ["no"]],
  ["BoolIfExists", "aws:MultiFactorAuthPresent ", ["false"]],
  ["StringNotEquals", "aws:MultiFactorAuthPresent", ["true"]],
  ["StringEquals", "aws:MultiFactorAuthPresent", ["false"]],
  ["StringEqualsIfExists", "aws:MultiFactorAuthPresent", ["false"]],
  ["ForAllValues:Bool", "aws:MultiFactorAuthPresent", ["false"]],
  ["ForAnyValue:Bool", "aws:MultiFactorAuthPresent", ["false"]],
  ["NumericNotEquals", "aws:MultiFactorAuthAge", ["0"]],
  ["NumericGreaterThanIfExists", "aws:MultiFactorAuthAge", ["an hour"]],
  ["Null", "aws:ViaAWSService", ["false"]],
  ["StringEquals", "aws:RequestedRegion", ["eu-central-1"]],
  ["StringNotEquals", "aws:RequestedRegion", ["eu-central-1"]],
  ["StringNotEqualsIfExists", "aws:PrincipalTag/Team", ["ops"]],
  ["IpAddress", "aws:SourceIp", ["192.0.2.0/24"]],
  ["NotIpAddress", "aws:SourceIp", ["192.0.2.0/24"]],
  ["DateLessThan", "aws:CurrentTime", ["2020-01-01T00:00:00Z"]],
  ["StringLike", "aws:userid", ["${aws:username}"]],
];

const PARTIAL_RESOURCES = ["arn:aws:iam::*:user/*", "arn:aws:iam::*:user/${aws:username}", "arn:aws:s3:::*", "arn:*"];

/** A condition with its tests in the order drawn. A later test replaces an earlier one with the same operator and key. */
function condition(tests: typeof KNOWN_TESTS): fc.Arbitrary<Record<string, Record<string, unknown>>> {
  const one = fc.tuple(fc.constantFrom(...tests), fc.boolean());
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((drawn) => {
    const made: Record<string, Record<string, unknown>> = {};
    for (const [[operator, key, values], isList] of drawn) {
      made[operator] = { ...made[operator], [key]: isList || values.length > 1 ? [...values] : values[0] };
    }
    return made;
  });
}

function oneOrMore(values: readonly string[]): fc.Arbitrary<string | string[]> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...values) },
    { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 6 }) },
  );
}

const someActions = oneOrMore([...NAMED_ACTIONS, ...NAMED_ACTIONS.map((action) => action.toUpperCase())]);
const anyActions = oneOrMore([...NAMED_ACTIONS, ...WILDCARDS]);

const denied = fc.oneof(
  { weight: 5, arbitrary: someActions.map((NotAction) => ({ NotAction })) },
  { weight: 1, arbitrary: fc.constant({ Action: "*" }) },
  { weight: 1, arbitrary: anyActions.map((Action) => ({ Action })) },
  { weight: 1, arbitrary: anyActions.map((NotAction) => ({ NotAction })) },
);

const everywhere = fc.constantFrom({ Resource: "*" }, { Resource: ["*"] }, { Resource: ["arn:aws:s3:::*", "*"] });
const somewhere = fc.oneof(
  { weight: 4, arbitrary: oneOrMore(PARTIAL_RESOURCES).map((Resource) => ({ Resource })) },
  { weight: 4, arbitrary: oneOrMore(PARTIAL_RESOURCES).map((NotResource) => ({ NotResource })) },
  { weight: 1, arbitrary: fc.constant({ NotResource: "*" }) },
);

/** Uses the usual condition in a third of the statements, so that both verdicts are frequent. */
function maybeConditional(tests: typeof KNOWN_TESTS): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 8, arbitrary: fc.constant({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } }) },
    { weight: 16, arbitrary: condition(tests).map((Condition) => ({ Condition })) },
  );
}

const knownDeny = fc
  .tuple(denied, everywhere, maybeConditional(KNOWN_TESTS))
  .map((parts): object => Object.assign({ Effect: "Deny" }, ...parts) as object);

const anyStatement = fc
  .tuple(
    fc.constantFrom({ Effect: "Deny" }, { Effect: "Deny" }, { Effect: "Deny" }, { Effect: "Allow" }),
    denied,
    fc.oneof({ weight: 5, arbitrary: everywhere }, { weight: 1, arbitrary: somewhere }),
    maybeConditional([...KNOWN_TESTS, ...KNOWN_TESTS, ...UNKNOWN_TESTS]),
  )
  .map((parts): object => Object.assign({}, ...parts) as object);

/** Changes that make AWS refuse the statement or the whole document. */
const FAULTS: readonly object[] = [
  { Effect: "deny" },
  { Effect: undefined },
  { Action: "*", NotAction: "iam:GetUser" },
  { Action: undefined, NotAction: undefined },
  { Action: "everything", NotAction: undefined },
  { Action: [], NotAction: undefined },
  { Resource: undefined, NotResource: undefined },
  { Resource: "*", NotResource: "*" },
  { Resource: [] },
  { Principal: "*" },
  { Condition: [] },
  { Condition: { BoolIfExists: {} } },
  { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": [] } } },
  { Condition: null },
  { Sid: "not a Sid" },
  { effect: "Deny" },
];

const faultyStatement = fc
  .tuple(anyStatement, fc.constantFrom(...FAULTS))
  .map(([statement, fault]) => dropUndefined({ ...statement, ...fault }));

function documentOf(statements: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc
    .tuple(
      fc.constantFrom({ Version: "2012-10-17" }, { Version: "2012-10-17" }, { Version: "2008-10-17" }, {}),
      fc.array(statements, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([version, list, isBare]) => ({ ...version, Statement: isBare && list.length === 1 ? list[0] : list }));
}

/** Documents of fully understood Denies, so that the verdict can be checked in both directions. */
export const knownDocuments: fc.Arbitrary<readonly object[]> = fc.array(documentOf(knownDeny), { minLength: 1, maxLength: 2 });

/** Documents of any kind. AWS would refuse some of them. */
export const anyDocuments: fc.Arbitrary<readonly object[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: documentOf(anyStatement) },
    { weight: 1, arbitrary: documentOf(fc.oneof(anyStatement, faultyStatement)) },
    { weight: 1, arbitrary: documentOf(anyStatement).map((document) => ({ ...document, Version: "2012-10-18" })) },
  ),
  { minLength: 1, maxLength: 3 },
);

function dropUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined));
}
