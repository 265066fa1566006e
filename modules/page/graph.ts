import { visible } from "../problem";
import { escapeHtml } from "./escape";
import type { Tone } from "./style";

export interface Box {
  /** Unique in the graph. */
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly tone: Tone;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly heading: string;
  readonly boxes: readonly Box[];
}

export interface Graph {
  readonly title: string;
  /** What somebody who cannot see the picture should know. */
  readonly description: string;
  /** Below the picture. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Each from a column to one further to the right. */
  readonly lines: readonly Line[];
  /** Unique in the page. */
  readonly id: string;
}

const BOX = { width: 240, height: 46, gap: 12 } as const;
const BETWEEN = 90;
const TOP = 30;
/** How far apart the lines are that pass below a column. */
const LANE = 12;
const LONGEST = { label: 24, detail: 30 } as const;

interface Place {
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

/** A picture of boxes in columns, and lines between them. On a phone it scrolls sideways. */
export function htmlGraph({ id, title, description, caption, columns, lines }: Graph): string {
  const places = new Map(
    columns.flatMap(({ boxes }, column) =>
      boxes.map(({ key }, row): [string, Place] => [
        key,
        { column, x: column * (BOX.width + BETWEEN), y: TOP + row * (BOX.height + BOX.gap) },
      ]),
    ),
  );
  const lanes = columns.map(() => 0);
  const paths = lines.flatMap(({ from, to, tone }) => {
    const [start, end] = [places.get(from), places.get(to)];
    return start && end ? [`<path${tone ? ` class="${tone}"` : ""} d="${route(start, end, columns, lanes)}"/>`] : [];
  });
  const heights = columns.map(({ boxes }, column) => below(boxes.length) + (lanes[column] ?? 0) * LANE);
  const width = columns.length * (BOX.width + BETWEEN) - BETWEEN;
  const headings = columns.map(
    ({ heading }, column) => `<text class="column" x="${column * (BOX.width + BETWEEN)}" y="15">${escapeHtml(heading)}</text>`,
  );
  const boxes = columns.flatMap((column) => column.boxes.map((box) => htmlBox(box, places.get(box.key))));
  return `<figure><div class="picture" role="group" aria-label="${escapeHtml(title)}" tabindex="0"><svg viewBox="-1 0 ${width + 2} ${Math.max(...heights)}" role="img" aria-labelledby="${id}-title ${id}-text">
<title id="${id}-title">${escapeHtml(title)}</title>
<desc id="${id}-text">${escapeHtml(description)}</desc>
${headings.join("")}${paths.join("")}${boxes.join("")}
</svg></div><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
}

/** A curve from box to box. Where it passes a column, it does so below that column's boxes, in a lane of its own. */
function route(start: Place, end: Place, columns: readonly Column[], lanes: number[]): string {
  const parts = [`M${start.x + BOX.width} ${middle(start)}`];
  let [x, y] = [start.x + BOX.width, middle(start)];
  const bend = (toX: number, toY: number): void => {
    parts.push(`C${x + BETWEEN / 2} ${y} ${toX - BETWEEN / 2} ${toY} ${toX} ${toY}`);
    [x, y] = [toX, toY];
  };
  for (let column = start.column + 1; column < end.column; column++) {
    const lane = (lanes[column] = (lanes[column] ?? 0) + 1);
    const left = column * (BOX.width + BETWEEN);
    bend(left, below(columns[column]?.boxes.length ?? 0) + lane * LANE - LANE / 2);
    x = left + BOX.width;
    parts.push(`H${x}`);
  }
  bend(end.x, middle(end));
  return parts.join("");
}

function htmlBox({ label, detail, tone }: Box, place: Place | undefined): string {
  const { x, y } = place ?? { x: 0, y: 0 };
  const texts = [
    `<text x="${x + 12}" y="${y + 20}">${escapeHtml(shorten(label, LONGEST.label))}</text>`,
    `<text x="${x + 12}" y="${y + 38}" class="detail">${escapeHtml(shorten(detail, LONGEST.detail))}</text>`,
  ];
  return `<g class="${tone}"><title>${escapeHtml(label)}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/>${texts.join("")}</g>`;
}

function shorten(text: string, longest: number): string {
  const characters = Array.from(visible(text));
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}

function middle({ y }: Place): number {
  return y + BOX.height / 2;
}

/** Where a column with this many boxes ends. */
function below(boxes: number): number {
  return TOP + boxes * (BOX.height + BOX.gap);
}
