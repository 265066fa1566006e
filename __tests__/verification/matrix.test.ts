import { createHash } from "node:crypto";
import { type MfaDocumentOptions, mfaPolicyDocument, type PolicyDocument, type Statement } from "../../modules/policy";
import { allActions } from "../../verification/requests";
import { type Mismatch, runVariant } from "../../verification/run";
import { describeOptions, VARIANTS } from "../../verification/variants";

/** Actions for which the documents differ, and some that none of them names. `npm run matrix:check` evaluates every action. */
const ACTIONS = [
  "account:ListRegions",
  "cloudformation:CreateStack",
  "codecommit:GitPull",
  "ec2:RunInstances",
  "iam:AttachUserPolicy",
  "iam:ChangePassword",
  "iam:CreateAccessKey",
  "iam:CreateServiceLinkedRole",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateVirtualMFADevice",
  "iam:DeactivateMFADevice",
  "iam:DeleteVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetAccountPasswordPolicy",
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListAccessKeys",
  "iam:ListMFADevices",
  "iam:ListRoles",
  "iam:ListUsers",
  "iam:ListVirtualMFADevices",
  "iam:PassRole",
  "iam:ResyncMFADevice",
  "iam:UpdateLoginProfile",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
  "organizations:DescribeOrganization",
  "organizations:LeaveOrganization",
  "s3:GetObject",
  "sts:AssumeRole",
  "sts:GetCallerIdentity",
  "sts:GetSessionToken",
];

const SEED = "2018";

/** The same sample every time, and a different one for another seed. */
function sample(actions: readonly string[], size: number): readonly string[] {
  const rank = (action: string): string => createHash("sha256").update(`${SEED} ${action}`).digest("hex");
  return [...actions].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, size);
}

let actions: readonly string[];

beforeAll(async () => {
  actions = [...new Set([...ACTIONS, ...sample(await allActions(), 20)])];
});

const named = VARIANTS.map((options) => ({ name: describeOptions(options) || "no options", options }));

test.each(named)("the simulator gives the expected answers about a sample of actions with $name", async ({ options }) => {
  const { mismatches, questions } = await runVariant(options, actions, "none");
  expect(mismatches).toEqual([]);
  expect(questions).toBeGreaterThan(8 * actions.length);
});

test("the simulator gives the same answers if it looks up each action in the service reference", async () => {
  const options = { kind: "selfManage" } as const;
  expect(await runVariant(options, actions, "all")).toEqual(await runVariant(options, actions, "none"));
});

describe("a wrong document is noticed:", () => {
  /** The unexpected answers, with PowerUserAccess, if the Denies of the minimal document are replaced. */
  async function unexpectedWith(options: MfaDocumentOptions, change: (deny: Statement) => Statement): Promise<readonly Mismatch[]> {
    const { Version, Statement } = mfaPolicyDocument(options);
    const document: PolicyDocument = {
      Version,
      Statement: Statement.map((statement) => (statement.Effect === "Deny" ? change(statement) : statement)),
    };
    const { mismatches } = await runVariant(options, actions, "none", document);
    return mismatches.filter(({ managedPolicy }) => managedPolicy === "PowerUserAccess");
  }

  async function mismatchesWith(change: (deny: Statement) => Statement, context: string): Promise<readonly Mismatch[]> {
    return (await unexpectedWith({ kind: "minimal" }, change)).filter((mismatch) => mismatch.context === context);
  }

  test("a Deny that does not apply to a long-term access key", async () => {
    const found = await mismatchesWith(
      (deny) => ({ ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }),
      "access key",
    );
    expect(found).toContainEqual(expect.objectContaining({ action: "sts:AssumeRole", isAllowed: true }));
    expect(found.length).toBeGreaterThan(actions.length / 3);
  });

  test("one exemption too many, and one that is missing", async () => {
    const found = await mismatchesWith(
      (deny) => ({
        ...deny,
        NotAction: ["sts:GetSessionToken", ...[deny.NotAction ?? []].flat().filter((action) => action !== "iam:ListUsers")],
      }),
      "session without MFA",
    );
    expect(found.map(({ action, isAllowed }) => [action, isAllowed])).toEqual([
      ["iam:ListUsers", false],
      ["sts:GetSessionToken", true],
    ]);
  });

  /** The unexpected answers about enabling one's own device, if the condition of one Deny is replaced. */
  async function unexpectedEnabling(
    options: MfaDocumentOptions,
    sid: string,
    Condition: Statement["Condition"],
  ): Promise<readonly string[]> {
    const found = await unexpectedWith(options, (deny) => (deny.Sid === sid ? { ...deny, Condition } : deny));
    return found
      .filter(({ action }) => action === "iam:EnableMFADevice")
      .map(({ context, isAllowed }) => `${isAllowed ? "allowed" : "denied"}: ${context}`);
  }

  test("a Deny of enrolment that takes a session without MFA for an access key", async () => {
    const condition = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };
    expect(await unexpectedEnabling({ enrolment: "console" }, "DenyEnrolmentWithAccessKeys", condition)).toEqual([
      "denied: session without MFA",
    ]);
  });

  test("a Deny of enrolment that ignores a missing tag, or upper and lower case", async () => {
    const whileNotOpen = (operator: string): Statement["Condition"] => ({
      BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
      [operator]: { "aws:PrincipalTag/mfa-enrolment": "open" },
    });
    const unexpected = (operator: string): Promise<readonly string[]> =>
      unexpectedEnabling({ enrolmentTag: true }, "DenyEnrolmentUnlessOpenIfNoMFA", whileNotOpen(operator));
    expect(await unexpected("StringNotEquals")).toEqual([]);
    expect(await unexpected("StringNotEqualsIgnoreCase")).toEqual([
      "allowed: access key, tag Open",
      "allowed: session without MFA, tag Open",
      "allowed: through a service, tag Open",
    ]);
    expect(await unexpected("ForAnyValue:StringNotEquals")).toEqual([
      "allowed: access key",
      "allowed: session without MFA",
      "allowed: through a service",
    ]);
  });
});

test.each<[options: MfaDocumentOptions, firstMinute: object]>([
  [{}, { password: "yes, without seeing the rules", app: "yes", securityKey: "yes", commandLine: "no" }],
  [
    { changePasswordWithoutMfa: true, getSessionTokenWithoutMfa: true },
    { password: "yes", app: "yes", securityKey: "yes", commandLine: "yes" },
  ],
  [{ changePasswordWithoutMfa: false }, { password: "no", app: "yes", securityKey: "yes", commandLine: "no" }],
  [{ kind: "selfManage" }, { password: "no", app: "yes", securityKey: "yes", commandLine: "yes" }],
  [
    { allowedDevices: "phishing-resistant" },
    { password: "yes, without seeing the rules", app: "no", securityKey: "yes", commandLine: "no" },
  ],
  [
    { kind: "selfManage", allowedDevices: "phishing-resistant", securityKeys: { fido: "L2", fips140: "L2" } },
    { password: "no", app: "no", securityKey: "certified ones", commandLine: "no" },
  ],
  [{ enrolment: "console" }, { password: "yes, without seeing the rules", app: "yes", securityKey: "yes", commandLine: "no" }],
  [
    { kind: "selfManage", enrolmentTag: true },
    { password: "no", app: "yes, while the tag is `open`", securityKey: "yes, while the tag is `open`", commandLine: "yes" },
  ],
])("with %j, a new colleague can do this before they have a device: %j", async (options, firstMinute) => {
  expect((await runVariant(options, [], "none")).firstMinute).toEqual(firstMinute);
});
