/** How much of a report a page shows. */
export interface Limits {
  readonly plans: number;
  /** Rows of the table of users, groups and policies. */
  readonly rows: number;
  /** Nodes of the diagram. */
  readonly nodes: number;
  /** Changes of documents, notes and the like. */
  readonly lines: number;
  /** Findings with everything about them. */
  readonly full: number;
  /** Findings with their id and address only. */
  readonly brief: number;
}

const LONGEST_PAGE = 60_000;

/** From generous to strict: what is shown in full shrinks first, findings go last. The strictest fits with names of any length. */
const LEVELS: readonly Limits[] = [
  { plans: 50, rows: 100, nodes: 24, lines: 100, full: 100, brief: 1_000 },
  { plans: 50, rows: 50, nodes: 24, lines: 50, full: 50, brief: 1_000 },
  { plans: 50, rows: 20, nodes: 16, lines: 20, full: 20, brief: 700 },
  { plans: 50, rows: 10, nodes: 10, lines: 10, full: 10, brief: 500 },
  { plans: 50, rows: 5, nodes: 0, lines: 5, full: 5, brief: 400 },
  { plans: 50, rows: 0, nodes: 0, lines: 3, full: 0, brief: 400 },
  { plans: 50, rows: 0, nodes: 0, lines: 3, full: 0, brief: 200 },
  { plans: 50, rows: 0, nodes: 0, lines: 2, full: 0, brief: 50 },
  { plans: 20, rows: 0, nodes: 0, lines: 2, full: 0, brief: 10 },
  { plans: 5, rows: 0, nodes: 0, lines: 1, full: 0, brief: 2 },
];

/** The page with the most generous limits with which it is short enough. */
export function shorten(page: (limits: Limits) => string): string {
  let text = "";
  for (const limits of LEVELS) {
    text = page(limits);
    if (text.length <= LONGEST_PAGE) {
      return text;
    }
  }
  return text;
}
