import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Token } from "cdktf";
import {
  awsManagedPolicyName as nameFromArn,
  covers,
  isAdministration,
  listOf,
  parseDocument,
  type Statement,
  statementsOf,
} from "../../iam";
import { isObject } from "../../problem";
import { awsManagedPolicyName, type ManagedPolicy } from "../../roster";
import { readTemplate } from "../../terraform";

/** Whether a policy allows the exempt actions on other people's users and devices. */
export type Administration = "yes" | "no" | "unknown";

/** What the policies together allow on other people's users and devices. */
export function administrationOf(policies: readonly ManagedPolicy[]): Administration {
  const answers = policies.map(administrationOfPolicy);
  if (answers.includes("yes")) {
    return "yes";
  }
  return answers.includes("unknown") ? "unknown" : "no";
}

function administrationOfPolicy(policy: ManagedPolicy): Administration {
  const name = awsManagedPolicyName(policy) ?? nameOfDataSource(policy);
  if (name !== undefined) {
    return isAdministration(name) ? "yes" : "no";
  }
  return isPolicy(policy) && "policyInput" in policy ? administrationOfDocument(policy.policyInput) : "unknown";
}

/** What a data source looks up, if it is an AWS managed policy. */
function nameOfDataSource(policy: ManagedPolicy): string | undefined {
  if (!isPolicy(policy) || "policyInput" in policy) {
    return undefined;
  }
  const { arnInput, nameInput } = policy as { readonly arnInput?: string; readonly nameInput?: string };
  // A data source by name may also find a customer managed policy.
  return nameFromArn(arnInput ?? "") ?? (nameInput !== undefined && isAdministration(nameInput) ? nameInput : undefined);
}

/** A data source and a resource have the same type; only a resource has a document to set. */
function isPolicy(policy: ManagedPolicy): policy is Exclude<ManagedPolicy, string> {
  return typeof policy === "object" && "terraformResourceType" in policy && policy.terraformResourceType === IamPolicy.tfResourceType;
}

/** An exempt action that only administrators may use on others. */
const TELLING = [
  "iam:enablemfadevice",
  "iam:createvirtualmfadevice",
  "iam:deletevirtualmfadevice",
  "iam:resyncmfadevice",
  "iam:changepassword",
];

/** Reads a document, as the app gives it to Terraform. */
function administrationOfDocument(policy: unknown): Administration {
  if (typeof policy !== "string" || Token.isUnresolved(policy)) {
    return "unknown";
  }
  const { text, isLiteral } = readTemplate(policy);
  const document = isLiteral ? parseDocument(text) : undefined;
  if (!isObject(document)) {
    return "unknown";
  }
  return statementsOf(document).some(reachesOthers) ? "yes" : "no";
}

function reachesOthers(statement: Statement): boolean {
  const { Effect, Resource } = statement;
  return (
    Effect === "Allow" &&
    TELLING.some((action) => covers(statement, action)) &&
    (Resource === undefined || listOf(Resource).some((resource) => !String(resource).includes("${aws:username}")))
  );
}
