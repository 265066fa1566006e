import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AccountPasswordPolicy, type AccountPasswordPolicyProps } from "../../modules";
import { errorOf, type Properties, refusalsOf, synth } from "../helpers/synth";

const policyOf = (props?: AccountPasswordPolicyProps): Properties =>
  synth((stack) => new AccountPasswordPolicy(stack, "passwords", props)).resource("aws_iam_account_password_policy").properties;

/** The argument of the resource for a prop: `maxPasswordAge` becomes `max_password_age`. */
const argument = (prop: string): string => prop.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const DEFAULTS = {
  minimum_password_length: 14,
  password_reuse_prevention: 24,
  require_lowercase_characters: true,
  require_uppercase_characters: true,
  require_numbers: true,
  require_symbols: true,
  allow_users_to_change_password: true,
  hard_expiry: false,
};

test("without props, a stack gets the CIS benchmark's password policy and no other resource", () => {
  const stack = synth((scope) => new AccountPasswordPolicy(scope, "passwords"));
  expect(stack.addresses()).toEqual([expect.stringMatching(/^aws_iam_account_password_policy\./)]);
  expect(stack.resource("aws_iam_account_password_policy").properties).toEqual(DEFAULTS);
});

test("every prop sets its own argument", () => {
  const props = {
    minimumPasswordLength: 20,
    passwordReusePrevention: 5,
    maxPasswordAge: 90,
    requireLowercaseCharacters: false,
    requireUppercaseCharacters: false,
    requireNumbers: false,
    requireSymbols: false,
    allowUsersToChangePassword: false,
    hardExpiry: true,
  };
  expect(policyOf(props)).toEqual(Object.fromEntries(Object.entries(props).map(([prop, value]) => [argument(prop), value])));
});

test("a prop that is undefined keeps its default", () => {
  expect(policyOf({ minimumPasswordLength: undefined, hardExpiry: undefined, maxPasswordAge: undefined })).toEqual(DEFAULTS);
});

test.each<[prop: keyof AccountPasswordPolicyProps, lowest: number, highest: number]>([
  ["minimumPasswordLength", 6, 128],
  ["passwordReusePrevention", 1, 24],
  ["maxPasswordAge", 1, 1095],
])("%s can be as low as %i and as high as %i", (prop, lowest, highest) => {
  for (const value of [lowest, highest]) {
    expect(policyOf({ [prop]: value })[argument(prop)]).toBe(value);
  }
});

const LENGTH = "is out of range; use a whole number of characters from 6 to 128";
const REUSE = "is out of range; use a whole number of passwords from 1 to 24";
const AGE = "is out of range; use a whole number of days from 1 to 1095";

test.each<[props: unknown, code: string, line: string]>([
  [{ minimumPasswordLength: 5 }, "out-of-range", `minimumPasswordLength: 5 ${LENGTH}`],
  [{ minimumPasswordLength: 129 }, "out-of-range", `minimumPasswordLength: 129 ${LENGTH}`],
  [{ minimumPasswordLength: 14.5 }, "out-of-range", `minimumPasswordLength: 14.5 ${LENGTH}`],
  [{ minimumPasswordLength: "14" }, "out-of-range", `minimumPasswordLength: "14" ${LENGTH}`],
  [{ minimumPasswordLength: null }, "out-of-range", `minimumPasswordLength: null ${LENGTH}`],
  [{ passwordReusePrevention: 0 }, "out-of-range", `passwordReusePrevention: 0 ${REUSE}`],
  [{ passwordReusePrevention: 25 }, "out-of-range", `passwordReusePrevention: 25 ${REUSE}`],
  [{ maxPasswordAge: 0 }, "out-of-range", `maxPasswordAge: 0 ${AGE}`],
  [{ maxPasswordAge: 1096 }, "out-of-range", `maxPasswordAge: 1096 ${AGE}`],
  [{ requireSymbols: "yes" }, "wrong-type", 'requireSymbols: "yes" is not true or false'],
  [{ hardExpiry: null }, "wrong-type", "hardExpiry: null is not true or false"],
  [{ requireNumber: true }, "unknown-key", 'requireNumber: unknown key "requireNumber"; did you mean "requireNumbers"?'],
  [null, "wrong-type", "null is not an object of props"],
  [[], "wrong-type", "[] is not an object of props"],
])("the props %j are refused", (props, code, line) => {
  expect(refusalsOf(() => policyOf(props as AccountPasswordPolicyProps))).toEqual([[code, line]]);
});

test("all problems are in one error, with the construct's path and without a stack trace", () => {
  const { stack } = errorOf(() => policyOf({ minimumPasswordLength: 5, passwordReusePrevention: 25, maxPasswordAge: 0 })) as Error;
  expect(stack).toBe(
    [
      "InvalidInputError: stack/passwords has 3 problems:",
      `  minimumPasswordLength: 5 ${LENGTH}`,
      `  passwordReusePrevention: 25 ${REUSE}`,
      `  maxPasswordAge: 0 ${AGE}`,
    ].join("\n"),
  );
});

test("a second password policy in the same stack is refused, in another construct too", () => {
  const build = (): unknown =>
    synth((stack) => {
      new AccountPasswordPolicy(new Construct(stack, "security"), "passwords");
      new AccountPasswordPolicy(new Construct(stack, "team"), "passwords");
    });
  const message = "the stack already has the account's password policy, at stack/security/passwords; remove one of them";
  expect(refusalsOf(build)).toEqual([["only-one-per-stack", message]]);
});

test("each stack of an app can have a password policy", () => {
  const stack = synth((first) => {
    new AccountPasswordPolicy(first, "passwords");
    new AccountPasswordPolicy(new TerraformStack(App.of(first), "other"), "passwords");
  });
  expect(stack.addresses()).toHaveLength(1);
});
