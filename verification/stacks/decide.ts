/** What one policy says to one request, according to an IAM simulator. The answers are remembered, because stacks share most of their policies. */
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { Context, Probe } from "./probes";

export type Decision = "allow" | "deny" | "nothing";

const ACCOUNT = "123456789012";
const remembered = new Map<string, Map<string, Decision>>();

export function decide(document: string, user: string, { action, resource }: Probe, { name, keys }: Context): Decision {
  const caller = document.includes("aws:username") || resource.includes("${own}") ? user : "anyone";
  const answers = remembered.get(document) ?? new Map<string, Decision>();
  remembered.set(document, answers);
  const question = `${caller} ${action} ${resource} ${name}`;
  const answer = answers.get(question) ?? simulate(document, caller, action, resource.replace("${own}", caller), keys);
  answers.set(question, answer);
  return answer;
}

function simulate(document: string, user: string, action: string, resource: string, keys: Readonly<Record<string, string>>): Decision {
  const answer = runUnsafeSimulation(
    {
      identityPolicies: [{ name: "policy", policy: JSON.parse(document) as object }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        action,
        principal: `arn:aws:iam::${ACCOUNT}:user/${user}`,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { "aws:username": user, "aws:ViaAWSService": "false", ...keys },
      },
    },
    {},
  );
  if (answer === "Allowed") {
    return "allow";
  }
  return answer === "ExplicitlyDenied" ? "deny" : "nothing";
}
