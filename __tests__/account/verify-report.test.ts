import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mfaPolicyDocument } from "../../modules";
import { type Ask, reportFormat, type Verification, verify } from "../../modules/account";
import { COLOURS } from "../../modules/account/verify/report/html";
import { account, group, policyArn, user } from "../helpers/accounts";

const MFA_POLICY = { name: "EnforceMfa", arn: policyArn("EnforceMfa"), document: JSON.stringify(mfaPolicyDocument()) };
const HOSTILE = '<script>alert("1")</script>';
const ask: Ask = (_, questions) => Promise.resolve(questions.map((question) => ({ ...question, decision: "allowed", missing: [] })));

/** An account of this many users, two of them not enforced. */
function accountOf(size: number): Promise<Verification> {
  const groups = [group("Power", { attached: [MFA_POLICY] }), group(`a-group-with-a-long-name-${"x".repeat(90)}`)];
  const open = { name: HOSTILE, document: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }) };
  const users = Array.from({ length: size }, (_, index) =>
    index < 2 ? user(`open-${index}-${"y".repeat(50)}`, { inline: [open] }) : user(`user-${index}`, { groups: ["Power"] }),
  );
  const exceptions = [{ user: users[1]!.name, reason: `the pipeline ${HOSTILE}`, until: "2026-12-31" }];
  const options = { exceptions, now: new Date("2026-11-24T12:00:00Z"), toolVersion: "1.2.3" };
  return verify(account({ groups, users, policies: [MFA_POLICY] }), ask, options);
}

const html = async (size: number): Promise<string> => reportFormat("evidence.html")(await accountOf(size));

test("the page is one file that needs nothing from elsewhere and runs no script", async () => {
  const page = await html(5);
  expect(page).not.toMatch(/<(script|link|img|iframe|object)\b|@import|url\(|\son\w+=/i);
  expect(page).toContain("default-src 'none'");
});

test("what comes from the account is escaped, in the page and in Markdown", async () => {
  const page = await html(5);
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;alert(");
  const markdown = reportFormat("evidence.md")(await accountOf(5));
  expect(markdown).not.toContain("<script");
});

test("the page has one h1, an h2 for every section, a header for every column and row, and a text for the picture", async () => {
  const page = await html(5);
  expect(page.match(/<h[1-6]/g)).toEqual(["<h1", ...Array.from({ length: 9 }, () => "<h2")]);
  for (const table of page.match(/<table>[^]*?<\/table>/g) ?? []) {
    expect(table).toMatch(/<thead><tr>(<th scope="col">[^<]+<\/th>)+<\/tr><\/thead>/);
    expect(table.match(/<tr><th scope="row">/g)?.length).toBe((table.match(/<tr>/g)?.length ?? 0) - 1);
  }
  expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby="picture-title picture-text">\n<title id="picture-title">/);
});

test.each(Object.entries(COLOURS))("the colours of %s have a contrast of 4.5 (WCAG 2.1, 1.4.3)", (_, [front, back]) => {
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

test("names the account, the date, the version, the hash, the reasons, the sources and the controls", async () => {
  const page = await html(5);
  for (const part of [
    "123456789012",
    "2026-11-24T12:00:00.000Z",
    "cdktf-enforce-mfa 1.2.3",
    "What was not examined",
    "v5.0.0",
    "excepted until 2026-12-31",
  ]) {
    expect(page).toContain(part);
  }
  expect(page).toMatch(/<td data-heading="SHA-256 of the document">[0-9a-f]{64}<\/td>/);
});

test("a file that does not say its format is refused with the formats", () => {
  expect(() => reportFormat("evidence.pdf")).toThrow(
    '--report: "evidence.pdf" does not end with the name of a format; use .html, .md, .json',
  );
});

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"].find((name) => spawnSync(name, ["--version"]).status === 0);

if (CHROMIUM === undefined) {
  process.stdout.write("verify-report: no Chromium on this machine, so the page was not opened in a browser\n");
}

const inBrowser = CHROMIUM === undefined ? describe.skip : describe;

inBrowser("in Chromium", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "enforce-mfa-report-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page in a frame of this width, because a window cannot be as narrow as a phone. */
  function open(page: string, width: number): { readonly scroll: number; readonly client: number; readonly errors: readonly string[] } {
    const file = join(folder, "frame.html");
    const quoted = page.replace(/&/g, "&amp;").replace(/"/g, "&quot;");
    const measure = `onload=()=>{const d=document.querySelector("iframe").contentDocument.documentElement;document.title="SIZE "+d.scrollWidth+" "+d.clientWidth}`;
    writeFileSync(
      file,
      `<!doctype html><iframe style="border:0;width:${width}px;height:900px" srcdoc="${quoted}"></iframe><script>${measure}</script>`,
    );
    const args = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      `--user-data-dir=${folder}/profile`,
      "--enable-logging=stderr",
      "--dump-dom",
    ];
    const { stdout, stderr } = spawnSync(CHROMIUM!, [...args, `file://${file}`], { encoding: "utf8", maxBuffer: 2 ** 28, timeout: 90_000 });
    const [, scroll, client] = /<title>SIZE (\d+) (\d+)<\/title>/.exec(stdout) ?? [];
    return { scroll: Number(scroll), client: Number(client), errors: stderr.split("\n").filter((line) => line.includes(":CONSOLE")) };
  }

  test("the check notices what overflows and what is on the console", () => {
    const { scroll, client, errors } = open('<!doctype html><div style="width:3000px">x</div><script>console.error("x")</script>', 390);
    expect([scroll > client, errors.length]).toEqual([true, 1]);
  }, 120_000);

  test.each([
    [5, 1280],
    [5, 390],
    [2000, 1280],
    [2000, 390],
  ])(
    "%d users, %d pixels wide: nothing overflows, and the console is silent",
    async (size, width) => {
      const { scroll, client, errors } = open(await html(size), width);
      expect([client > width - 30, scroll <= client, errors]).toEqual([true, true, []]);
    },
    120_000,
  );
});
