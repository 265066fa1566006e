import { type Box, htmlGraph, type Tone } from "../../page";
import type { AccessChange } from "../model";
import { graphOf, keyOf, type Node } from "./graph";

/** More would not be readable. */
const MOST_NODES = 30;

const COLUMNS = [
  ["user", "Users"],
  ["group", "Groups"],
  ["policy", "Policies"],
] as const;
const STATES = { added: "new", removed: "deleted", renamed: "renamed" } as const;
const TONES: Readonly<Record<keyof typeof STATES, Tone>> = { added: "good", removed: "bad", renamed: "plain" };

/** Who joins and leaves which group, and what is attached where; empty where there is nothing to draw. */
export function picture(changes: readonly AccessChange[], id: string): string {
  const { edges, isPartial } = graphOf(changes, MOST_NODES);
  if (edges.length === 0) {
    return "";
  }
  const nodes = [...new Map(edges.flatMap(({ from, to }) => [from, to]).map((node) => [keyOf(node), node])).values()];
  return htmlGraph({
    id,
    title: "Users, groups and policies",
    description: "Who joins and leaves which group, and which policies are attached and detached. The table below says the same.",
    caption: `Green: added. Red and dashed: removed. Grey: as before.${isPartial ? " The picture shows some of the changes; the table has all of them." : ""}`,
    columns: COLUMNS.map(([kind, heading]) => ({ heading, boxes: nodes.filter((node) => node.kind === kind).map(boxOf) })),
    lines: edges.map(({ from, to, change }) => ({
      from: keyOf(from),
      to: keyOf(to),
      ...(change && { tone: TONES[change] }),
    })),
  });
}

function boxOf(node: Node): Box {
  const { name, state } = node;
  return { key: keyOf(node), label: name, detail: state ? STATES[state] : "stays", tone: state ? TONES[state] : "plain" };
}
