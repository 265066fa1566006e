import { findWindows, type UserWindow } from "../order/windows";
import type { Missing } from "../order/find-window";
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
  const until = missing && closing(missing);
  return {
    address: last?.step.change.address ?? "plan",
    message: `${people(users)} can act without MFA ${until === undefined ? "at the end of the apply" : "during the apply, or if it stops half-way"}: ${why(opening.missing, users.length)}`,
    window: { steps: opening.done.map(({ words }) => words), ...(until !== undefined && { until }) },
    fix: fixFor(missing, last?.step.change.address ?? "plan"),
  };
}

function why(missing: readonly Missing[], users: number): string {
  const whose = users === 1 ? "no Deny holds for the user" : "no Deny holds for them";
  const [first] = missing;
  if (!first?.cause) {
    return whose;
  }
  return first.cause.kind === "not yet" ? `${whose} yet` : `${whose} any more`;
}

/** The step that brings the Deny back. */
function closing({ fact, cause }: Missing): string | undefined {
  if (cause?.kind === "not yet") {
    return fact.words.set;
  }
  const again = fact.sets.find(({ change }) => change === cause?.step.change && change.action === "replace");
  return again ? fact.words.set : undefined;
}

function fixFor(missing: Missing | undefined, address: string): string {
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
  return `do it in two applies: first what takes away access, then ${step.change.address}`;
}
