import { type IConstruct } from "constructs";
import { TerraformResource } from "cdktf";
import { type Transition, transitionNamed } from "./transitions";

/** Stacks that are weakened on purpose, to show that windows are detected. */

/** A transition with resources that are changed after the constructs have created them. */
function weakened(name: string, weaken: (resource: TerraformResource) => void): Transition {
  const { before, after } = transitionNamed(name);
  const through = (build: Transition["before"]): Transition["before"] =>
    build &&
    ((stack) => {
      build(stack);
      stack.node.findAll().filter(isResource).forEach(weaken);
    });
  return { name: `${name}, weakened`, before: through(before), after: through(after) };
}

const isResource = (construct: IConstruct): construct is TerraformResource => TerraformResource.isTerraformResource(construct);

const isDenyOf = (resource: TerraformResource, group = ""): boolean => resource.node.path.endsWith(`${group}/mfa`);

/** The auditors' group carries another policy instead of the MFA policy. */
export const WITHOUT_DENY = weakened("create", (resource) => {
  if (isDenyOf(resource, "group-Auditors")) {
    resource.addOverride("policy_arn", "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess");
  }
});

/** Nothing waits for the Deny. */
export const WITHOUT_ORDER = weakened("create", (resource) => {
  resource.addOverride("depends_on", undefined);
});

/** A changed description replaces the policy, which is detached first. */
export const WITHOUT_CARE = weakened("change the policy's description", (resource) => {
  if (resource.terraformResourceType === "aws_iam_policy" || isDenyOf(resource)) {
    resource.addOverride("lifecycle", undefined);
  }
});
