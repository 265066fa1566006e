import type { PlanCase } from "../../model";
import { WEAKENS_BY_HAND } from "../by-hand";
import { observed } from "../observed";
import { CREDENTIALS, PASSWORDS } from "./credentials";
import { EVERYDAY } from "../constructs";
import { DOCUMENTS } from "./document";
import { BOUNDARIES, EXCLUSIVE, EXCLUSIVE_LATER } from "./exclusive";
import { DETACHED, GIVEN } from "./holders";
import { DOUBTS, SHAPES } from "./shapes";

export const WEAKENS: readonly PlanCase[] = [
  ...observed(true, DOCUMENTS, [
    "The Deny applies to one region only",
    "The Deny leaves out one bucket with NotResource",
    "An exemption with a wildcard",
    "Joining groups becomes exempt for an administrator",
    "Calls that a service makes for John are let off",
    "The document is known only after the apply",
  ]),
  ...observed(true, DETACHED, ["A group that another stack looks after loses the Deny"]),
  ...observed(true, GIVEN, ["A group without the Deny and without known members gets a policy"]),
  EVERYDAY,
  ...EXCLUSIVE_LATER,
  ...observed(true, EXCLUSIVE),
  ...BOUNDARIES,
  ...CREDENTIALS,
  ...PASSWORDS,
  ...SHAPES,
  ...DOUBTS,
  ...WEAKENS_BY_HAND,
];
