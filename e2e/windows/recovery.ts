import { DeletePolicyCommand, GetGroupCommand, type IAMClient, RemoveUserFromGroupCommand } from "@aws-sdk/client-iam";
import { iamClient } from "../harness/clients";
import type { Deployment, Run } from "../harness/deployment";
import { readAccountState } from "./account-state";
import { isManaged, isTainted, taintedAddresses, usersWithBoundary } from "./terraform-state";

/** A manual fix between two applies, needed because Terraform does not know about an object if it never saw the answer to its creation. */
export type Fix = "imported" | "untainted" | "deleted" | "emptied" | "repeated" | "reread";

/** How an account recovered from a fault. */
export interface Recovery {
  readonly fixes: readonly Fix[];

  /** Why it did not recover. */
  readonly problem?: string;
}

/** One leftover may hide another, so fixing them can take several rounds. */
const MAX_ROUNDS = 3;

/** Untaints objects that were created but could not be read back. The guide says to do this before another apply. */
export async function untaintAll(deployment: Deployment): Promise<readonly Fix[]> {
  const addresses = taintedAddresses(deployment.state);
  for (const address of addresses) {
    await deployment.terraform("untaint", "-no-color", address);
  }
  return addresses.map(() => "untainted" as const);
}

/**
 * Runs terraform without faults until it succeeds and has noticed everything. If it fails, applies the fixes that the guide describes, and counts
 * them:
 *
 * - If AWS says that something already exists: `terraform import`, `terraform untaint` if Terraform knows the object, or deleting a policy that
 *   is not attached to anything.
 * - If a group that is to be deleted is not empty: removing its members.
 * - If a policy that is to be deleted is still attached: just another apply, since Terraform destroys the leftovers of an interrupted replacement
 *   in no particular order.
 *
 * Providers from before October 2023 do not notice that a user has no boundary, so such users are imported again. The guide does not describe that,
 * since the package needs a newer provider. Source: hashicorp/terraform-provider-aws#33963.
 */
export async function recover(deployment: Deployment, operate: () => Promise<Run>, awsUrl: string): Promise<Recovery> {
  const fixes: Fix[] = [];
  let run = await operate();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const done = run.code === 0 ? await rereadUsers(deployment, awsUrl) : await fixAll(deployment, run.output, awsUrl);
    if (done.length === 0) {
      break;
    }
    fixes.push(...done);
    run = await operate();
  }
  return run.code === 0 ? { fixes } : { fixes, problem: `the next run fails:\n${run.output.replace(/^(.|\n)*?(?=Error: )/, "")}` };
}

async function fixAll(deployment: Deployment, output: string, awsUrl: string): Promise<readonly Fix[]> {
  const fixes: Fix[] = [];
  for (const address of existingAddresses(output)) {
    fixes.push(await fix(deployment, address, awsUrl));
  }
  for (const [, group] of output.matchAll(/Error deleting IAM Group (\S+): DeleteConflict/g)) {
    await empty(iamClient(awsUrl), group!);
    fixes.push("emptied");
  }
  if (/Error deleting IAM policy \S+: DeleteConflict/.test(output)) {
    fixes.push("repeated");
  }
  return fixes;
}

async function rereadUsers(deployment: Deployment, awsUrl: string): Promise<readonly Fix[]> {
  const { users } = await readAccountState(iamClient(awsUrl));
  const withoutBoundary = users.filter(({ boundary }) => boundary === undefined).map(({ name }) => name);
  const wrong = usersWithBoundary(deployment.state).filter(({ name }) => withoutBoundary.includes(name));
  for (const { address, name } of wrong) {
    await deployment.terraform("state", "rm", address);
    await deployment.import(address, name);
  }
  return wrong.map(() => "reread" as const);
}

async function empty(iam: IAMClient, GroupName: string): Promise<void> {
  const { Users = [] } = await iam.send(new GetGroupCommand({ GroupName }));
  for (const { UserName } of Users) {
    await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
  }
}

async function fix(deployment: Deployment, address: string, awsUrl: string): Promise<Fix> {
  const { state } = deployment;
  if (isTainted(state, address)) {
    await deployment.terraform("untaint", "-no-color", address);
    return "untainted";
  }
  const [type = "", name = ""] = address.split(".");
  const id = importId(type, deployment.json.resource[type]![name]!);
  if (isManaged(state, address)) {
    await iamClient(awsUrl).send(new DeletePolicyCommand({ PolicyArn: id }));
    return "deleted";
  }
  await deployment.import(address, id);
  return "imported";
}

function existingAddresses(output: string): readonly string[] {
  return output.split("Error: ").flatMap((message) => {
    const address = message.includes("EntityAlreadyExists") ? /with (aws_[a-z_]+\.[^\s,]+),/.exec(message)?.[1] : undefined;
    return address ? [address] : [];
  });
}

function importId(type: string, { name, path }: Readonly<Record<string, unknown>>): string {
  return type === "aws_iam_policy" ? `arn:aws:iam::123456789012:policy${String(path)}${String(name)}` : String(name);
}
