import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { type MfaDocumentOptions, mfaPolicyDocument, type PolicyDocument } from "../modules/policy";
import type { ManagedPolicyName } from "./expectations";
import { ACCOUNT, ownUser, type Request } from "./requests";

export type IdentityPolicies = Simulation["identityPolicies"];

/** The policies of an enforced group's member: the MFA policy, a managed policy, and IAMUserChangePassword. */
export function policiesOf(
  options: MfaDocumentOptions,
  managedPolicy: ManagedPolicyName,
  document: PolicyDocument = mfaPolicyDocument(options),
): IdentityPolicies {
  const { partition = "aws" } = options;
  const managed = [managedPolicy, "IAMUserChangePassword"].map((name) => ({ name, policy: readManagedPolicy(name, partition) }));
  return [{ name: "MFA policy", policy: document }, ...managed];
}

/**
 * Whether a request is allowed.
 *
 * @param isChecked whether the simulator validates the action's resources and context keys against the service reference, which is slower
 */
export async function isAllowed(
  options: MfaDocumentOptions,
  identityPolicies: IdentityPolicies,
  { action, resource, scope }: Pick<Request, "action" | "resource" | "scope">,
  contextVariables: Readonly<Record<string, string>>,
  isChecked = true,
): Promise<boolean> {
  const simulation: Simulation = {
    identityPolicies,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    request: { action, principal: ownUser(options), resource: { resource, accountId: ACCOUNT }, contextVariables: { ...contextVariables } },
  };
  if (!isChecked || scope === "list") {
    // The service reference has no resource for lists, so the simulator accepts one only without its checks.
    return runUnsafeSimulation(simulation, {}) === "Allowed";
  }
  const result = await runSimulation(simulation, {});
  if (result.resultType === "error") {
    throw new Error(`the simulator refuses ${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult === "Allowed";
}

/** An AWS managed policy. In other partitions, only the partition in the ARNs differs. */
function readManagedPolicy(name: string, partition: string): object {
  const text = readFileSync(resolve(__dirname, `../__tests__/fixtures/${name}.json`), "utf8");
  const { document } = JSON.parse(text) as { readonly document: object };
  return JSON.parse(JSON.stringify(document).replaceAll("arn:aws:", `arn:${partition}:`)) as object;
}
