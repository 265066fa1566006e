import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserLoginProfile } from "@cdktf/provider-aws/lib/iam-user-login-profile";
import { Fn, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { badConstructId } from "../construct-errors";
import { type Problem } from "../errors";
import { escapeForTerraform, type Partition } from "../policy";
import { checkRoster, type Roster, type RosterUser } from "../roster";
import { checkAddresses, checkConstructId } from "./addresses";
import { checkMembership, type Membership, MfaEnforcedGroup } from "./mfa-enforced-group";
import { checkMfaPolicyProps, MfaPolicy, type MfaPolicyProps } from "./mfa-policy";
import { refuseIfAny } from "./refuse";
import { checkRosterWithDocument, withRoster } from "./roster-document";

export interface MfaEnforcedRosterProps<GroupName extends string = string, UserName extends string = string> extends MfaPolicyProps {
  /**
   * The typed list of groups and users. The MFA document follows from it where `document` does not say otherwise: `userPaths` has the paths
   * of its users, and `ownUserOnly` is on as soon as a group has administrator rights.
   */
  readonly roster: Roster<GroupName, UserName>;

  /**
   * Whether strangers in the groups are removed (`exclusive`) or left alone (`additive`).
   *
   * @default "exclusive"
   */
  readonly membership?: Membership;
}

/** Host of the console's sign-in page. Source: IAM User Guide, "Sign-in URL", and the user guides of both other partitions. */
const SIGN_IN_HOSTS: Readonly<Record<Partition, string>> = {
  aws: "signin.aws.amazon.com",
  "aws-cn": "signin.amazonaws.cn",
  "aws-us-gov": "signin.amazonaws-us-gov.com",
};

/**
 * The whole article in one construct: the MFA policy, the enforced groups, the users and their memberships.
 *
 * Outputs, each with the construct's id in front: `mfa_policy_arn`, `group_arns` by name, `sign_in_url`, and, where a user has `signIn`,
 * `encrypted_passwords` by name, each of them base64 that only the owner of the PGP key can read.
 *
 * @throws InvalidInputError with all problems of the props
 */
export class MfaEnforcedRoster<GroupName extends string = string, UserName extends string = string> extends Construct {
  /** The policy that all groups carry. */
  readonly mfaPolicy: MfaPolicy;

  /** The enforced groups, by name. */
  readonly groups: Readonly<Record<GroupName, MfaEnforcedGroup>>;

  /** The users, by name. */
  readonly users: Readonly<Record<UserName, IamUser>>;

  constructor(scope: Construct, id: string, props: MfaEnforcedRosterProps<GroupName, UserName>) {
    super(scope, id);
    const rosterProblems = checkRoster(props.roster);
    const document = rosterProblems.length > 0 ? props.document : withRoster(props.document, props.roster);
    refuseIfAny(this, [...checkRosterId(this), ...checkProps({ ...props, document }, rosterProblems)]);
    const users = [...props.roster.users].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.mfaPolicy = new MfaPolicy(this, "mfa-policy", { ...props, document });
    this.users = byName(users.map((user) => [user.name, this.#addUser(user)]));
    this.groups = byName(this.#addGroups(props, users));
    this.#addOutputs(users.flatMap((user) => this.#addLoginProfile(user)));
    refuseIfAny(this, checkAddresses(this));
  }

  #addUser({ name, path = "/", tags, forceDestroy = true }: RosterUser): IamUser {
    return new IamUser(this, `user-${name}`, { name, path: escapeForTerraform(path), forceDestroy, ...(tags && { tags: { ...tags } }) });
  }

  #addGroups(
    { roster, membership }: MfaEnforcedRosterProps<GroupName, UserName>,
    users: readonly RosterUser<GroupName, UserName>[],
  ): (readonly [GroupName, MfaEnforcedGroup])[] {
    const members = new Map<GroupName, IamUser[]>();
    for (const { name, groups } of users) {
      for (const group of groups) {
        const list = members.get(group) ?? [];
        list.push(this.users[name]);
        members.set(group, list);
      }
    }
    return (Object.keys(roster.groups) as GroupName[]).sort().map((groupName) => {
      const { grants, path } = roster.groups[groupName];
      const group = new MfaEnforcedGroup(this, `group-${groupName}`, {
        groupName,
        mfaPolicy: this.mfaPolicy,
        grants,
        members: members.get(groupName) ?? [],
        membership,
        path,
        allowEmpty: true,
      });
      return [groupName, group];
    });
  }

  /** What happens to a password later is its owner's matter: it neither shows as drift nor makes a new first password. */
  #addLoginProfile({ name, signIn }: RosterUser<GroupName, UserName>): (readonly [UserName, string])[] {
    if (!signIn) {
      return [];
    }
    const profile = new IamUserLoginProfile(this, `sign-in-${name}`, {
      user: this.users[name].name,
      pgpKey: signIn.pgpKey,
      passwordResetRequired: true,
      lifecycle: { ignoreChanges: ["password_length", "password_reset_required", "pgp_key"] },
    });
    return [[name, profile.encryptedPassword]];
  }

  #addOutputs(encryptedPasswords: readonly (readonly [UserName, string])[]): void {
    const { arn, partition } = this.mfaPolicy;
    const groups = Object.entries<MfaEnforcedGroup>(this.groups);
    const account = Fn.element(Fn.split(":", arn), 4) as string;
    this.#addOutput("mfa_policy_arn", "ARN of the policy that denies everything without MFA", arn);
    this.#addOutput("group_arns", "ARNs of the enforced groups", byName(groups.map(([name, { group }]) => [name, group.arn])));
    this.#addOutput("sign_in_url", "Where the account's users sign in", `https://${account}.${SIGN_IN_HOSTS[partition]}/console`);
    if (encryptedPasswords.length > 0) {
      this.#addOutput(
        "encrypted_passwords",
        "First passwords, each encrypted to its owner's PGP key: base64 -d | gpg --decrypt",
        byName(encryptedPasswords),
      );
    }
  }

  #addOutput(name: string, description: string, value: unknown): void {
    const output = new TerraformOutput(this, name, { description, value });
    output.overrideLogicalId(`${TerraformStack.of(this).getLogicalId(this.node)}_${name}`);
  }
}

/** Outputs are named after the id, and CDKTF drops other characters from names. */
function checkRosterId(roster: Construct): readonly Problem[] {
  const { id } = roster.node;
  return /^[A-Za-z0-9_-]+$/.test(id) ? checkConstructId(roster) : [badConstructId(id)];
}

/** Problems of the props, whose document has what the roster says, beside those of the roster. */
function checkProps(props: MfaEnforcedRosterProps, rosterProblems: readonly Problem[]): readonly Problem[] {
  const policyProblems = checkMfaPolicyProps(props);
  const together = rosterProblems.length + policyProblems.length > 0 ? [] : checkRosterWithDocument(props.roster, props.document);
  return [
    ...[...rosterProblems, ...together].map(({ path, message }) => ({ path: path ? `roster.${path}` : "roster", message })),
    ...policyProblems,
    ...checkMembership(props.membership),
  ];
}

/** A record without a prototype, in which every name is only a name. */
function byName<Name extends string, Value>(entries: readonly (readonly [Name, Value])[]): Readonly<Record<Name, Value>> {
  const record = Object.create(null) as Record<Name, Value>;
  for (const [name, value] of entries) {
    record[name] = value;
  }
  return record;
}
