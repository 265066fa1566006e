import { groupBy } from "../../access";
import type { AccessChange, Change } from "../model";
import { visible } from "./visible";

/** From how many users with the same changes on they become one node. */
const FEWEST_ALIKE = 4;

const LONGEST_LABEL = 40;

const SHAPES = { user: ['(["', '"])'], group: ['["', '"]'], policy: ['[["', '"]]'] } as const;
const MEMBERSHIP = { added: "joins", removed: "leaves" } as const;
const ATTACHMENT = { added: "attached", removed: "detached" } as const;
const BOUNDARY = { added: "new boundary", removed: "no longer boundary", changed: "new boundary" } as const;
const EXISTENCE = { added: " (new)", removed: " (deleted)", renamed: " (renamed)" } as const;

type Kind = keyof typeof SHAPES;
type State = keyof typeof EXISTENCE;

interface Node {
  readonly kind: Kind;
  readonly name: string;
  readonly state?: State;
}

interface Edge {
  readonly from: Node;
  readonly to: Node;
  /** Nothing for one that is only shown for orientation. */
  readonly change?: Change;
  readonly label: string;
}

export interface Diagram {
  readonly lines: readonly string[];
  /** Whether it leaves changes out. */
  readonly isPartial: boolean;
}

/**
 * Draws who joins and leaves which group and what is attached where, in Mermaid: users, groups, policies.
 *
 * @param most how many nodes it may have
 * @returns nothing where there is nothing to draw
 */
export function drawChanges(changes: readonly AccessChange[], most: number): Diagram | undefined {
  const edges = mergeUsers(edgesOf(changes, existenceOf(changes)));
  const shown = limit(edges, most);
  if (shown.length === 0) {
    return undefined;
  }
  const nodes = new Map(shown.flatMap(({ from, to }) => [from, to]).map((node) => [keyOf(node), node]));
  const ids = new Map([...nodes.keys()].map((key, index) => [key, `n${index}`]));
  const nodeLines = [...nodes].map(([key, { kind, name, state }]) => {
    const [open, close] = SHAPES[kind];
    return `  ${ids.get(key) ?? ""}${open}${label(name)}${state ? EXISTENCE[state] : ""}${close}${state && state !== "renamed" ? `:::${state}` : ""}`;
  });
  const edgeLines = shown.map(({ from, to, change, label: text }) => {
    const arrow = change === "removed" ? "-.->" : "-->";
    return `  ${ids.get(keyOf(from)) ?? ""} ${arrow}${text && `|${text}|`} ${ids.get(keyOf(to)) ?? ""}`;
  });
  return {
    lines: ["flowchart LR", ...nodeLines, ...edgeLines, ...styles(shown)],
    isPartial: changesIn(shown) < changesIn(edges),
  };
}

function styles(edges: readonly Edge[]): readonly string[] {
  const numbersOf = (wanted: Change): string => edges.flatMap(({ change }, index) => (change === wanted ? [index] : [])).join(",");
  const links = [
    ["added", "stroke:#1a7f37,stroke-width:2px"],
    ["removed", "stroke:#cf222e,stroke-width:2px"],
  ] as const;
  return [
    ...links.flatMap(([change, style]) => (numbersOf(change) === "" ? [] : [`  linkStyle ${numbersOf(change)} ${style}`])),
    "  classDef added fill:#dafbe1,stroke:#1a7f37,color:#116329",
    "  classDef removed fill:#ffebe9,stroke:#cf222e,color:#82071e",
  ];
}

function changesIn(edges: readonly Edge[]): number {
  return edges.filter(({ change }) => change !== undefined).length;
}

function edgesOf(changes: readonly AccessChange[], existence: ReadonlyMap<string, State>): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const nodeOf = (kind: Kind, name: string): Node => ({ kind, name, state: existence.get(keyOf({ kind, name })) });
  const put = (edge: Edge): void => {
    const key = `${keyOf(edge.from)} > ${keyOf(edge.to)}`;
    if (edge.change !== undefined || !edges.has(key)) {
      edges.set(key, edge);
    }
  };
  for (const change of changes) {
    if (change.kind === "membership") {
      const group = nodeOf("group", change.group);
      put({ from: nodeOf("user", change.user), to: group, change: change.change, label: MEMBERSHIP[change.change] });
      change.policies.forEach((name) => {
        put({ from: group, to: nodeOf("policy", name), label: "" });
      });
    } else if (change.kind === "attachment") {
      const { kind, name } = change.holder;
      put({ from: nodeOf(kind, name), to: nodeOf("policy", change.policy), change: change.change, label: ATTACHMENT[change.change] });
    } else if (change.kind === "boundary") {
      const effect = change.change === "removed" ? "removed" : "added";
      put({ from: nodeOf("user", change.user), to: nodeOf("policy", change.policy), change: effect, label: BOUNDARY[change.change] });
    }
  }
  return [...edges.values()];
}

/** Users with exactly the same changes become one node, if there are several of them. */
function mergeUsers(edges: readonly Edge[]): readonly Edge[] {
  const byUser = groupBy(
    edges.filter(({ from }) => from.kind === "user"),
    ({ from }) => from.name,
  );
  const alike = groupBy(byUser, (own) => own.map(({ from, to, label: text }) => `${from.state ?? ""} ${text} ${keyOf(to)}`).join("\n"));
  const merged = alike.flatMap((users) => {
    const [first = []] = users;
    if (users.length < FEWEST_ALIKE) {
      return users.flat();
    }
    const [example = ""] = users.map(([edge]) => edge?.from.name ?? "").sort();
    return first.map((edge) => ({ ...edge, from: { ...edge.from, name: `${users.length} users, such as ${example}` } }));
  });
  return [...merged, ...edges.filter(({ from }) => from.kind !== "user")];
}

/** Edges as long as there is room for their nodes: changes first. */
function limit(edges: readonly Edge[], most: number): readonly Edge[] {
  const keys = new Set<string>();
  const ordered = [...edges.filter(({ change }) => change !== undefined), ...edges.filter(({ change }) => change === undefined)];
  return ordered.filter(({ from, to }) => {
    const fresh = [keyOf(from), keyOf(to)].filter((key) => !keys.has(key));
    const fits = keys.size + fresh.length <= most;
    fresh.filter(() => fits).forEach((key) => keys.add(key));
    return fits;
  });
}

function existenceOf(changes: readonly AccessChange[]): ReadonlyMap<string, State> {
  return new Map(
    changes.flatMap((change) =>
      change.kind === "user" || change.kind === "group" || change.kind === "policy" ? [[keyOf(change), change.change] as const] : [],
    ),
  );
}

function keyOf({ kind, name }: Node): string {
  return `${kind} ${name}`;
}

/** A name as a label: everything that Mermaid or Markdown could take for something else is an entity. */
function label(name: string): string {
  const characters = Array.from(visible(name));
  const shown = characters.length > LONGEST_LABEL ? [...characters.slice(0, LONGEST_LABEL), "…"] : characters;
  return shown.map((character) => (/[A-Za-z0-9 .,:/=-]/.test(character) ? character : `#${character.codePointAt(0) ?? 0};`)).join("");
}
