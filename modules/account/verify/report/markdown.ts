import type { Verification } from "../model";
import { escapeMarkdown } from "./escape";
import { type Cell, factsOf, type Section, sectionsOf } from "./sections";

/** The same as the page, without the picture. */
export function reportMarkdown(verification: Verification): string {
  const facts = factsOf(verification).map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`);
  const title = `# MFA in the AWS account ${escapeMarkdown(verification.account)}`;
  return `${[title, facts.join("\n"), ...sectionsOf(verification).map(section)].join("\n\n")}\n`;
}

function section({ title, intro, headings, rows }: Section): string {
  const lines = [headings, headings.map(() => "---"), ...rows.map((row) => row.map(content))].map((cells) => `| ${cells.join(" | ")} |`);
  return [`## ${title}`, intro, rows.length === 0 ? "None." : lines.join("\n")].join("\n\n");
}

function content(value: Cell): string {
  if (typeof value === "string") {
    return escapeMarkdown(value);
  }
  if ("url" in value) {
    return `[${escapeMarkdown(value.text)}](${value.url})`;
  }
  return value.length === 0 ? "none" : value.map(escapeMarkdown).join("<br>");
}
