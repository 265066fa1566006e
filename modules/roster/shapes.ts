import { z } from "zod";
import { at, type Problem, unknownKey, wrongType } from "../problem";
import type { RosterGroup, RosterUser } from "./roster";

/** Types and keys. IAM's rules for the values are checked elsewhere, with messages that say what IAM allows. */
export const name = z.string({ error: "a string" });
export const all = z.literal("all", { error: '"all"' });
export const flag = z.boolean({ error: "true or false" });

export const group = z.strictObject(
  {
    managedPolicies: z.array(z.unknown(), { error: "a list of managed policies" }),
    path: name.optional(),
    allowEmpty: flag.optional(),
    formerName: name.optional(),
    existing: flag.optional(),
  },
  { error: "a group, such as { managedPolicies: [] }" },
);

export const user = z.strictObject(
  {
    name,
    groups: z.array(name, { error: "a list of group names ([] for none)" }),
    path: name.optional(),
    tags: z.record(name, name.optional(), { error: "an object of tags" }).optional(),
    loginProfile: z.strictObject({ pgpKey: z.unknown().optional() }, { error: 'an object such as { pgpKey: "keybase:NAME" }' }).optional(),
    enrolled: flag.optional(),
    forceDestroy: flag.optional(),
    formerName: name.optional(),
    existing: flag.optional(),
  },
  { error: "a user, such as { name, groups: [] }" },
);

const roster = z.strictObject({
  groups: z.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "an object of groups, such as { PowerConsultants: { managedPolicies: [] } }",
  }),
  users: z.array(z.unknown(), { error: "a list of users" }),
  allowEmpty: flag.optional(),
  existing: all.optional(),
});

/** The parts of a value that have the right shape, and the problems of the other parts. */
export interface Shaped<T> {
  readonly value: Partial<T>;
  readonly problems: readonly Problem[];
}

export function shapeOfRoster(value: unknown): readonly Problem[] {
  return shape(roster, value, "").problems;
}

export function shapeOfGroup(value: unknown, path: string): Shaped<RosterGroup> {
  return shape<RosterGroup>(group, value, path);
}

export function shapeOfUser(value: unknown, path: string): Shaped<RosterUser> {
  return shape<RosterUser>(user, value, path);
}

function shape<T>(schema: z.ZodType, value: unknown, path: string): Shaped<T> {
  const { error } = schema.safeParse(value, { reportInput: true });
  if (!error) {
    // The value itself, not zod's copy.
    return { value: value as Partial<T>, problems: [] };
  }
  const faulty = new Set(error.issues.map((issue) => issue.path[0]));
  const parts = typeof value === "object" && value !== null ? Object.entries(value).filter(([key]) => !faulty.has(key)) : [];
  return {
    value: Object.fromEntries(parts) as Partial<T>,
    problems: error.issues.flatMap((issue) => problemsOf(issue, schema, path)),
  };
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, base: string): readonly Problem[] {
  const path = at(base, ...issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => unknownKey(at(path, key), key, known));
  }
  return [wrongType(path, issue.input, issue.message)];
}

function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let inner: unknown = schema;
  for (const key of path) {
    inner = inner instanceof z.ZodObject ? (inner.shape as Record<PropertyKey, unknown>)[key] : undefined;
    inner = inner instanceof z.ZodOptional ? inner.unwrap() : inner;
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}
