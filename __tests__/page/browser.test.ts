import { reportFormat } from "../../modules/account";
import { type AccessChange, formatHtml, report } from "../../modules/review";
import { CHROMIUM, HeadlessBrowser, type View } from "../helpers/browser";
import { evidenceOf, HOSTILE } from "../helpers/evidence";
import { ACCEPTED, finding, HARMLESS, review, RICH, TODAY } from "../helpers/reviews";

const NOTHING = { overflow: [], console: [], axe: [] };
const DESKTOP: View = { width: 1280, media: "screen" };
const PHONE: View = { width: 375, media: "screen" };
/** A4 without its margins. */
const PAPER: View = { width: 680, media: "print" };

if (CHROMIUM === undefined) {
  process.stdout.write("browser: skipped: no Chromium on this machine, so no page was opened\n");
}

(CHROMIUM === undefined ? describe.skip : describe)("in Chromium", () => {
  const browser = new HeadlessBrowser();

  beforeAll(() => browser.start(), 60_000);

  afterAll(() => browser.stop());

  test("the check notices what overflows, what is on the console, low contrast, a skipped heading and a picture without a text", async () => {
    const faulty = `<!doctype html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1><h3>x</h3>
      <p style="color:#999;background:#fff">pale</p><div style="width:3000px">wide</div><svg role="img"></svg>
      <script>console.error("an error")</script></main></body></html>`;
    const { overflow, console: messages, axe } = await browser.faultsOf(faulty, PHONE);
    expect(overflow[0]).toMatch(/^page \d{4}$/);
    expect(messages).toEqual(["an error"]);
    expect(axe.map((line) => line.split(":")[0])).toEqual(["heading-order", "color-contrast", "svg-img-alt"].sort());
  });

  describe("the evidence", () => {
    const pages = new Map<number, string>();

    beforeAll(async () => {
      for (const size of [5, 2000]) {
        pages.set(size, reportFormat("evidence.html")(await evidenceOf(size)));
      }
    });

    test.each([
      [5, "on a desktop", DESKTOP],
      [5, "on a phone", PHONE],
      [5, "on paper", PAPER],
      [2000, "on a desktop", DESKTOP],
      [2000, "on a phone", PHONE],
      [2000, "on paper", PAPER],
    ])(
      "with %d users %s has no overflow, nothing on the console, and nothing that axe finds (on a screen)",
      async (size, _, view) => {
        expect(await browser.faultsOf(pages.get(size) ?? "", view)).toEqual(NOTHING);
      },
      120_000,
    );
  });

  describe("a review", () => {
    const options = { accepted: ACCEPTED, isStrict: false, today: TODAY };
    const joins = Array.from({ length: 2000 }, (_, index): AccessChange => {
      return {
        kind: "membership",
        change: "added",
        user: `user-${index}`,
        group: `team-${index % 40}`,
        policies: ["EnforceMfa", "PowerUserAccess"],
      };
    });
    const long = "x".repeat(120);
    const awkward = review({
      plan: `${long}.json`,
      access: [{ kind: "user", change: "renamed", name: long, formerName: HOSTILE, address: long }],
      findings: [finding({ address: `module.${long}["${HOSTILE}"]`, message: long, fix: `${long} ${HOSTILE}` })],
    });
    const failed = { verdict: "error", plan: "c.json", problems: [{ code: "x", path: long, message: HOSTILE }] } as const;

    test.each([
      ["of something of everything", [RICH]],
      ["of several plans", [HARMLESS, RICH, awkward, failed]],
      ["of 2,000 users", [review({ access: joins })]],
    ])(
      "%s has no overflow, nothing on the console, and nothing that axe finds",
      async (_, outcomes) => {
        const page = formatHtml(report(outcomes, options), { version: "1.2.3" });
        for (const view of [DESKTOP, PHONE, PAPER]) {
          expect(await browser.faultsOf(page, view)).toEqual(NOTHING);
        }
      },
      120_000,
    );
  });
});
