import { DeletePolicyCommand, GetGroupCommand, type IAMClient, RemoveUserFromGroupCommand } from "@aws-sdk/client-iam";
import { iamClient } from "../harness/clients";
import type { Deployment, Run } from "../harness/deployment";
import { isManaged, isTainted, taintedAddresses } from "./terraform-state";

/** What a person did between two applies, since Terraform can not know of an object whose creation it never heard of. */
export type Repair = "imported" | "untainted" | "deleted" | "emptied" | "repeated";

/** How an account came to rest after a fault. */
export interface Recovery {
  readonly repairs: readonly Repair[];

  /** Why it did not. */
  readonly problem?: string;
}

/** What was left behind may hide what else was. */
const MOST_ROUNDS = 3;

/** Takes back that Terraform holds objects for broken which are only unread, as the guide says before another apply. */
export async function untaintAll(deployment: Deployment): Promise<readonly Repair[]> {
  const addresses = taintedAddresses(deployment.state);
  for (const address of addresses) {
    await deployment.terraform("untaint", "-no-color", address);
  }
  return addresses.map(() => "untainted" as const);
}

/**
 * Runs terraform without faults until it succeeds. Where it cannot, what the guide tells a person to do is done first, and counted. Where AWS
 * says that something exists already: `terraform import`; `terraform untaint`, where Terraform knows the object; or the deletion of a policy
 * that nobody carries. Where a group that is to go is not empty: its members are taken out. Where a policy that is to go is still attached:
 * nothing but another apply, since Terraform destroys what a broken replacement left behind in no order.
 */
export async function recover(deployment: Deployment, operate: () => Promise<Run>, awsUrl: string): Promise<Recovery> {
  const repairs: Repair[] = [];
  let run = await operate();
  for (let round = 0; run.code !== 0 && round < MOST_ROUNDS; round++) {
    const done = await repairAll(deployment, run.output, awsUrl);
    if (done.length === 0) {
      break;
    }
    repairs.push(...done);
    run = await operate();
  }
  return run.code === 0 ? { repairs } : { repairs, problem: `the next run fails:\n${run.output.replace(/^(.|\n)*?(?=Error: )/, "")}` };
}

async function repairAll(deployment: Deployment, output: string, awsUrl: string): Promise<readonly Repair[]> {
  const repairs: Repair[] = [];
  for (const address of existingAddresses(output)) {
    repairs.push(await repair(deployment, address, awsUrl));
  }
  for (const [, group] of output.matchAll(/Error deleting IAM Group (\S+): DeleteConflict/g)) {
    await empty(iamClient(awsUrl), group!);
    repairs.push("emptied");
  }
  if (/Error deleting IAM policy \S+: DeleteConflict/.test(output)) {
    repairs.push("repeated");
  }
  return repairs;
}

async function empty(iam: IAMClient, GroupName: string): Promise<void> {
  const { Users = [] } = await iam.send(new GetGroupCommand({ GroupName }));
  for (const { UserName } of Users) {
    await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName }));
  }
}

async function repair(deployment: Deployment, address: string, awsUrl: string): Promise<Repair> {
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
