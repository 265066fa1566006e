import { judge, readHolders, readPlan } from "../../access";
import { isAdministration } from "../../iam";
import { mfaPolicyDocument } from "../../policy";
import { awsManagedPolicyName, type Roster } from "../../roster";
import type { DocumentsOf } from "../cloudtrail/forecast";

/** Who will be enforced, and by which documents. */
export interface Enforced {
  readonly documents: DocumentsOf;
  /** Users of the roster for whom the plan does not prove that MFA is enforced. */
  readonly notByPlan: readonly string[];
}

/** All users of the roster, with the document that it produces without options. A plan says more. */
export function enforcedByRoster({ groups, users }: Roster): Enforced {
  const paths = [...new Set(["/", ...users.map(({ path = "/" }) => path)])];
  const hasAdministrators = Object.values(groups).some(({ managedPolicies }) =>
    managedPolicies.some((policy) => isAdministration(awsManagedPolicyName(policy) ?? "")),
  );
  const documents = [
    mfaPolicyDocument({ ...(paths.length > 1 && { userPaths: paths }), ...(hasAdministrators && { exemptOwnUserOnly: true }) }),
  ];
  return { documents: new Map(users.map(({ name }) => [name.toLowerCase(), documents])), notByPlan: [] };
}

/**
 * Those users whom a plan proves to be enforced, with their documents after it.
 *
 * @param plan what `terraform show -json PLAN` prints, parsed
 * @throws InvalidInputError if it is not a plan
 */
export function enforcedByPlan(plan: unknown, { users }: Roster): Enforced {
  const documents = new Map<string, readonly unknown[]>();
  for (const holder of readHolders(readPlan(plan).after).all) {
    const { enforcement, carried } = judge(holder);
    if (holder.kind === "user" && enforcement.verdict === "enforced") {
      documents.set(
        holder.name.toLowerCase(),
        carried.flatMap(({ document }) => (document === undefined ? [] : [document])),
      );
    }
  }
  return { documents, notByPlan: users.map(({ name }) => name).filter((name) => !documents.has(name.toLowerCase())) };
}
