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

function describeWindow({ opening, users }: UserWindow): Found {
  const end = endOf(opening);
  const address = addressOf(opening.done.at(-1)?.step);
  const when = end === undefined ? "at the end of the apply" : "during the apply, or if it stops half-way";
  const why = lostIn(opening) ? "any more" : "yet";
  return {
    address,
    message: `${people(users)} can act without MFA ${when}: no Deny holds ${why}`,
    window: { steps: opening.done.map(({ words }) => words), ...(end !== undefined && { until: end.words }) },
    fix: fixFor(opening, end, address),
  };
}

/** A step that ends a window, and what it does. */
interface End {
  readonly step: Step;
  readonly words: string;
}

/** The step that brings a Deny, or takes away what the user can act by. */
function endOf(opening: Opening): End | undefined {
  const lost = lostIn(opening);
  const again = lost?.fact.sets.find(({ change }) => change === lost.step.change && change.action === "replace");
  return awaitedIn(opening) ?? (lost && again && { step: again, words: lost.fact.words.set }) ?? withdrawn(opening);
}

/** A Deny that was there, and the step that took it away. */
function lostIn({ missing }: Opening): { readonly fact: Fact; readonly step: Step } | undefined {
  const lost = missing.find(({ cause }) => cause?.kind === "no longer");
  return lost?.cause && { fact: lost.fact, step: lost.cause.step };
}

/** The step that brings a Deny that is not there yet. */
function awaitedIn({ missing }: Opening): End | undefined {
  const awaited = missing.find(({ cause }) => cause?.kind === "not yet");
  return awaited?.cause && { step: awaited.cause.step, words: awaited.fact.words.set };
}

/** The step that takes away what the user can act by. */
function withdrawn({ grant, done }: Opening): End | undefined {
  const ends = grant.flatMap(({ clears, words }) => clears.map((step) => ({ step, words: words.clear })));
  return ends.find(({ step }) => !done.some((one) => one.step === step));
}

function fixFor(opening: Opening, end: End | undefined, address: string): string {
  const lost = lostIn(opening)?.step;
  if (lost) {
    return keep(lost, end);
  }
  const last = opening.done.at(-1)?.step;
  if (!end || !last) {
    return "attach the Deny before anything that allows something";
  }
  if (last.change === end.step.change) {
    return createFirst(last.change);
  }
  return last.kind === "create" || last.kind === "add"
    ? `add depends_on = [${end.step.change.configuredAddress}] to ${address}`
    : inTwoApplies(end.step, last);
}

/** How to keep a Deny that a step takes away. */
function keep(lost: Step, end: End | undefined): string {
  const { change } = lost;
  if (change.isTainted) {
    return `run terraform untaint '${change.address}', and plan again`;
  }
  if (change.action === "replace") {
    return createFirst(change);
  }
  if (end === undefined) {
    return change.action === "create before delete" || change.isDeposed
      ? `the new object is the same in AWS as the old one, so that destroying the old one takes it away: run terraform state rm '${change.address}' and import it, or plan and apply once more at once`
      : `keep ${change.address} until something else carries the Deny`;
  }
  return end.step.change === change
    ? `do it in two applies: first add what is new in ${change.address}, then remove what is old`
    : inTwoApplies(end.step, lost);
}

function createFirst({ configuredAddress }: ResourceChange): string {
  return `set create_before_destroy = true in the lifecycle of ${configuredAddress}`;
}

function inTwoApplies(first: Step, second: Step): string {
  return `do it in two applies: first ${addressOf(first)}, then ${addressOf(second)}`;
}

function addressOf(step: Step | undefined): string {
  return step?.change.address ?? "plan";
}
