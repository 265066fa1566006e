/** Stacks that enforce MFA, like those that the package's constructs make or that people write by hand. */
import fc from "fast-check";
import { type MfaDocumentOptions, mfaPolicyDocument } from "../../modules/policy";
import { escapeForTerraform } from "../../modules/terraform";
import { ADMINISTRATOR, Choices, Draft, plainReference, POLICY_ARN, REFERENCES } from "./draft";

/** How the Deny reaches the groups. */
export const CARRIERS = ["attachment", "inline", "exclusive list", "exclusive policy"] as const;

const OPTIONS: readonly MfaDocumentOptions[] = [
  {},
  { kind: "selfManage" },
  { getSessionTokenWithoutMfa: true },
  { exemptActions: ["codecommit:GitPull"] },
  { exemptOwnUserOnly: true },
  { maxMfaAgeSeconds: 3600 },
  { viaAwsService: "allow" },
  { enrolment: "console" },
  { kind: "selfManage", parts: ["mfa"] },
  { changePasswordWithoutMfa: true },
];

/** What a healthy stack is made from. */
export interface Plan {
  readonly options: MfaDocumentOptions;
  readonly carrier: (typeof CARRIERS)[number];
  readonly isAdditive: boolean;
  readonly isByName: boolean;
  readonly groups: number;
  readonly users: number;
  readonly hasBoundary: boolean;
  readonly hasServiceUser: boolean;
  readonly hasUserWithoutGroup: boolean;
  readonly numbers: readonly number[];
}

export const plans: fc.Arbitrary<Plan> = fc.record({
  options: fc.constantFrom(...OPTIONS),
  carrier: fc.constantFrom("attachment", "attachment", "attachment", ...CARRIERS),
  isAdditive: fc.boolean(),
  isByName: fc.boolean(),
  groups: fc.integer({ min: 1, max: 3 }),
  users: fc.integer({ min: 1, max: 4 }),
  hasBoundary: fc.constantFrom(false, false, false, true),
  hasServiceUser: fc.constantFrom(false, false, true),
  hasUserWithoutGroup: fc.boolean(),
  numbers: fc.array(fc.nat({ max: 999 }), { minLength: 12, maxLength: 12 }),
});

export const GROUPS = ["consultants", "admins", "auditors"];
export const USERS = ["john", "jane", "first.colleague", "second.colleague"];
const ATTACHED = ["PowerUserAccess", "AdministratorAccess", "IAMUserChangePassword"].map((name) => POLICY_ARN + name);

export const MFA_POLICY = "aws_iam_policy.mfa";

/** The document of a draft's MFA policy as Terraform JSON has it. */
export function terraformText(document: object): string {
  return escapeForTerraform(JSON.stringify(document));
}

/** Writes the stack of a plan. */
export function healthyStack(plan: Plan): Draft {
  const choices = new Choices(plan.numbers);
  const draft = new Draft(choices.pick([...Array<typeof plainReference>(12).fill(plainReference), ...REFERENCES]));
  const text = terraformText(mfaPolicyDocument(plan.options));
  const arn = draft.reference(draft.add("aws_iam_policy", "mfa", { name: "EnforceMfa", path: "/", policy: text }), "arn");
  const groups = GROUPS.slice(0, plan.groups);
  const references = groups.map((name) => nameOf(draft, plan, draft.add("aws_iam_group", name, { name }), name));
  const attached = groups.map(() => choices.pick(ATTACHED));
  const users = USERS.slice(0, plan.users);
  const isAlone = (index: number): boolean => plan.hasUserWithoutGroup && index === users.length - 1;

  const people = users.map((name, index) => {
    const boundary = plan.hasBoundary ? { permissions_boundary: boundaryOf(draft, plan) } : {};
    const user = nameOf(draft, plan, draft.add("aws_iam_user", name, { name, ...boundary }), name);
    const members = isAlone(index) ? [] : references.filter((_, group) => group === index % references.length || choices.oneIn(4));
    return { name, user, members };
  });
  carry(draft, plan, {
    arn,
    text,
    groups: references,
    attached,
    alone: people.filter((_, index) => isAlone(index)).map(({ user }) => user),
  });
  join(draft, plan, groups, references, people);
  if (plan.hasServiceUser) {
    const ci = nameOf(draft, plan, draft.add("aws_iam_user", "ci", { name: "ci" }), "ci");
    draft.attach("user", ci, ADMINISTRATOR);
    draft.add("aws_iam_access_key", "ci", { user: ci });
    draft.except.push(choices.pick(["ci", "aws_iam_user.ci"]));
  }
  return draft;
}

function nameOf(draft: Draft, { isByName }: Plan, address: string, name: string): string {
  return isByName ? name : draft.reference(address, "name");
}

/** The boundary that allows everything, and carries the Deny. */
function boundaryOf(draft: Draft, { options }: Plan): string {
  if (!draft.entries("aws_iam_policy").some(({ name }) => name === "boundary")) {
    const deny = mfaPolicyDocument(options).Statement.filter(({ Effect }) => Effect === "Deny");
    const everything = { Effect: "Allow", Action: "*", Resource: "*" };
    draft.add("aws_iam_policy", "boundary", {
      name: "EnforceMfaBoundary",
      policy: terraformText({ Version: "2012-10-17", Statement: [everything, ...deny] }),
    });
  }
  return draft.reference("aws_iam_policy.boundary", "arn");
}

interface Carried {
  readonly arn: string;
  readonly text: string;
  readonly groups: readonly string[];
  readonly attached: readonly string[];
  readonly alone: readonly string[];
}

/** Gives the Deny to groups and to users in no group, and each group its policy. */
function carry(draft: Draft, { carrier }: Plan, { arn, text, groups, attached, alone }: Carried): void {
  if (carrier === "exclusive policy") {
    draft.add("aws_iam_policy_attachment", "mfa", { name: "mfa", policy_arn: arn, groups: [...groups], users: [...alone] });
  }
  groups.forEach((group, index) => {
    const policy = attached[index] ?? ADMINISTRATOR;
    if (carrier === "inline") {
      draft.add("aws_iam_group_policy", `mfa-${index}`, { name: "EnforceMfa", group, policy: text });
    } else if (carrier === "exclusive list") {
      draft.add("aws_iam_group_policy_attachments_exclusive", `list-${index}`, { group_name: group, policy_arns: [arn, policy] });
    } else if (carrier === "attachment") {
      draft.add("aws_iam_group_policy_attachment", `mfa-${index}`, { group, policy_arn: arn });
    }
    if (carrier !== "exclusive list") {
      draft.add("aws_iam_group_policy_attachment", `policy-${index}`, { group, policy_arn: policy });
    }
  });
  if (carrier !== "exclusive policy") {
    alone.forEach((user) => draft.add("aws_iam_user_policy_attachment", "mfa", { user, policy_arn: arn }));
  }
}

interface Member {
  readonly name: string;
  readonly user: string;
  readonly members: readonly string[];
}

function join(draft: Draft, { isAdditive }: Plan, names: readonly string[], groups: readonly string[], people: readonly Member[]): void {
  if (isAdditive) {
    people
      .filter(({ members }) => members.length > 0)
      .forEach(({ name, user, members }) => draft.add("aws_iam_user_group_membership", name, { user, groups: [...members] }));
    return;
  }
  groups.forEach((group, index) => {
    const users = people.filter(({ members }) => members.includes(group)).map(({ user }) => user);
    const name = names[index] ?? "";
    draft.add("aws_iam_group_membership", name, { name, group, users });
  });
}
