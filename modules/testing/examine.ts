import { type Enforced, type Holder, judge, mayAllow, readHolders, readSynthesizedStack, type Unexamined } from "../access";
import { at } from "../problem";
import {
  ambiguousException,
  doubtAbout,
  invalidCall,
  nobody,
  notExamined,
  notProven,
  statementOf,
  unknownException,
  userNotEnforced,
} from "./messages";

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
  const { all, unexamined } = readHolders(readSynthesizedStack(synthesized));
  checkExceptions(all, unexamined, except);
  const problems = unexamined.filter(({ address }) => !except.includes(address)).map(notExamined);
  const excepted = new Set(except.flatMap((name) => exceptedBy(all, name)));
  const concerned = all
    .filter((holder) => holder.kind === "user" || holder.policies.some(mayAllow))
    .filter((holder) => !excepted.has(holder));
  if (concerned.length === 0 && problems.length === 0) {
    throw nobody();
  }
  const results = concerned.map(examineHolder);
  return {
    enforced: results.flatMap((result) => (typeof result === "string" ? [] : [result])),
    problems: [...problems, ...results.filter((result) => typeof result === "string")],
  };
}

function checkExceptions(holders: readonly Holder[], unexamined: readonly Unexamined[], except: readonly string[]): void {
  const known = holders.map(({ name }) => name);
  const problems = except.flatMap((name, index) => {
    const path = at("except", index);
    const found = exceptedBy(holders, name);
    if (found.length > 1) {
      return [
        ambiguousException(
          path,
          name,
          found.map(({ address, label }) => address ?? label),
        ),
      ];
    }
    return found.length === 1 || unexamined.some(({ address }) => address === name) ? [] : [unknownException(path, name, known)];
  });
  if (problems.length > 0) {
    throw invalidCall(problems);
  }
}

/** Whom an exception spares: what has this address, or the users with this name, or, where there is no such user, the groups. */
function exceptedBy(holders: readonly Holder[], exception: string): readonly Holder[] {
  const byAddress = holders.filter(({ address }) => address === exception);
  const named = holders.filter(({ name }) => name === exception);
  const users = named.filter(({ kind }) => kind === "user");
  return [byAddress, users, named].find((found) => found.length > 0) ?? [];
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
    [...holder.uncertainGroups.map(({ group, doubt }) => `${group.label}: ${doubt}`), ...(holder.policies.length > 0 ? doubts : [])],
  );
}
