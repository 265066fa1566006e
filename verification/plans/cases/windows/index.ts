import type { PlanCase } from "../../model";
import { CREATES, CREATES_IN_ORDER } from "./create";

export const WINDOWS: readonly PlanCase[] = [...CREATES];

/** The same changes in an order without a window. They belong to the harmless ones. */
export const IN_ORDER: readonly PlanCase[] = [...CREATES_IN_ORDER];
