import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { secondPasswordPolicy } from "../construct-errors";
import { outOfRange, type Problem } from "../errors";
import { refuseIfAny } from "./refuse";

export interface AccountPasswordPolicyProps {
  /**
   * Fewest characters of a password, 6 to 128.
   *
   * @default 14
   */
  readonly minimumPasswordLength?: number;

  /**
   * How many earlier passwords may not come back, 1 to 24.
   *
   * @default 24
   */
  readonly passwordReusePrevention?: number;

  /**
   * Days after which a password expires, 1 to 1095.
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

/**
 * The account's password policy: an `aws_iam_account_password_policy`. It changes the account for all its users, so it is made only when
 * asked for, and once a stack. The defaults are those of the CIS AWS Foundations Benchmark (length 14, no reuse of 24), with all four
 * character classes.
 *
 * @throws InvalidInputError with all problems of the props, or when the stack has one already
 */
export class AccountPasswordPolicy extends Construct {
  /** The password policy's resource. */
  readonly passwordPolicy: IamAccountPasswordPolicy;

  constructor(scope: Construct, id: string, props: AccountPasswordPolicyProps = {}) {
    super(scope, id);
    const { minimumPasswordLength = 14, passwordReusePrevention = 24, maxPasswordAge } = props;
    refuseIfAny(this, [
      ...checkRange("minimumPasswordLength", minimumPasswordLength, 6, 128, "characters"),
      ...checkRange("passwordReusePrevention", passwordReusePrevention, 1, 24, "passwords"),
      ...(maxPasswordAge === undefined ? [] : checkRange("maxPasswordAge", maxPasswordAge, 1, 1095, "days")),
      ...this.#checkOnlyOne(),
    ]);
    this.passwordPolicy = new IamAccountPasswordPolicy(this, "Resource", {
      minimumPasswordLength,
      passwordReusePrevention,
      maxPasswordAge,
      requireLowercaseCharacters: props.requireLowercaseCharacters ?? true,
      requireUppercaseCharacters: props.requireUppercaseCharacters ?? true,
      requireNumbers: props.requireNumbers ?? true,
      requireSymbols: props.requireSymbols ?? true,
      allowUsersToChangePassword: props.allowUsersToChangePassword ?? true,
      hardExpiry: props.hardExpiry ?? false,
    });
  }

  #checkOnlyOne(): readonly Problem[] {
    const other = TerraformStack.of(this)
      .node.findAll()
      .find((construct) => construct instanceof AccountPasswordPolicy && construct !== this);
    return other ? [secondPasswordPolicy(other.node.path)] : [];
  }
}

function checkRange(path: string, value: number, least: number, most: number, unit: string): readonly Problem[] {
  return Number.isInteger(value) && value >= least && value <= most ? [] : [outOfRange(path, value, least, most, unit)];
}
