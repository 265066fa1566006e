import { type Ask, reportFormat, verify } from "../../modules/account";
import { account, user } from "../helpers/accounts";
import { evidenceOf } from "../helpers/evidence";

const report = async (format: string, size = 5): Promise<string> => reportFormat(`evidence.${format}`)(await evidenceOf(size));

test("the page is one file that needs nothing from elsewhere and runs no script", async () => {
  const page = await report("html");
  expect(page).not.toMatch(/<(script|link|img|iframe|object)\b|@import|url\(|\son\w+=/i);
  expect(page).toContain("default-src 'none'");
});

test("what comes from the account is escaped, in the page and in Markdown", async () => {
  const page = await report("html");
  expect(page).toContain("&lt;script&gt;alert(");
  for (const text of [page, await report("md")]) {
    expect(text).not.toMatch(/<script|\u202e/);
    expect(text).toContain("\\u{202e}");
  }
});

test("the page has one h1, an h2 for every section, a header for every column and row, and a text for the picture", async () => {
  const page = await report("html");
  expect(page.match(/<h[1-6]/g)).toEqual(["<h1", ...Array.from({ length: 8 }, () => "<h2")]);
  for (const table of page.match(/<table[^]*?<\/table>/g) ?? []) {
    expect(table).toMatch(/<thead role="rowgroup"><tr role="row">(<th scope="col"[^>]*>[^<]+<\/th>)+<\/tr><\/thead>/);
    expect(table.match(/<tr role="row"><th scope="row"/g)?.length).toBe((table.match(/<tr/g)?.length ?? 0) - 1);
  }
  expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby="graph-title graph-text">\n<title id="graph-title">/);
});

test.each(["html", "md"])(
  "%s names the account, the date, the version, the hash, the reasons, the exceptions and the controls",
  async (format) => {
    const text = (await report(format)).replace(/<wbr>|\\(?!u)/g, "");
    for (const part of [
      "MFA is not enforced for everybody: 1 user to act on",
      "123456789012",
      "2026-11-24 12:00:00 UTC",
      "cdktf-enforce-mfa 1.2.3",
      "statement 3 (BlockEverythingUnlessSignedInWithMFA) denies every action except iam:ChangePassword",
      "gets through: s3:ListAllMyBuckets with an access key",
      "everything without MFA is denied by arn:aws:iam::123456789012:policy/EnforceMfa",
      "excepted until 2026-12-31: the pipeline",
      "expired on 2026-01-31",
      "nobody needs the exception of john",
      "The root user, which no policy of IAM can restrict",
      "Ensure IAM users receive permissions only through groups",
      "v7.0.0",
      "2.13",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/[>`][0-9a-f]{64}[<`]/);
  },
);

test.each(["html", "md"])("%s does not say that a policy denies nothing if AWS has not listed its document", async (format) => {
  const attached = [{ name: "PowerUserAccess", arn: "arn:aws:iam::aws:policy/PowerUserAccess" }];
  const denyAll: Ask = (_, questions) =>
    Promise.resolve(questions.map((question) => ({ ...question, decision: "implicitDeny", missing: [] })));
  const options = { now: new Date("2026-11-24T12:00:00Z"), toolVersion: "1.2.3" };
  const text = reportFormat(`evidence.${format}`)(await verify(account({ users: [user("john", { attached })] }), denyAll, options));
  const rows = text.split(format === "html" ? "</tr>" : "\n").filter((row) => row.includes("AWS has not listed the document"));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain("not known");
  expect(rows[0]).not.toContain("nothing");
});

describe("the picture", () => {
  const pictureOf = async (size: number): Promise<string> => /<svg[^]*<\/svg>/.exec(await report("html", size))?.[0] ?? "";
  const labels = (svg: string): readonly string[] =>
    [...svg.matchAll(/<g class="(\w+)"><title>([^<]*)/g)].map(([, tone, label]) => `${tone} ${label}`);

  test("has a box for every user and group of a small account, the worst first", async () => {
    expect(labels(await pictureOf(5)).map((label) => label.slice(0, 12))).toEqual([
      "bad open-0-y",
      "doubt open-1",
      "good user-2",
      "good user-3",
      "good user-4",
      "plain a-grou",
      "good Power",
      "good Enforce",
      "plain &quot;",
      "plain &quot;",
    ]);
  });

  test("calls a policy enforcing only where it proves that somebody is enforced", async () => {
    const verification = await evidenceOf(5);
    const users = verification.users.map((one) => ({ ...one, enforcedBy: [] }));
    const svg = reportFormat("evidence.html")({ ...verification, users });
    expect(await pictureOf(5)).toContain('class="detail">enforces MFA<');
    expect(svg).toContain('class="detail">has a Deny<');
  });

  test("bundles users and groups that are alike in a large one", async () => {
    const boxes = labels(await pictureOf(2000));
    expect(boxes.length).toBeLessThanOrEqual(36);
    expect(boxes).toEqual(expect.arrayContaining(["good 1,798 users", "doubt 200 users", "good 91 groups", "plain 11 groups"]));
  });
});

test("a file that does not say its format is refused with the formats", () => {
  expect(() => reportFormat("evidence.pdf")).toThrow(
    '--report: "evidence.pdf" does not end with the name of a format; use .html, .md, .json',
  );
});
