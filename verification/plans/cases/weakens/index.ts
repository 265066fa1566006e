import type { PlanCase } from "../../model";
import { DOCUMENTS } from "./document";

export const WEAKENS: readonly PlanCase[] = [...DOCUMENTS];
