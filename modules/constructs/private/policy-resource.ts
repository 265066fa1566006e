import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { isPolicyArn } from "../../iam";
import { type PolicyDocument, serializePolicy } from "../../policy";
import type { Problem } from "../../problem";
import { escapeForTerraform } from "../../terraform";
import { badPolicyArn } from "./problems";

interface PolicyResourceProps {
  readonly name: string;
  readonly description: string;
  readonly path: string;
  readonly document: PolicyDocument;
}

/**
 * The resource of a policy that must never be missing: a new one is created before the old one is destroyed, and a changed description or
 * path, which would replace it under the same name, is ignored.
 */
export function policyResource(scope: Construct, id: string, { name, description, path, document }: PolicyResourceProps): IamPolicy {
  return new IamPolicy(scope, id, {
    name,
    description: escapeForTerraform(description),
    path,
    policy: escapeForTerraform(serializePolicy(document)),
    lifecycle: { createBeforeDestroy: true, ignoreChanges: ["description", "path"] },
  });
}

/** The problem of an ARN that is neither a managed policy's nor a reference. Takes untyped input. */
export function checkPolicyArn(place: string, arn: unknown): readonly Problem[] {
  return Token.isUnresolved(arn) || (typeof arn === "string" && isPolicyArn(arn)) ? [] : [badPolicyArn(place, arn)];
}
