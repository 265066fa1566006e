import { type AccessChange, formatHtml, formatMarkdown, report, type Review } from "../../modules/review";
import { ACCEPTED, finding, HARMLESS, review, RICH, TODAY } from "../helpers/reviews";

const OPTIONS = { accepted: [], isStrict: false, today: TODAY };
const HOSTILE = `<script>alert("1")</script>'\u202e`;

const html = (...reviews: readonly Review[]): string => formatHtml(report(reviews, OPTIONS), { version: "1.2.3" });

/** What a reader sees, without what only shows it. */
function textOf(page: string): string {
  const text = page.replace(/<wbr>|<style>[^]*<\/style>/g, "").replace(/<[^>]+>/g, " ");
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

test("has every word and name that Markdown has of something of everything", () => {
  const all = report([RICH], { ...OPTIONS, accepted: ACCEPTED });
  const page = textOf(formatHtml(all, { version: "1.2.3" }));
  const markdown = formatMarkdown(all).replace(/<!--.*-->|```mermaid[^]*?```|Note: /g, "");
  const words = new Set(markdown.match(/[\w./:[\]"]{3,}/g)?.map((word) => word.replace(/[.:"]+$/, "")));
  expect(words.size).toBeGreaterThan(100);
  expect([...words].filter((word) => !page.includes(word))).toEqual([]);
});

test("the verdict comes first, then the findings", () => {
  const page = html(RICH).replace(/<nav[^]*<\/nav>/, "");
  const places = [
    "This plan weakens MFA: 3 findings",
    "Findings",
    "mfa-lost",
    "Who gains and loses what",
    "What changes in policies",
    "Other changes",
  ];
  const found = places.map((text) => page.indexOf(text));
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found).not.toContain(-1);
});

test("a finding has its severity, address, request, steps and fix", () => {
  const page = textOf(html(RICH)).replace(/\s+/g, " ");
  expect(page).toContain(
    "high window At: aws_iam_group_membership.admins alice can act without MFA while the plan is applied While it is applied: attach AdministratorAccess to Admins add alice to Admins: without MFA from here until step 3 attach EnforceMfa to Admins Gets through: alice with an access key: iam:CreateUser Fix: add depends_on = [aws_iam_group_policy_attachment.admins_mfa] to aws_iam_group_membership.admins",
  );
});

test("several plans have their names and verdicts, the worst first, and headings that skip no level", () => {
  const failed = { verdict: "error", plan: "c.json", problems: [{ code: "x", path: "resource_changes[0]", message: HOSTILE }] } as const;
  const page = formatHtml(report([{ ...HARMLESS, plan: "a.json" }, { ...RICH, plan: "b.json" }, failed], OPTIONS), { version: "1.2.3" });
  expect([...page.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, title]) => title)).toEqual(["c.json", "b.json", "a.json"]);
  expect(textOf(page)).toContain("1 of 3 plans could not be reviewed");
  expect(page).not.toContain("<script");
  const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  expect(levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1)).toEqual([]);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("nothing from a plan becomes HTML, and nothing stays invisible", () => {
  const access: readonly AccessChange[] = [
    { kind: "user", change: "added", name: HOSTILE, address: HOSTILE },
    { kind: "membership", change: "added", user: HOSTILE, group: HOSTILE, policies: [HOSTILE] },
    { kind: "attachment", change: "removed", holder: { kind: "group", name: HOSTILE }, policy: HOSTILE },
  ];
  const findings = [
    finding({
      id: HOSTILE,
      address: HOSTILE,
      message: HOSTILE,
      request: HOSTILE,
      fix: HOSTILE,
      window: { steps: [HOSTILE], until: HOSTILE },
    }),
    finding({ id: HOSTILE, address: "x", message: HOSTILE }),
    finding({ id: HOSTILE, address: HOSTILE, isOld: true }),
  ];
  const documents = [{ policy: HOSTILE, address: HOSTILE, meaning: [HOSTILE, HOSTILE] }];
  const accepted = [
    { id: HOSTILE, address: "x", reason: HOSTILE, until: "2026-12-31" },
    { id: HOSTILE, address: "gone", reason: HOSTILE, until: "2026-12-31" },
  ];
  const hostile = review({ plan: HOSTILE, access, documents, findings, notes: [HOSTILE] });
  const page = formatHtml(report([hostile], { ...OPTIONS, accepted }), { version: "1.2.3" });
  expect(page).not.toMatch(/<script|\u202e|alert\("|" on|'\\u/);
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(20);
});

test("a plan that changes nothing says so", () => {
  expect(textOf(html(review()))).toMatch(/This plan does not weaken MFA[^]*Nothing changes\./);
});
