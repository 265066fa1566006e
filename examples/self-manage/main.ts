import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AccountPasswordPolicy, defineRoster, MfaEnforcedRoster } from "cdktf-enforce-mfa";

const roster = defineRoster({
  groups: {
    PowerConsultants: { managedPolicies: ["PowerUserAccess"] },
  },
  users: [
    // Gets a first password, encrypted for the owner of this Keybase account.
    { name: "john", groups: ["PowerConsultants"], loginProfile: { pgpKey: "keybase:john" } },
  ],
});

const app = new App();
const stack = new TerraformStack(app, "self-manage");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new AccountPasswordPolicy(stack, "password-policy");
new MfaEnforcedRoster(stack, "identity", {
  roster,
  document: { kind: "selfManage", changePasswordWithoutMfa: true },
});
app.synth();
