import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { badConstructId, hiddenConstructId, sameAddress } from "../construct-errors";
import { type Problem } from "../errors";

/** CDKTF leaves this id out of addresses, so that what is below has the addresses of what is beside. */
const HIDDEN_ID = "Default";

/** Problems of a construct's id. Right below the stack it begins Terraform's names, which begin with a letter or an underscore. */
export function checkConstructId({ node: { id, scope } }: Construct): readonly Problem[] {
  if (id === HIDDEN_ID) {
    return [hiddenConstructId(id)];
  }
  return TerraformStack.isStack(scope) && !/^[A-Za-z_]/.test(id) ? [badConstructId(id)] : [];
}

/**
 * Problems of resources below a construct that have one address: CDKTF makes one of them, without a word. An address ends in 32 bits of a
 * hash, so that names of signs alone may meet.
 */
export function checkAddresses(scope: Construct): readonly Problem[] {
  const firsts = new Map<string, string>();
  return scope.node.findAll().flatMap((construct) => {
    if (!TerraformResource.isTerraformResource(construct)) {
      return [];
    }
    const address = `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
    const first = firsts.get(address);
    firsts.set(address, construct.node.id);
    return first === undefined ? [] : [sameAddress(address, first, construct.node.id)];
  });
}
