import type { Partition } from "../iam";

/** An action as IAM writes it, such as `codecommit:GitPull`. */
export type ActionName = `${string}:${string}`;

export const KINDS = ["minimal", "selfManage"] as const;

/** Which published document the MFA document is based on. */
export type MfaDocumentKind = (typeof KINDS)[number];

export const PARTS = ["password", "accessKeys", "signingCertificates", "sshKeys", "serviceSpecificCredentials", "mfa"] as const;

/** What people manage themselves with `kind: "selfManage"`. */
export type SelfManagePart = (typeof PARTS)[number];

export const VIA_AWS_SERVICE = ["deny", "allow"] as const;

/** What happens to calls that an AWS service makes for a user without MFA. */
export type ViaAwsService = (typeof VIA_AWS_SERVICE)[number];

export const ALLOWED_DEVICES = ["any", "phishing-resistant"] as const;

/** The kinds of MFA devices that people may register. */
export type AllowedDevices = (typeof ALLOWED_DEVICES)[number];

export const ENROLMENT = ["any", "console"] as const;

/** Where people may register a device before they have signed in with MFA. */
export type Enrolment = (typeof ENROLMENT)[number];

/** The FIDO Alliance's certification levels, lowest first. Source: IAM User Guide, "IAM and AWS STS condition context keys". */
export const FIDO_LEVELS = ["L1", "L1plus", "L2", "L2plus", "L3", "L3plus"] as const;

export type FidoLevel = (typeof FIDO_LEVELS)[number];

/** Levels of FIPS 140, lowest first. Source: the same page. */
export const FIPS_LEVELS = ["L1", "L2", "L3", "L4"] as const;

export type FipsLevel = (typeof FIPS_LEVELS)[number];

/** The lowest certification that a security key must have. If both are given, it must have both. */
export interface SecurityKeyCertification {
  /**
   * The lowest FIDO certification level.
   *
   * @default - any level, or no certification
   */
  readonly fido?: FidoLevel;

  /**
   * The lowest FIPS 140 level; 140-2 and 140-3 both count.
   *
   * @default - any level, or no certification
   */
  readonly fips140?: FipsLevel;
}

/** The shortest and the longest session that `sts:GetSessionToken` gives an IAM user. Source: STS API reference. */
export const MIN_MFA_AGE_SECONDS = 900;
export const MAX_MFA_AGE_SECONDS = 129_600;

/** What the MFA document allows, exempts and denies. Without options it is the article's document, verbatim. */
export interface MfaDocumentOptions {
  /**
   * Which published document it is based on.
   *
   * - `minimal`: people register a device; anything else they manage of their own user depends on the group's other policies. Source: the
   *   article "Force an IAM User to use MFA authentication" (2018), verbatim.
   * - `selfManage`: with MFA, people also manage their own password and keys. Source: IAM User Guide, "AWS: Allows MFA-authenticated IAM
   *   users to manage their own credentials on the Security credentials page", with one correction: `iam:GetMFADevice`, which that page
   *   exempts, is also allowed, as on its sister page "IAM: Allows IAM users to self-manage an MFA device". It never exempts
   *   `iam:DeleteVirtualMFADevice`, which AWS's page for MFA devices warns against; to start over after an interrupted registration, choose
   *   another name for the device.
   *
   * @default "minimal"
   */
  readonly kind?: MfaDocumentKind;

  /**
   * What people manage themselves; only with `kind: "selfManage"`. `mfa` is always included: `["mfa"]` is the smallest document with which a
   * person can register a device, and equals AWS's page for MFA devices only. Nothing else in the parts works before MFA.
   *
   * @default - all parts
   */
  readonly parts?: readonly SelfManagePart[];

  /**
   * Whether people can change their password before MFA. Somebody whose password must be changed at first sign-in, or has expired, needs
   * it: they cannot register a device until the password is changed.
   *
   * - `true`: exempts and allows `iam:ChangePassword`, for the user's own password, and `iam:GetAccountPasswordPolicy`, which the console's
   *   form reads.
   * - `false`: exempts neither. AWS advises this, because a stolen password could otherwise be changed without MFA.
   *
   * Source: the note on AWS's page for `selfManage`.
   *
   * @default - as in the kind's source: `minimal` exempts `iam:ChangePassword` only, `selfManage` neither
   */
  readonly changePasswordWithoutMfa?: boolean;

  /**
   * Whether MFA can be used from the command line: exempts `sts:GetSessionToken`, with which a person turns an access key and a code into
   * a session with MFA. Whoever steals the access key of a person without a device can register one and get such a session. Once the person
   * has a device, AWS refuses the key a second one (security bulletin AWS-2023-001).
   *
   * Do not count on leaving it out: AWS documents that policies do not control the call, so a key may give a session all the same. Source:
   * IAM User Guide, "Permissions for GetSessionToken". AWS's own self-service policy exempts it nevertheless.
   *
   * The call takes codes only, not passkeys and security keys, so it is refused with `allowedDevices: "phishing-resistant"`. Source: IAM User
   * Guide, "Secure API access with MFA".
   *
   * @default - false for `minimal`; true for `selfManage`, as on AWS's page, unless `allowedDevices` is `phishing-resistant`
   */
  readonly getSessionTokenWithoutMfa?: boolean;

  /**
   * Actions that work before MFA, in addition to those needed to register a device: `service:Action`, without wildcards, ignoring case. The
   * document uses AWS's spelling. An exemption grants nothing: the action still depends on the group's other policies.
   *
   * Two kinds of actions are refused: names that AWS does not have, because IAM silently ignores them, and actions that could get around the
   * Deny, because they change permissions, memberships, roles or credentials, remove a device, or hand out sessions.
   *
   * @default - none
   */
  readonly exemptActions?: readonly ActionName[];

  /**
   * Seconds after which a session with MFA counts as one without: from 900, the shortest session that `sts:GetSessionToken` gives, to
   * 129,600 (36 hours), the longest. After that the person has to sign in again. A request that does not say how old its MFA is counts as
   * too old.
   *
   * This adds a second Deny, because all conditions of a statement must hold. Source: IAM User Guide, "AWS global condition context keys",
   * `aws:MultiFactorAuthAge`.
   *
   * @default - as long as the session lasts: in the console up to 12 hours
   */
  readonly maxMfaAgeSeconds?: number;

  /**
   * What happens to calls that an AWS service makes with a user's credentials (`aws:ViaAWSService`), such as KMS for S3, if they carry no
   * MFA.
   *
   * - `deny`: they are denied, like the user's own calls.
   * - `allow`: they are not denied, no matter what they do. The user's own call that triggers them still needs MFA, unless it is an exempt
   *   action. Only actions of services that are known not to act for their callers can therefore be exempt in combination with it: CodeCommit,
   *   IAM and STS.
   *
   * A request that does not say who made it counts as the user's own. Source: IAM User Guide, "AWS global condition context keys" and
   * "Forward access sessions".
   *
   * @default "deny"
   */
  readonly viaAwsService?: ViaAwsService;

  /**
   * Which devices people may register.
   *
   * - `any`: passkeys and security keys, authenticator apps, hardware tokens.
   * - `phishing-resistant`: only passkeys and security keys (`iam:RegisterSecurityKey`). This is a Deny, so it also holds with MFA and for
   *   administrators. Devices that are already registered stay and keep working. Passkeys and security keys can only be registered and used
   *   in the console: `sts:GetSessionToken` does not take them, so `getSessionTokenWithoutMfa` is refused.
   *
   * Source: IAM User Guide, "IAM and AWS STS condition context keys" and "Supported configurations for using passkeys and security keys".
   *
   * @default "any"
   */
  readonly allowedDevices?: AllowedDevices;

  /**
   * The lowest certification of a security key; only with `allowedDevices: "phishing-resistant"`. AWS reads it from the FIDO Alliance's
   * metadata when the key is registered. Passkeys that a password manager synchronizes have none, so they are refused. Source: as for
   * `allowedDevices`.
   *
   * @default - any level, or no certification
   */
  readonly securityKeys?: SecurityKeyCertification;

  /**
   * Whether, before MFA, the exempt actions reach only the caller's own user and devices, no matter what the group's other policies allow.
   * A group whose policies allow `iam:*` needs it: otherwise an administrator's access key is enough to register devices for anyone. AWS
   * itself asks for MFA only where users manage their own devices (security bulletin AWS-2023-001).
   *
   * Until a virtual device is enabled, AWS does not know whose it is, so the Deny goes by its name: a device created before MFA must have
   * the user's name, or begin with it and a hyphen (`john`, `john-phone`). Lists of all users or devices, and actions without a resource,
   * are not affected.
   *
   * @default - false; with `MfaEnforcedRoster`, true if a group's policies include `AdministratorAccess` or `IAMFullAccess`
   */
  readonly exemptOwnUserOnly?: boolean;

  /**
   * Where people may register a device before they have signed in with MFA.
   *
   * - `any`: in the console, and with an access key.
   * - `console`: only in the console. Without it, whoever steals the access key of somebody who has not enrolled can register a device and then
   *   sign in with MFA. The Deny goes by `aws:MultiFactorAuthPresent`, which requests with a long-term key lack and sessions have. It covers
   *   creating and enabling devices, and deleting them with `kind: "minimal"`.
   *
   * Source: IAM User Guide, "AWS global condition context keys".
   *
   * @default "any"
   */
  readonly enrolment?: Enrolment;

  /**
   * Whether people may register a device without MFA only while their user has the tag `mfa-enrolment` with the value `open`. A user without the
   * tag may not. This protects first passwords and access keys that are stolen outside the days of enrolment. With MFA, further devices can be
   * registered regardless of the tag.
   *
   * `MfaEnforcedRoster` sets the tag on every user who is not marked as `enrolled`. Nobody can set it for themselves: no action that tags is
   * exempt. Source: IAM User Guide, "AWS global condition context keys", `aws:PrincipalTag`.
   *
   * @default false
   */
  readonly enrolmentTag?: boolean;

  /**
   * The IAM paths of the users that carry the document, each beginning and ending with "/". A user's ARN contains the path, so
   * `user/${aws:username}` matches nobody under `/team/`.
   *
   * @default - `["/"]`; with `MfaEnforcedRoster`, also the paths of the roster's users
   */
  readonly userPaths?: readonly string[];

  /**
   * The account's partition.
   *
   * @default "aws"
   */
  readonly partition?: Partition;
}

/** Whether an MFA policy denies everything without MFA, or only lets people enrol first. */
export const ENFORCEMENTS = ["enforce", "prepare"] as const;

export type Enforcement = (typeof ENFORCEMENTS)[number];
