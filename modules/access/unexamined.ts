import type { Body } from "./json-syntax";
import { blocks, labelled } from "./json-syntax";
import { hidesIam, insideModule, makesStacks, runsAction, runsPrograms, unknownIamResource } from "./reasons";
import type { Unexamined } from "./resource";

/** Resource types that make whatever a template or another document says, IAM resources included. Source: the providers' documentation. */
const MAKES_STACKS =
  /^(aws|awscc)_(cloudformation_(stack|stacks|stack_set|stack_instances|stack_set_instance|type)|serverlessapplicationrepository_cloudformation_stack|servicecatalog_provisioned_product|servicecatalog_cloud_formation_provisioned_product)$/;

/** The types of IAM that are read here, and those that change nothing for users and groups. Source: the AWS provider's documentation, 6.x. */
const KNOWN_IAM: ReadonlySet<string> = new Set(
  [
    "access_key account_alias account_password_policy group group_membership group_policies_exclusive group_policy group_policy_attachment",
    "group_policy_attachments_exclusive instance_profile openid_connect_provider organizations_features outbound_web_identity_federation",
    "policy policy_attachment role role_policies_exclusive role_policy role_policy_attachment role_policy_attachments_exclusive saml_provider",
    "security_token_service_preferences server_certificate service_linked_role service_specific_credential signing_certificate user",
    "user_group_membership user_login_profile user_policies_exclusive user_policy user_policy_attachment user_policy_attachments_exclusive",
    "user_ssh_key virtual_mfa_device",
  ].flatMap((names) => names.split(" ").map((name) => `aws_iam_${name}`)),
);

/** Why a resource may change who can do what in a way that cannot be read; nothing for all others. */
export function unexaminedResource(type: string, body: Body): string | undefined {
  if (MAKES_STACKS.test(type)) {
    return makesStacks();
  }
  if (type.startsWith("awscc_iam_")) {
    return hidesIam();
  }
  if (type === "aws_cloudcontrolapi_resource") {
    const { type_name: made } = body;
    return typeof made === "string" && /^AWS::(?!IAM::|CloudFormation::)\w+::\w+$/.test(made) ? undefined : hidesIam();
  }
  return type.startsWith("aws_iam_") && !KNOWN_IAM.has(type) ? unknownIamResource() : undefined;
}

export function provisionerIn(body: Body): string | undefined {
  return body.provisioner === undefined ? undefined : runsPrograms();
}

/** Modules, programs and actions of a synthesized stack. */
export function unexaminedBlocks(stack: Body): readonly Unexamined[] {
  const data = labelled(stack.data).filter(([type]) => type === "external");
  const removed = blocks(stack.removed).filter((block) => block.provisioner !== undefined);
  return [
    ...labelled(stack.module).map(([name]) => ({ address: `module.${name}`, reason: insideModule() })),
    ...data.flatMap(([type, named]) => labelled(named).map(([name]) => ({ address: `data.${type}.${name}`, reason: runsPrograms() }))),
    ...labelled(stack.action).flatMap(([type, named]) =>
      labelled(named).map(([name]) => ({ address: `action.${type}.${name}`, reason: runsAction() })),
    ),
    ...removed.map(({ from }) => ({ address: String(from), reason: runsPrograms() })),
  ];
}
