import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AccessChange, formatMarkdown, report, type Review } from "../../modules/review";
import { ACCEPTED, finding, HARMLESS, review, RICH, TODAY } from "../helpers/reviews";

const OPTIONS = { accepted: [], isStrict: false, today: TODAY };

function golden(name: string): string {
  return readFileSync(join(__dirname, "golden", name), "utf8");
}

function markdown(...reviews: readonly Review[]): string {
  return formatMarkdown(report(reviews, OPTIONS));
}

/** Joins and leaves of many users. */
function memberships(number: number, groupOf: (index: number) => string): readonly AccessChange[] {
  return Array.from({ length: number }, (_, index) => ({
    kind: "membership",
    change: index % 2 ? "added" : "removed",
    user: `user${index}`,
    group: groupOf(index),
    policies: ["EnforceMfa"],
  }));
}

test("a colleague joins, another one leaves, and an exemption is added", () => {
  expect(markdown(HARMLESS)).toBe(golden("harmless.md"));
});

test("something of everything", () => {
  expect(formatMarkdown(report([RICH], { ...OPTIONS, accepted: ACCEPTED }))).toBe(golden("rich.md"));
});

test("a plan that changes nothing is one sentence", () => {
  expect(markdown(review())).toBe("<!-- enforce-mfa review -->\n\n### ✅ This plan does not weaken MFA\n\nNothing changes.\n");
});

test("several plans have their names, and the worst comes first", () => {
  const text = formatMarkdown(
    report(
      [
        { ...HARMLESS, plan: "a.json" },
        { ...RICH, plan: "b.json" },
        { verdict: "error", plan: "c|d.json", problems: [{ code: "x", path: "resource_changes[0]", message: "not *right*" }] },
      ],
      OPTIONS,
    ),
  );
  expect(text.match(/^### .*$/gm)).toEqual([
    "### ❌ <code>c&#124;d&#46;json</code>: This plan could not be reviewed",
    "### ❌ `b.json`: This plan weakens MFA: 3 findings, the worst is critical (1 finding from before it)",
    "### ✅ `a.json`: This plan does not weaken MFA",
  ]);
  expect(text).toContain("- `resource_changes[0]`: not `*right*`\n");
});

describe("what a plan says cannot become Markdown", () => {
  const names = ["john|doe", "`john`", "<b>john</b>", "@john", "_john_", "*john*", "a+=,.@_-", "x\\|y", "john ``", "![x](http://x)"];

  test.each(names)("the name %s stays in one cell, as code", (name) => {
    const text = markdown(review({ access: [{ kind: "user", change: "added", name, address: "aws_iam_user.x" }] }));
    const row = /^\| ➕ .*$/m.exec(text)?.[0] ?? "";
    expect(row.split("|")).toHaveLength(6);
    const [, code = ""] = /^\| ➕ \| user (?:`([^`]+)`|<code>[\w&#; ]+<\/code>) \|/.exec(row) ?? [];
    expect(code || decode(row)).toContain(name);
  });

  test("a sentence has no mention, link, reference, emphasis, list, heading or HTML", () => {
    const sentence = '1. # @john in #12 and GH-34 *may* read <img src=x> or www.example.com, "a_b" (a`b) ~~x~~ &amp; :smile: !3';
    const text = markdown(review({ findings: [finding({ message: sentence, request: undefined })] }));
    const line = text.split("\n\n")[3] ?? "";
    expect(line).toBe(
      '`1`. `# @john` in `#12` and `GH-34 *may*` read `<img src=x>` or `www.example.com`, `"a_b"` (<code>a&#96;b</code>) `~~x~~ &amp`; `:smile`: `!3`',
    );
  });

  test("an address with brackets and quotes is shown as it is", () => {
    const address = 'module.people["first.colleague"].aws_iam_user.this["x"]';
    expect(markdown(review({ findings: [finding({ address })] }))).toContain(`#### 🔴 critical: \`mfa-lost\` at \`${address}\`\n`);
  });

  test("a name can end neither the diagram nor a label", () => {
    const user = 'a"]\n```\nend @x #y';
    const text = markdown(review({ access: [{ kind: "membership", change: "added", user, group: "Power", policies: [] }] }));
    expect(text).toContain('  n0(["a#34;#93;#92;u#123;a#125;#96;#96;#96;#92;u#123;a#125;end #64;x #35;y"])\n');
    expect(text.match(/^```/gm)).toHaveLength(2);
  });
});

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe("the diagram", () => {
  function diagramOf(access: readonly AccessChange[]): string {
    return /```mermaid\n([^]*?)```/.exec(markdown(review({ access })))?.[1] ?? "";
  }

  test("is left out if nobody joins, leaves, gains or loses", () => {
    expect(diagramOf([{ kind: "user", change: "added", name: "alice", address: "aws_iam_user.alice" }])).toBe("");
  });

  test("shows users with the same changes as one node", () => {
    const diagram = diagramOf(memberships(40, () => "Power"));
    expect(diagram).toContain('  n0(["20 users, such as user0"])\n');
    expect(diagram).toContain('  n2(["20 users, such as user1"])\n');
    expect(diagram).toContain("  n0 -.->|leaves| n1\n  n2 -->|joins| n1\n");
  });

  test("has at most 24 nodes, and says that there is more", () => {
    const access = memberships(100, (index) => `group${index}`);
    expect(diagramOf(access).match(/^ {2}n\d+[[(]/gm)).toHaveLength(24);
    expect(markdown(review({ access }))).toContain("```\n\nThe diagram shows some of the changes.\n");
  });

  test("shows an unchanged attachment for orientation, without a colour", () => {
    expect(diagramOf(memberships(1, () => "Power"))).toContain("  n1 --> n2\n  linkStyle 0 stroke:#cf222e,stroke-width:2px\n");
  });
});

describe("a page that would be too long", () => {
  const LONGEST = 60_000;

  /** Tables have rows only, and code fences are closed. */
  function expectWhole(text: string): void {
    expect(text.length).toBeLessThanOrEqual(LONGEST);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(text.split("\n").filter((line) => line.startsWith("|") && line.split("|").length !== 6)).toEqual([]);
    expect(text.startsWith("<!-- enforce-mfa review -->\n\n### ")).toBe(true);
    expect(text.endsWith("\n")).toBe(true);
  }

  test("shows a part of the table, and says how much more there is", () => {
    const text = markdown(review({ access: memberships(5_000, (index) => `group${index}`) }));
    expectWhole(text);
    expect(text.match(/^\| ✏️ /gm)).toHaveLength(100);
    expect(text).toContain("\n\nand 4900 more users, groups and policies\n");
  });

  test("keeps the id and address of every finding longer than the rest", () => {
    const findings = Array.from({ length: 300 }, (_, index) =>
      finding({ address: `aws_iam_user.user${index}`, message: "long ".repeat(200) }),
    );
    const text = markdown(review({ access: memberships(300, (index) => `group${index}`), findings }));
    expectWhole(text);
    expect(findings.filter(({ address }) => !text.includes(`\`mfa-lost\` at \`${address}\``))).toEqual([]);
    expect(text).toContain("❌ This plan weakens MFA: 300 findings");
  });

  test("says how many findings it leaves out if there are too many even for that", () => {
    const findings = Array.from({ length: 5_000 }, (_, index) => finding({ address: `aws_iam_user.user${index}` }));
    const text = markdown(review({ findings }));
    expectWhole(text);
    expect(text).toMatch(/- and \d+ more\n/);
  });

  test("is short enough whatever the names are, and however many plans there are", () => {
    const long = "@|`".repeat(500);
    const worst = review({
      plan: long,
      access: memberships(50, () => long),
      documents: [{ policy: long, address: long, meaning: Array.from({ length: 20 }, () => long) }],
      findings: Array.from({ length: 20 }, () => finding({ id: long, address: long, message: long, request: long, fix: long })),
      notes: Array.from({ length: 20 }, () => long),
    });
    expectWhole(markdown(worst));
    const text = markdown(...Array.from({ length: 60 }, () => worst));
    expectWhole(text);
    expect(text).toContain("\n\nand 55 more plans\n");
  });
});
