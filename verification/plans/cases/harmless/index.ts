import type { PlanCase } from "../../model";
import { HARMLESS_BY_HAND } from "../by-hand";
import { IN_ORDER } from "../windows";
import { observed } from "../observed";
import { SHAPES, STRICTER, UNRELATED } from "./changes";
import { CONSTRUCTS } from "../constructs";
import { PEOPLE } from "./people";

export const HARMLESS: readonly PlanCase[] = [
  ...IN_ORDER,
  ...observed(false, PEOPLE),
  ...observed(false, STRICTER, ["A user gets a boundary with the Deny"]),
  ...observed(false, UNRELATED, ["A queue and a bucket are created"]),
  ...observed(false, SHAPES, ["A second account gets the same people"]),
  ...CONSTRUCTS,
  ...HARMLESS_BY_HAND,
];
