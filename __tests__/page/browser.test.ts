import { reportFormat } from "../../modules/account";
import { CHROMIUM, HeadlessBrowser, type View } from "../helpers/browser";
import { evidenceOf } from "../helpers/evidence";

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
      60_000,
    );
  });
});
