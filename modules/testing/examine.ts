import { type Enforced, type Holder, judge, mayAllow, readHolders, Stack } from "../access";
import { at } from "../problem";
import { doubtAbout, invalidCall, nobody, notProven, statementOf, unknownException, userNotEnforced } from "./messages";

/** Whom MFA is enforced for, and whom it is not. */
export interface Examination {
  readonly enforced: readonly EnforcedHolder[];
  readonly problems: readonly string[];
}

export interface EnforcedHolder {
  readonly label: string;
  readonly verdict: Enforced;
  /** The statements that enforce MFA. */
  readonly places: readonly string[];
}

/**
 * Examines every group with a policy that may allow something, and every user.
 *
 * @throws InvalidInputError if it is not a stack, if nobody is left to examine, or if an exception matches nobody
 */
export function examine(synthesized: unknown, except: readonly string[]): Examination {
  const { all, problems } = readHolders(new Stack(synthesized));
  checkExceptions(all, except);
  const concerned = all
    .filter((holder) => holder.kind === "user" || holder.policies.some(mayAllow))
    .filter((holder) => !isExcepted(holder, except));
  if (concerned.length === 0 && problems.length === 0) {
    throw nobody();
  }
  const results = concerned.map(examineHolder);
  return {
    enforced: results.flatMap((result) => (typeof result === "string" ? [] : [result])),
    problems: [...problems, ...results.filter((result) => typeof result === "string")],
  };
}

function checkExceptions(holders: readonly Holder[], except: readonly string[]): void {
  const known = holders.map(({ name }) => name);
  const problems = except.flatMap((name, index) =>
    holders.some((holder) => isExcepted(holder, [name])) ? [] : [unknownException(at("except", index), name, known)],
  );
  if (problems.length > 0) {
    throw invalidCall(problems);
  }
}

function isExcepted({ name, address }: Holder, except: readonly string[]): boolean {
  return except.some((exception) => exception === name || exception === address);
}

/** The proof for a holder, or what is wrong. */
function examineHolder(holder: Holder): EnforcedHolder | string {
  const { enforcement: verdict, carried } = judge(holder);
  const labels = carried.filter(({ document }) => document !== undefined).map(({ label }) => label);
  if (verdict.verdict === "enforced") {
    const places = verdict.by.map(({ document, statement, sid }) => statementOf(labels[document] ?? "", statement, sid));
    return { label: holder.label, verdict, places };
  }
  const policies = holder.policies.filter(mayAllow).map(({ label }) => label);
  const doubts = [
    ...carried.flatMap(({ label, doubt }) => (doubt === undefined ? [] : [`${label}: ${doubt}`])),
    ...verdict.doubts.map((doubt) => doubtAbout(labels, doubt)),
  ];
  if (policies.length > 0) {
    return notProven(holder.label, policies, doubts);
  }
  return userNotEnforced(
    holder.label,
    holder.name,
    holder.groups.map(({ label }) => label),
    holder.policies.length > 0 ? doubts : [],
  );
}
