import type { PlanCase } from "../../model";
import { HARMLESS_BY_HAND } from "../by-hand";
import { IN_ORDER } from "../windows";
import { SHAPES, STRICTER, UNRELATED } from "./changes";
import { CONSTRUCTS } from "./constructs";
import { PEOPLE } from "./people";

export const HARMLESS: readonly PlanCase[] = [
  ...IN_ORDER,
  ...PEOPLE,
  ...STRICTER,
  ...UNRELATED,
  ...SHAPES,
  ...CONSTRUCTS,
  ...HARMLESS_BY_HAND,
];
