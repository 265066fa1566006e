import type { PlanCase } from "../../model";
import { IN_ORDER } from "../windows";
import { PEOPLE } from "./people";

export const HARMLESS: readonly PlanCase[] = [...IN_ORDER, ...PEOPLE];
