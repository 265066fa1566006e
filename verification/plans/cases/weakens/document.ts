import type { TerraformCase } from "../../model";
import {
  allow,
  deny,
  denyExcept,
  document,
  ENFORCED,
  enforcedBy,
  EXEMPTIONS,
  MFA_DOCUMENT,
  policy,
  POWER,
  SELF_SERVICE,
  type Statement,
} from "../parts";

/** A change of the MFA document in an account in which John is enforced. */
function changed(name: string, why: string, statements: readonly Statement[], findings: TerraformCase["findings"]): TerraformCase {
  return { name, why, findings, before: ENFORCED, after: enforcedBy(...statements) };
}

export const DOCUMENTS: readonly TerraformCase[] = [
  changed("The Deny is taken out of the document", "John works with his password alone", [SELF_SERVICE], ["mfa-lost"]),
  changed(
    "The Deny becomes an Allow",
    "nothing denies John anything any more",
    [SELF_SERVICE, deny({ Effect: "Allow", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })],
    ["mfa-lost"],
  ),
  changed(
    "The Deny asks with Bool instead of BoolIfExists",
    "a request signed with an access key does not have the key at all, so Bool does not match it",
    [SELF_SERVICE, deny({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })],
    ["mfa-lost"],
  ),
  changed(
    "The Deny asks for true instead of false",
    "it now denies those who have MFA",
    [SELF_SERVICE, deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } } })],
    ["mfa-lost"],
  ),
  changed(
    "The Deny applies to one network only",
    "from any other address John needs no MFA",
    [
      SELF_SERVICE,
      deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }),
    ],
    ["mfa-lost"],
  ),
  changed(
    "The Deny applies to one region only",
    "in any other region John needs no MFA",
    [
      SELF_SERVICE,
      deny({
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, StringEquals: { "aws:RequestedRegion": "us-east-1" } },
      }),
    ],
    ["mfa-lost"],
  ),
  changed(
    "The Deny leaves out one bucket with NotResource",
    "what is in that bucket can be read without MFA",
    [SELF_SERVICE, without(deny({ NotResource: ["arn:aws:s3:::shared", "arn:aws:s3:::shared/*"] }), "Resource")],
    ["mfa-lost"],
  ),
  changed(
    "The Deny covers one bucket instead of everything",
    "everything but that bucket is open without MFA",
    [SELF_SERVICE, deny({ Resource: ["arn:aws:s3:::shared", "arn:aws:s3:::shared/*"] })],
    ["mfa-lost"],
  ),
  changed(
    "The Deny lists actions instead of leaving some out",
    "every service that is not in the list is open without MFA",
    [SELF_SERVICE, without(deny({ Action: ["iam:*", "ec2:*"] }), "NotAction")],
    ["mfa-lost"],
  ),
  changed(
    "The Deny is for one user only",
    "John is not called ci",
    [
      SELF_SERVICE,
      deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" }, StringEquals: { "aws:username": "ci" } } }),
    ],
    ["mfa-lost"],
  ),
  changed("Everything becomes exempt", "NotAction * denies nothing", [SELF_SERVICE, denyExcept("*")], ["mfa-lost"]),
  changed("A whole service becomes exempt", "every action of S3 works without MFA", [SELF_SERVICE, denyExcept("s3:*")], ["mfa-lost"]),
  changed(
    "Reading a bucket becomes exempt",
    "John reads objects without MFA, which PowerUserAccess allows him",
    [SELF_SERVICE, denyExcept("s3:GetObject")],
    ["exemption-added"],
  ),
  changed(
    "An exemption with a wildcard",
    "it covers CreateAccessKey and CreateUser",
    [SELF_SERVICE, denyExcept("iam:Create*")],
    ["mfa-lost"],
  ),
  changed(
    "Deactivating devices becomes exempt",
    "whoever has the password takes the device away and registers another",
    [allow(["iam:DeactivateMFADevice"], "*"), SELF_SERVICE, denyExcept("iam:DeactivateMFADevice")],
    ["mfa-lost"],
  ),
  {
    name: "Creating access keys becomes exempt for an administrator",
    why: "without MFA John creates a key for any user of the account",
    findings: ["mfa-lost"],
    before: ENFORCED.replace("PowerUserAccess", "AdministratorAccess"),
    after: enforcedBy(SELF_SERVICE, denyExcept("iam:CreateAccessKey")).replace("PowerUserAccess", "AdministratorAccess"),
  },
  {
    name: "Joining groups becomes exempt for an administrator",
    why: "without MFA John takes himself out of the group that carries the Deny",
    findings: ["mfa-lost"],
    before: ENFORCED.replace("PowerUserAccess", "AdministratorAccess"),
    after: enforcedBy(SELF_SERVICE, denyExcept("iam:RemoveUserFromGroup")).replace("PowerUserAccess", "AdministratorAccess"),
  },
  changed(
    "Assuming roles becomes exempt",
    "a role session is no user's, so the Deny does not follow into it",
    [SELF_SERVICE, denyExcept("sts:AssumeRole")],
    ["mfa-lost"],
  ),
  changed(
    "Calls that a service makes for John are let off",
    "services such as CloudFormation act for John without MFA",
    [SELF_SERVICE, deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false", "aws:ViaAWSService": "false" } } })],
    ["via-service-allowed"],
  ),
  {
    name: "The document is known only after the apply",
    why: "the plan does not show what the new document says",
    findings: ["unknown-document"],
    before: ENFORCED,
    after:
      `resource "terraform_data" "document" {\n  input = ${MFA_DOCUMENT}\n}\n` + policy("mfa", "terraform_data.document.output") + POWER,
  },
  {
    name: "An exemption comes from a variable with a default",
    why: "the default makes reading objects exempt",
    findings: ["exemption-added"],
    before: ENFORCED,
    after:
      `variable "exempt" {\n  type    = list(string)\n  default = ["s3:GetObject"]\n}\n` +
      policy(
        "mfa",
        document(SELF_SERVICE, deny()).replace(JSON.stringify(EXEMPTIONS), `concat(${JSON.stringify(EXEMPTIONS)}, var.exempt)`),
      ) +
      POWER,
  },
  {
    name: "The Deny of an inline policy is narrowed",
    why: "the group carries the Deny in its inline policy, which loses it",
    findings: ["mfa-lost"],
    before: inline(MFA_DOCUMENT),
    after: inline(document(SELF_SERVICE)),
  },
];

function without(statement: Statement, element: string): Statement {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== element));
}

function inline(text: string): string {
  return (
    POWER.replace(/resource "aws_iam_group_policy_attachment" "power_deny" \{[^}]*\}\n/, "").replace(
      /aws_iam_group_policy_attachment\.power_deny/g,
      "aws_iam_group_policy.power_deny",
    ) +
    `resource "aws_iam_group_policy" "power_deny" {\n  name   = "EnforceMfa"\n  group  = aws_iam_group.power.name\n  policy = ${text}\n}\n`
  );
}
