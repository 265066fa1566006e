import { createHash } from "node:crypto";
import { type AccountDetails, type AccountGroup, type CarriedPolicy, type Holder, judge } from "../../access";
import { listOf, type Statement, statementsOf } from "../../iam";
import { isObject } from "../../problem";
import type { ExaminedPolicy, VerifiedGroup } from "./model";
import { statementName } from "./probes";

/** Every policy that a user or group carries, by label. */
export function examinedPolicies(details: AccountDetails, holders: readonly Holder[]): readonly ExaminedPolicy[] {
  const texts = documentTexts(details);
  const found = new Map<string, { readonly policy: CarriedPolicy; users: number }>();
  for (const holder of holders) {
    const carried = new Map(policiesOf(holder).map((policy) => [policy.key, policy]));
    for (const [key, policy] of carried) {
      const entry = found.get(key) ?? { policy, users: 0 };
      entry.users += holder.kind === "user" ? 1 : 0;
      found.set(key, entry);
    }
  }
  return [...found]
    .map(([key, { policy, users }]) => {
      const text = texts.get(key);
      return {
        label: policy.label,
        denies: deniesOf(policy.document),
        ...(text !== undefined && { sha256: createHash("sha256").update(text).digest("hex") }),
        users,
      };
    })
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

export function verifiedGroups({ users }: AccountDetails, holders: readonly Holder[]): readonly VerifiedGroup[] {
  const members = new Map<string, string[]>();
  for (const { name, groups } of users) {
    for (const key of new Set(groups.map((group) => group.toLowerCase()))) {
      const names = members.get(key) ?? [];
      names.push(name);
      members.set(key, names);
    }
  }
  return holders
    .filter(({ kind }) => kind === "group")
    .map((group) => ({
      name: group.name,
      policies: group.policies.map(({ label }) => label),
      members: members.get(group.name.toLowerCase()) ?? [],
      isEnforcing: judge(group).enforcement.verdict === "enforced",
    }));
}

/** What the Denies of a document mean, a sentence for each. */
function deniesOf(document: unknown): readonly string[] {
  return statementsOf(document).flatMap((statement, index) =>
    statement.Effect === "Deny" ? [`${statementName(statement, index)} denies ${inWords(statement)}`] : [],
  );
}

function inWords({ Action, NotAction, Resource, NotResource, Condition }: Statement): string {
  const actions = NotAction === undefined ? named(Action, "every action") : `every action except ${words(NotAction)}`;
  const resources = NotResource === undefined ? named(Resource, "every resource") : `every resource except ${words(NotResource)}`;
  const conditions = isObject(Condition) ? Object.entries(Condition).flatMap(([operator, keys]) => testsInWords(operator, keys)) : [];
  return `${actions} on ${resources}${conditions.length > 0 ? `, if ${conditions.join(" and ")}` : ", always"}`;
}

function testsInWords(operator: string, keys: unknown): readonly string[] {
  return Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => {
    const test = `${operator} ${key} ${words(values)}`;
    switch (test.toLowerCase()) {
      case "boolifexists aws:multifactorauthpresent false":
        return "the request was not made with MFA (BoolIfExists aws:MultiFactorAuthPresent false)";
      case "bool aws:multifactorauthpresent false":
        return "the request was made in a session without MFA, which a request with a long-term key is not (Bool aws:MultiFactorAuthPresent false)";
      default:
        return test;
    }
  });
}

function named(values: unknown, all: string): string {
  return listOf(values).includes("*") ? all : words(values);
}

function words(values: unknown): string {
  return listOf(values).map(String).join(", ");
}

function policiesOf(holder: Holder): readonly CarriedPolicy[] {
  const own = [holder, ...holder.groups].flatMap(({ policies }) => policies);
  return holder.boundary ? [...own, holder.boundary] : own;
}

/** The documents as AWS stores them, by the key of the policy. */
function documentTexts({ policies, users, groups }: AccountDetails): ReadonlyMap<string, string> {
  const carriers: readonly AccountGroup[] = [...users, ...groups];
  return new Map([
    ...policies.map(({ arn, document }) => [arn, document] as const),
    ...carriers.flatMap(({ arn, inline }) => inline.map(({ name, document }) => [`${arn} ${name}`, document] as const)),
  ]);
}
