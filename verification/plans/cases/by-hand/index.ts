import type { HandwrittenCase } from "../../model";
import { deny, denyExcept, SELF_SERVICE } from "../parts";
import {
  bearing,
  but,
  created,
  deleted,
  DENY,
  DENY_ADDRESS,
  documentText,
  ENFORCED,
  ENFORCED_INLINE,
  forgotten,
  INLINE_OF_JOHN,
  kept,
  MEMBERSHIP,
  MFA_ARN,
  POLICY,
  POWER_ARN,
  QUEUES_ARN,
  updated,
  userValues,
} from "./account";
import { plan, resourceChange } from "./plan";

const OPENTOFU = { terraform_version: "1.10.0", timestamp: undefined, complete: undefined, applyable: undefined };
const CI = userValues("ci");
const CI_WORK = { id: "ci/AmazonSQSFullAccess", policy_arn: QUEUES_ARN, user: "ci" };
const KEY = { id: "AKIAEXAMPLE0001", status: "Inactive", user: "ci" };
const UNENFORCED = [...ENFORCED, kept("aws_iam_user.ci", CI), kept("aws_iam_user_policy_attachment.ci_work", CI_WORK)];

/** What the lab's provider and Terraform do not have. */
export const WEAKENS_BY_HAND: readonly HandwrittenCase[] = [
  {
    name: "Exclusive inline policies leave out the Deny of a group",
    why: "the resource deletes every inline policy that it does not name",
    findings: ["mfa-lost"],
    plan: plan([...ENFORCED_INLINE, created("aws_iam_group_policies_exclusive.power", { group_name: "Power", policy_names: [] })]),
  },
  {
    name: "Exclusive attachments leave out the Deny of a group",
    why: "the resource detaches every managed policy that it does not list",
    findings: ["mfa-lost"],
    plan: plan([
      ...ENFORCED,
      created("aws_iam_group_policy_attachments_exclusive.power", { group_name: "Power", policy_arns: [POWER_ARN] }),
    ]),
  },
  {
    name: "Exclusive attachments drop the Deny of a group",
    why: "the list loses the MFA policy, and keeps PowerUserAccess",
    findings: ["mfa-lost"],
    plan: plan([
      ...but(ENFORCED, deleted(DENY_ADDRESS, DENY)),
      updated(
        "aws_iam_group_policy_attachments_exclusive.power",
        { group_name: "Power", policy_arns: [MFA_ARN, POWER_ARN] },
        { policy_arns: [POWER_ARN] },
      ),
    ]),
  },
  {
    name: "Exclusive inline policies leave out the Deny of a user",
    why: "the resource deletes every inline policy that it does not name",
    findings: ["mfa-lost"],
    plan: plan([
      ...bearing(kept("aws_iam_user_policy.john_deny", INLINE_OF_JOHN)),
      created("aws_iam_user_policies_exclusive.john", { policy_names: [], user_name: "john" }),
    ]),
  },
  {
    name: "Exclusive attachments of a user leave out the Deny",
    why: "the resource detaches every managed policy that it does not list",
    findings: ["mfa-lost"],
    plan: plan([
      ...bearing(kept("aws_iam_user_policy_attachment.john_deny", { id: "john/EnforceMfa", policy_arn: MFA_ARN, user: "john" })),
      kept("aws_iam_policy.mfa", POLICY),
      created("aws_iam_user_policy_attachments_exclusive.john", { policy_arns: [POWER_ARN], user_name: "john" }),
    ]),
  },
  {
    name: "A change is deferred",
    why: "how many users there will be is known only in a later plan",
    findings: ["deferred-changes"],
    plan: plan(ENFORCED, {
      complete: false,
      deferred_changes: [
        {
          reason: "instance_count_unknown",
          resource_change: resourceChange({
            address: "aws_iam_user_policy_attachment.later",
            actions: ["create"],
            after: { policy_arn: POWER_ARN },
          }),
        },
      ],
    }),
  },
  {
    name: "An action runs after a change",
    why: "what the function does to the account is not in the plan",
    findings: ["action"],
    plan: plan(but(ENFORCED, updated("aws_iam_user.john", userValues("john"), { tags: { team: "red" }, tags_all: { team: "red" } })), {
      action_invocations: [
        {
          address: "action.aws_lambda_invoke.cleanup",
          type: "aws_lambda_invoke",
          name: "cleanup",
          config_values: { function_name: "cleanup", payload: "{}" },
          provider_name: "registry.terraform.io/hashicorp/aws",
          lifecycle_action_trigger: {
            triggering_resource_address: "aws_iam_user.john",
            action_trigger_event: "after_update",
            action_trigger_block_index: 0,
            actions_list_index: 0,
          },
        },
      ],
    }),
  },
  {
    name: "An action is all that a plan does",
    why: "terraform plan -invoke runs it, and what it does is not in the plan",
    findings: ["action"],
    plan: plan(ENFORCED, {
      action_invocations: [
        {
          address: "action.aws_lambda_invoke.cleanup",
          type: "aws_lambda_invoke",
          name: "cleanup",
          config_values: { function_name: "cleanup", payload: "{}" },
          provider_name: "registry.terraform.io/hashicorp/aws",
          invoke_action_trigger: {},
        },
      ],
    }),
  },
  {
    name: "OpenTofu forgets the Deny",
    why: "the attachment stays for now, and OpenTofu does not look after it any more",
    findings: ["forgotten"],
    plan: plan(but(ENFORCED, forgotten(DENY_ADDRESS, DENY)), OPENTOFU),
  },
  {
    name: "OpenTofu detaches the Deny",
    why: "the group keeps PowerUserAccess and John",
    findings: ["mfa-lost"],
    plan: plan(but(ENFORCED, deleted(DENY_ADDRESS, DENY)), OPENTOFU),
  },
  {
    name: "OpenTofu adds an exemption",
    why: "John reads objects without MFA, which PowerUserAccess allows him",
    findings: ["exemption-added"],
    plan: plan(
      but(ENFORCED, updated("aws_iam_policy.mfa", POLICY, { policy: documentText(SELF_SERVICE, denyExcept("s3:GetObject")) })),
      OPENTOFU,
    ),
  },
  {
    name: "An inactive access key is switched on",
    why: "with the key the user works without MFA; so far it was refused",
    findings: ["unenforced-credentials"],
    plan: plan([...UNENFORCED, updated("aws_iam_access_key.ci", KEY, { status: "Active" })]),
  },
  {
    name: "A plan in format 1.0 detaches the Deny",
    why: "an old Terraform writes this format, which says nothing about completeness",
    findings: ["mfa-lost"],
    plan: plan(but(ENFORCED, deleted(DENY_ADDRESS, DENY)), {
      format_version: "1.0",
      terraform_version: "1.1.9",
      applyable: undefined,
      complete: undefined,
      errored: undefined,
    }),
  },
];

export const HARMLESS_BY_HAND: readonly HandwrittenCase[] = [
  {
    name: "Exclusive attachments list the Deny of a group",
    why: "everything that is attached is in the list",
    plan: plan([
      ...ENFORCED,
      created("aws_iam_group_policy_attachments_exclusive.power", { group_name: "Power", policy_arns: [MFA_ARN, POWER_ARN] }),
    ]),
  },
  {
    name: "Exclusive inline policies name the Deny of a group",
    why: "the only inline policy is named",
    plan: plan([
      ...ENFORCED_INLINE,
      created("aws_iam_group_policies_exclusive.power", { group_name: "Power", policy_names: ["EnforceMfa"] }),
    ]),
  },
  {
    name: "OpenTofu lets a colleague join",
    why: "the group already carries the Deny",
    plan: plan(
      but(
        ENFORCED,
        created("aws_iam_user.first_colleague", userValues("first.colleague")),
        updated("aws_iam_group_membership.power", MEMBERSHIP, { users: ["first.colleague", "john"] }, [DENY_ADDRESS]),
      ),
      OPENTOFU,
    ),
  },
  {
    name: "OpenTofu takes an exemption away",
    why: "the Deny covers more",
    plan: plan(
      but(
        ENFORCED,
        updated(
          "aws_iam_policy.mfa",
          { ...POLICY, policy: documentText(SELF_SERVICE, denyExcept("s3:GetObject")) },
          { policy: documentText(SELF_SERVICE, deny()) },
        ),
      ),
      OPENTOFU,
    ),
  },
  {
    name: "Tags of a policy change",
    why: "tags say nothing about access; the lab's provider has none on policies",
    plan: plan(but(ENFORCED, updated("aws_iam_policy.mfa", POLICY, { tags: { team: "red" }, tags_all: { team: "red" } }))),
  },
];
