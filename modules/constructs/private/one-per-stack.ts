import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** What each stack has, by a key that may occur once in a stack. */
const registries = new WeakMap<TerraformStack, Map<string, Construct>>();

/** Registers a construct in its stack. Returns the one that was registered with the key before, if there is one. */
export function register(construct: Construct, key: string): Construct | undefined {
  const stack = TerraformStack.of(construct);
  const registry = registries.get(stack) ?? new Map<string, Construct>();
  registries.set(stack, registry);
  const first = registry.get(key);
  if (!first) {
    registry.set(key, construct);
  }
  return first;
}
