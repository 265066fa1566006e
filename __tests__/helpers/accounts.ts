import type { AccountDetails, AccountGroup, AccountRole, AccountUser } from "../../modules/access";
import type { CredentialReport, CredentialRow } from "../../modules/account";

const NUMBER = "123456789012";

export function policyArn(name: string, owner = NUMBER): string {
  return `arn:aws:iam::${owner}:policy/${name}`;
}

/** An account with nothing in it but what the test says. */
export function account(parts: Partial<AccountDetails> = {}): AccountDetails {
  return { users: [], groups: [], roles: [], policies: [], ...parts };
}

export function user(name: string, parts: Partial<AccountUser> = {}): AccountUser {
  const { path = "/" } = parts;
  return { name, path, arn: `arn:aws:iam::${NUMBER}:user${path}${name}`, tags: {}, groups: [], attached: [], inline: [], ...parts };
}

export function group(name: string, parts: Partial<AccountGroup> = {}): AccountGroup {
  const { path = "/" } = parts;
  return { name, path, arn: `arn:aws:iam::${NUMBER}:group${path}${name}`, attached: [], inline: [], ...parts };
}

export function role(name: string, trusted: object, parts: Partial<AccountRole> = {}): AccountRole {
  const trustDocument = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: trusted, Action: "sts:AssumeRole" }] });
  return { name, path: "/", arn: `arn:aws:iam::${NUMBER}:role/${name}`, attached: [], inline: [], trustDocument, ...parts };
}

/** A fresh credential report, in which everybody has a password and a device unless the test says otherwise. */
export function reportOf({ users }: AccountDetails, changes: Readonly<Record<string, Partial<CredentialRow>>> = {}): CredentialReport {
  const rows = users.map(({ name, arn }): CredentialRow => {
    return { user: name, arn, hasPassword: true, hasDevice: true, activeKeys: [], ...changes[name] };
  });
  return { rows: new Map(rows.map((row) => [row.user.toLowerCase(), row])), generated: new Date("2026-11-01T00:00:00Z"), isFresh: true };
}
