import type { Construct } from "constructs";
import type { Problem } from "../../problem";
import { invalidConstruct } from "./problems";

/**
 * Refuses a construct that has problems.
 *
 * @throws InvalidInputError with all of them and the construct's path
 */
export function refuseIfAny(construct: Construct, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw invalidConstruct(construct.node.path, problems);
  }
}
