import { type IConstruct } from "constructs";
import { TerraformResource } from "cdktf";
import { BOUNDARY_TRANSITIONS } from "./boundary-transitions";
import { type Transition, transitionNamed, TRANSITIONS } from "./transitions";

/** Stacks that are weakened on purpose, to show that windows are detected. */

/** A transition with resources that are changed after the constructs have created them. */
function weakened(name: string, weaken: (resource: TerraformResource) => void, transitions = TRANSITIONS): Transition {
  const { before, after } = transitionNamed(name, transitions);
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

function withoutDeny(resource: TerraformResource): void {
  if (isDenyOf(resource, "group-Auditors")) {
    resource.addOverride("policy_arn", "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess");
  }
}

function withoutOrder(resource: TerraformResource): void {
  resource.addOverride("depends_on", undefined);
}

/** The auditors' group carries another policy instead of the MFA policy. */
export const WITHOUT_DENY = weakened("create", withoutDeny);

/** The same with a boundary, which carries the Denies. */
export const WITHOUT_DENY_BOUNDED = weakened("create", withoutDeny, BOUNDARY_TRANSITIONS);

/** The same with a boundary without the Denies. */
export const WITHOUT_DENY_BADLY_BOUNDED = weakened(
  "create",
  (resource) => {
    withoutDeny(resource);
    if (resource.node.path.endsWith("/boundary")) {
      resource.addOverride("policy", '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
    }
  },
  BOUNDARY_TRANSITIONS,
);

/** Nothing waits for the Deny. */
export const WITHOUT_ORDER = weakened("create", withoutOrder);

/** The same with a boundary. */
export const WITHOUT_ORDER_BOUNDED = weakened("create", withoutOrder, BOUNDARY_TRANSITIONS);

/** A changed description replaces the policy, which is detached first. */
export const WITHOUT_CARE = weakened("change the policy's description", (resource) => {
  if (resource.terraformResourceType === "aws_iam_policy" || isDenyOf(resource)) {
    resource.addOverride("lifecycle", undefined);
  }
});
