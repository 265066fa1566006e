import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Problem } from "../../problem";
import { badConstructId, hiddenConstructId, sameAddress } from "./problems";

/** CDKTF leaves this id out of addresses, so resources inside the construct could have the addresses of resources next to it. */
const HIDDEN_ID = "Default";

/** Problems of a construct's id. Directly below the stack it begins Terraform names, which begin with a letter or an underscore. */
export function checkConstructId({ node: { id, scope } }: Construct): readonly Problem[] {
  if (id === HIDDEN_ID) {
    return [hiddenConstructId(id)];
  }
  return TerraformStack.isStack(scope) && !/^[A-Za-z_]/.test(id) ? [badConstructId(id)] : [];
}

/**
 * Problems of resources inside a construct that have the same address: CDKTF would silently drop one of them. An address ends in 32 bits of
 * a hash, so names that consist of punctuation may collide.
 */
export function checkAddresses(scope: Construct): readonly Problem[] {
  const problems: Problem[] = [];
  const firsts = new Map<string, string>();
  for (const construct of scope.node.findAll()) {
    if (TerraformResource.isTerraformResource(construct)) {
      const address = `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
      const first = firsts.get(address);
      if (first !== undefined) {
        problems.push(sameAddress(address, first, construct.node.id));
      }
      firsts.set(address, construct.node.id);
    }
  }
  return problems;
}
