import { TerraformElement, type TerraformResource } from "cdktf";

/**
 * An `import` block: Terraform takes an existing object over instead of creating it. Once the state has the resource, it does nothing. Needs
 * Terraform 1.5. CDKTF's own `importFrom` would run `terraform` at synth to ask for its version.
 */
export class ImportBlock extends TerraformElement {
  readonly #resource: TerraformResource;
  readonly #id: string;

  /** @param id what identifies the object, as the provider's documentation of the resource says under "Import" */
  constructor(resource: TerraformResource, id: string) {
    super(resource, "import");
    this.#resource = resource;
    this.#id = id;
  }

  override toTerraform(): unknown {
    return { import: [{ to: addressOf(this.#resource), id: this.#id }] };
  }
}

export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
