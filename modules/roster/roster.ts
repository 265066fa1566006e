/** A managed policy made in the same app, such as an `IamPolicy` or a `DataAwsIamPolicy`. */
export interface ManagedPolicyConstruct {
  /** The policy's ARN, usually a reference that Terraform resolves. */
  readonly arn: string;

  /** Its place in the construct tree, from which the address of its attachment is made. */
  readonly node: { readonly path: string };
}

/**
 * A managed policy attached to a group in addition to the MFA policy: the name of an AWS managed policy (`"PowerUserAccess"`,
 * `"job-function/ViewOnlyAccess"`), an ARN, or an `IamPolicy`.
 */
export type ManagedPolicy = string | ManagedPolicyConstruct;

/** An enforced group. */
export interface RosterGroup {
  /**
   * What the group's members may do once they have signed in with MFA: at most 8 managed policies. The MFA policy and
   * `IAMUserChangePassword` are always attached and need not be listed.
   */
  readonly managedPolicies: readonly ManagedPolicy[];

  /**
   * The group's IAM path: begins and ends with "/".
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Whether the group may have no users. Otherwise an empty group is refused, because it is usually a mistake and would remove all its
   * members.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;

  /**
   * What the group was called before: Terraform then renames it in place, with its members and policies. Can be removed after the apply.
   *
   * @default - the name has not changed
   */
  readonly formerName?: string;

  /**
   * Whether the account has the group already, with the managed policies that are listed: Terraform then takes it over (`import` blocks, Terraform 1.5) instead of creating it. Can
   * be removed after the apply.
   *
   * @default - what `existing` says in the roster
   */
  readonly existing?: boolean;
}

/** A first password for the console. */
export interface LoginProfile {
  /** The PGP key that the password is encrypted with: `keybase:NAME`, or a binary public key in base64. */
  readonly pgpKey: string;
}

/** A user and the groups that they are in. */
export interface RosterUser<GroupName extends string = string, UserName extends string = string> {
  /** The IAM user name: 1 to 64 letters, digits and `+=,.@_-`, unique in the account ignoring case. */
  readonly name: UserName;

  /** The groups that the user is in, at most 10. With `[]` the MFA policy is attached to the user directly. */
  readonly groups: readonly GroupName[];

  /**
   * The user's IAM path: begins and ends with "/".
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * Tags of the user: at most 50, keys of up to 128 and values of up to 256 characters. One whose value is `undefined` counts as absent.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string | undefined>>;

  /**
   * Gives the user a first password for the console, which must be changed at first sign-in.
   *
   * @default - no password; an administrator sets one by other means
   */
  readonly loginProfile?: LoginProfile;

  /**
   * Whether the user has enrolled a device. With `document.enrolmentTag`, everybody else gets the tag `mfa-enrolment: open`, with which they can
   * register a device without MFA; set this once they have.
   *
   * @default false
   */
  readonly enrolled?: boolean;

  /**
   * Whether destroying the user also deletes their MFA devices, keys and password. Without it, a user who has a device cannot be
   * destroyed.
   *
   * @default true
   */
  readonly forceDestroy?: boolean;

  /**
   * What the user was called before: Terraform then renames it in place, with their devices, keys and password. Can be removed after the apply.
   *
   * @default - the name has not changed
   */
  readonly formerName?: string;

  /**
   * Whether the account has the user already: Terraform then takes it over (`import` blocks, Terraform 1.5) instead of creating it. Can
   * be removed after the apply.
   *
   * @default - what `existing` says in the roster
   */
  readonly existing?: boolean;
}

/** The typed list of groups and users. */
export interface Roster<GroupName extends string = string, UserName extends string = string> {
  /** The enforced groups, by name: 1 to 128 letters, digits and `+=,.@_-`. */
  readonly groups: Readonly<Record<GroupName, RosterGroup>>;

  /** The users, in any order. */
  readonly users: readonly RosterUser<GroupName, UserName>[];

  /**
   * Whether the roster may have no users. Otherwise an empty roster is refused, because it would remove everyone.
   *
   * @default false
   */
  readonly allowEmpty?: boolean;

  /**
   * `"all"`: the account has all groups and users already, except those that say `existing: false`.
   *
   * @default - only those that say `existing: true`
   */
  readonly existing?: "all";
}
