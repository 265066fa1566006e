import { GetPolicyVersionCommand, ListPoliciesCommand } from "@aws-sdk/client-iam";
import { defineRoster, MfaEnforcedRoster, mfaPolicyDocument } from "../modules";
import { type Account, startAccount } from "./harness/account";
import { iamClient } from "./harness/clients";
import { Deployment } from "./harness/deployment";

let account: Account;
let deployment: Deployment;

beforeAll(async () => {
  account = await startAccount();
  deployment = new Deployment(account.url);
});

afterAll(async () => {
  deployment.remove();
  await account.stop();
});

test("the document stored in AWS equals the document built", async () => {
  const roster = defineRoster({
    groups: { PowerConsultants: { grants: ["PowerUserAccess"] } },
    users: [{ name: "john", groups: ["PowerConsultants"] }],
  });
  deployment.synth((stack) => new MfaEnforcedRoster(stack, "identity", { roster }));
  await deployment.apply();
  const iam = iamClient(account.url);
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: Policies[0]!.Arn, VersionId: Policies[0]!.DefaultVersionId }),
  );
  expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!))).toEqual(mfaPolicyDocument());
  expect(await deployment.plan()).toEqual([]);
});
