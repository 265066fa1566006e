/** What a stack contains that its JSON does not show: it may give anybody anything. */
import { blocks, isBody, labelled, type StackJson } from "./terraform-json";

/** Resources that run a template, with IAM resources in it, or other providers' IAM resources. */
const OPAQUE_TYPES = /^(awscc_iam_|aws_cloudformation_stack|aws_cloudcontrolapi_resource$|aws_servicecatalog_provisioned_product$)/;

/** The addresses of everything hidden. */
export function hiddenIn(stack: StackJson): readonly string[] {
  const modules = blocks(stack.module).flatMap((named) => Object.keys(named).map((name) => `module.${name}`));
  const resources = labelled(stack.resource).flatMap(([type, name, body]) =>
    OPAQUE_TYPES.test(type) || body.provisioner !== undefined ? [`${type}.${name}`] : [],
  );
  const programs = labelled(stack.data).flatMap(([type, name, body]) =>
    type === "external" && isBody(body) ? [`data.${type}.${name}`] : [],
  );
  return [...modules, ...resources, ...programs];
}
