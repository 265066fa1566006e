import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";

/** The path of Chromium on this machine; nothing where there is none. */
export const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
  .map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout.trim())
  .find((path) => path !== "");

/** How somebody looks at a page. */
export interface View {
  readonly width: number;
  readonly media: "screen" | "print";
}

/** What is wrong with a page in a browser. */
export interface Faults {
  /** What reaches over an edge, and by how many pixels: the first few. */
  readonly overflow: readonly string[];
  /** What is on the console, and errors that nothing caught. */
  readonly console: readonly string[];
  /** What axe finds on a screen, or cannot decide about contrast: each rule, how often, and the first place. */
  readonly axe: readonly string[];
}

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/**
 * Runs in the page. WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practices. Contrast that axe cannot judge counts as a fault, except in
 * a picture, whose colours another test compares, and where one character repeats what the text beside it says.
 */
const RUN_AXE = `(async () => {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations, incomplete } = await axe.run({ runOnly, resultTypes: ["violations", "incomplete"], elementRef: true });
  const undecided = incomplete
    .filter(({ id }) => id === "color-contrast")
    .map(({ id, nodes }) => ({ id: id + " undecided", nodes: nodes.filter(({ element }) => !element.closest("svg, [aria-hidden=true]")) }))
    .filter(({ nodes }) => nodes.length > 0);
  return [...violations, ...undecided].map(({ id, nodes }) => \`\${id}: \${nodes.length}, such as \${nodes[0].html}\`);
})()`;

/** Runs in the page. What scrolls in a box of its own may be wider than the box, and so may what only screen readers read. */
const FIND_OVERFLOW = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const page = scrollWidth > clientWidth ? ["page " + (scrollWidth - clientWidth)] : [];
  const isHidden = (head) => head !== null && getComputedStyle(head).position === "absolute";
  const parts = [...document.querySelectorAll("body *")].filter((part) => !part.closest(".picture") && !isHidden(part.closest("thead")));
  const over = parts.flatMap((part) => {
    const inside = getComputedStyle(part).display === "inline" ? 0 : part.scrollWidth - part.clientWidth;
    const by = Math.ceil(Math.max(inside, part.getBoundingClientRect().right - clientWidth));
    return by > 1 ? [part.tagName.toLowerCase() + " " + by] : [];
  });
  return [...page, ...over].slice(0, 5);
})()`;

/** Chromium without a window. It opens pages from a file, as an auditor does. */
export class HeadlessBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), "enforce-mfa-page-"));
  #browser?: Browser;

  async start(): Promise<void> {
    this.#browser = await chromium.launch({ executablePath: CHROMIUM });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async faultsOf(html: string, { width, media }: View): Promise<Faults> {
    const page = await this.#browser!.newPage({ viewport: { width, height: 900 } });
    const messages: string[] = [];
    try {
      page.on("console", (message) => messages.push(message.text()));
      page.on("pageerror", (error) => messages.push(error.message));
      await page.emulateMedia({ media });
      const file = join(this.#folder, "page.html");
      writeFileSync(file, html);
      await page.goto(pathToFileURL(file).href);
      const overflow = await page.evaluate<string[]>(FIND_OVERFLOW);
      if (media === "print") {
        return { overflow, console: messages, axe: [] };
      }
      // The page forbids scripts. What comes through the DevTools protocol may run all the same.
      await page.evaluate(AXE);
      return { overflow, console: messages, axe: await page.evaluate<string[]>(RUN_AXE) };
    } finally {
      await page.close();
    }
  }
}
