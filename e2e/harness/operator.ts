import { CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { Caller } from "./caller";
import type { Printed } from "./command";
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

/**
 * Takes the actions of a command's policy away from the user `ops`, one at a time. Each time the command has to fail with one line that names the
 * action, and to print nothing else.
 *
 * @param run the command, run by `ops`
 */
export async function expectNeeded(
  root: Caller,
  command: string,
  policy: Document,
  run: () => Promise<Printed>,
  actions = actionsOf(policy),
): Promise<void> {
  for (const action of actions) {
    await setPolicy(root, "ops", without(policy, action));
    const { code, out, err } = await run();
    expect([action, code, out]).toEqual([action, 1, ""]);
    const fix = `allow it: enforce-mfa policy ${command} prints the policy that this command needs`;
    expect(err).toMatch(new RegExp(`^enforce-mfa: AWS denied ${action} \\(.*\\); ${fix}\n$`));
  }
  await setPolicy(root, "ops", policy);
}
