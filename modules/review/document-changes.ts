import { type CarriedPolicy, type Enforcement, type Plan, proveEnforcement } from "../access";
import { type Statement, statementsOf } from "../iam";
import { isObject } from "../problem";
import type { DocumentChange } from "./model";
import { joined } from "./rules/people";
import type { Side } from "./side";

/** What changes of policy documents mean. The order of anything in a document, and Sids, mean nothing. */
export function documentChanges(plan: Plan, before: Side, after: Side): readonly DocumentChange[] {
  const [was, is] = [policiesOf(before), policiesOf(after)];
  const changed = new Set(plan.changes.filter(({ action }) => action !== "no-op").map(({ address }) => address));
  return [...is].flatMap(([address, policy]) => {
    const earlier = was.get(address);
    if (!earlier || !changed.has(address)) {
      return [];
    }
    const meaning = compare(earlier, policy);
    return meaning.length > 0 ? [{ policy: policy.name ?? policy.label, address, meaning }] : [];
  });
}

/** The policies that are resources, by address: managed and inline. */
function policiesOf({ holders }: Side): ReadonlyMap<string, CarriedPolicy> {
  const inline = holders.attachments.filter(({ isInline }) => isInline).map(({ policy }) => policy);
  return new Map([...holders.policies.values(), ...inline].map((policy) => [policy.label, policy]));
}

function compare(was: CarriedPolicy, is: CarriedPolicy): readonly string[] {
  if (was.document === undefined || is.document === undefined) {
    return was.document === undefined && is.document === undefined ? [] : ["what it says is known only after the apply"];
  }
  const [before, after] = [byMeaning(was.document), byMeaning(is.document)];
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, statement]) => statement);
  const come = [...after].filter(([key]) => !before.has(key)).map(([, statement]) => statement);
  if (gone.length === 0 && come.length === 0) {
    return [];
  }
  const enforcement = compareEnforcement(proveEnforcement([was.document]), proveEnforcement([is.document]));
  // The Deny is described by what it does.
  const isOther = (statement: Statement): boolean => !isBlanket(statement);
  return [
    ...enforcement,
    ...come.filter(isOther).map((statement) => `new: ${describe(statement)}`),
    ...gone.filter(isOther).map((statement) => `gone: ${describe(statement)}`),
    ...(enforcement.length === 0 && !come.some(isOther) && !gone.some(isOther)
      ? ["the Deny is written differently, and does the same"]
      : []),
  ];
}

function compareEnforcement(was: Enforcement, is: Enforcement): readonly string[] {
  if (was.verdict !== "enforced" || is.verdict !== "enforced") {
    if (is.verdict === "enforced") {
      return ["it enforces MFA from now on"];
    }
    return was.verdict === "enforced" ? [`it no longer enforces MFA: ${is.doubts[0]?.reason ?? ""}`] : [];
  }
  const more = is.exemptActions.filter((action) => !includes(was.exemptActions, action));
  const fewer = was.exemptActions.filter((action) => !includes(is.exemptActions, action));
  return [
    ...(more.length > 0 ? [`without MFA, ${joined(more)} ${more.length === 1 ? "works" : "work"} from now on`] : []),
    ...(fewer.length > 0 ? [`without MFA, ${joined(fewer)} no longer ${fewer.length === 1 ? "works" : "work"}`] : []),
    ...(was.viaAwsService === is.viaAwsService
      ? []
      : [`without MFA, AWS services may ${is.viaAwsService === "allow" ? "from now on" : "no longer"} act for users`]),
  ];
}

function includes(actions: readonly string[], action: string): boolean {
  return actions.some((other) => other.toLowerCase() === action.toLowerCase());
}

/** Statements by their meaning: sorted, without Sids, single values as lists. */
function byMeaning(document: unknown): ReadonlyMap<string, Statement> {
  return new Map(
    statementsOf(document).map((statement) => {
      const meaning = Object.fromEntries(Object.entries(statement).filter(([element]) => element !== "Sid"));
      return [JSON.stringify(normalize(meaning)), statement];
    }),
  );
}

function normalize(value: unknown): unknown {
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => [key, key === "Effect" ? entry : normalize(entry)]),
    );
  }
  return (Array.isArray(value) ? value.map(String) : [String(value)]).sort();
}

function isBlanket({ Effect, Action, NotAction }: Statement): boolean {
  return Effect === "Deny" && (NotAction !== undefined || textOf(Action) === "*");
}

/** `Allow s3:GetObject on arn:aws:s3:::bucket/*, if Bool aws:SecureTransport is true`. */
function describe({ Effect, Action, NotAction, Resource, NotResource, Condition }: Statement): string {
  const actions = NotAction === undefined ? textOf(Action) : `everything but ${textOf(NotAction)}`;
  const resources = NotResource === undefined ? textOf(Resource) : `everything but ${textOf(NotResource)}`;
  const where = resources === "*" ? "" : ` on ${resources}`;
  return `${String(Effect)} ${actions === "*" ? "everything" : actions}${where}${conditionOf(Condition)}`;
}

function conditionOf(condition: unknown): string {
  if (!isObject(condition)) {
    return "";
  }
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, value]) => `${operator} ${key} ${textOf(value)}`),
  );
  return tests.length > 0 ? `, if ${joined(tests)}` : "";
}

function textOf(value: unknown): string {
  const values = (Array.isArray(value) ? value : [value]).map(String).sort();
  return values.length > 6 ? `${values.slice(0, 6).join(", ")} and ${values.length - 6} more` : values.join(", ");
}
