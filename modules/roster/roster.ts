/** A managed policy made in the same app, such as an `IamPolicy`: anything that knows its ARN. */
export interface PolicyReference {
  /** The policy's ARN, usually a reference that Terraform resolves. */
  readonly arn: string;
}

/**
 * A managed policy attached to a group besides the MFA policy: the name of an AWS managed policy (`"PowerUserAccess"`,
 * `"job-function/ViewOnlyAccess"`), an ARN, or an `IamPolicy`.
 */
export type Grant = string | PolicyReference;

/** An enforced group. */
export interface RosterGroup {
  /** What the group's members may do once they have signed in with MFA: at most 8 managed policies. */
  readonly grants: readonly Grant[];

  /**
   * The group's IAM path: begins and ends with "/".
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Whether nobody needs to be in the group. Otherwise an empty group is refused, since it is the usual sign of a mistake and would
   * remove everyone.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;
}

/** How a person gets a first password for the console. */
export interface SignIn {
  /** The person's PGP key, to which the password is encrypted: `keybase:NAME`, or a binary public key in base64. */
  readonly pgpKey: string;
}

/** A user and the groups that they are in. */
export interface RosterUser<GroupName extends string = string, UserName extends string = string> {
  /** The IAM user name: 1 to 64 letters, digits and `+=,.@_-`, unique in the account whatever the case. */
  readonly name: UserName;

  /** The groups that the user is in, at most 10; `[]` for a user who may do nothing. */
  readonly groups: readonly GroupName[];

  /**
   * The user's IAM path: begins and ends with "/".
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Tags of the user: at most 50, keys of up to 128 and values of up to 256 characters.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Gives the user a first password for the console, which must be changed at first sign-in.
   *
   * @default - no password; somebody sets one by other means
   */
  readonly signIn?: SignIn;

  /**
   * Whether a destroy takes the user's MFA devices, keys and password along. Without it a person who has enrolled a device cannot be
   * removed.
   *
   * @default true
   */
  readonly forceDestroy?: boolean;
}

/** The typed list of groups and users. */
export interface Roster<GroupName extends string = string, UserName extends string = string> {
  /** The enforced groups, by name: 1 to 128 letters, digits and `+=,.@_-`. */
  readonly groups: Readonly<Record<GroupName, RosterGroup>>;

  /** The users, in any order. */
  readonly users: readonly RosterUser<GroupName, UserName>[];

  /**
   * Whether the roster may be without users. Otherwise an empty one is refused, since it would remove everyone.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;
}
