import { type Verification, verifyExitCode } from "../model";
import { headline } from "../wording";
import { escapeHtml } from "./escape";
import { picture } from "./picture";
import { type Cell, factsOf, type Section, sectionsOf } from "./sections";

/** Text and background of everything that has a colour. A test checks their contrast. */
export const COLOURS = {
  text: ["#1b1f24", "#ffffff"],
  good: ["#0b4f2a", "#e3f5ea"],
  bad: ["#7a1220", "#fdeaec"],
  detail: ["#3d4650", "#ffffff"],
  link: ["#0a4a9c", "#ffffff"],
} as const;

const { text, good, bad, detail, link } = COLOURS;

const STYLE = `
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;color:${text[0]};background:${text[1]};font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem}
a{color:${link[0]}}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.verdict{padding:.75rem 1rem;border:1px solid;border-radius:6px;font-weight:600}
.verdict.good{color:${good[0]};background:${good[1]}}.verdict.bad{color:${bad[0]};background:${bad[1]}}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{padding:.4rem .5rem;border:1px solid #6b7580;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td ul{margin:0;padding-left:1rem}
svg{display:block;width:100%;max-width:45rem;height:auto}
svg rect{fill:${text[1]};stroke:${detail[0]}}svg .good rect{fill:${good[1]};stroke:${good[0]}}svg line{stroke:${detail[0]}}
svg text{font:600 15px system-ui,sans-serif;fill:${text[0]}}svg text.detail{font-weight:400;fill:${detail[0]}}
@media (max-width:40rem){table,thead,tbody,tr,th,td{display:block}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{margin-bottom:.75rem;border:1px solid #6b7580}th,td{border:0}td::before{content:attr(data-heading) ": ";font-weight:600}}
@media print{body{max-width:none;font-size:11px}tr,svg{break-inside:avoid}thead{display:table-header-group}}
`;

/** One page that needs nothing from elsewhere. */
export function reportHtml(verification: Verification): string {
  const { account } = verification;
  const title = `MFA in the AWS account ${account}`;
  const facts = factsOf(verification).map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  const [totals, ...others] = sectionsOf(verification).map(section);
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
<main>
<h1>${escapeHtml(title)}</h1>
<p class="verdict ${verifyExitCode(verification) === 0 ? "good" : "bad"}">${escapeHtml(headline(verification))}</p>
<dl>${facts.join("")}</dl>
${totals ?? ""}
<h2>Picture</h2>
${picture(verification)}
${others.join("\n")}
</main>
</body>
</html>
`;
}

function section({ title, intro, headings, rows }: Section): string {
  const head = headings.map((heading) => `<th scope="col">${escapeHtml(heading)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((value, index) => cell(value, headings[index] ?? "", index)).join("")}</tr>`).join("\n");
  const table =
    rows.length === 0
      ? "<p>None.</p>"
      : `<table><caption hidden>${escapeHtml(title)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  return `<h2>${escapeHtml(title)}</h2>\n<p>${escapeHtml(intro)}</p>\n${table}`;
}

function cell(value: Cell, heading: string, index: number): string {
  return index === 0 ? `<th scope="row">${content(value)}</th>` : `<td data-heading="${escapeHtml(heading)}">${content(value)}</td>`;
}

function content(value: Cell): string {
  if (typeof value === "string") {
    return escapeHtml(value);
  }
  if ("url" in value) {
    return `<a href="${escapeHtml(value.url)}">${escapeHtml(value.text)}</a>`;
  }
  return value.length === 0 ? "none" : `<ul>${value.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
}
