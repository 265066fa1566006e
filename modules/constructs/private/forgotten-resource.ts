import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * A `removed` block: Terraform forgets the resource at this construct's address instead of destroying it. If the state has no such resource,
 * it does nothing. Needs Terraform 1.7.
 */
export class ForgottenResource extends TerraformElement {
  readonly #address: string;

  constructor(scope: Construct, id: string, resourceType: string) {
    super(scope, id);
    this.#address = `${resourceType}.${TerraformStack.of(this).getLogicalId(this)}`;
  }

  override toTerraform(): unknown {
    return { removed: [{ from: this.#address, lifecycle: { destroy: false } }] };
  }
}
