import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AccountPasswordPolicy, defineRoster, MfaEnforcedRoster } from "cdktf-enforce-mfa";

const roster = defineRoster({
  groups: {
    // The roster sets exemptOwnUserOnly: before MFA an administrator reaches no user or device but their own.
    Administrators: { managedPolicies: ["AdministratorAccess"], path: "/operations/" },
    Auditors: { managedPolicies: ["SecurityAudit", "job-function/ViewOnlyAccess"] },
    PowerConsultants: { managedPolicies: ["PowerUserAccess"] },
  },
  users: [
    { name: "alice", groups: ["Administrators"], path: "/operations/", tags: { team: "operations" } },
    { name: "john", groups: ["PowerConsultants", "Auditors"] },
    // In no group: carries the MFA policy itself.
    { name: "next.colleague", groups: [] },
  ],
});

const app = new App();
const stack = new TerraformStack(app, "administrators");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new AccountPasswordPolicy(stack, "password-policy");
new MfaEnforcedRoster(stack, "identity", {
  roster,
  document: { kind: "selfManage", maxMfaAgeSeconds: 8 * 60 * 60 },
});
app.synth();
