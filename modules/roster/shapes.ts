import { z } from "zod";
import { missing, type Problem, unknownKey, wrongShape } from "../errors";
import { join } from "./paths";
import type { RosterGroup, RosterUser } from "./roster";

/** What zod is asked for: types and keys. What a value may be is the rules' matter, since their messages are about IAM. */
const name = z.string({ error: "a string" });
const flag = z.boolean({ error: "true or false" });

const group = z.strictObject(
  {
    grants: z.array(z.unknown(), { error: "a list of grants" }),
    path: name.optional(),
    allowEmpty: flag.optional(),
  },
  { error: "a group, such as { grants: [] }," },
);

const user = z.strictObject(
  {
    name,
    groups: z.array(name, { error: "a list of group names ([] for none)" }),
    path: name.optional(),
    tags: z.record(name, name, { error: "an object of tags" }).optional(),
    signIn: z.strictObject({ pgpKey: z.unknown() }, { error: "{ pgpKey: … }" }).optional(),
    forceDestroy: flag.optional(),
  },
  { error: "a user, such as { name, groups: [] }," },
);

const roster = z.strictObject({
  groups: z.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "an object of groups",
  }),
  users: z.array(z.unknown(), { error: "a list of users" }),
  allowEmpty: flag.optional(),
});

/** A value of the right shape, or the problems of its shape. */
export type Shaped<T> = { readonly value: T; readonly problems: readonly [] } | { readonly problems: readonly Problem[] };

export function shapeOfRoster(value: unknown): readonly Problem[] {
  return shape(roster, value, "").problems;
}

export function shapeOfGroup(value: unknown, path: string): Shaped<RosterGroup> {
  return shape(group as unknown as z.ZodType<RosterGroup>, value, path);
}

export function shapeOfUser(value: unknown, path: string): Shaped<RosterUser> {
  return shape(user as unknown as z.ZodType<RosterUser>, value, path);
}

function shape<T>(schema: z.ZodType<T>, value: unknown, path: string): Shaped<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) {
    // The value itself, not zod's copy: a copy may lack keys such as __proto__, which the rules must see.
    return { value: value as T, problems: [] };
  }
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, schema, path)) };
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, base: string): readonly Problem[] {
  const path = join(base, ...issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => unknownKey(join(path, key), key, known));
  }
  return [issue.input === undefined ? missing(path, issue.message) : wrongShape(path, issue.input, issue.message)];
}

function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let inner: unknown = schema;
  for (const key of path) {
    inner = inner instanceof z.ZodObject ? (inner.shape as Record<PropertyKey, unknown>)[key] : undefined;
    inner = inner instanceof z.ZodOptional ? inner.unwrap() : inner;
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}
