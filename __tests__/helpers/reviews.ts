import type { Acceptance, Finding, FindingKind, Review } from "../../modules/review";

/** Kinds of findings as the rules have them. */
export const KINDS: readonly FindingKind[] = [
  { id: "mfa-lost", severity: "critical", summary: "somebody who could not act without MFA can afterwards" },
  { id: "window", severity: "high", summary: "somebody can act without MFA at a moment while the plan is applied" },
  { id: "unknown-document", severity: "medium", summary: "a policy document is known only after the apply" },
  { id: "already-unenforced", severity: "high", summary: "somebody can act without MFA, as before the plan" },
];

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    id: "mfa-lost",
    severity: "critical",
    isCertain: true,
    address: "aws_iam_group_policy_attachment.power_mfa",
    message: "john can act without MFA, because the group Power no longer carries EnforceMfa",
    request: "john with an access key: s3:ListAllMyBuckets",
    fix: "keep the attachment, or remove PowerUserAccess from the group in the same plan",
    isOld: false,
    ...overrides,
  };
}

export const WINDOW = finding({
  id: "window",
  severity: "high",
  address: "aws_iam_group_membership.admins",
  message: "alice can act without MFA while the plan is applied",
  request: "alice with an access key: iam:CreateUser",
  window: {
    steps: ["attach AdministratorAccess to Admins", "add alice to Admins"],
    until: "attach EnforceMfa to Admins",
  },
  fix: "add depends_on = [aws_iam_group_policy_attachment.admins_mfa] to aws_iam_group_membership.admins",
});

export const DOUBT = finding({
  id: "unknown-document",
  severity: "medium",
  isCertain: false,
  address: 'module.audit["eu"].aws_iam_user_policy.ci',
  message: "the document of the policy audit of ci is known only after the apply, and may allow something",
  request: undefined,
  fix: "write the document so that Terraform knows it when it plans",
});

export const OLD = finding({
  id: "already-unenforced",
  severity: "high",
  address: "aws_iam_user.ci",
  message: "ci can act without MFA, as before the plan",
  request: "ci with an access key: s3:GetObject",
  fix: "add ci to a group that carries EnforceMfa",
  isOld: true,
});

export function review(overrides: Partial<Review> = {}): Review {
  return { plan: "plan.json", access: [], documents: [], findings: [], otherChanges: 0, notes: [], ...overrides };
}

/** A colleague joins, another one leaves, and an exemption is added. */
export const HARMLESS = review({
  access: [
    { kind: "user", change: "added", name: "alice", address: "aws_iam_user.alice" },
    { kind: "membership", change: "added", user: "alice", group: "Power", policies: ["EnforceMfa", "PowerUserAccess"] },
    { kind: "user", change: "removed", name: "john", address: "aws_iam_user.john" },
    { kind: "membership", change: "removed", user: "john", group: "Power", policies: ["EnforceMfa", "PowerUserAccess"] },
  ],
  documents: [
    {
      policy: "EnforceMfa",
      address: "aws_iam_policy.mfa",
      meaning: ["without MFA, codecommit:GitPull works, too, for those whose policies allow it"],
    },
  ],
  otherChanges: 14,
});

/** Something of everything. */
export const RICH = review({
  access: [
    { kind: "user", change: "added", name: "alice", address: "aws_iam_user.alice" },
    { kind: "membership", change: "added", user: "alice", group: "Admins", policies: ["AdministratorAccess", "EnforceMfa"] },
    { kind: "user", change: "removed", name: "first.colleague", address: "aws_iam_user.first" },
    { kind: "membership", change: "removed", user: "first.colleague", group: "Power", policies: ["EnforceMfa", "PowerUserAccess"] },
    { kind: "membership", change: "added", user: "second.colleague", group: "Admins", policies: ["AdministratorAccess", "EnforceMfa"] },
    { kind: "membership", change: "removed", user: "second.colleague", group: "Power", policies: ["EnforceMfa", "PowerUserAccess"] },
    { kind: "user", change: "renamed", name: "john.doe", formerName: "john", address: "aws_iam_user.john" },
    { kind: "boundary", change: "removed", user: "john.doe", policy: "EnforceMfaBoundary" },
    { kind: "credentials", change: "added", user: "ci", what: "an access key" },
    { kind: "enforcement", change: "added", user: "ci", policies: ["AmazonSQSFullAccess"] },
    { kind: "attachment", change: "removed", holder: { kind: "group", name: "Power" }, policy: "EnforceMfa" },
    { kind: "group", change: "added", name: "Admins", address: "aws_iam_group.admins" },
    { kind: "attachment", change: "added", holder: { kind: "group", name: "Admins" }, policy: "AdministratorAccess" },
    { kind: "attachment", change: "added", holder: { kind: "group", name: "Admins" }, policy: "EnforceMfa" },
    { kind: "policy", change: "removed", name: "EnforceMfaBoundary", address: "aws_iam_policy.boundary" },
  ],
  documents: [
    {
      policy: "EnforceMfa",
      address: "aws_iam_policy.mfa",
      meaning: ["without MFA, codecommit:GitPull works, too", "without MFA, iam:ListUsers no longer works"],
    },
  ],
  findings: [finding(), WINDOW, DOUBT, OLD],
  otherChanges: 1,
  notes: ["the plan has the format 1.3, which is newer than 1.2; it was read as 1.2"],
});

export const ACCEPTED: readonly Acceptance[] = [
  { id: "unknown-document", address: DOUBT.address, reason: "the document comes from the audit team's module", until: "2026-12-31" },
  { id: "mfa-lost", address: finding().address, reason: "a migration", until: "2026-01-31" },
  { id: "window", address: "aws_iam_user.gone", reason: "a migration", until: "2027-01-31" },
];

export const TODAY = "2026-07-01";
