import { defineRoster, type InvalidInputError, MfaEnforcedRoster, type MfaEnforcedRosterProps, MfaPolicy } from "../../modules";
import { mfaMatchers } from "../../modules/testing";
import { errorOf, evaluateTemplate, synth } from "../helpers/synth";

const roster = defineRoster({
  groups: { PowerConsultants: { managedPolicies: ["PowerUserAccess"] } },
  users: [
    { name: "john", groups: ["PowerConsultants"] },
    { name: "first.colleague", groups: [] },
  ],
});

type Props = Partial<MfaEnforcedRosterProps>;

const stackWith = (props: Props) => synth((scope) => new MfaEnforcedRoster(scope, "identity", { roster, ...props }));

/** The statements of a policy. */
function statementsOf(props: Props, name: string): readonly { readonly Sid: string; readonly Effect: string }[] {
  const { properties } = stackWith(props).resource("aws_iam_policy", { name });
  return (JSON.parse(evaluateTemplate(String(properties.policy))) as { Statement: readonly { Sid: string; Effect: string }[] }).Statement;
}

test.each([{}, { kind: "selfManage" }] as const)('enforcement: "prepare" leaves out the Deny, and nothing else: %j', (document) => {
  const enforced = statementsOf({ document }, "EnforceMfa");
  const prepared = statementsOf({ document, enforcement: "prepare" }, "EnforceMfa");
  expect(prepared).toEqual(enforced.filter(({ Effect }) => Effect === "Allow"));
  expect(enforced.filter(({ Effect }) => Effect === "Deny")).toHaveLength(1);
});

test("it keeps the limits on how people register a device", () => {
  const document = { kind: "selfManage", allowedDevices: "phishing-resistant", enrolment: "console", enrolmentTag: true } as const;
  const denies = statementsOf({ document, enforcement: "prepare" }, "EnforceMfa").filter(({ Effect }) => Effect === "Deny");
  expect(denies.map(({ Sid }) => Sid)).toEqual([
    "DenyEnrolmentUnlessOpenIfNoMFA",
    "DenyEnrolmentWithAccessKeys",
    "DenyDevicesThatCanBePhished",
  ]);
});

test("it leaves the Deny out of the boundary, too", () => {
  expect(statementsOf({ userBoundary: true, enforcement: "prepare" }, "EnforceMfaBoundary").map(({ Sid }) => Sid)).toEqual([
    "AllowWhatPoliciesAllow",
  ]);
});

test('switching to "enforce" changes the documents and nothing else', () => {
  const withoutDocuments = (props: Props): unknown => {
    const stack = stackWith({ userBoundary: true, ...props });
    return stack.addresses().map((address) => [address, { ...stack.at(address).properties, policy: undefined }]);
  };
  expect(withoutDocuments({ enforcement: "prepare" })).toEqual(withoutDocuments({ enforcement: "enforce" }));
  expect(stackWith({ enforcement: "enforce" }).text).toBe(stackWith({}).text);
});

test("synth warns, and the matchers say that nobody is enforced", () => {
  let warnings: readonly unknown[] = [];
  const { json } = synth((scope) => {
    new MfaEnforcedRoster(scope, "identity", { roster, enforcement: "prepare" });
    warnings = scope.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => data as unknown));
  });
  expect(warnings).toEqual([
    'MFA is NOT enforced: with enforcement: "prepare", people can register a device, and nothing takes MFA; switch to enforcement: "enforce" once they have',
  ]);
  expect(mfaMatchers.toEnforceMfa(json).pass).toBe(false);
});

test("another value is refused", () => {
  const error = errorOf(() => synth((scope) => new MfaPolicy(scope, "mfa", { enforcement: "later" as "prepare" })));
  expect((error as InvalidInputError).problems).toEqual([
    { code: "invalid-value", path: "enforcement", message: '"later" is not a valid value; use "enforce" or "prepare"' },
  ]);
});
