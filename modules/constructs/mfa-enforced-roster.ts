import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserLoginProfile } from "@cdktf/provider-aws/lib/iam-user-login-profile";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment";
import { AnnotationMetadataEntryType, Fn, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ENROLMENT_OPEN, ENROLMENT_TAG, MAX_POLICY_NAME_LENGTH, type Partition } from "../iam";
import { buildBoundary, type Enforcement, type MfaDocumentOptions } from "../policy";
import { isObject, type Problem, unknownKeys, within, wrongType } from "../problem";
import { checkName, checkRosterOnce, type Roster, type RosterUser } from "../roster";
import { checkMembership, MfaEnforcedGroup, type MfaEnforcedGroupProps, type MembershipProps } from "./mfa-enforced-group";
import { checkMfaPolicyValues, DEFAULT_POLICY_NAME, MFA_POLICY_KEYS, MfaPolicy, type MfaPolicyProps } from "./mfa-policy";
import { checkAddresses, checkConstructId } from "./private/addresses";
import { markChecked } from "./private/checked";
import { register } from "./private/one-per-stack";
import { checkPolicyArn, policyResource } from "./private/policy-resource";
import { badConstructId, devicesOfOthers, onlyOnePerStack } from "./private/problems";
import { addTransitions } from "./private/transitions";
import { refuseIfAny } from "./private/refuse";
import { checkRosterWithDocument, completeDocument } from "./private/roster-document";

export interface MfaEnforcedRosterProps<GroupName extends string = string, UserName extends string = string>
  extends MfaPolicyProps, MembershipProps {
  /**
   * The typed list of groups and users. Where `document` does not say otherwise, the MFA document follows from it: `userPaths` contains the
   * users' paths, and `exemptOwnUserOnly` is set if a group has administrator rights.
   */
  readonly roster: Roster<GroupName, UserName>;

  /**
   * Whether every user gets a permissions boundary with the same Denies, which follows the user out of every group.
   *
   * - `true`: adds a policy named like the MFA policy with `Boundary` at the end. It limits whatever is attached to a user by hand, and what a
   *   resource policy gives the user by name.
   * - `{ arn }`: uses a boundary that is managed elsewhere. Its document cannot be seen from here.
   *
   * Whoever applies needs `iam:PutUserPermissionsBoundary` and `iam:DeleteUserPermissionsBoundary`.
   *
   * @default false
   */
  readonly userBoundary?: boolean | UserBoundary;
}

/** A permissions boundary that is managed elsewhere. */
export interface UserBoundary {
  /** The ARN of a managed policy, or a reference to it. */
  readonly arn: string;
}

const KEYS = [
  ...MFA_POLICY_KEYS,
  "roster",
  "membership",
  "previousMembership",
  "userBoundary",
] as const satisfies (keyof MfaEnforcedRosterProps)[];

/** Hosts of the console's sign-in page. Source: IAM User Guide, "Sign-in URL", and the user guides of the other two partitions. */
const SIGN_IN_HOSTS: Readonly<Record<Partition, string>> = {
  aws: "signin.aws.amazon.com",
  "aws-cn": "signin.amazonaws.cn",
  "aws-us-gov": "signin.amazonaws-us-gov.com",
};

/**
 * The whole article in one construct: the MFA policy, the enforced groups, the users and their memberships. Users without a group carry the
 * MFA policy themselves. A stack can have one roster.
 *
 * Outputs, each prefixed with the construct's id: `mfa_policy_arn`, `group_arns` by name, `sign_in_url`, and, if a user has a `loginProfile`,
 * `encrypted_passwords` by name, in base64; only the owner of the PGP key can decrypt them.
 *
 * @throws InvalidInputError with all problems of the props
 */
export class MfaEnforcedRoster<GroupName extends string = string, UserName extends string = string> extends Construct {
  /** The policy that all groups carry. */
  readonly mfaPolicy: MfaPolicy;

  /** The permissions boundary of the users; nothing without `userBoundary: true`. */
  readonly boundary?: IamPolicy;

  /** The enforced groups, by name. */
  readonly groups: Readonly<Record<GroupName, MfaEnforcedGroup>>;

  /** The users, by name. */
  readonly users: Readonly<Record<UserName, IamUser>>;

  constructor(scope: Construct, id: string, props: MfaEnforcedRosterProps<GroupName, UserName>) {
    super(scope, id);
    const { problems, document } = checkProps(props);
    refuseIfAny(this, [...checkRosterId(this), ...checkOnlyOne(this), ...problems]);
    const { roster, policyName, policyDescription, policyPath, enforcement, existingPolicyArn } = props;
    const users = [...roster.users].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.mfaPolicy = new MfaPolicy(
      this,
      "mfa-policy",
      markChecked({ document, policyName, policyDescription, policyPath, enforcement, existingPolicyArn }),
    );
    this.boundary = props.userBoundary === true ? this.#addBoundary(enforcement) : undefined;
    const boundaryArn = this.boundary?.arn ?? (typeof props.userBoundary === "object" ? props.userBoundary.arn : undefined);
    this.users = byName(users.map((user) => [user.name, this.#addUser(user, boundaryArn)]));
    if (document?.exemptOwnUserOnly === true) {
      for (const [name, other] of namesThatMeet(users.map((user) => user.name))) {
        this.node.addMetadata(AnnotationMetadataEntryType.WARN, devicesOfOthers(name, other));
      }
    }
    this.groups = byName(this.#addGroups(props, users));
    addTransitions(this, roster, existingPolicyArn);
    this.#addOutputs(users.flatMap((user) => this.#addLoginProfile(user)));
    refuseIfAny(this, checkAddresses(this));
  }

  #addUser(
    { name, groups, path = "/", tags: ownTags, enrolled = false, forceDestroy = true }: RosterUser,
    permissionsBoundary?: string,
  ): IamUser {
    const isOpen = this.mfaPolicy.documentOptions.enrolmentTag === true && !enrolled;
    const tags = { ...(ownTags as Readonly<Record<string, string>> | undefined), ...(isOpen && { [ENROLMENT_TAG]: ENROLMENT_OPEN }) };
    const user = new IamUser(this, `user-${name}`, {
      name,
      path,
      forceDestroy,
      ...(permissionsBoundary !== undefined && { permissionsBoundary }),
      ...((ownTags !== undefined || isOpen) && { tags }),
    });
    if (groups.length === 0) {
      new IamUserPolicyAttachment(this, `deny-${name}`, {
        user: user.name,
        policyArn: this.mfaPolicy.arn,
        lifecycle: { createBeforeDestroy: true },
      });
    }
    return user;
  }

  #addBoundary(enforcement: Enforcement | undefined): IamPolicy {
    const { documentOptions, policy } = this.mfaPolicy;
    return policyResource(this, "boundary", {
      name: boundaryName(policy.nameInput),
      description: "Permissions boundary: denies everything but registering an MFA device until the user has signed in with MFA",
      path: policy.pathInput ?? "/",
      document: buildBoundary(documentOptions, enforcement),
    });
  }

  #addGroups(
    { roster, membership, previousMembership }: MfaEnforcedRosterProps<GroupName, UserName>,
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
      const { managedPolicies, path } = roster.groups[groupName];
      const props: MfaEnforcedGroupProps = {
        groupName,
        mfaPolicy: this.mfaPolicy,
        managedPolicies,
        members: members.get(groupName) ?? [],
        membership,
        previousMembership,
        path,
      };
      return [groupName, new MfaEnforcedGroup(this, `group-${groupName}`, markChecked(props))];
    });
  }

  /** What the user does with the password later is neither drift nor a reason for a new one. */
  #addLoginProfile({ name, loginProfile }: RosterUser<GroupName, UserName>): (readonly [UserName, string])[] {
    if (!loginProfile) {
      return [];
    }
    const profile = new IamUserLoginProfile(this, `login-profile-${name}`, {
      user: this.users[name].name,
      pgpKey: loginProfile.pgpKey,
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
        "First passwords, each encrypted with its owner's PGP key: base64 -d | gpg --decrypt",
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

function checkOnlyOne(roster: Construct): readonly Problem[] {
  const first = register(roster, "roster");
  return first ? [onlyOnePerStack("a roster", first.node.path, "merge the two, or use a stack for each account")] : [];
}

/** Problems of the props, and the document's options, completed from the roster. Takes untyped input. */
function checkProps(props: unknown): { readonly problems: readonly Problem[]; readonly document?: MfaDocumentOptions } {
  if (!isObject(props)) {
    return { problems: [wrongType("", props, "an object of props")] };
  }
  const rosterProblems = checkRosterOnce(props.roster);
  const roster = props.roster as Roster;
  const document = rosterProblems.length > 0 ? props.document : completeDocument(roster, props.document);
  const policyProblems = checkMfaPolicyValues({ ...props, document });
  const isRight = rosterProblems.length + policyProblems.length === 0;
  return {
    problems: [
      ...unknownKeys("", props, KEYS),
      ...within("roster", isRight ? checkRosterWithDocument(roster, document as MfaDocumentOptions) : rosterProblems),
      ...policyProblems,
      ...checkMembership(props),
      ...checkBoundary(props),
    ],
    document: document as MfaDocumentOptions,
  };
}

/** Pairs of users such as `john` and `john-smith`: the second is named like a device of the first. */
function namesThatMeet(names: readonly string[]): readonly (readonly [string, string])[] {
  const all = new Set(names);
  return names.flatMap((other) => {
    const prefixes = [...other.matchAll(/-/g)].map(({ index }) => other.slice(0, index));
    return prefixes.filter((prefix) => all.has(prefix)).map((prefix) => [prefix, other] as const);
  });
}

function boundaryName(policyName = DEFAULT_POLICY_NAME): string {
  return `${policyName}Boundary`;
}

/** Problems of the boundary. Takes untyped input. */
function checkBoundary({ userBoundary, policyName }: Readonly<Record<string, unknown>>): readonly Problem[] {
  if (userBoundary === undefined || userBoundary === false) {
    return [];
  }
  if (userBoundary === true) {
    const isNameable = typeof policyName === "string" && policyName.length <= MAX_POLICY_NAME_LENGTH;
    return isNameable ? checkName("policyName", "name of the boundary", boundaryName(policyName), MAX_POLICY_NAME_LENGTH) : [];
  }
  if (!isObject(userBoundary)) {
    return [wrongType("userBoundary", userBoundary, "true, false or { arn }")];
  }
  return [...unknownKeys("userBoundary", userBoundary, ["arn"]), ...checkPolicyArn("userBoundary.arn", userBoundary.arn)];
}

/** A record without a prototype, so that every name is only a name. */
function byName<Name extends string, Value>(entries: readonly (readonly [Name, Value])[]): Readonly<Record<Name, Value>> {
  const record = Object.create(null) as Record<Name, Value>;
  for (const [name, value] of entries) {
    record[name] = value;
  }
  return record;
}
