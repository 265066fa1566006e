import { findWindows, type UserWindow } from "../order/windows";
import type { Missing } from "../order/find-window";
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

function describeWindow({ opening, until, canWait, users }: UserWindow): Found {
  const last = opening.done.at(-1);
  const missing = opening.missing.find(({ cause }) => cause !== undefined);
  return {
    address: last?.step.change.address ?? "plan",
    message: `${people(users)} can act without MFA ${until === undefined ? "at the end of the apply" : "during the apply, or if it stops half-way"}: ${why(opening.missing, users.length)}`,
    window: { steps: opening.done.map(({ words }) => words), ...(until !== undefined && { until }) },
    fix: fixFor(missing, last?.step, canWait, until),
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

function fixFor(missing: Missing | undefined, last: Step | undefined, canWait: boolean, until: string | undefined): string {
  const cause = missing?.cause;
  if (!cause || !last) {
    return "attach the Deny before anything that allows something";
  }
  const { step, kind } = cause;
  const { change } = step;
  if (kind === "not yet" && canWait) {
    return waitFor(change.configuredAddress, last.change.configuredAddress);
  }
  if (last.change.isTainted) {
    return `run terraform untaint '${last.change.address}', and plan again`;
  }
  if (last.change.action === "replace") {
    return `set create_before_destroy = true in the lifecycle of ${last.change.configuredAddress}`;
  }
  if (last.change.action === "create before delete" || last.change.isDeposed) {
    return `the new object is the same in AWS as the old one, so that destroying the old one takes it away: run terraform untaint or terraform state rm for ${last.change.address}, and plan again`;
  }
  return until === undefined
    ? `write a moved block from ${last.change.address}: the new object is the same in AWS, so that destroying the old one takes it away`
    : `do it in two applies: first ${until}, then apply the rest`;
}

/** Only resources of the same module can wait for each other; otherwise the modules around them do. */
function waitFor(deny: string, opener: string): string {
  const [denyParts, openerParts] = [partsOf(deny), partsOf(opener)];
  const shared = denyParts.findIndex((part, index) => part !== openerParts[index]);
  return `add depends_on = [${denyParts[shared] ?? deny}] to ${openerParts.slice(0, shared + 1).join(".")}`;
}

/** The modules of an address without keys, and the resource: `module.a`, `module.b`, `aws_iam_user.u`. */
function partsOf(address: string): readonly string[] {
  return address.match(/[^.]+\.[^.]+/g) ?? [address];
}
