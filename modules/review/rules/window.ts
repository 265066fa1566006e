import type { ResourceChange } from "../../access";
import type { Fact } from "../order/facts";
import type { Opening } from "../order/find-window";
import type { Step } from "../order/order";
import { findWindows, type UserWindow } from "../order/windows";
import { people } from "./people";
import { openRequest } from "./request";
import type { Found, Rule } from "./rule";

/** A moment during the apply, or a point where it can stop, at which somebody can act without MFA. */
export const windowRule: Rule = {
  id: "window",
  severity: "critical",
  title: "During the apply, or if it stops half-way, somebody can act without MFA",
  check: ({ plan, before, after }) =>
    findWindows(plan, before, after).map((found) => {
      const [user] = found.users;
      const standing = user && [after, before].map(({ standings }) => standings.get(user.key)).find((one) => one && one.grants.length > 0);
      // As if no Deny held.
      const request =
        standing && openRequest({ ...standing, carried: [], enforcement: { verdict: "not proven", doubts: [], open: ["key"] } });
      return { ...describeWindow(found), ...(request !== undefined && { request }) };
    }),
};

function describeWindow({ opening, until, canWait, users }: UserWindow): Found {
  const when = until === undefined ? "at the end of the apply" : "during the apply, or if it stops half-way";
  const lost = lostIn(opening);
  const last = opening.done.at(-1)?.step;
  return {
    address: last?.change.address ?? "plan",
    message: `${people(users)} can act without MFA ${when}: no Deny holds ${lost ? "any more" : "yet"}`,
    window: { steps: opening.done.map(({ words }) => words), ...(until !== undefined && { until: until.words }) },
    fix: lost ? keep(lost.fact, lost.step, until?.step) : wait(last, until?.step, canWait),
  };
}

/** A Deny that was there, and the step that took it away. */
function lostIn({ missing }: Opening): { readonly fact: Fact; readonly step: Step } | undefined {
  const lost = missing.find(({ cause }) => cause?.kind === "no longer");
  return lost?.cause && { fact: lost.fact, step: lost.cause.step };
}

/** How to make what opens a window wait for the Deny. */
function wait(last: Step | undefined, end: Step | undefined, canWait: boolean): string {
  if (!end || !last) {
    return "attach the Deny before anything that allows something";
  }
  if (last.change === end.change) {
    return createFirst(last.change);
  }
  return canWait ? waitFor(end.change.configuredAddress, last.change.configuredAddress) : inTwoApplies(end, last);
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

/** How to keep a Deny that a step takes away. */
function keep({ sets }: Fact, { change, ...lost }: Step, end: Step | undefined): string {
  if (change.isTainted) {
    return `run terraform untaint '${change.address}', and plan again`;
  }
  if (change.action === "replace") {
    return createFirst(change);
  }
  if (end) {
    return end.change === change
      ? `do it in two applies: first add what is new in ${change.address}, then remove what is old`
      : inTwoApplies(end, { change, ...lost });
  }
  if (change.action === "create before delete" || change.isDeposed) {
    return `the new object is the same in AWS as the old one, so that destroying the old one takes it away: run terraform state rm '${change.address}' and import it, or plan and apply once more at once`;
  }
  return sets.length > 0
    ? `write a moved block from ${change.address}: the new object is the same in AWS, so that destroying the old one takes it away`
    : `keep ${change.address} until something else carries the Deny`;
}

function createFirst({ configuredAddress }: ResourceChange): string {
  return `set create_before_destroy = true in the lifecycle of ${configuredAddress}`;
}

function inTwoApplies(first: Step, second: Step): string {
  return `do it in two applies: first ${first.change.address}, then ${second.change.address}`;
}
