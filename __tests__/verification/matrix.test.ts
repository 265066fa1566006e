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
  const MINIMAL = { kind: "minimal" } as const;

  /** The unexpected answers in a context if the Deny of the minimal document is replaced. */
  async function mismatchesWith(change: (deny: Statement) => Statement, context: string): Promise<readonly Mismatch[]> {
    const { Version, Statement } = mfaPolicyDocument(MINIMAL);
    const document: PolicyDocument = {
      Version,
      Statement: Statement.map((statement) => (statement.Effect === "Deny" ? change(statement) : statement)),
    };
    const { mismatches } = await runVariant(MINIMAL, actions, "none", document);
    return mismatches.filter((mismatch) => mismatch.context === context && mismatch.managedPolicy === "PowerUserAccess");
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
])("with %j, a new colleague can do this before they have a device: %j", async (options, firstMinute) => {
  expect((await runVariant(options, [], "none")).firstMinute).toEqual(firstMinute);
});
