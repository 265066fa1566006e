import { proveEnforcement } from "../../modules/enforcement";
import { type MfaDocumentOptions, mfaPolicyDocument } from "../../modules/policy";

/** What is exempt with each kind, whether or not an option limits who may register a device. */
const EXEMPT = {
  minimal: [
    "iam:ChangePassword",
    "iam:CreateVirtualMFADevice",
    "iam:DeleteVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:ListMFADevices",
    "iam:ListUsers",
    "iam:ListVirtualMFADevices",
  ],
  selfManage: [
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
    "sts:GetSessionToken",
  ],
} as const;

const SIDS = { minimal: "BlockEverythingUnlessSignedInWithMFA", selfManage: "DenyAllExceptListedIfNoMFA" } as const;

/** A document that denies creating and enabling devices if a condition holds. */
function denyRegistering(Condition: object): object {
  const Action = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"];
  return { Version: "2012-10-17", Statement: { Effect: "Deny", Action, Resource: "*", Condition } };
}

describe.each(["minimal", "selfManage"] as const)("with kind %s", (kind) => {
  const exempt: readonly string[] = EXEMPT[kind];
  const withoutRegistering = exempt.filter((action) => !["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"].includes(action));

  test.each<[MfaDocumentOptions]>([
    [{ enrolment: "console" }],
    [{ enrolmentTag: true }],
    [{ enrolment: "console", enrolmentTag: true }],
    [{ enrolment: "console", enrolmentTag: true, exemptOwnUserOnly: true }],
  ])("%j enforces MFA by the Deny alone, and registering a device stays exempt", (options) => {
    const document = mfaPolicyDocument({ kind, ...options });
    expect(proveEnforcement([document])).toEqual({
      verdict: "enforced",
      exemptActions: exempt,
      viaAwsService: "deny",
      by: [{ document: 0, statement: document.Statement.findIndex(({ Sid }) => Sid === SIDS[kind]), sid: SIDS[kind] }],
    });
  });

  test.each<[MfaDocumentOptions]>([[{ enrolment: "console" }], [{ enrolmentTag: true }]])(
    "%j still enforces MFA if MFA can be too old and services are spared",
    (options) => {
      const document = mfaPolicyDocument({ kind, ...options, maxMfaAgeSeconds: 3600, viaAwsService: "allow" });
      expect(proveEnforcement([document])).toMatchObject({ verdict: "enforced", exemptActions: exempt, viaAwsService: "allow" });
    },
  );

  test('with enrolment: "console", registering is no longer exempt if another Deny covers sessions without MFA', () => {
    const inSessions = denyRegistering({ Bool: { "aws:MultiFactorAuthPresent": "false" } });
    const prove = (...documents: readonly object[]): unknown => proveEnforcement(documents);
    expect(prove(mfaPolicyDocument({ kind, enrolment: "console" }), inSessions)).toMatchObject({ exemptActions: withoutRegistering });
    expect(prove(mfaPolicyDocument({ kind }), inSessions)).toMatchObject({ exemptActions: exempt });
  });
});
