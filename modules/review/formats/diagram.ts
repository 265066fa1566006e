import type { AccessChange, Change } from "../model";
import { type Edge, graphOf, keyOf } from "./graph";
import { visible } from "./visible";

const LONGEST_LABEL = 40;

const SHAPES = { user: ['(["', '"])'], group: ['["', '"]'], policy: ['[["', '"]]'] } as const;
const EXISTENCE = { added: " (new)", removed: " (deleted)", renamed: " (renamed)" } as const;

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
  const { edges, isPartial } = graphOf(changes, most);
  if (edges.length === 0) {
    return undefined;
  }
  const nodes = new Map(edges.flatMap(({ from, to }) => [from, to]).map((node) => [keyOf(node), node]));
  const ids = new Map([...nodes.keys()].map((key, index) => [key, `n${index}`]));
  const nodeLines = [...nodes].map(([key, { kind, name, state }]) => {
    const [open, close] = SHAPES[kind];
    return `  ${ids.get(key) ?? ""}${open}${label(name)}${state ? EXISTENCE[state] : ""}${close}${state && state !== "renamed" ? `:::${state}` : ""}`;
  });
  const edgeLines = edges.map(({ from, to, change, label: text }) => {
    const arrow = change === "removed" ? "-.->" : "-->";
    return `  ${ids.get(keyOf(from)) ?? ""} ${arrow}${text && `|${text}|`} ${ids.get(keyOf(to)) ?? ""}`;
  });
  return {
    lines: ["flowchart LR", ...nodeLines, ...edgeLines, ...styles(edges)],
    isPartial,
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

/** A name as a label: everything that Mermaid or Markdown could take for something else is an entity. */
function label(name: string): string {
  const characters = Array.from(visible(name));
  const shown = characters.length > LONGEST_LABEL ? [...characters.slice(0, LONGEST_LABEL), "…"] : characters;
  return shown.map((character) => (/[A-Za-z0-9 .,:/=-]/.test(character) ? character : `#${character.codePointAt(0) ?? 0};`)).join("");
}
