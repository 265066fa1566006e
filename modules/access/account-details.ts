/** What an account has, in the terms of IAM's GetAccountAuthorizationDetails. Documents are JSON text, as AWS stores them. */
export interface AccountDetails {
  readonly users: readonly AccountUser[];
  readonly groups: readonly AccountGroup[];
  readonly roles: readonly AccountRole[];
  /** The managed policies that AWS has listed: all of the customer's, and those of AWS's own that it chooses to list. */
  readonly policies: readonly AccountPolicy[];
}

interface AccountEntity {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly attached: readonly AttachedPolicy[];
  readonly inline: readonly InlinePolicy[];
}

export type AccountGroup = AccountEntity;

export interface AccountUser extends AccountEntity {
  readonly tags: Readonly<Record<string, string>>;
  /** The names of the user's groups. */
  readonly groups: readonly string[];
  /** The ARN of the user's permissions boundary. */
  readonly boundary?: string;
}

export interface AccountRole extends AccountEntity {
  /** Who may assume it. */
  readonly trustDocument: string;
  readonly boundary?: string;
}

export interface AttachedPolicy {
  readonly name: string;
  readonly arn: string;
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

export interface AccountPolicy extends AttachedPolicy {
  /** The default version's document. */
  readonly document: string;
}
