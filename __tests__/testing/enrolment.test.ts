import { TerraformStack, Testing } from "cdktf";
import { defineRoster, type MfaDocumentOptions, MfaEnforcedRoster } from "../../modules";
import { mfaMatchers } from "../../modules/testing";

/** The stack of a roster in which one person has enrolled and one has not. */
function rosterStack(document: MfaDocumentOptions): string {
  const roster = defineRoster({
    groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
    users: [
      { name: "john", groups: ["PowerConsultants"], enrolled: true },
      { name: "new.colleague", groups: ["PowerConsultants"] },
    ],
  });
  const stack = new TerraformStack(Testing.app(), "account");
  new MfaEnforcedRoster(stack, "identity", { roster, document });
  return Testing.synth(stack);
}

const REGISTERING = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"] as const;
const OTHERS = {
  minimal: ["iam:ChangePassword", "iam:DeleteVirtualMFADevice", "iam:ListMFADevices", "iam:ListUsers", "iam:ListVirtualMFADevices"],
  selfManage: [
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
    "sts:GetSessionToken",
  ],
} as const;

describe.each(["minimal", "selfManage"] as const)("with kind %s and", (kind) => {
  describe.each<[MfaDocumentOptions]>([
    [{ enrolment: "console" }],
    [{ enrolmentTag: true }],
    [{ enrolment: "console", enrolmentTag: true }],
  ])("%j", (options) => {
    const stack = rosterStack({ kind, ...options });

    test("toEnforceMfa passes", () => {
      expect(stack).toEnforceMfa();
    });

    test("toAllowWithoutMfa counts registering a device, which works in a console session", () => {
      expect(stack).toAllowWithoutMfa([...OTHERS[kind], ...REGISTERING]);
      const { pass, message } = mfaMatchers.toAllowWithoutMfa(stack, OTHERS[kind]);
      expect(pass).toBe(false);
      expect(message()).toMatch(/^other actions work without MFA than expected: 2 problems\n/);
      for (const action of REGISTERING) {
        expect(message()).toMatch(
          new RegExp(`^  ${action} is exempt in aws_iam_policy\\.\\S+ Statement\\[\\d+\\] "\\w+", but not expected$`, "m"),
        );
      }
    });
  });
});
