import { escapeHtml, htmlText } from "./escape";
import { STYLE, type Tone } from "./style";

/** A part of a page under a heading. The contents link to it. */
export interface PageSection {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** The answer that the page gives. */
export interface Answer {
  readonly tone: Tone;
  readonly text: string;
  /** One sentence more. */
  readonly detail: string;
}

export interface PageContent {
  /** What kind of page it is. */
  readonly kicker: string;
  readonly title: string;
  readonly answer: Answer;
  /** Names and values, such as the date. */
  readonly facts: readonly (readonly [string, string])[];
  /** HTML between the facts and the contents. */
  readonly summary?: string;
  readonly sections: readonly PageSection[];
  readonly footer: string;
}

const MARKS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", doubt: "?", plain: "–" };

/** One page that needs nothing from elsewhere and runs no script. */
export function htmlPage({ kicker, title, answer, facts, summary = "", sections, footer }: PageContent): string {
  const items = facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${htmlText(value)}</dd></div>`);
  const contents = sections.map(({ id, title: text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kicker">${escapeHtml(kicker)}</p>
<h1>${htmlText(title)}</h1>
</header>
<main>
${htmlAnswer(answer)}
${items.length > 0 ? `<dl class="facts">${items.join("")}</dl>` : ""}
${summary}
${contents.length > 1 ? `<nav class="contents" aria-label="Contents"><ul>${contents.join("")}</ul></nav>` : ""}
${sections.map(htmlSection).join("\n")}
</main>
<footer><p>${htmlText(footer)}</p></footer>
</body>
</html>
`;
}

export function htmlAnswer({ tone, text, detail }: Answer): string {
  return `<div class="verdict ${tone}"><span class="mark" aria-hidden="true">${MARKS[tone]}</span><p class="answer">${htmlText(text)}</p><p>${htmlText(detail)}</p></div>`;
}

function htmlSection({ id, title, html }: PageSection): string {
  return `<h2 id="${escapeHtml(id)}">${htmlText(title)}</h2>\n${html}`;
}
