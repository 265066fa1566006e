import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * Tells Terraform to forget a resource that it may have in its state at this construct's address, and not to destroy it: a `removed`
 * block. Where the state has no such resource, it does nothing. Needs Terraform 1.7.
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
