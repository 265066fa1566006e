/** Terraform JSON, as CDKTF's Testing.synth returns it. */
export type Body = Readonly<Record<string, unknown>>;

/** The sections of a stack: provider, resource, data, module, locals and others. */
export type StackJson = Readonly<Record<string, unknown>>;

/** A stack that Terraform itself would refuse, for example because of a reference to a resource that does not exist. */
export class InvalidStackError extends Error {}

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The bodies of a block, which Terraform accepts as an object or as a list of objects. */
export function blocks(value: unknown): readonly Body[] {
  return (Array.isArray(value) ? value : [value]).filter(isBody);
}

/** The blocks of a section with two labels, such as resource and data: type, name and body. */
export function labelled(section: unknown): readonly (readonly [type: string, name: string, body: Body])[] {
  return blocks(section).flatMap((types) =>
    Object.entries(types).flatMap(([type, names]) =>
      blocks(names).flatMap((named) =>
        Object.entries(named).flatMap(([name, bodies]) => blocks(bodies).map((body) => [type, name, body] as const)),
      ),
    ),
  );
}
