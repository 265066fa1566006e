import { alreadyUnenforced } from "./already-unenforced";
import { boundaryRemoved } from "./boundary-removed";
import { deferredChanges, forgotten, incompletePlan, invokedAction, unexamined, unknownHolder } from "./doubts";
import { exemptionAdded } from "./exemption-added";
import { groupUnenforced } from "./group-unenforced";
import { mfaLost } from "./mfa-lost";
import { passwordPolicyWeaker } from "./password-policy-weaker";
import type { Rule } from "./rule";
import { unenforcedAccess } from "./unenforced-access";
import { unenforcedCredentials } from "./unenforced-credentials";
import { unknownDocument } from "./unknown-document";
import { viaServiceAllowed } from "./via-service-allowed";
import { windowRule } from "./window";

export type { Context, Rule } from "./rule";

/** All rules. */
export const RULES: readonly Rule[] = [
  mfaLost,
  unenforcedAccess,
  unenforcedCredentials,
  windowRule,
  unknownDocument,
  unknownHolder,
  viaServiceAllowed,
  boundaryRemoved,
  groupUnenforced,
  exemptionAdded,
  passwordPolicyWeaker,
  incompletePlan,
  deferredChanges,
  forgotten,
  unexamined,
  invokedAction,
  alreadyUnenforced,
];
