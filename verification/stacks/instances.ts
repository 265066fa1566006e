/** The resources of a stack as Terraform creates them: one instance for each element of count and for_each. */
import { evaluate, type Scope, type Value } from "./expressions";
import { blocks, type Body, InvalidStackError, isBody, labelled, type StackJson, textsIn } from "./terraform-json";

export interface Instance {
  readonly type: string;
  /** The address with its index, if it has one: `aws_iam_policy.mfa[0]`. */
  readonly address: string;
  /** The address without an index: `aws_iam_policy.mfa`. */
  readonly resource: string;
  /** The provider, and with it the account: `aws` or `aws.other`. */
  readonly account: string;
  readonly body: Body;
  /** Whether it certainly exists. That of a count which only Terraform knows may not. */
  readonly isCertain: boolean;
  /** The value of an argument. */
  readonly value: (argument: string) => Value;
  /** The values of a list, and whether all of them are there. */
  readonly values: (argument: string) => { readonly values: readonly Value[]; readonly isWhole: boolean };
  /** Whether Terraform ignores changes of one of these arguments, so that AWS may have another value. */
  readonly ignores: (...args: readonly string[]) => boolean;
}

interface Member {
  readonly suffix: string;
  readonly each?: Scope["each"];
  readonly index?: number;
  readonly isCertain: boolean;
}

/** Everything that the resources of a stack, other than what is hidden, create. */
export function instancesOf(stack: StackJson): readonly Instance[] {
  const instances = new Map<string, Instance>();
  const refer = (steps: readonly string[]): Value | undefined => referTo(stack, instances, steps);
  for (const [type, name, body] of labelled(stack.resource)) {
    const resource = `${type}.${name}`;
    if ([...instances.values()].some((known) => known.resource === resource)) {
      throw new InvalidStackError(`${resource} is there twice`);
    }
    for (const member of membersOf(body)) {
      const address = resource + member.suffix;
      const scope: Scope = { instance: address, each: member.each, index: member.index, refer };
      instances.set(address, makeInstance(type, address, resource, body, member, scope));
    }
  }
  return [...instances.values()];
}

function makeInstance(type: string, address: string, resource: string, body: Body, member: Member, scope: Scope): Instance {
  const ignored = blocks(body.lifecycle).flatMap(({ ignore_changes: ignore }) => (ignore === "all" ? ["all"] : textsIn(ignore)));
  return {
    type,
    address,
    resource,
    account: typeof body.provider === "string" ? body.provider : "aws",
    body,
    isCertain: member.isCertain,
    value: (argument) => evaluate(body[argument], scope),
    values: (argument) => {
      const list = body[argument];
      if (list === undefined || Array.isArray(list)) {
        return { values: textsIn(list).map((item) => evaluate(item, scope)), isWhole: true };
      }
      return { values: [evaluate(list, scope)], isWhole: false };
    },
    ignores: (...args) => ignored.includes("all") || args.some((argument) => ignored.includes(argument)),
  };
}

function membersOf(body: Body): readonly Member[] {
  const { count, for_each: forEach } = body;
  if (count !== undefined) {
    const number = Number(typeof count === "string" ? count.replace(/^\$\{\s*(\d+)\s*\}$/, "$1") : count);
    return Number.isInteger(number)
      ? Array.from({ length: number }, (_, index) => ({ suffix: `[${index}]`, index, isCertain: true }))
      : [{ suffix: "[0]", isCertain: false }];
  }
  if (forEach !== undefined) {
    const each = eachOf(forEach);
    return each
      ? Object.entries(each).map(([key, value]) => ({ suffix: `["${key}"]`, each: { key, value }, isCertain: true }))
      : [{ suffix: "[each]", isCertain: false }];
  }
  return [{ suffix: "", isCertain: true }];
}

function eachOf(forEach: unknown): Readonly<Record<string, string>> | undefined {
  if (isBody(forEach)) {
    return Object.fromEntries(Object.entries(forEach).map(([key, value]) => [key, String(value)]));
  }
  const set = /^\$\{\s*toset\((\["[^\]]*"\])\)\s*\}$/.exec(String(forEach));
  return set ? Object.fromEntries((JSON.parse(set[1] ?? "[]") as string[]).map((key) => [key, key])) : undefined;
}

/** Arguments that AWS's provider computes and that equal another argument. */
const SAME_AS: Readonly<Record<string, string>> = { "aws_iam_user.id": "name", "aws_iam_group.id": "name" };

function referTo(stack: StackJson, instances: ReadonlyMap<string, Instance>, steps: readonly string[]): Value | undefined {
  const [type = "", name = "", ...rest] = steps;
  if (type === "local") {
    const local = blocks(stack.locals).find((locals) => name in locals)?.[name];
    return typeof local === "string"
      ? evaluate(local, { instance: "locals", refer: (inner) => referTo(stack, instances, inner) })
      : undefined;
  }
  if (type === "data") {
    return referToData(stack, name, rest);
  }
  if (!type.includes("_")) {
    return undefined;
  }
  const hasIndex = rest.length > 1;
  const address = `${type}.${name}${hasIndex ? indexOf(rest[0] ?? "") : ""}`;
  const attribute = rest[hasIndex ? 1 : 0] ?? "";
  const found = instances.get(address);
  if (!found && [...instances.values()].every(({ resource, isCertain }) => isCertain || resource !== `${type}.${name}`)) {
    throw new InvalidStackError(`there is no ${address}`);
  }
  return found && attributeOf(found, attribute);
}

function indexOf(step: string): string {
  return /^\d+$/.test(step) ? `[${step}]` : `["${step}"]`;
}

function attributeOf(instance: Instance, attribute: string): Value {
  const { type, address, body } = instance;
  if (type === "aws_iam_policy" && (attribute === "arn" || attribute === "id")) {
    return { kind: "policy", text: address };
  }
  const argument = SAME_AS[`${type}.${attribute}`] ?? attribute;
  if (argument in body) {
    return instance.value(argument);
  }
  if (attribute === "arn" && (type === "aws_iam_user" || type === "aws_iam_group")) {
    return { kind: "text", text: `arn:aws:iam::123456789012:${type}/${address}` };
  }
  return { kind: "unknown", text: `${address}.${attribute}` };
}

/** Data sources give back what they are asked for, and other things that only AWS knows. */
function referToData(stack: StackJson, type: string, [name = "", attribute = ""]: readonly string[]): Value | undefined {
  const found = labelled(stack.data).find(([known, knownName]) => known === type && knownName === name);
  if (!found) {
    throw new InvalidStackError(`there is no data.${type}.${name}`);
  }
  const asked = found[2][attribute];
  return typeof asked === "string" ? evaluate(asked, { instance: `data.${type}.${name}`, refer: () => undefined }) : undefined;
}
