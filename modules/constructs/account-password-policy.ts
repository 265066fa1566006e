import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { Construct } from "constructs";
import { isObject, outOfRange, type Problem, unknownKeys, wrongType } from "../problem";
import { register } from "./private/one-per-stack";
import { onlyOnePerStack } from "./private/problems";
import { refuseIfAny } from "./private/refuse";

export interface AccountPasswordPolicyProps {
  /**
   * The minimum length of a password, 6 to 128 characters.
   *
   * @default 14
   */
  readonly minimumPasswordLength?: number;

  /**
   * How many previous passwords cannot be used again, 1 to 24.
   *
   * @default 24
   */
  readonly passwordReusePrevention?: number;

  /**
   * Days after which a password expires, 1 to 1,095.
   *
   * @default - passwords do not expire
   */
  readonly maxPasswordAge?: number;

  /** @default true */
  readonly requireLowercaseCharacters?: boolean;

  /** @default true */
  readonly requireUppercaseCharacters?: boolean;

  /** @default true */
  readonly requireNumbers?: boolean;

  /** @default true */
  readonly requireSymbols?: boolean;

  /**
   * Whether users may change their own password.
   *
   * @default true
   */
  readonly allowUsersToChangePassword?: boolean;

  /**
   * Whether an expired password can only be replaced by an administrator.
   *
   * @default false
   */
  readonly hardExpiry?: boolean;
}

/** The lowest and the highest number, and what it counts. Source: IAM API reference, UpdateAccountPasswordPolicy. */
const NUMBERS = {
  minimumPasswordLength: [6, 128, "characters"],
  passwordReusePrevention: [1, 24, "passwords"],
  maxPasswordAge: [1, 1095, "days"],
} as const;

const DEFAULTS = {
  minimumPasswordLength: 14,
  passwordReusePrevention: 24,
  requireLowercaseCharacters: true,
  requireUppercaseCharacters: true,
  requireNumbers: true,
  requireSymbols: true,
  allowUsersToChangePassword: true,
  hardExpiry: false,
} as const satisfies AccountPasswordPolicyProps;

/**
 * The account's password policy: an `aws_iam_account_password_policy`. It affects all users of the account, so it is made only when asked
 * for, and once per stack. The defaults are those of the CIS AWS Foundations Benchmark (14 characters, no reuse of the last 24), with all
 * four character classes. Passwords do not expire by default, as NIST SP 800-63B recommends; Checkov's CKV_AWS_9 asks for expiry.
 *
 * @throws InvalidInputError with all problems of the props, or if the stack already has one
 */
export class AccountPasswordPolicy extends Construct {
  /** The password policy's resource. */
  readonly passwordPolicy: IamAccountPasswordPolicy;

  constructor(scope: Construct, id: string, props: AccountPasswordPolicyProps = {}) {
    super(scope, id);
    refuseIfAny(this, [...checkProps(props), ...checkOnlyOne(this)]);
    const given = Object.entries(props).filter(([, value]) => value !== undefined);
    this.passwordPolicy = new IamAccountPasswordPolicy(this, "Resource", { ...DEFAULTS, ...Object.fromEntries(given) });
  }
}

function checkOnlyOne(policy: Construct): readonly Problem[] {
  const first = register(policy, "password policy");
  return first ? [onlyOnePerStack("the account's password policy", first.node.path, "remove one of them")] : [];
}

function checkProps(props: unknown): readonly Problem[] {
  if (!isObject(props)) {
    return [wrongType("", props, "an object of props")];
  }
  const flags = Object.keys(DEFAULTS).filter((key) => !(key in NUMBERS));
  return [
    ...unknownKeys("", props, [...Object.keys(NUMBERS), ...flags]),
    ...Object.entries(NUMBERS).flatMap(([key, [lowest, highest, unit]]) => {
      const value = props[key];
      const isRight = value === undefined || (Number.isInteger(value) && (value as number) >= lowest && (value as number) <= highest);
      return isRight ? [] : [outOfRange(key, value, lowest, highest, unit)];
    }),
    ...flags.flatMap((key) => {
      const value = props[key];
      return value === undefined || typeof value === "boolean" ? [] : [wrongType(key, value, "true or false")];
    }),
  ];
}
