/** Things that a stack's JSON does not show. */
import { ADMINISTRATOR, type Draft } from "../draft";
import { harmless, hides, type Mutation, toOne } from "./mutation";

const COMMAND = { command: "aws iam attach-user-policy --user-name open --policy-arn arn:aws:iam::aws:policy/AdministratorAccess" };

function addResource(type: string, body: object): (draft: Draft) => string {
  return (draft) => draft.add(type, "hidden", { ...body });
}

/** Everything hidden, with the address that an exception can have. */
const HIDDEN: readonly (readonly [name: string, add: (draft: Draft) => string])[] = [
  [
    "a module",
    (draft) => {
      draft.sections.module = { legacy: { source: "./legacy" } };
      return "module.legacy";
    },
  ],
  ["a group of another provider", addResource("awscc_iam_group", { group_name: "open", managed_policy_arns: [ADMINISTRATOR] })],
  ["a user of another provider", addResource("awscc_iam_user", { user_name: "open", managed_policy_arns: [ADMINISTRATOR] })],
  [
    "a user's policy of another provider",
    addResource("awscc_iam_user_policy", { user_name: "john", policy_name: "open", policy_document: "{}" }),
  ],
  [
    "a CloudFormation stack",
    addResource("aws_cloudformation_stack", { name: "people", template_body: "{}", capabilities: ["CAPABILITY_IAM"] }),
  ],
  ["a CloudFormation stack set", addResource("aws_cloudformation_stack_set", { name: "people", template_body: "{}" })],
  ["a resource of Cloud Control", addResource("aws_cloudcontrolapi_resource", { type_name: "AWS::IAM::Group", desired_state: "{}" })],
  ["a provisioner of a null_resource", addResource("null_resource", { provisioner: [{ "local-exec": COMMAND }] })],
  ["a provisioner of terraform_data", addResource("terraform_data", { provisioner: { "local-exec": COMMAND } })],
  ["a provisioner of a bucket", addResource("aws_s3_bucket", { provisioner: [{ "local-exec": [COMMAND] }] })],
  [
    "a provisioner of an MFA policy",
    (draft) => {
      draft.body("aws_iam_policy.mfa").provisioner = [{ "local-exec": COMMAND }];
      return "aws_iam_policy.mfa";
    },
  ],
  [
    "a program as a data source",
    (draft) => {
      draft.addData("external", "hidden", { program: ["./people"] });
      return "data.external.hidden";
    },
  ],
];

export const HIDING: readonly Mutation[] = [
  ...HIDDEN.map(([name, add]) => hides(`hidden: ${name}`, (draft) => add(draft) !== "")),
  harmless("an excepted hidden thing", (draft, choices) => {
    const [, add] = choices.pick(HIDDEN);
    draft.except.push(add(draft));
    return true;
  }),
  harmless("resources that are not about people", (draft) => {
    draft.add("null_resource", "plain", { triggers: { version: "1" } });
    draft.add("terraform_data", "plain", { input: "1" });
    draft.add("aws_s3_bucket", "plain", { bucket: "plain" });
    draft.add("aws_iam_role", "deploy", { name: "deploy", assume_role_policy: "{}" });
    draft.add("aws_iam_role_policy_attachment", "deploy", { role: "deploy", policy_arn: ADMINISTRATOR });
    return true;
  }),
  harmless("a hidden thing's name in a description", (draft, choices) =>
    toOne(draft.entries("aws_iam_policy"), choices, (body) => {
      body.description = "made by module.legacy and a provisioner";
    }),
  ),
];
