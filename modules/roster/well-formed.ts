import { isObject } from "../problem";

/**
 * Whether a roster has the types and keys of the schema in shapes.ts. It says so without loading zod, which takes longer than synthesizing a
 * hundred users. A test holds the two equal.
 */
export function isWellFormed(roster: Readonly<Record<string, unknown>>): boolean {
  const { groups, users } = roster;
  return (
    hasFields(roster, ROSTER) &&
    isObject(groups) &&
    Object.values(groups).every((group) => hasFields(group, GROUP)) &&
    Array.isArray(users) &&
    [...(users as readonly unknown[])].every((user) => hasFields(user, USER))
  );
}

type Fields = Readonly<Record<string, { readonly isOptional?: true; readonly is: (value: unknown) => boolean }>>;

const isString = (value: unknown): boolean => typeof value === "string";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isStringRecord = (value: unknown): boolean =>
  isObject(value) && Object.values(value).every((text) => text === undefined || isString(text));

const ROSTER: Fields = {
  groups: { is: isObject },
  users: { is: Array.isArray },
  allowEmpty: { isOptional: true, is: isBoolean },
  existing: { isOptional: true, is: (value) => value === "all" },
};

const GROUP: Fields = {
  managedPolicies: { is: Array.isArray },
  path: { isOptional: true, is: isString },
  allowEmpty: { isOptional: true, is: isBoolean },
  formerName: { isOptional: true, is: isString },
  existing: { isOptional: true, is: isBoolean },
};

const LOGIN_PROFILE: Fields = { pgpKey: { isOptional: true, is: () => true } };

const USER: Fields = {
  name: { is: isString },
  groups: { is: (value) => Array.isArray(value) && [...(value as readonly unknown[])].every(isString) },
  path: { isOptional: true, is: isString },
  tags: { isOptional: true, is: isStringRecord },
  loginProfile: { isOptional: true, is: (value) => hasFields(value, LOGIN_PROFILE) },
  enrolled: { isOptional: true, is: isBoolean },
  forceDestroy: { isOptional: true, is: isBoolean },
  formerName: { isOptional: true, is: isString },
  existing: { isOptional: true, is: isBoolean },
};

function hasFields(value: unknown, fields: Fields): boolean {
  return (
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, { isOptional, is }]) => (value[key] === undefined ? isOptional === true : is(value[key])))
  );
}
