import type { AccessChange } from "../model";

/** Words and the names that they are about: `joins` and `["Admins", "Power"]`. */
export interface Phrase {
  readonly words: string;
  readonly names: readonly string[];
}

/** Everything that changes for one user, group or policy. */
export interface Subject {
  readonly kind: "user" | "group" | "policy";
  readonly name: string;
  /** It is new, it goes away, or it changes. */
  readonly sign: "+" | "-" | "~";
  readonly phrases: readonly Phrase[];
}

interface Draft {
  readonly kind: Subject["kind"];
  readonly name: string;
  sign: Subject["sign"];
  /** `new`, `deleted`, `renamed from`. */
  readonly being: Phrase[];
  readonly joins: Set<string>;
  readonly leaves: Set<string>;
  readonly gains: Set<string>;
  readonly loses: Set<string>;
  /** Boundaries, credentials, and whether it takes MFA. */
  readonly others: Phrase[];
}

const KINDS: readonly Subject["kind"][] = ["user", "group", "policy"];
const BEING = { added: "new", removed: "deleted" } as const;
const SIGNS = { added: "+", removed: "-" } as const;
const BOUNDARY = { added: "gets the boundary", removed: "loses the boundary", changed: "gets another boundary:" } as const;
const ENFORCEMENT = { added: "needs MFA from now on for", removed: "no longer needs MFA for" } as const;
const CREDENTIALS = { added: "gets", removed: "loses" } as const;

/** Changes of access by whom they are about: users first, then groups and policies, by name. */
export function bySubject(changes: readonly AccessChange[]): readonly Subject[] {
  const drafts = new Map<string, Draft>();
  for (const change of changes) {
    add(draftOf(drafts, change), change);
  }
  return [...drafts.values()].sort(compare).map((draft) => ({
    kind: draft.kind,
    name: draft.name,
    sign: draft.sign,
    phrases: phrasesOf(draft),
  }));
}

function draftOf(drafts: Map<string, Draft>, change: AccessChange): Draft {
  const { kind, name } = subjectOf(change);
  const key = `${kind} ${name}`;
  const draft = drafts.get(key) ?? {
    kind,
    name,
    sign: "~",
    being: [],
    joins: new Set(),
    leaves: new Set(),
    gains: new Set(),
    loses: new Set(),
    others: [],
  };
  drafts.set(key, draft);
  return draft;
}

function subjectOf(change: AccessChange): Pick<Subject, "kind" | "name"> {
  switch (change.kind) {
    case "user":
    case "group":
    case "policy":
      return { kind: change.kind, name: change.name };
    case "attachment":
      return change.holder;
    case "membership":
    case "boundary":
    case "credentials":
    case "enforcement":
      return { kind: "user", name: change.user };
  }
}

function add(draft: Draft, change: AccessChange): void {
  switch (change.kind) {
    case "user":
    case "group":
    case "policy":
      if (change.change === "renamed") {
        draft.being.push({ words: "renamed from", names: [change.formerName] });
      } else {
        draft.being.push({ words: BEING[change.change], names: [] });
        draft.sign = SIGNS[change.change];
      }
      break;
    case "membership":
      (change.change === "added" ? draft.joins : draft.leaves).add(change.group);
      change.policies.forEach((policy) => (change.change === "added" ? draft.gains : draft.loses).add(policy));
      break;
    case "attachment":
      (change.change === "added" ? draft.gains : draft.loses).add(change.policy);
      break;
    case "boundary":
      draft.others.push({ words: BOUNDARY[change.change], names: [change.policy] });
      break;
    case "enforcement":
      draft.others.push({ words: ENFORCEMENT[change.change], names: change.policies });
      break;
    case "credentials":
      draft.others.push({ words: `${CREDENTIALS[change.change]} ${change.what}`, names: [] });
      break;
  }
}

/** Who moves between two groups that carry the same policy neither gains nor loses it. */
function phrasesOf({ being, joins, leaves, gains, loses, others }: Draft): readonly Phrase[] {
  const lists: readonly Phrase[] = [
    { words: "joins", names: sorted(joins) },
    { words: "leaves", names: sorted(leaves) },
    { words: "gains", names: sorted(gains).filter((policy) => !loses.has(policy)) },
    { words: "loses", names: sorted(loses).filter((policy) => !gains.has(policy)) },
  ];
  return [...being, ...lists.filter(({ names }) => names.length > 0), ...others];
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...names].sort();
}

function compare(a: Draft, b: Draft): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1);
}
