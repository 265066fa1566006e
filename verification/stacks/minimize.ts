/** Makes a stack for which the matcher is wrong as small as possible, so that its cause can be read. */
import { isDeepStrictEqual } from "node:util";
import { compare, type Comparison } from "./compare";
import type { Plan } from "./healthy";
import { makeStack, type RandomStack, type Recipe } from "./random-stack";
import { blocks, isBody, type StackJson } from "./terraform-json";

export interface Case {
  readonly json: StackJson;
  readonly except: readonly string[];
}

/** Arguments without which Terraform still accepts a resource. */
const OPTIONAL = ["path", "description", "depends_on", "lifecycle", "provider", "permissions_boundary", "provisioner", "count", "for_each"];

type Predicate = (comparison: Comparison) => boolean;

const SIMPLEST: readonly Partial<Plan>[] = [
  { options: {} },
  { carrier: "attachment" },
  { hasBoundary: false },
  { hasServiceUser: false },
  { hasUserWithoutGroup: false },
  { groups: 1 },
  { users: 1 },
  { numbers: [0] },
];

/** The stack of a recipe with as few changes as possible, and then as plain a stack before them, for which something still holds. */
export function simplest(recipe: Recipe, holds: Predicate): RandomStack {
  const smaller = [
    ...recipe.steps.map((step) => ({ ...recipe, steps: recipe.steps.filter((other) => other !== step) })),
    ...SIMPLEST.filter((part) => !isDeepStrictEqual({ ...recipe.plan, ...part }, recipe.plan)).map((part) => ({
      ...recipe,
      plan: { ...recipe.plan, ...part },
    })),
  ];
  const found = smaller.find((one) => stillHolds(makeStack(one), holds));
  return found ? simplest(found, holds) : makeStack(recipe);
}

/** The stack with as few resources, sections and arguments as possible for which something still holds. */
export function smallest({ json, except }: Case, holds: Predicate): Case {
  for (const smaller of smallerCases({ json, except })) {
    if (stillHolds(smaller, holds)) {
      return smallest(smaller, holds);
    }
  }
  return { json, except };
}

function stillHolds({ json, except }: Case, holds: Predicate): boolean {
  const comparison = compare(json, except);
  return comparison !== undefined && holds(comparison);
}

function* smallerCases({ json, except }: Case): Generator<Case> {
  for (const name of except) {
    yield { json, except: except.filter((other) => other !== name) };
  }
  for (const section of Object.keys(json).filter((name) => name !== "resource")) {
    yield { json: without(json, section), except };
  }
  if (Array.isArray(json.resource)) {
    yield { json: { ...json, resource: Object.assign({}, ...blocks(json.resource)) as object }, except };
    return;
  }
  const resource = blocks(json.resource)[0] ?? {};
  for (const [type, named] of Object.entries(resource)) {
    const names = blocks(named)[0] ?? {};
    const write = (others: object): Case => {
      const isEmpty = Object.keys(others).length === 0;
      return {
        json: { ...json, resource: isEmpty ? without(resource, type) : { ...resource, [type]: Array.isArray(named) ? [others] : others } },
        except,
      };
    };
    for (const [name, body] of Object.entries(names)) {
      yield write(without(names, name));
      if (isBody(body)) {
        for (const argument of Object.keys(body).filter((key) => OPTIONAL.includes(key))) {
          yield write({ ...names, [name]: without(body, argument) });
        }
      }
    }
  }
}

function without<T extends object>(object: T, key: string): T {
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key)) as T;
}
