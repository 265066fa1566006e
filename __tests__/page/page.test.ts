import { COLOURS, escapeHtml, htmlPage, htmlTable } from "../../modules/page";

const PAIRS = [
  ...Object.entries(COLOURS),
  ...(["good", "bad", "doubt", "plain"] as const).flatMap((tone) => [
    [`text on ${tone}`, [COLOURS.text[0], COLOURS[tone][1]]] as const,
    [`details on ${tone}`, [COLOURS.detail[0], COLOURS[tone][1]]] as const,
  ]),
] as const;

test.each(PAIRS)("the colours of %s have a contrast of 4.5 (WCAG 2.1, 1.4.3)", (_, [front, back]) => {
  const light = [front, back].map(luminance).sort((a, b) => b - a) as [number, number];
  expect((light[0] + 0.05) / (light[1] + 0.05)).toBeGreaterThan(4.5);
});

/** Source: WCAG 2.1, "relative luminance". */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("text is escaped, and what nobody would see is spelled out", () => {
  expect(escapeHtml(`<b a="1" b='2'>&\u202e`)).toBe("&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;\\u{202e}");
});

test("every cell of a table is escaped, and its first cell is the heading of the row", () => {
  const hostile = `<script>"'`;
  const table = htmlTable({
    headings: [hostile, "b", "c", "d", "e"],
    widths: [20, 20, 20, 20, 20],
    rows: [[hostile, [hostile, hostile], { badge: hostile, tone: "good" }, { code: hostile }, { text: hostile, url: hostile }]],
  });
  expect(table).not.toContain("<script");
  expect(table.match(/&lt;script&gt;&quot;&#39;/g)).toHaveLength(8);
  expect(table).toContain('<tr role="row"><th scope="row" role="rowheader">&lt;script');
});

test("a page without sections has no contents", () => {
  const answer = { tone: "good", text: "Fine", detail: "Nothing to do." } as const;
  expect(htmlPage({ kicker: "x", title: "x", answer, facts: [], sections: [], footer: "x" })).not.toContain("<nav");
});
