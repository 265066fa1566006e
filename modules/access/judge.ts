import { type Enforcement, proveEnforcement } from "../enforcement";
import type { Holder } from "./holders";
import type { CarriedPolicy } from "./policies";

export type { Context, Doubt, Enforced, Enforcement } from "../enforcement";
export { isDenied, proveEnforcement } from "../enforcement";

/** Whether MFA is enforced for a holder, by its own policies, its boundary, and the policies of its groups. */
export interface Judgement {
  readonly enforcement: Enforcement;
  /** The policies that the judgement is about. Positions of documents in `enforcement` refer to those of them whose document is known. */
  readonly carried: readonly CarriedPolicy[];
}

/** Proves for a group or user that MFA is enforced, or says why that is not certain. A Deny in a boundary counts as well. */
export function judge(holder: Holder): Judgement {
  const policies = [holder, ...holder.groups].flatMap((carrier) => carrier.policies);
  const carried = holder.boundary ? [...policies, holder.boundary] : policies;
  const documents = carried.flatMap(({ document }) => (document === undefined ? [] : [document]));
  return { enforcement: proveEnforcement(documents), carried };
}
