import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { AccountPasswordPolicy, MfaEnforcedGroup, MfaPolicy } from "cdktf-enforce-mfa";

const app = new App();
const stack = new TerraformStack(app, "existing-users");
new AwsProvider(stack, "aws", { region: "eu-central-1" });
new AccountPasswordPolicy(stack, "password-policy");

const figures = new DataAwsIamPolicyDocument(stack, "figures-document", {
  statement: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::figures/*"] }],
});
const readFigures = new IamPolicy(stack, "figures", { name: "ReadFigures", policy: figures.json });

new MfaEnforcedGroup(stack, "readers", {
  groupName: "Readers",
  mfaPolicy: new MfaPolicy(stack, "mfa-policy"),
  managedPolicies: [readFigures],
  members: ["john"], // an IAM user that is managed elsewhere
  membership: "additive", // other members stay
});
app.synth();
