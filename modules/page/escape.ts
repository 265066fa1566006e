import { visible } from "../problem";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A word this long gets places at which a line may end, so that narrow columns don't cut ARNs and addresses anywhere. */
const LONG_WORD = /\S{14,}/g;

/** Text from elsewhere as HTML or SVG shows it, between tags and in quoted attributes. What nobody would see is spelled out. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Text from elsewhere between tags, which may be long. */
export function htmlText(text: string): string {
  return escapeHtml(text).replace(LONG_WORD, (word) => word.replace(/[/._-]|:+|[a-z](?=[A-Z])/g, "$&<wbr>"));
}
