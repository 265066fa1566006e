import type { TerraformCase } from "../../model";
import { observed } from "../observed";
import { CREATES, CREATES_IN_ORDER } from "./create";
import { DESTROYS, DESTROYS_IN_ORDER } from "./destroy";
import { BOUNDARY_MOVES, BOUNDARY_MOVES_IN_ORDER, MOVES, MOVES_IN_ORDER } from "./move";
import { REPLACEMENTS, REPLACEMENTS_IN_ORDER } from "./replace";

export const WINDOWS: readonly TerraformCase[] = [
  ...observed(true, [...CREATES, ...DESTROYS, ...REPLACEMENTS, ...MOVES]),
  ...BOUNDARY_MOVES,
];

/** The same changes in an order without a window. They belong to the harmless ones. */
export const IN_ORDER: readonly TerraformCase[] = [
  ...observed(false, [...CREATES_IN_ORDER, ...DESTROYS_IN_ORDER, ...REPLACEMENTS_IN_ORDER, ...MOVES_IN_ORDER]),
  ...BOUNDARY_MOVES_IN_ORDER,
];
