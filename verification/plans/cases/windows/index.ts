import type { PlanCase } from "../../model";
import { CREATES, CREATES_IN_ORDER } from "./create";
import { DESTROYS, DESTROYS_IN_ORDER } from "./destroy";
import { MOVES, MOVES_IN_ORDER } from "./move";
import { REPLACEMENTS, REPLACEMENTS_IN_ORDER } from "./replace";

export const WINDOWS: readonly PlanCase[] = [...CREATES, ...DESTROYS, ...REPLACEMENTS, ...MOVES];

/** The same changes in an order without a window. They belong to the harmless ones. */
export const IN_ORDER: readonly PlanCase[] = [...CREATES_IN_ORDER, ...DESTROYS_IN_ORDER, ...REPLACEMENTS_IN_ORDER, ...MOVES_IN_ORDER];
