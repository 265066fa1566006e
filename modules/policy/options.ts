import type { Partition } from "./partition";

/** An action as IAM writes it, such as `codecommit:GitPull`. */
export type ActionName = `${string}:${string}`;

export const KINDS = ["article", "selfService"] as const;

/** Which document the MFA document is made from. */
export type MfaDocumentKind = (typeof KINDS)[number];

export const PARTS = ["password", "accessKeys", "signingCertificates", "sshKeys", "serviceSpecificCredentials", "mfa"] as const;

/** What people manage themselves with the document `selfService`. */
export type SelfServicePart = (typeof PARTS)[number];

export const SERVICE_CALLS = ["deny", "allow"] as const;

/** What happens to calls that an AWS service makes for a user without MFA. */
export type ServiceCalls = (typeof SERVICE_CALLS)[number];

export const DEVICES = ["any", "phishing-resistant"] as const;

/** The kinds of MFA devices that people may register. */
export type Devices = (typeof DEVICES)[number];

/** Certification levels of the FIDO Alliance, lowest first. Source: IAM User Guide, "IAM and AWS STS condition context keys". */
export const FIDO_LEVELS = ["L1", "L1plus", "L2", "L2plus", "L3", "L3plus"] as const;

export type FidoLevel = (typeof FIDO_LEVELS)[number];

/** Levels of FIPS 140, lowest first. Source: the same page. */
export const FIPS_LEVELS = ["L1", "L2", "L3", "L4"] as const;

export type FipsLevel = (typeof FIPS_LEVELS)[number];

/** The lowest certification that a security key must have; with both, it must have both. */
export interface SecurityKeyCertification {
  /**
   * Lowest level of the FIDO Alliance's certification.
   *
   * @default - any or none
   */
  readonly fido?: FidoLevel;

  /**
   * Lowest level of FIPS 140, whether 140-2 or 140-3.
   *
   * @default - any or none
   */
  readonly fips140?: FipsLevel;
}

/** The shortest and the longest session, in seconds, that `sts:GetSessionToken` gives an IAM user. Source: STS API reference. */
export const [LEAST_MFA_AGE, MOST_MFA_AGE] = [900, 129_600];

/** What the MFA document allows, exempts and denies. Without any, it is the article's document, verbatim. */
export interface MfaDocumentOptions {
  /**
   * Which document it is made from.
   *
   * - `article`: people register a device; what else they manage of their own user is the grants' matter. Source: the article "Force an
   *   IAM User to use MFA authentication" (2018), verbatim.
   * - `selfService`: with MFA, people also manage their own password and keys. Source: IAM User Guide, "AWS: Allows MFA-authenticated IAM
   *   users to manage their own credentials on the Security credentials page", with one correction: `iam:GetMFADevice`, which that page
   *   exempts, is allowed too, as on its sister page "IAM: Allows IAM users to self-manage an MFA device". Never exempt in it is
   *   `iam:DeleteVirtualMFADevice`, against which AWS's page for MFA devices warns: whoever cannot go on since a registration was broken off
   *   takes another name for the device.
   *
   * @default "article"
   */
  readonly kind?: MfaDocumentKind;

  /**
   * What people manage themselves, for `kind: "selfService"` only. `mfa` is always there, asked for or not: `["mfa"]` is the smallest
   * document with which a person can register a device, and equals AWS's page for MFA devices only. Nothing else of the parts works before
   * MFA.
   *
   * @default - all parts
   */
  readonly parts?: readonly SelfServicePart[];

  /**
   * Whether people can change their password before MFA. A password that must be changed at first sign-in, or has expired, needs it: until
   * it is changed there is no way to a device.
   *
   * - `true`: `iam:ChangePassword`, for the own user, and `iam:GetAccountPasswordPolicy`, which the console's form reads, are exempt and
   *   allowed.
   * - `false`: neither is exempt. AWS advises it, since a stolen password could otherwise be changed without MFA.
   *
   * Source: the note on AWS's page of `selfService`.
   *
   * @default - as the kind's source has it: `article` exempts `iam:ChangePassword` alone, `selfService` neither
   */
  readonly firstSignIn?: boolean;

  /**
   * Whether MFA can be used from the command line: exempts `sts:GetSessionToken`, with which a person turns an access key and a code into
   * a session with MFA. Whoever steals the access key of a person without a device can register one and get such a session. Once the person
   * has a device, AWS refuses the key a second one (security bulletin AWS-2023-001).
   *
   * Do not count on leaving it out: AWS documents that policies do not control the call, so a key may give a session all the same. Source:
   * IAM User Guide, "Permissions for GetSessionToken". AWS's own self-service policy exempts it nevertheless.
   *
   * The call takes codes only, not passkeys and security keys, so it is refused with `devices: "phishing-resistant"`. Source: IAM User
   * Guide, "Secure API access with MFA".
   *
   * @default - false for `article`; true for `selfService`, as on AWS's page, unless `devices` is `phishing-resistant`
   */
  readonly cliAccess?: boolean;

  /**
   * Actions that work before MFA, besides those that registering a device needs: `service:Action`, without wildcards, whatever the case,
   * as IAM compares them; the document has AWS's spelling. An exemption grants nothing: it only leaves the action to the group's grants.
   *
   * Refused are names that AWS does not have, since IAM takes them in silence and they do nothing, and actions with which the Deny could
   * be got rid of: those that change permissions, memberships, roles or credentials, take a device off, or give out sessions.
   *
   * @default - none
   */
  readonly exemptActions?: readonly ActionName[];

  /**
   * Seconds after which a session with MFA counts as one without: from 900, the shortest session that `sts:GetSessionToken` gives, to
   * 129,600 (36 hours), the longest. The person signs in again. A request that does not tell the age of its MFA counts as too old.
   *
   * It is a Deny of its own, since the conditions of one statement must all hold. Source: IAM User Guide, "AWS global condition context
   * keys", `aws:MultiFactorAuthAge`.
   *
   * @default - as long as the session lasts: in the console up to 12 hours
   */
  readonly maxMfaAge?: number;

  /**
   * What happens to calls that an AWS service makes with a user's credentials (`aws:ViaAWSService`), such as KMS for S3, where they carry
   * no MFA.
   *
   * - `deny`: they are denied like the user's own.
   * - `allow`: they are let through, whatever they do. The user's own call before them still needs MFA, so the way around it leads over
   *   exempt actions only: with `exemptActions`, whatever the action's service does for the user works without MFA. Actions of
   *   CloudFormation, which does anything, are refused with it.
   *
   * A request that does not say who made it counts as the user's own. Source: IAM User Guide, "AWS global condition context keys" and
   * "Forward access sessions".
   *
   * @default "deny"
   */
  readonly serviceCalls?: ServiceCalls;

  /**
   * Which devices people may register.
   *
   * - `any`: passkeys and security keys, authenticator apps, hardware tokens.
   * - `phishing-resistant`: passkeys and security keys only (`iam:RegisterSecurityKey`). It is a Deny, so it holds with MFA and against
   *   every grant. Devices that are registered already stay, and go on working. Passkeys and security keys can be registered and used in
   *   the console only: `sts:GetSessionToken` does not take them, so `cliAccess` is refused.
   *
   * Source: IAM User Guide, "IAM and AWS STS condition context keys" and "Supported configurations for using passkeys and security keys".
   *
   * @default "any"
   */
  readonly devices?: Devices;

  /**
   * The lowest certification of a security key, for `devices: "phishing-resistant"` only. It is read from the FIDO Alliance's metadata when
   * the key is registered. Passkeys that a password manager keeps in sync have none, and are refused by it. Source: as for `devices`.
   *
   * @default - any or none
   */
  readonly securityKeys?: SecurityKeyCertification;

  /**
   * Whether the exempt actions reach only the caller's own user and devices before MFA, whatever the grants say. It is needed where a grant
   * allows `iam:*`, since an exempt action depends on the grants alone: without it, an administrator's access key registers devices for
   * anyone. AWS asks for MFA only where users manage their own devices (security bulletin AWS-2023-001).
   *
   * AWS does not know whose device a virtual device is until it is enabled, so it goes by the name: a device that is created before MFA
   * must be called like the user, or begin with the user's name and a hyphen (`john`, `john-phone`). Lists of all users or devices and
   * what has no resource stay as they are.
   *
   * @default - false; with `MfaEnforcedRoster`, true as soon as a group's grants include `AdministratorAccess` or `IAMFullAccess`
   */
  readonly ownUserOnly?: boolean;

  /**
   * The IAM paths of the users that carry the document, each beginning and ending with "/": a user's ARN has the path in it, so
   * `user/${aws:username}` is nobody under `/team/`.
   *
   * @default - `["/"]`; with `MfaEnforcedRoster`, also the paths of the roster's users
   */
  readonly userPaths?: readonly string[];

  /**
   * The partition of the account.
   *
   * @default "aws"
   */
  readonly partition?: Partition;
}
