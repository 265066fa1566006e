import type { PlanCase } from "../../model";
import { WEAKENS_BY_HAND } from "../by-hand";
import { CREDENTIALS, PASSWORDS } from "./credentials";
import { DOCUMENTS } from "./document";
import { BOUNDARIES, EXCLUSIVE } from "./exclusive";
import { DETACHED, GIVEN } from "./holders";
import { DOUBTS, SHAPES } from "./shapes";

export const WEAKENS: readonly PlanCase[] = [
  ...DOCUMENTS,
  ...DETACHED,
  ...GIVEN,
  ...EXCLUSIVE,
  ...BOUNDARIES,
  ...CREDENTIALS,
  ...PASSWORDS,
  ...SHAPES,
  ...DOUBTS,
  ...WEAKENS_BY_HAND,
];
