import type { TerraformCase } from "../../model";
import { CREATES, CREATES_IN_ORDER } from "./create";
import { DESTROYS, DESTROYS_IN_ORDER } from "./destroy";
import { MOVES, MOVES_IN_ORDER } from "./move";
import { REPLACEMENTS, REPLACEMENTS_IN_ORDER } from "./replace";

/** The lab sees a window in each of them: e2e/plans.e2e.ts. */
export const WINDOWS: readonly TerraformCase[] = [...CREATES, ...DESTROYS, ...REPLACEMENTS, ...MOVES].map((planCase) => ({
  ...planCase,
  observed: true,
}));

/** The same changes in an order without a window. They belong to the harmless ones, and the lab sees none. */
export const IN_ORDER: readonly TerraformCase[] = [
  ...CREATES_IN_ORDER,
  ...DESTROYS_IN_ORDER,
  ...REPLACEMENTS_IN_ORDER,
  ...MOVES_IN_ORDER,
].map((planCase) => ({ ...planCase, observed: false }));
