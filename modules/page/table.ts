import { escapeHtml, htmlText } from "./escape";
import type { Tone } from "./style";

/** A link to a page elsewhere. */
export interface Link {
  readonly text: string;
  readonly url: string;
}

/** A word with a colour. */
export interface Badge {
  readonly badge: string;
  readonly tone: Tone;
}

/** Something to copy, such as a hash. */
export interface Code {
  readonly code: string;
}

/** A cell: text, a number, several texts, or one of the above. */
export type Cell = string | number | readonly string[] | Link | Badge | Code;

export interface Table {
  readonly headings: readonly string[];
  /** How wide the columns are, in percent. */
  readonly widths: readonly number[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A table; on a phone, a card for each row. Without rows, the word "None". */
export function htmlTable({ headings, widths, rows }: Table): string {
  if (rows.length === 0) {
    return "<p>None.</p>";
  }
  const columns = widths.map((width) => `<col style="width:${width}%">`).join("");
  const isNumber = headings.map((_, index) => rows.every((row) => typeof row[index] === "number"));
  const head = headings.map(
    (heading, index) => `<th scope="col" role="columnheader"${isNumber[index] ? ' class="number"' : ""}>${escapeHtml(heading)}</th>`,
  );
  const body = rows.map((row) => `<tr role="row">${row.map((cell, index) => htmlCell(cell, headings[index] ?? "", index)).join("")}</tr>`);
  // The roles are those of the elements. Browsers forget them where the style shows rows as cards.
  return `<table role="table"><colgroup>${columns}</colgroup><thead role="rowgroup"><tr role="row">${head.join("")}</tr></thead><tbody role="rowgroup">
${body.join("\n")}
</tbody></table>`;
}

function htmlCell(cell: Cell, heading: string, index: number): string {
  return index === 0
    ? `<th scope="row" role="rowheader">${htmlContent(cell)}</th>`
    : `<td role="cell"${typeof cell === "number" ? ' class="number"' : ""} data-heading="${escapeHtml(heading)}">${htmlContent(cell)}</td>`;
}

function htmlContent(cell: Cell): string {
  if (typeof cell === "number") {
    return formatNumber(cell);
  }
  if (typeof cell === "string") {
    return htmlText(cell);
  }
  if ("badge" in cell) {
    return htmlBadge(cell);
  }
  if ("code" in cell) {
    return `<code>${htmlText(cell.code)}</code>`;
  }
  if ("url" in cell) {
    return htmlLink(cell);
  }
  return cell.length > 1 ? htmlList(cell) : htmlText(cell[0] ?? "none");
}

export function htmlBadge({ badge, tone }: Badge): string {
  return `<span class="badge ${tone}">${escapeHtml(badge)}</span>`;
}

export function htmlLink({ text, url }: Link): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
}

export function htmlList(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${htmlText(text)}</li>`).join("")}</ul>`;
}

/** `2,000`. */
export function formatNumber(number: number): string {
  return number.toLocaleString("en-US");
}
