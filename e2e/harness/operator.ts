import { CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { Caller } from "./caller";
import { Person } from "./person";

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

/** A user who may do exactly what a policy says. */
export async function operatorWith(root: Caller, name: string, policy: unknown): Promise<Person> {
  await root.iam.send(new CreateUserCommand({ UserName: name }));
  await setPolicy(root, name, policy);
  return Person.withKey(root, name);
}

/** Replaces the operator's policy. */
export async function setPolicy(root: Caller, name: string, policy: unknown): Promise<void> {
  await root.iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "operator", PolicyDocument: JSON.stringify(policy) }));
}

/** The policy without one of its actions. */
export function without(policy: Document, action: string): Document {
  return {
    ...policy,
    Statement: policy.Statement.map((statement) => ({ ...statement, Action: statement.Action.filter((name) => name !== action) })),
  };
}

/** The actions of a policy. */
export function actionsOf({ Statement }: Document): readonly string[] {
  return Statement.flatMap(({ Action }) => Action);
}
