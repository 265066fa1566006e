import { TerraformElement, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { addressOf } from "./import-block";

/**
 * A `moved` block: what the state has at this construct's address is now at that of the resource. If the state has no such resource, it does
 * nothing.
 */
export class MovedBlock extends TerraformElement {
  readonly #resource: TerraformResource;

  constructor(scope: Construct, id: string, resource: TerraformResource) {
    super(scope, id);
    this.#resource = resource;
  }

  override toTerraform(): unknown {
    const from = `${this.#resource.terraformResourceType}.${TerraformStack.of(this).getLogicalId(this)}`;
    return { moved: [{ from, to: addressOf(this.#resource) }] };
  }
}
