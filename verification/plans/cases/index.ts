import type { Label, PlanCase } from "../model";
import { HARMLESS } from "./harmless";
import { WEAKENS } from "./weakens";
import { WINDOWS } from "./windows";

export const CASES: Readonly<Record<Label, readonly PlanCase[]>> = { weakens: WEAKENS, window: WINDOWS, harmless: HARMLESS };
