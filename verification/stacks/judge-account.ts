/** Whether any request without MFA gets through in an account at rest. */
import type { Holder, Outcome, Person } from "./account";
import { peopleAtRest } from "./at-rest";
import { decide } from "./decide";
import { hiddenIn } from "./hidden";
import { type Context, contextsFor, PROBES, type Probe } from "./probes";
import type { StackJson } from "./terraform-json";

/** A request that gets through, and who makes it. */
export interface Leak {
  readonly holder: Holder;
  readonly outcome: Outcome;
  readonly probe: Probe;
  readonly context: Context;
}

export type Judgement =
  | { readonly kind: "enforced" }
  | { readonly kind: "open"; readonly leak: Leak }
  | { readonly kind: "unknown"; readonly hidden: readonly string[] };

/**
 * Judges a stack.
 *
 * @param except names of users and groups, or addresses, that are not people. A name that both a user and a group have stands for the user.
 * @throws InvalidStackError if Terraform would refuse the stack
 */
export function judgeStack(stack: StackJson, except: readonly string[] = []): Judgement {
  const people = peopleAtRest(stack);
  const hidden = hiddenIn(stack).filter((address) => !except.includes(address));
  if (hidden.length > 0) {
    return { kind: "unknown", hidden };
  }
  const users = new Set(people.filter(({ holder }) => holder.kind === "user").map(({ holder }) => holder.name));
  const concerned = people.filter(({ holder }) => !isExcepted(holder, users, except));
  const leak = leakOf(concerned);
  return leak ? { kind: "open", leak } : { kind: "enforced" };
}

/** The first request without MFA that gets through. */
export function leakOf(people: readonly Person[]): Leak | undefined {
  for (const { holder, outcomes } of people) {
    const user = holder.kind === "user" ? holder.name : "a.member";
    for (const outcome of outcomes) {
      const request = requestThrough(outcome, user);
      if (request) {
        return { holder, outcome, ...request };
      }
    }
  }
  return undefined;
}

/** IAM's rule: some policy allows it and none denies it, and so does the boundary. Source: IAM User Guide, "Policy evaluation logic". */
function requestThrough({ policies, boundary }: Outcome, user: string): Pick<Leak, "probe" | "context"> | undefined {
  const documents = policies.map(({ document }) => document);
  const contexts = contextsFor(boundary ? [...documents, boundary.document] : documents);
  for (const probe of PROBES) {
    for (const context of contexts) {
      const decisions = documents.map((document) => decide(document, user, probe, context));
      const isAllowed = decisions.includes("allow") && !decisions.includes("deny");
      if (isAllowed && (!boundary || decide(boundary.document, user, probe, context) === "allow")) {
        return { probe, context };
      }
    }
  }
  return undefined;
}

function isExcepted({ kind, name, resources }: Holder, users: ReadonlySet<string>, except: readonly string[]): boolean {
  const isNamed = except.includes(name) && (kind === "user" || !users.has(name));
  return isNamed || resources.some((address) => except.includes(address));
}

export function describeLeak({ holder, outcome, probe, context }: Leak): string {
  const who = holder.kind === "user" ? `user "${holder.name}"` : `a member of group "${holder.name}"`;
  const policies = outcome.policies.map(({ id }) => id).join(", ");
  const boundary = outcome.boundary ? `, boundary ${outcome.boundary.id}` : "";
  return `${who} (${holder.account}): ${probe.action} on ${probe.resource} ${context.name}; has ${policies}${boundary}`;
}
