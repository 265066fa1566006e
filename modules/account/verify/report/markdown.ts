import type { Cell, Link } from "../../../page";
import { type Verification, verifyExitCode } from "../model";
import { headline, totalLines } from "../wording";
import { escapeMarkdown } from "./escape";
import { factsOf, type Section, sectionsOf, TITLE } from "./sections";

/** The same as the page, without the picture. */
export function reportMarkdown(verification: Verification): string {
  const answer = `**${escapeMarkdown(headline(verification))}** (exit code ${verifyExitCode(verification)})`;
  const facts = factsOf(verification).map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`);
  const totals = totalLines(verification).map(([words, number]) => `- ${words}: ${number}`);
  return `${[
    `# ${TITLE} ${escapeMarkdown(verification.account)}`,
    answer,
    facts.join("\n"),
    "## Totals",
    totals.join("\n"),
    ...sectionsOf(verification).map(section),
  ].join("\n\n")}\n`;
}

function section({ title, intro, headings, rows, sources = [] }: Section): string {
  const lines = [headings, headings.map(() => "---"), ...rows.map((row) => row.map(content))].map((cells) => `| ${cells.join(" | ")} |`);
  const list = sources.map((source) => `- ${link(source)}`);
  return [
    `## ${title}`,
    intro,
    rows.length === 0 ? "None." : lines.join("\n"),
    ...(list.length > 0 ? ["Sources of the numbers:", list.join("\n")] : []),
  ].join("\n\n");
}

function content(cell: Cell): string {
  if (typeof cell === "number") {
    return String(cell);
  }
  if (typeof cell === "string") {
    return escapeMarkdown(cell);
  }
  if ("badge" in cell) {
    return escapeMarkdown(cell.badge);
  }
  if ("code" in cell) {
    return `\`${cell.code}\``;
  }
  if ("url" in cell) {
    return link(cell);
  }
  return cell.length === 0 ? "none" : cell.map(escapeMarkdown).join("<br>");
}

function link({ text, url }: Link): string {
  return `[${escapeMarkdown(text)}](${url})`;
}
