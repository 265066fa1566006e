import { groupBy } from "../../access";
import type { AccessChange, Change } from "../model";

/** From how many users with the same changes on they become one node. */
const FEWEST_ALIKE = 4;

const MEMBERSHIP = { added: "joins", removed: "leaves" } as const;
const ATTACHMENT = { added: "attached", removed: "detached" } as const;
const BOUNDARY = { added: "new boundary", removed: "no longer boundary", changed: "new boundary" } as const;

export interface Node {
  readonly kind: "user" | "group" | "policy";
  readonly name: string;
  readonly state?: Change | "renamed";
}

export interface Edge {
  readonly from: Node;
  readonly to: Node;
  /** Nothing for one that is only shown for orientation. */
  readonly change?: Change;
  readonly label: string;
}

export interface ChangeGraph {
  readonly edges: readonly Edge[];
  /** Whether it leaves changes out. */
  readonly isPartial: boolean;
}

/**
 * Who joins and leaves which group and what is attached where: edges from users to groups, and from these to policies.
 *
 * @param most how many nodes it may have
 */
export function graphOf(changes: readonly AccessChange[], most: number): ChangeGraph {
  const edges = mergeUsers(edgesOf(changes, existenceOf(changes)));
  const shown = limit(edges, most);
  return { edges: shown, isPartial: changesIn(shown) < changesIn(edges) };
}

export function keyOf({ kind, name }: Pick<Node, "kind" | "name">): string {
  return `${kind} ${name}`;
}

function changesIn(edges: readonly Edge[]): number {
  return edges.filter(({ change }) => change !== undefined).length;
}

function edgesOf(changes: readonly AccessChange[], existence: ReadonlyMap<string, Node["state"]>): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const nodeOf = (kind: Node["kind"], name: string): Node => ({ kind, name, state: existence.get(keyOf({ kind, name })) });
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

function existenceOf(changes: readonly AccessChange[]): ReadonlyMap<string, Node["state"]> {
  return new Map(
    changes.flatMap((change) =>
      change.kind === "user" || change.kind === "group" || change.kind === "policy" ? [[keyOf(change), change.change] as const] : [],
    ),
  );
}
