import type { AccountDetails, AccountGroup, AccountRole, AccountUser } from "../../modules/access";

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
