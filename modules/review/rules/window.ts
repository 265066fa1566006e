import { findWindows, type UserWindow } from "../order/windows";
import type { Missing, Opening } from "../order/find-window";
import type { Step } from "../order/order";
import { people } from "./people";
import type { Found, Rule } from "./rule";

/** A moment during the apply, or a point where it can stop, at which somebody can act without MFA. */
export const windowRule: Rule = {
  id: "window",
  severity: "critical",
  title: "During the apply, or if it stops half-way, somebody can act without MFA",
  check: ({ plan, before, after }) => findWindows(plan, before, after).map(describeWindow),
};

function describeWindow({ opening, users }: UserWindow): Found {
  const last = opening.done.at(-1);
  const missing = opening.missing.find(({ cause }) => cause !== undefined);
  const end = (missing && restored(missing)) ?? withdrawn(opening);
  const when = end === undefined ? "at the end of the apply" : "during the apply, or if it stops half-way";
  return {
    address: last?.step.change.address ?? "plan",
    message: `${people(users)} can act without MFA ${when}: ${why(opening.missing, users.length)}`,
    window: { steps: opening.done.map(({ words }) => words), ...(end !== undefined && { until: end.words }) },
    fix: fixFor(missing, last?.step.change.address ?? "plan", end?.step),
  };
}

/** A step that ends a window, and what it does. */
interface End {
  readonly step: Step;
  readonly words: string;
}

/** The step that brings the Deny back. */
function restored({ fact, cause }: Missing): End | undefined {
  if (cause?.kind === "not yet") {
    return { step: cause.step, words: fact.words.set };
  }
  const again = fact.sets.find(({ change }) => change === cause?.step.change && change.action === "replace");
  return again && { step: again, words: fact.words.set };
}

/** The step that takes away what the user can act by. */
function withdrawn({ grant, done }: Opening): End | undefined {
  const ends = grant.flatMap(({ clears, words }) => clears.map((step) => ({ step, words: words.clear })));
  return ends.find(({ step }) => !done.some((one) => one.step === step));
}

function why(missing: readonly Missing[], users: number): string {
  const whose = users === 1 ? "no Deny holds for the user" : "no Deny holds for them";
  const [first] = missing;
  if (!first?.cause) {
    return whose;
  }
  return first.cause.kind === "not yet" ? `${whose} yet` : `${whose} any more`;
}

function fixFor(missing: Missing | undefined, address: string, end: Step | undefined): string {
  const cause = missing?.cause;
  if (!cause) {
    return "attach the Deny before anything that allows something";
  }
  const { step, kind } = cause;
  if (kind === "not yet") {
    return `add depends_on = [${step.change.configuredAddress}] to ${address}`;
  }
  if (step.change.isTainted) {
    return `run terraform untaint '${step.change.address}', and plan again`;
  }
  if (step.change.action === "replace") {
    return `set create_before_destroy = true in the lifecycle of ${step.change.configuredAddress}`;
  }
  if (step.change.action === "create before delete" || step.change.isDeposed) {
    return `the new object is the same in AWS as the old one, so that destroying the old one takes it away: run terraform untaint or terraform state rm for ${step.change.address}, and plan again`;
  }
  return end === undefined
    ? `do not destroy ${step.change.address} before something else carries the Deny`
    : `do it in two applies: first ${end.change.address}, then ${step.change.address}`;
}
