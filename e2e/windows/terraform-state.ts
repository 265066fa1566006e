interface Instance {
  readonly status?: string;
  readonly deposed?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly create_before_destroy?: boolean;
  readonly dependencies?: readonly string[];
}

interface State {
  readonly outputs?: unknown;
  readonly resources?: readonly { readonly type: string; readonly name: string; readonly instances: readonly Instance[] }[];
}

/** A state without anything that differs between identical runs: if the text is the same, Terraform makes the same plan. */
export function canonicalState(text: string | undefined): string {
  const { outputs, resources = [] } = parse(text);
  return JSON.stringify({
    outputs,
    resources: resources.map(({ type, name, instances }) => ({
      type,
      name,
      instances: instances.map(({ status, deposed, attributes, create_before_destroy, dependencies }) => ({
        status,
        isDeposed: deposed !== undefined,
        attributes: withoutIds(type, attributes),
        create_before_destroy,
        dependencies,
      })),
    })),
  });
}

/** Whether a state is completely written. */
export function isWhole(text: string | undefined): boolean {
  try {
    return text === undefined || typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

/** Whether Terraform has an object at an address and marks it as tainted. */
export function isTainted(text: string | undefined, address: string): boolean {
  return currentInstance(text, address)?.status === "tainted";
}

/** The addresses of all tainted objects. */
export function taintedAddresses(text: string | undefined): readonly string[] {
  const addresses = parse(text).resources?.map(({ type, name }) => `${type}.${name}`) ?? [];
  return addresses.filter((address) => isTainted(text, address));
}

/** Whether Terraform has an object at an address, or one that is being replaced. It refuses to import another one to that address. */
export function isManaged(text: string | undefined, address: string): boolean {
  return instancesAt(text, address).length > 0;
}

/** The users who have a permissions boundary, as far as Terraform knows. */
export function usersWithBoundary(text: string | undefined): readonly { readonly address: string; readonly name: string }[] {
  const users = parse(text).resources?.filter(({ type }) => type === "aws_iam_user") ?? [];
  return users.flatMap(({ type, name, instances }) =>
    instances
      .filter(({ attributes }) => attributes.permissions_boundary)
      .map(({ attributes }) => ({ address: `${type}.${name}`, name: String(attributes.name) })),
  );
}

function currentInstance(text: string | undefined, address: string): Instance | undefined {
  return instancesAt(text, address).find(({ deposed }) => deposed === undefined);
}

function instancesAt(text: string | undefined, address: string): readonly Instance[] {
  return parse(text).resources?.find(({ type, name }) => `${type}.${name}` === address)?.instances ?? [];
}

function parse(text: string | undefined): State {
  return text ? (JSON.parse(text) as State) : {};
}

/** AWS generates the ids of users and groups. The provider generates those of attachments and memberships. */
function withoutIds(type: string, attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const made = /attachment$|membership$/.test(type) ? ["id", "unique_id"] : ["unique_id"];
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !made.includes(name)));
}
