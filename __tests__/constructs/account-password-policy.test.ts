import { Construct } from "constructs";
import { AccountPasswordPolicy, type AccountPasswordPolicyProps, type InvalidInputError } from "../../modules";
import { errorOf, type Properties, synth } from "../helpers/synth";

const policyOf = (props?: AccountPasswordPolicyProps): Properties =>
  synth((stack) => new AccountPasswordPolicy(stack, "passwords", props)).resource("aws_iam_account_password_policy").properties;

describe("sets the account's password policy", () => {
  test("by default to what CIS asks for, with all character classes", () => {
    expect(policyOf()).toEqual({
      minimum_password_length: 14,
      password_reuse_prevention: 24,
      require_lowercase_characters: true,
      require_uppercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      allow_users_to_change_password: true,
      hard_expiry: false,
    });
  });

  test("with all props", () => {
    expect(
      policyOf({
        minimumPasswordLength: 20,
        passwordReusePrevention: 5,
        maxPasswordAge: 90,
        requireLowercaseCharacters: false,
        requireUppercaseCharacters: false,
        requireNumbers: false,
        requireSymbols: false,
        allowUsersToChangePassword: false,
        hardExpiry: true,
      }),
    ).toEqual({
      minimum_password_length: 20,
      password_reuse_prevention: 5,
      max_password_age: 90,
      require_lowercase_characters: false,
      require_uppercase_characters: false,
      require_numbers: false,
      require_symbols: false,
      allow_users_to_change_password: false,
      hard_expiry: true,
    });
  });

  test("and nothing else", () => {
    expect(synth((stack) => new AccountPasswordPolicy(stack, "passwords")).addresses()).toEqual([
      expect.stringMatching(/^aws_iam_account_password_policy\./),
    ]);
  });

  test.each<AccountPasswordPolicyProps>([
    { minimumPasswordLength: 6 },
    { minimumPasswordLength: 128 },
    { passwordReusePrevention: 1 },
    { passwordReusePrevention: 24 },
    { maxPasswordAge: 1 },
    { maxPasswordAge: 1095 },
  ])("up to the ends of AWS's ranges: %j", (props) => {
    const [[name, value] = []] = Object.entries(props);
    expect(policyOf(props)[String(name).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]).toBe(value);
  });
});

describe("refuses", () => {
  const LENGTH = "is out of range; allowed are whole numbers from 6 to 128 characters";
  const REUSE = "is out of range; allowed are whole numbers from 1 to 24 passwords";
  const AGE = "is out of range; allowed are whole numbers from 1 to 1095 days";

  test.each<[props: object, problem: string]>([
    [{ minimumPasswordLength: 5 }, `minimumPasswordLength: 5 ${LENGTH}`],
    [{ minimumPasswordLength: 129 }, `minimumPasswordLength: 129 ${LENGTH}`],
    [{ minimumPasswordLength: 14.5 }, `minimumPasswordLength: 14.5 ${LENGTH}`],
    [{ minimumPasswordLength: "14" }, `minimumPasswordLength: "14" ${LENGTH}`],
    [{ minimumPasswordLength: null }, `minimumPasswordLength: null ${LENGTH}`],
    [{ passwordReusePrevention: 0 }, `passwordReusePrevention: 0 ${REUSE}`],
    [{ passwordReusePrevention: 25 }, `passwordReusePrevention: 25 ${REUSE}`],
    [{ maxPasswordAge: 0 }, `maxPasswordAge: 0 ${AGE}`],
    [{ maxPasswordAge: 1096 }, `maxPasswordAge: 1096 ${AGE}`],
  ])("%j", (props, problem) => {
    const { message } = errorOf(() => policyOf(props)) as InvalidInputError;
    expect(message).toBe(`stack/passwords has 1 problem:\n  ${problem}`);
  });

  test("all problems at once, without a stack trace", () => {
    const { message, stack } = errorOf(() =>
      policyOf({ minimumPasswordLength: 5, passwordReusePrevention: 25, maxPasswordAge: 0 }),
    ) as InvalidInputError;
    expect(message).toBe(
      [
        "stack/passwords has 3 problems:",
        `  minimumPasswordLength: 5 ${LENGTH}`,
        `  passwordReusePrevention: 25 ${REUSE}`,
        `  maxPasswordAge: 0 ${AGE}`,
      ].join("\n"),
    );
    expect(stack).not.toContain("    at ");
  });

  test("a second one in the stack, however deep", () => {
    const { message } = errorOf(() =>
      synth((stack) => {
        new AccountPasswordPolicy(new Construct(stack, "security"), "passwords");
        new AccountPasswordPolicy(new Construct(stack, "team"), "passwords");
      }),
    ) as InvalidInputError;
    expect(message).toBe(
      "stack/team/passwords has 1 problem:\n  an account has one password policy, and stack/security/passwords makes it already; remove one of them",
    );
  });

  test("but not one in each of two stacks", () => {
    const stacks = [1, 2].map(() => synth((stack) => new AccountPasswordPolicy(stack, "passwords")));
    expect(stacks.map((stack) => stack.addresses().length)).toEqual([1, 1]);
  });
});
